/* exact.h - what the exact answers share: means with weights as sums in a transformed scale, and the order they start
 * from. */
#ifndef EGB_EXACT_EXACT_H
#define EGB_EXACT_EXACT_H

#include "base/diag.h"
#include "score/plan.h"

#include <math.h>

/* A mean y with weights w of x: f(y) = sum(w f(x)) / sum(w) over what is present, with the rising function
 * f(x) = x^power, ln(x) for power 0, -x^power below (power means; 1 is the arithmetic, 0 the geometric, -1 the harmonic
 * mean). A child of 0 makes the mean 0 when power <= 0: f is then minus infinity. */
typedef struct egb_mean {
  double power;
  bool nonnegative; /* negative children make it NaN */
} egb_mean;

/* False: not a mean with weights. */
bool egb_mean_of(const egb_planned_node *node, egb_mean *out);
bool egb_mean_same(egb_mean a, egb_mean b);
double egb_mean_there(egb_mean mean, double x); /* f */
double egb_mean_back(egb_mean mean, double y);  /* its inverse */
/* "none", "ln" or "power". */
const char *egb_mean_transform(egb_mean mean);

/* Why a node's score cannot be followed when weights change: half a sentence in the arena; "": it can be. NULL: out of
 * memory. The index's own score may be rescaled where that keeps its order. */
const char *egb_exact_obstacle(egb_arena *arena, const egb_plan *plan, size_t node);
/* Reports that the index is not a mean with weights and returns EGB_UNCOMPUTABLE, EGB_NO_MEMORY; EGB_OK: it is. */
egb_status egb_exact_demand(egb_arena *arena, const egb_plan *plan, const char *what, egb_diag *diag);

/* Ranked units in the order of their unrounded scores, ties sharing the smallest rank and by id. */
typedef struct egb_ranked_order {
  size_t *order; /* count of them */
  size_t count;
  double *score; /* per unit: height of the index's score, in steps of 1e-9 */
  double *rank;  /* per unit; NaN without */
} egb_ranked_order;
/* False: out of memory. */
bool egb_ranked_order_make(egb_arena *arena, const egb_results *results, egb_ranked_order *out);

/* The parts of the index that count now (weight above 0), as its mean sees them. */
typedef struct egb_view {
  egb_mean mean;
  size_t *node; /* count of them */
  double *share;
  size_t count, units;
  double sense;   /* -1 where a lower score is better, so that the better value is always the higher, else 1 */
  double *value;  /* value[unit * count + part]: sense * f of the score; NaN: missing; infinite: a zero that makes the
                     mean 0 */
  uint8_t *state; /* per unit, egb_view_state */
} egb_view;

typedef enum egb_view_state { EGB_VIEW_WHOLE = 0, EGB_VIEW_GAPS, EGB_VIEW_ZERO } egb_view_state;

/* False: out of memory. The index must be a mean with weights. */
bool egb_view_make(egb_arena *arena, const egb_plan *plan, const egb_results *results, egb_view *out);
/* The two units have the same parts. */
bool egb_view_same_parts(const egb_view *view, size_t a, size_t b);
/* The transformed score with weights, times the sense, NaN when nothing present has one. */
double egb_view_score(const egb_view *view, const double *weight, size_t unit);
/* Differences of scores, in the scale of the mean, that are none. */
double egb_view_quantum(const egb_view *view);

#endif
