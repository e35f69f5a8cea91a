/* adequacy.h - do items have enough in common for components or factors? Matrices are correlations of `count` items,
 * row by row, symmetric, 1 on the diagonal, no NaN; they are left as they are. */
#ifndef EGB_STATS_ADEQUACY_H
#define EGB_STATS_ADEQUACY_H

#include <stdbool.h>
#include <stddef.h>

/* The inverse of a correlation matrix and the logarithm of its determinant. False when an item is a combination of the
 * others (egb_stats_cholesky): then none of the figures below is defined. scratch: count * count doubles. */
bool egb_stats_invert(const double *correlation, size_t count, double *inverse, double *log_determinant,
                      double *scratch);

/* Correlation of items i and j given all others: -s_ij / sqrt(s_ii s_jj) of the inverse. */
double egb_stats_partial(const double *inverse, size_t count, size_t i, size_t j);

/* Measure of sampling adequacy, sum r^2 / (sum r^2 + sum p^2) with the correlations r and the partial correlations p of
 * different items: of each item, and as the return value of all together (H. F. Kaiser, J. Rice, "Little jiffy, mark
 * IV", Educational and Psychological Measurement 34 (1974), 111-117). NaN where an item correlates with nothing. */
double egb_stats_kmo(const double *correlation, const double *inverse, size_t count, double *item);

/* Bartlett's test that the items do not correlate at all in the population: chi-squared = -(n - 1 - (2 k + 5) / 6) ln
 * det R with k (k - 1) / 2 degrees of freedom (M. S. Bartlett, "Tests of significance in factor analysis", British
 * Journal of Psychology, Statistical Section 3 (1950), 77-85). NaN when n is too small for a factor above 0. */
typedef struct egb_sphericity {
  double chi_squared, freedom, p;
} egb_sphericity;
/* log_determinant: of the correlations; count: items; n: units. */
egb_sphericity egb_stats_bartlett(double log_determinant, size_t count, size_t n);

#endif
