/* swap.h - two units side by side, and the nearest weights that make them level. Made by exact, read by table. */
#ifndef EGB_MODEL_SWAP_H
#define EGB_MODEL_SWAP_H

#include "base/arena.h"
#include "model/results.h"

struct egb_swap {
  egb_arena *arena;
  const egb_results *results;
  egb_swap_summary about;
  const egb_swap_part *part;
  size_t count;
};

#endif
