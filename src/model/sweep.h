/* sweep.h - the scenarios of a grid of weights. Made by compare, read by table. */
#ifndef EGB_MODEL_SWEEP_H
#define EGB_MODEL_SWEEP_H

#include "base/arena.h"
#include "model/results.h"

#include <math.h>

/* A node whose weight is swept, and its values in the definition's units. */
typedef struct egb_sweep_axis {
  size_t node;
  const double *value;
  size_t count;
  size_t step; /* scenarios from one value to the next: the product of the counts of the axes behind it */
} egb_sweep_axis;

struct egb_sweep {
  egb_arena *arena;
  const egb_results *base;
  const egb_sweep_axis *axis;
  size_t axis_count;
  size_t count, done; /* scenarios; of these, the first ones have scores */
  size_t failed;
  const char *reason;
  size_t top; /* so many first places are looked at: ten, or all ranked units */
  /* [scenario * units + unit]: score, NaN without; rank in halves, as ranks that tied units share may have one; 0: none
   */
  double *score;
  uint32_t *place;
  const egb_sweep_unit *unit;        /* NULL: not asked for */
  const egb_scenario_effect *effect; /* likewise */
};

static inline double egb_sweep_value(const egb_sweep *sweep, size_t scenario, size_t axis) {
  const egb_sweep_axis *a = &sweep->axis[axis];
  return a->value[scenario / a->step % a->count];
}

static inline double egb_sweep_place_rank(uint32_t place) {
  return place > 0 ? (double)place / 2 : (double)NAN;
}

#endif
