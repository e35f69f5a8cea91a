#include "stats/line.h"

#include "stats/describe.h"
#include "stats/matrix.h"
#include "stats/sum.h"

#include <gsl/gsl_cdf.h>
#include <stdbool.h>

#define LEAST 3
#define ON_A_LINE 1e-28 /* of the sum of squares: what rounding leaves of residuals */

static double products(const double *x, double x_mean, const double *y, double y_mean, size_t n) {
  egb_sum sum = {0};
  for (size_t i = 0; i < n; i++)
    egb_sum_add(&sum, (x[i] - x_mean) * (y[i] - y_mean));
  return egb_sum_value(sum);
}

static bool varies(const double *x, size_t n) {
  double least, most;
  egb_stats_range(x, n, &least, &most);
  return most > least;
}

egb_line_fit egb_stats_line(const double *x, const double *y, size_t n, double *scratch) {
  const double none = (double)NAN;
  egb_line_fit out = {none, none, none, none, none, none, none, none, none, none};
  if (n < LEAST || !varies(x, n) || !varies(y, n))
    return out;
  const double x_mean = egb_stats_mean(x, n), y_mean = egb_stats_mean(y, n), freedom = (double)(n - 2);
  const double xx = products(x, x_mean, x, x_mean, n), yy = products(y, y_mean, y, y_mean, n);
  if (!isfinite(xx) || !isfinite(yy) || !(xx > 0) || !(yy > 0))
    return out;
  out.slope = products(x, x_mean, y, y_mean, n) / xx;
  out.intercept = y_mean - out.slope * x_mean;
  for (size_t i = 0; i < n; i++) {
    const double residual = y[i] - y_mean - out.slope * (x[i] - x_mean);
    scratch[i] = residual * residual;
  }
  const double left = egb_stats_sum(scratch, n);
  const bool exact = left <= ON_A_LINE * yy;
  out.r_squared = exact ? 1 : 1 - left / yy;
  out.sigma = exact ? 0 : sqrt(left / freedom);
  out.slope_error = out.sigma / sqrt(xx);
  out.intercept_error = out.sigma * sqrt(1 / (double)n + x_mean * x_mean / xx);
  out.t = out.slope / out.slope_error;
  out.p = exact ? 0 : 2 * gsl_cdf_tdist_Q(fabs(out.t), freedom);
  if (exact)
    return out;
  const double r = egb_stats_correlation(x, scratch, n);
  out.koenker = (double)n * r * r;
  out.koenker_p = gsl_cdf_chisq_Q(out.koenker, 1);
  return out;
}
