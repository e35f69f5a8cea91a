/* The sums of stats/sum.h in loops over units, which compilers turn into vector instructions of any machine.
 *
 * The error of a product is found without fma(), which many machines have as a slow function only: G. W. Veltkamp's
 * splitting and T. J. Dekker's product ("A floating-point technique for extending the available precision", Numerische
 * Mathematik 18 (1971), 224-242, theorem 5.12). It is exact, as that of fma() is, while nothing overflows or becomes
 * subnormal: hence the limits on sizes, far inside of what doubles hold. */
#include "stats/means.h"

#include "stats/sum.h"

#include <stdint.h>

#define LARGE 1e100
#define SMALL 1e-100

typedef struct sums {
  double total[EGB_MEANS], rest[EGB_MEANS];
} sums;

static double upper(double x) {
  const double scaled = 134217729.0 * x; /* 2^27 + 1 */
  return scaled - (scaled - x);
}

static double product_error(double x, double y, double product) {
  const double xu = upper(x), xl = x - xu, yu = upper(y), yl = y - yu;
  return ((xu * yu - product) + xu * yl + xl * yu) + xl * yl;
}

/* 1: it is. Without branches, so that compilers make vector instructions of it. */
static uint64_t is_ordinary(double x) {
  const double size = fabs(x);
  return (uint64_t)(((size <= LARGE) & (size >= SMALL)) | (size <= 0));
}

static bool are_ordinary(const double *x, size_t count) {
  uint64_t ordinary = 0;
  for (size_t u = 0; u < count; u++)
    ordinary += is_ordinary(x[u]);
  return ordinary == count;
}

/* egb_sum_add_product() for each unit. */
static void add(sums *s, double w, const double *x, size_t count) {
  for (size_t u = 0; u < count; u++) {
    const double product = w * x[u], error = product_error(w, x[u], product);
    const double total = s->total[u] + product, part = total - s->total[u];
    const double rest = s->rest[u] + ((s->total[u] - (total - part)) + (product - part));
    s->total[u] = total;
    s->rest[u] = rest + error;
  }
}

/* egb_sum_ratio() for each unit. A quotient times its divisor is so near the dividend that their difference is exact
 * (P. H. Sterbenz, Floating-Point Computation, 1974, theorem 4.3.1); the error of the product then leaves one rounding,
 * as fma() has. */
static void divide(const sums *s, egb_sum weight, size_t count, double *y) {
  const double bottom = egb_sum_value(weight), lost = (weight.total - bottom) + weight.rest;
  for (size_t u = 0; u < count; u++) {
    const double top = s->total[u] + s->rest[u], ratio = top / bottom, product = ratio * bottom;
    const double beyond = (top - product) - product_error(ratio, bottom, product);
    const double left = beyond + ((s->total[u] - top) + s->rest[u]) - ratio * lost;
    y[u] = ratio + left / bottom;
  }
}

static bool ratios_are_ordinary(const sums *s, size_t count) {
  uint64_t ordinary = 0;
  for (size_t u = 0; u < count; u++)
    ordinary += is_ordinary(s->total[u] + s->rest[u]);
  return ordinary == count;
}

bool egb_stats_means(const double *const *x, const double *weight, size_t columns, size_t first, size_t count,
                     double *y) {
  sums s = {.total = {0}};
  egb_sum weights = {0};
  for (size_t i = 0; i < columns; i++) {
    if (!(weight[i] > 0))
      continue;
    if (is_ordinary(weight[i]) == 0 || !are_ordinary(x[i] + first, count))
      return false;
    add(&s, weight[i], x[i] + first, count);
    egb_sum_add(&weights, weight[i]);
  }
  if (!(egb_sum_value(weights) > 0) || !ratios_are_ordinary(&s, count))
    return false;
  divide(&s, weights, count, y);
  return true;
}
