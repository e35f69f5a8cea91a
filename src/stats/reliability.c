#include "stats/reliability.h"

#include "stats/sum.h"

#define COMMUNALITY_MOST 0.995 /* as factanal() and psych of R limit it */
#define STEPS 100000
#define STILL 1e-13

static double covariance(const double *x, const double *y, size_t n) {
  egb_sum x_sum = {0}, y_sum = {0}, products = {0};
  size_t count = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    egb_sum_add(&x_sum, x[i]);
    egb_sum_add(&y_sum, y[i]);
    count++;
  }
  if (count < 2)
    return (double)NAN;
  const double x_mean = egb_sum_value(x_sum) / (double)count, y_mean = egb_sum_value(y_sum) / (double)count;
  for (size_t i = 0; i < n; i++)
    if (!isnan(x[i]) && !isnan(y[i]))
      egb_sum_add(&products, (x[i] - x_mean) * (y[i] - y_mean));
  return egb_sum_value(products) / (double)(count - 1);
}

void egb_stats_covariances(const double *const *column, size_t count, size_t n, double *matrix) {
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j <= i; j++)
      matrix[i * count + j] = matrix[j * count + i] = covariance(column[i], column[j], n);
}

bool egb_stats_standardise(double *matrix, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!(matrix[i * count + i] > 0))
      return false;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < i; j++)
      matrix[i * count + j] = matrix[j * count + i] =
          matrix[i * count + j] / (sqrt(matrix[i * count + i]) * sqrt(matrix[j * count + j]));
  for (size_t i = 0; i < count; i++)
    matrix[i * count + i] = 1;
  return true;
}

double egb_stats_alpha_without(const double *matrix, size_t count, size_t left_out) {
  egb_sum trace = {0}, sum = {0};
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++) {
      if (i == left_out || j == left_out)
        continue;
      egb_sum_add(&sum, matrix[i * count + j]);
      if (i == j)
        egb_sum_add(&trace, matrix[i * count + i]);
    }
  const double k = (double)(left_out < count ? count - 1 : count), total = egb_sum_value(sum);
  if (k < 2 || !(total > 0))
    return (double)NAN;
  return k / (k - 1) * (1 - egb_sum_value(trace) / total);
}

double egb_stats_alpha(const double *matrix, size_t count) {
  return egb_stats_alpha_without(matrix, count, count);
}

double egb_stats_item_rest(const double *covariance, size_t count, size_t item) {
  egb_sum with = {0}, rest = {0};
  for (size_t i = 0; i < count; i++) {
    if (i == item)
      continue;
    egb_sum_add(&with, covariance[item * count + i]);
    for (size_t j = 0; j < count; j++)
      if (j != item)
        egb_sum_add(&rest, covariance[i * count + j]);
  }
  const double own = covariance[item * count + item], others = egb_sum_value(rest);
  if (!(own > 0) || !(others > 0))
    return (double)NAN;
  return egb_sum_value(with) / sqrt(own * others);
}

/* Each loading in turn by least squares on the others, which never raises the sum of squares (Harman and Jones,
 * equation 12 with their limit for Heywood cases): l_i = sum r_ij l_j / sum l_j^2 over j != i. */
static double improve(const double *correlation, size_t count, double *loading) {
  const double most = sqrt(COMMUNALITY_MOST);
  double moved = 0;
  for (size_t i = 0; i < count; i++) {
    egb_sum product = {0}, square = {0};
    for (size_t j = 0; j < count; j++) {
      if (i == j)
        continue;
      egb_sum_add(&product, correlation[i * count + j] * loading[j]);
      egb_sum_add(&square, loading[j] * loading[j]);
    }
    const double bottom = egb_sum_value(square);
    const double next = bottom > 0 ? fmax(-most, fmin(most, egb_sum_value(product) / bottom)) : 0;
    moved = fmax(moved, fabs(next - loading[i]));
    loading[i] = next;
  }
  return moved;
}

size_t egb_stats_one_factor(const double *correlation, size_t count, double *loading) {
  for (size_t i = 0; i < count; i++) {
    double largest = 0; /* where the item begins: its sign among the others, its strongest link */
    egb_sum sum = {0};
    for (size_t j = 0; j < count; j++)
      if (i != j) {
        egb_sum_add(&sum, correlation[i * count + j]);
        largest = fmax(largest, fabs(correlation[i * count + j]));
      }
    loading[i] = copysign(sqrt(largest * COMMUNALITY_MOST), egb_sum_value(sum));
  }
  for (size_t step = 0; step < STEPS && improve(correlation, count, loading) > STILL; step++)
    continue;
  size_t at_limit = 0;
  egb_sum sum = {0};
  for (size_t i = 0; i < count; i++) {
    egb_sum_add(&sum, loading[i]);
    if (loading[i] * loading[i] >= COMMUNALITY_MOST - 1e-12)
      at_limit++;
  }
  for (size_t i = 0; egb_sum_value(sum) < 0 && i < count; i++)
    loading[i] = -loading[i];
  return at_limit;
}

double egb_stats_omega(const double *loading, size_t count) {
  egb_sum sum = {0}, unique = {0};
  for (size_t i = 0; i < count; i++) {
    egb_sum_add(&sum, loading[i]);
    egb_sum_add(&unique, 1 - loading[i] * loading[i]);
  }
  const double common = egb_sum_value(sum) * egb_sum_value(sum);
  return common / (common + egb_sum_value(unique));
}
