/* nearest.h - the point of the simplex nearest to given weights that meets up to two linear conditions.
 *
 * {x >= 0, sum(x) = 1, row[r] * x >= least}: nearest by the sum of squares it is a projection, a quadratic program;
 * nearest by the sum of absolute changes a linear one. Each also gives the prices of the conditions (their
 * multipliers), with which egb_nearest_bound says what no point can be below, whether or not a solver ended well. */
#ifndef EGB_EXACT_NEAREST_H
#define EGB_EXACT_NEAREST_H

#include "base/arena.h"

#include <stdbool.h>

#define EGB_NEAREST_ROWS 2

typedef struct egb_nearest {
  const double *w; /* count of them, none below 0, their sum at most 1 */
  const double *row[EGB_NEAREST_ROWS];
  double least;
  size_t count, rows;
} egb_nearest;

/* Work space for `count` weights. */
typedef struct egb_nearest_scratch {
  double *step, *held, *sorted;
  bool *fixed;
} egb_nearest_scratch;

/* False: out of memory. */
bool egb_nearest_scratch_make(egb_arena *arena, size_t count, egb_nearest_scratch *out);

/* Half the sum of squared changes, or the sum of absolute ones. */
double egb_nearest_cost(const egb_nearest *p, const double *x, bool squares);
/* The nearest point. price: one per row. False: there is none. */
bool egb_nearest_find(const egb_nearest *p, bool squares, egb_nearest_scratch *scratch, double *x, double *price);
/* No point that meets the conditions costs less, whatever the prices (none below 0): the Lagrangian dual. */
double egb_nearest_bound(const egb_nearest *p, bool squares, const double *price, egb_nearest_scratch *scratch);

#endif
