/* verification.h - whether a bundle is what it says. */
#ifndef EGB_MODEL_VERIFICATION_H
#define EGB_MODEL_VERIFICATION_H

#include "base/arena.h"
#include "egovbench.h"

#define EGB_FINDINGS_MOST ((size_t)1000)

struct egb_verification {
  egb_arena *arena;
  egb_verification_summary about;
  char checksum[65];
  egb_verification_finding *finding; /* room for EGB_FINDINGS_MOST */
  size_t count;
};

#endif
