/* bounds.h - best and worst ranks under limits of the weights. Made by exact, read by table. */
#ifndef EGB_MODEL_BOUNDS_H
#define EGB_MODEL_BOUNDS_H

#include "base/arena.h"
#include "model/results.h"

struct egb_bounds {
  egb_arena *arena;
  const egb_results *results;
  egb_bounds_summary about;
  const egb_rank_bounds *unit;
  size_t count;
};

#endif
