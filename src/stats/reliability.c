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

/* Sums of a matrix over pairs of items, of which some may be NaN or infinite: these are counted instead. */
typedef struct pair_sum {
  egb_sum sum;
  size_t undefined;
} pair_sum;

static void add_pair(pair_sum *to, double x) {
  if (!isfinite(x))
    to->undefined++;
  else
    egb_sum_add(&to->sum, x);
}

static void take_pair(pair_sum *from, double x) {
  if (!isfinite(x))
    from->undefined--;
  else
    egb_sum_add(&from->sum, -x);
}

static double value_of(const pair_sum *sum) {
  return sum->undefined > 0 ? (double)NAN : egb_sum_value(sum->sum);
}

static void sum_all(const double *matrix, size_t count, pair_sum *all, pair_sum *trace) {
  *all = *trace = (pair_sum){0};
  for (size_t i = 0; i < count; i++) {
    add_pair(trace, matrix[i * count + i]);
    for (size_t j = 0; j < count; j++)
      add_pair(all, matrix[i * count + j]);
  }
}

#define BEYOND (1 + 1e-9)

/* Covariances of pairs, each over units of its own, need not be those of any units: what they make of a figure that is
 * at most 1 is then no such figure. */
static double possible(double figure) {
  return fabs(figure) <= BEYOND ? fmax(-1, fmin(1, figure)) : (double)NAN;
}

static double alpha_of(size_t items, double total, double trace) {
  const double k = (double)items, alpha = k / (k - 1) * (1 - trace / total);
  return items > 1 && total > 0 && alpha <= BEYOND ? fmin(1, alpha) : (double)NAN;
}

double egb_stats_alpha(const double *matrix, size_t count) {
  pair_sum all, trace;
  sum_all(matrix, count, &all, &trace);
  return alpha_of(count, value_of(&all), value_of(&trace));
}

/* The sums of the others are those of all less the item's row and column. Both numbers of a compensated sum are
 * carried on, so that little is lost even where the item is most of the sum. */
void egb_stats_items(const double *covariance, size_t count, double *alpha, double *rest) {
  pair_sum all, trace;
  sum_all(covariance, count, &all, &trace);
  for (size_t i = 0; i < count; i++) {
    pair_sum others = all, diagonal = trace, with = {0};
    const double own = covariance[i * count + i];
    take_pair(&others, own);
    take_pair(&diagonal, own);
    for (size_t j = 0; j < count; j++) {
      if (j == i)
        continue;
      add_pair(&with, covariance[i * count + j]);
      take_pair(&others, covariance[i * count + j]);
      take_pair(&others, covariance[j * count + i]);
    }
    const double total = value_of(&others), product = own * total;
    alpha[i] = alpha_of(count - 1, total, value_of(&diagonal));
    rest[i] = own > 0 && total > 0 ? possible(value_of(&with) / sqrt(product)) : (double)NAN;
  }
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
