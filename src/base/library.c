#include "egovbench.h"

#include <stdlib.h>

#ifndef EGB_VERSION_TEXT
#error "EGB_VERSION_TEXT must be defined by the build, for instance -DEGB_VERSION_TEXT=\"1.2.3\""
#endif

const char *egb_version(void) {
  return EGB_VERSION_TEXT;
}

int egb_version_number(void) {
  return EGB_VERSION_NUMBER;
}

const char *egb_status_name(egb_status status) {
  static const char *const names[] = {"ok", "refused", "io", "uncomputable", "usage", "no-memory", "internal"};
  const size_t at = (size_t)status;
  return at < sizeof names / sizeof names[0] ? names[at] : "unknown";
}

void egb_free(void *buffer) {
  free(buffer);
}
