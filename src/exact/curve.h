/* curve.h - the score of every unit as a function of the weight of one node.
 *
 * The node's share t among its siblings runs through (0, 1), the siblings are rescaled in proportion. In the scale f of
 * its parent's mean the parent's score is (t f(x) + (1 - t) L) / (t + (1 - t) W), where x is the node's own score, and
 * L and W are what the siblings present give: a quotient of affine functions. A mean above it adds constants and
 * multiplies by one, so that the quotient stays one as long as the means are of one kind; after a change of kind the
 * score is a chain of such steps. Every score rises or falls in t throughout. */
#ifndef EGB_EXACT_CURVE_H
#define EGB_EXACT_CURVE_H

#include "exact/exact.h"
#include "stats/sum.h"

typedef enum egb_curve_kind {
  EGB_CURVE_NONE = 0, /* no score anywhere in (0, 1) */
  EGB_CURVE_FIXED,    /* always the same */
  EGB_CURVE_MOVING
} egb_curve_kind;

/* f(y) = (top[0] + top[1] t) / (bottom[0] + bottom[1] t); of a fixed one: value, and f(value) over 1. */
typedef struct egb_curve {
  egb_curve_kind kind;
  double top[2], bottom[2];
  double value;
} egb_curve;

/* A step after a change of kind: f(y) = add + times * f(y below), with the f of the step. */
typedef struct egb_curve_step {
  double add, times;
} egb_curve_step;

/* All children of one node together, per unit in the scale of the node's mean. What is not one child is their sum less
 * that child: nothing is lost, as the sums keep their rounding errors and the same product is taken out that went in.
 */
typedef struct egb_curve_whole {
  egb_sum sum, weight;
  size_t present, zeros, negatives; /* children with a score; of those that count, zeros that make the mean 0, NaN */
} egb_curve_whole;

/* A family as met last at its depth. */
typedef struct egb_curve_family {
  size_t node, active; /* EGB_NONE: not yet; children that take part */
  egb_sum share, weight;
  egb_curve_whole *whole; /* per unit */
} egb_curve_family;

typedef struct egb_curves {
  const egb_plan *plan;
  const egb_results *results;
  egb_curve *curve;         /* per unit */
  egb_curve_step *step;     /* step[i * units + unit] */
  egb_mean *mean;           /* mean[0] of the quotient, mean[i + 1] of step i */
  egb_curve_family *family; /* per depth: nodes that are asked for in their order need each family once */
  size_t steps, units;
  double share, total; /* the node's share now; the siblings' weights together, in the definition's units */
} egb_curves;

/* Memory for the curves of any node. False: out of memory. */
bool egb_curves_open(egb_arena *arena, const egb_plan *plan, const egb_results *results, egb_curves *out);
/* Those of one node below the index. "", or the reason why there are none, in the arena; NULL: out of memory. */
const char *egb_curves_of(egb_arena *arena, egb_curves *curves, size_t node);
/* The score of the index before any rescaling of it; NaN: none. */
double egb_curve_value(const egb_curves *curves, size_t unit, double t);

/* The place nearest to the node's share, from it towards `end` (0 or 1 at most), where a, which is now above b or level
 * with it, does not stay so; NaN when there is none before the end. Units that are level now and do not stay level give
 * the share itself. Quotients are solved; chains are searched by their monotony, to 1e-12, and what is skipped is
 * proven to have no crossing. */
double egb_curve_crossing(const egb_curves *curves, size_t a, size_t b, bool level, double end);
/* Whether above is above below for every share from low to high, as far as a quick test shows: nearly every pair is
 * settled by this, which took `stability` on waseda-ten from 204 to 133 million instructions. False says nothing. */
bool egb_curve_stays(const egb_curves *curves, size_t above, size_t below, double low, double high);

#endif
