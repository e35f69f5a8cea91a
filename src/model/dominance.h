/* dominance.h - pairs of units whose order no weights can change. Made by exact, read by table. */
#ifndef EGB_MODEL_DOMINANCE_H
#define EGB_MODEL_DOMINANCE_H

#include "base/arena.h"
#include "model/results.h"

struct egb_dominance {
  egb_arena *arena;
  const egb_results *results;
  egb_dominance_summary about;
  const egb_dominance_unit *unit;
  size_t count;
  /* What egb_dominates() compares two units by. Which pairs are fixed is not kept: they may be thousands of millions.
   */
  const struct egb_dominance_order *order;
};

#endif
