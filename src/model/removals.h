/* removals.h - the index without one of its nodes, one at a time. Made by exact, read by table. */
#ifndef EGB_MODEL_REMOVALS_H
#define EGB_MODEL_REMOVALS_H

#include "base/arena.h"
#include "model/results.h"

struct egb_removals {
  egb_arena *arena;
  const egb_results *results;
  const egb_removal *removal;
  size_t count;
};

#endif
