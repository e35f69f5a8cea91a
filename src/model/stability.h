/* stability.h - how far each weight can move before ranks change. Made by exact, read by table. */
#ifndef EGB_MODEL_STABILITY_H
#define EGB_MODEL_STABILITY_H

#include "base/arena.h"
#include "model/results.h"

struct egb_stability {
  egb_arena *arena;
  const egb_results *results;
  egb_stability_summary about;
  const egb_stable_node *node;
  size_t count;
};

#endif
