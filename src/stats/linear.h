/* linear.h - least squares and Cholesky factors, in memory that the caller gives. No value may be NaN. */
#ifndef EGB_STATS_LINEAR_H
#define EGB_STATS_LINEAR_H

#include <stdbool.h>
#include <stddef.h>

/* y = mean + sum(slope[j] * (x[j] - centre[j])) */
typedef struct egb_regression {
  size_t predictors;
  double mean;
  double *centre, *slope; /* of the caller, one number per predictor */
} egb_regression;

/* Doubles of scratch for egb_stats_regress. */
#define EGB_REGRESS_SCRATCH(cases, predictors) (((predictors) + 2) * ((cases) + 2))

/* Ordinary least squares with a constant, by a QR decomposition of the centred and scaled predictors. x holds a row of
 * predictors for each case. False when there are not more cases than coefficients, or a predictor is constant or a
 * combination of others. */
bool egb_stats_regress(const double *x, const double *y, size_t cases, egb_regression *out, double *scratch);

/* The sum of squares of its residuals, from the scratch that egb_stats_regress() left. */
double egb_stats_regress_squares(const egb_regression *line, size_t cases, const double *scratch);
/* Moves mean and slopes by `scale` times a vector with the covariance (X'X)^-1 of their estimates, for predictors + 1
 * independent standard normal numbers z, which it overwrites. scratch as above. */
void egb_stats_regress_move(egb_regression *line, size_t cases, double scale, double *z, const double *scratch);

/* The lower factor L of a = L L' in place (row by row; what is above the diagonal is left alone). False when a is
 * not positive definite by a safe margin: a pivot below 1e-12 of its diagonal element. */
bool egb_stats_cholesky(double *a, size_t n);
/* Solves L L' x = b in place. */
void egb_stats_cholesky_solve(const double *factor, size_t n, double *b);

#endif
