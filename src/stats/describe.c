#include "stats/describe.h"

#include "stats/sum.h"

#include <gsl/gsl_statistics_double.h>

/* GSL's error handler ends the program by default. It is a global that belongs to whoever uses the library, so it is
 * left alone: no argument reaches GSL that GSL could object to. */

/* Four sums side by side, because each addition to one must wait for the last; then their sum. */
#define LANES 4

static double sum_of_lanes(const egb_sum *lane) {
  egb_sum sum = {0};
  for (size_t k = 0; k < LANES; k++)
    egb_sum_add(&sum, lane[k].total);
  for (size_t k = 0; k < LANES && isfinite(sum.total); k++)
    egb_sum_add(&sum, lane[k].rest);
  return egb_sum_value(sum);
}

double egb_stats_sum(const double *x, size_t n) {
  egb_sum lane[LANES] = {{0}};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (size_t k = 0; k < LANES; k++)
      egb_sum_add(&lane[k], x[i + k]);
  for (; i < n; i++)
    egb_sum_add(&lane[0], x[i]);
  return sum_of_lanes(lane);
}

/* Sums of squares between these lose no digits and do not overflow. */
#define LEAST_SQUARES 1e-280
#define MOST_SQUARES 1e280

static double scaled_mean(const double *x, size_t n, double scale) {
  egb_sum sum = {0};
  for (size_t i = 0; i < n; i++)
    egb_sum_add(&sum, x[i] * scale);
  return egb_sum_value(sum) / (double)n;
}

double egb_stats_mean(const double *x, size_t n) {
  if (n == 0)
    return (double)NAN;
  const double sum = egb_stats_sum(x, n);
  const double scale = isfinite(sum) ? 1 : egb_stats_scale(x, n);
  return isfinite(sum) ? sum / (double)n : scaled_mean(x, n, scale) / scale;
}

double egb_stats_scale(const double *x, size_t n) {
  double most = 0;
  int exponent;
  for (size_t i = 0; i < n; i++)
    if (isfinite(x[i]))
      most = fmax(most, fabs(x[i]));
  (void)frexp(most, &exponent);
  return ldexp(1, exponent < -1000 ? 1000 : -exponent);
}

static double squares(const double *x, size_t n, double mean, double scale) {
  egb_sum lane[LANES] = {{0}};
  size_t i = 0;
  for (; i + LANES <= n; i += LANES)
    for (size_t k = 0; k < LANES; k++)
      egb_sum_add(&lane[k], (x[i + k] * scale - mean) * (x[i + k] * scale - mean));
  for (; i < n; i++)
    egb_sum_add(&lane[0], (x[i] * scale - mean) * (x[i] * scale - mean));
  return sum_of_lanes(lane);
}

/* The variance of the numbers times *scale. Two passes: the compensated mean keeps the figure exact where the numbers
 * differ in their last digits only. */
static double scaled_variance(const double *x, size_t n, double *scale) {
  const double sum = squares(x, n, egb_stats_mean(x, n), *scale = 1);
  if (sum > LEAST_SQUARES && sum < MOST_SQUARES)
    return sum / (double)(n - 1);
  *scale = egb_stats_scale(x, n);
  return squares(x, n, scaled_mean(x, n, *scale), *scale) / (double)(n - 1);
}

double egb_stats_variance(const double *x, size_t n) {
  double scale;
  const double variance = n < 2 ? (double)NAN : scaled_variance(x, n, &scale);
  return n < 2 ? variance : variance / scale / scale;
}

double egb_stats_sd(const double *x, size_t n) {
  double scale;
  return n < 2 ? (double)NAN : sqrt(scaled_variance(x, n, &scale)) / scale;
}

void egb_stats_range(const double *x, size_t n, double *least, double *most) {
  *least = *most = (double)NAN;
  if (n > 0)
    gsl_stats_minmax(least, most, x, 1, n);
}
