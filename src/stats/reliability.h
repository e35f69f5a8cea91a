/* reliability.h - do items that are added up measure one thing? Matrices are covariances or correlations of `count`
 * items, row by row, symmetric, no NaN. */
#ifndef EGB_STATS_RELIABILITY_H
#define EGB_STATS_RELIABILITY_H

#include <stdbool.h>
#include <stddef.h>

/* Covariances of count columns of n values each with divisor n - 1, every pair over the places where both have a value.
 * NaN for pairs with fewer than two. */
void egb_stats_covariances(const double *const *column, size_t count, size_t n, double *matrix);

/* Divides covariances by the standard deviations on their diagonal, in place. Where pairs have different places this is
 * not the correlation of each pair, and may exceed 1; it is what psych of R takes. False: a column does not vary. */
bool egb_stats_standardise(double *matrix, size_t count);

/* Cronbach's alpha, k / (k - 1) (1 - trace / sum) of a covariance matrix, and of a correlation matrix the standardised
 * one (L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951), 297-334). It
 * has no lower limit: items that disagree give a negative one. NaN for fewer than two items, when their sum does not
 * vary, or where covariances of pairs that are no covariances of the same units give more than 1. */
double egb_stats_alpha(const double *matrix, size_t count);
/* Per item: alpha of the covariances of the others, and the correlation of the item with the sum of the others, NaN
 * when either does not vary, or where covariances of pairs give one beyond 1. About 3 count^2 additions for all items
 * together. */
void egb_stats_items(const double *covariance, size_t count, double *alpha, double *rest);

/* Loadings of one common factor: the sum of (r_ij - l_i l_j)^2 over i != j is least, no communality above 0.995 (H. H.
 * Harman, W. H. Jones, "Factor analysis by minimizing residuals (minres)", Psychometrika 31 (1966), 351-368). Their sum
 * is not negative. Returns how many communalities reached the limit, so that the loadings are not to be trusted (a
 * Heywood case). Needs three items or more. */
size_t egb_stats_one_factor(const double *correlation, size_t count, double *loading);
/* McDonald's omega of that factor: (sum l)^2 / ((sum l)^2 + sum (1 - l^2)) (R. P. McDonald, Test Theory (1999),
 * p. 89). */
double egb_stats_omega(const double *loading, size_t count);

#endif
