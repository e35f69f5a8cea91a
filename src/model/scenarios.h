/* scenarios.h - a ranking beside those of its scenarios. Made by compare, read by table. */
#ifndef EGB_MODEL_SCENARIOS_H
#define EGB_MODEL_SCENARIOS_H

#include "base/arena.h"
#include "model/results.h"

/* A unit in all of them: the definition's units in the order of their ranks, then those that only scenarios have. */
typedef struct egb_scenarios_unit {
  const char *id;
  const egb_dataset *data; /* the first that has it, and its number there: for its name */
  size_t number;
  const double *rank, *score; /* of the definition, then per scenario; NaN: none */
  size_t ranked;              /* how many have a rank for it */
  double lowest, highest;     /* the smallest and the largest number among its ranks; NaN without any */
  double median;
} egb_scenarios_unit;

/* Adds a unit, the best before first, with its rank before and in the scenario (NaN: none) to an effect of which only
 * `top` is filled. `id` is borrowed. */
void egb_scenario_effect_add(egb_scenario_effect *out, double was, double is, const char *id);
/* When all are added. The correlations are the caller's. */
void egb_scenario_effect_end(egb_scenario_effect *out);

struct egb_scenarios {
  egb_arena *arena;
  const egb_results *base;
  const egb_scenario_effect *effect; /* per scenario */
  size_t count;
  size_t top; /* so many first places are looked at: ten, or all ranked units */
  const egb_scenarios_unit *unit;
  size_t unit_count;
};

#endif
