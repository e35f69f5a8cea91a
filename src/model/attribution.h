/* attribution.h - which dimensions (children of the root) changed a unit's score, and which drove its rank. One rule
 * for every command that compares two results.
 *
 * While the score is a weighted sum of the dimensions that a unit has, its change is split exactly. With w the share of
 * a dimension among those that the unit has, s its score, D the change and a bar the mean of the two sides,
 *
 *   D(sum w s) = sum(contribution),   contribution = bar(w) D(s) + D(w) (bar(s) - c)
 *
 * for any c, because the D(w) sum to 0 (T. L. Bennet, "The theory of measurement of changes in cost of living", Journal
 * of the Royal Statistical Society 83 (1920), 455-462: bar(w) D(s) is the Shapley value of exchanging the scores of one
 * dimension, bar(s) D(w) that of exchanging its share). c is the unit's own mean score, so that more weight on what a
 * unit is good at is a gain and on what it is bad at a loss. Exchanging the sides changes the signs.
 *
 * A rank only moves against others: what changes every score equally moves no rank. So the drivers of a rank are found
 * in the contributions less their means over the units ranked on both sides; these sum to the change of the score less
 * its mean change. The drivers are the dimensions that moved the unit in the direction in which its rank moved,
 * furthest first; where the rank did not change, those that moved it in either direction. */
#ifndef EGB_MODEL_ATTRIBUTION_H
#define EGB_MODEL_ATTRIBUTION_H

#include "base/arena.h"
#include "model/results.h"

#define EGB_DRIVERS_MAX 3

/* A child of the root on either side. */
typedef struct egb_dimension_difference {
  const char *id;
  size_t node[2]; /* EGB_NONE: not on that side */
} egb_dimension_difference;

/* What is attributed: the two sides of one unit. */
typedef struct egb_attributed {
  size_t unit[2];     /* positions in each side's data */
  double score[2];    /* on the scale of the comparison; nothing is attributed unless both are known */
  double rank_change; /* places gained, negative: lost; NaN unless ranked on both sides */
} egb_attributed;

typedef struct egb_attribution {
  const egb_results *results[2];
  double factor[2]; /* from each side's scores to the scale of the comparison */
  const egb_dimension_difference *dimension;
  size_t dimension_count;
  double *contribution; /* unit * dimension_count + dimension; NULL: the score of a side is not a weighted sum */
  double *mean;         /* per dimension: over the units ranked on both sides */
  size_t *driver;       /* unit * EGB_DRIVERS_MAX + k: a position among the dimensions, EGB_NONE: no more */
} egb_attribution;

#define EGB_ATTRIBUTION_NONE "No contributions by dimension: the score is not a weighted sum of them on both sides."
#define EGB_ATTRIBUTION_RULE                                                                                           \
  "Driven by: the dimensions whose contributions to the change of the score, less their means over all units ranked "  \
  "on both sides, moved the unit in the direction of its rank."

/* Matches dimensions by their ids and splits the change of every unit's score. Both results are borrowed. False: out of
 * memory. */
bool egb_attribute(egb_arena *arena, const egb_results *before, const egb_results *after, const double factor[2],
                   const egb_attributed *unit, size_t count, egb_attribution *out);

/* The contribution of a dimension to unit i less its mean: what moved the unit against the others. */
static inline double egb_attribution_against_mean(const egb_attribution *attribution, size_t i, size_t dimension) {
  return attribution->contribution[i * attribution->dimension_count + dimension] - attribution->mean[dimension];
}

#endif
