#include "stats/shape.h"

#include "stats/describe.h"
#include "stats/sum.h"

#include <float.h>

#include <gsl/gsl_sort_double.h>
#include <gsl/gsl_statistics_double.h>

/* Central moment of the given order with divisor n, in units of scale^order so that no power over- or underflows. */
static double moment(const double *x, size_t n, double mean, double scale, int order) {
  egb_sum sum = {0};
  for (size_t i = 0; i < n; i++) {
    const double d = (x[i] - mean) / scale;
    egb_sum_add(&sum, order == 2 ? d * d : order == 3 ? d * d * d : d * d * d * d);
  }
  return egb_sum_value(sum) / (double)n;
}

/* The largest distance from the mean, 0 when there is no spread beyond rounding. */
static double spread(const double *x, size_t n, double mean) {
  double least, most;
  egb_stats_range(x, n, &least, &most);
  return most > least ? fmax(most - mean, mean - least) : 0;
}

double egb_stats_skewness(const double *x, size_t n) {
  if (n < 3)
    return (double)NAN;
  const double mean = egb_stats_mean(x, n), scale = spread(x, n, mean), size = (double)n;
  if (!(scale > 0))
    return (double)NAN;
  const double m2 = moment(x, n, mean, scale, 2), m3 = moment(x, n, mean, scale, 3);
  return sqrt(size * (size - 1)) / (size - 2) * m3 / (m2 * sqrt(m2));
}

double egb_stats_kurtosis(const double *x, size_t n) {
  if (n < 4)
    return (double)NAN;
  const double mean = egb_stats_mean(x, n), scale = spread(x, n, mean), size = (double)n;
  if (!(scale > 0))
    return (double)NAN;
  const double m2 = moment(x, n, mean, scale, 2), m4 = moment(x, n, mean, scale, 4);
  return (size - 1) / ((size - 2) * (size - 3)) * ((size + 1) * (m4 / (m2 * m2) - 3) + 6);
}

/* p is a share such as (1 - 0.9) / 2, right to 2^-53 of 1: times n - 1 it may miss a whole number by n * 2^-53. */
double egb_stats_quantile_place(double p, uint64_t n, uint64_t *below) {
  const double at = p * (double)(n - 1), whole = rint(at);
  if (fabs(at - whole) <= 4 * DBL_EPSILON * (double)n) {
    *below = (uint64_t)whole;
    return 0;
  }
  *below = (uint64_t)at;
  return at - floor(at);
}

double egb_stats_quantile(const double *sorted, size_t n, double p) {
  if (n == 0)
    return (double)NAN;
  uint64_t below = 0;
  const double part = egb_stats_quantile_place(p, n, &below);
  return part > 0 ? (1 - part) * sorted[below] + part * sorted[below + 1] : sorted[below];
}

void egb_stats_sort_values(double *x, size_t n) {
  gsl_sort(x, 1, n);
}

double egb_stats_median(double *x, size_t n) {
  egb_stats_sort_values(x, n);
  return egb_stats_quantile(x, n, 0.5);
}

double egb_stats_mad(double *x, size_t n) {
  const double median = egb_stats_median(x, n);
  for (size_t i = 0; i < n; i++)
    x[i] = fabs(x[i] - median);
  return 1.4826 * egb_stats_median(x, n);
}
