/* line.h - a straight line through points, with what can be said of it. No value may be NaN. */
#ifndef EGB_STATS_LINE_H
#define EGB_STATS_LINE_H

#include <stddef.h>

/* y = intercept + slope x by ordinary least squares. Standard errors suppose residuals of one variance, p (two-sided,
 * of slope 0 by t with n - 2 degrees of freedom) normal ones as well. koenker tests that the variance does not change
 * with x: n times the r squared of the squared residuals on x, chi-squared with one degree of freedom (R. Koenker, "A
 * note on studentizing a test for heteroscedasticity", Journal of Econometrics 17 (1981), 107-112; of T. S. Breusch, A.
 * R. Pagan, Econometrica 47 (1979), 1287-1294). */
typedef struct egb_line_fit {
  double intercept, intercept_error, slope, slope_error, t, p;
  double r_squared, sigma; /* sigma: standard deviation of the residuals, divisor n - 2 */
  double koenker, koenker_p;
} egb_line_fit;

/* All NaN with fewer than three points, a constant x or y, or squares beyond the range of doubles; t infinite, p 0 and
 * koenker NaN for points that are on a line. scratch: n doubles. */
egb_line_fit egb_stats_line(const double *x, const double *y, size_t n, double *scratch);

#endif
