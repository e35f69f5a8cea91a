/* sum.h - the one sum that every aggregate uses: compensated, so that the order of the terms does not show.
 *
 * A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974), 39-51: the
 * rounding error of every addition is kept in a second number. The error is found without a branch (D. E. Knuth, The
 * Art of Computer Programming, vol. 2, section 4.2.2, theorem B); it is the same number Neumaier's comparison gives.
 *
 * Start with {0}. A total beyond the largest double is infinite, never NaN. */
#ifndef EGB_STATS_SUM_H
#define EGB_STATS_SUM_H

#include <math.h>

typedef struct egb_sum {
  double total, rest;
} egb_sum;

static inline void egb_sum_add(egb_sum *sum, double x) {
  const double total = sum->total + x;
  const double part = total - sum->total;
  sum->rest += (sum->total - (total - part)) + (x - part);
  sum->total = total;
}

/* Adds x * y with the rounding error of the product: a mean of equal values is that value whatever the weights. */
static inline void egb_sum_add_product(egb_sum *sum, double x, double y) {
  const double product = x * y, error = fma(x, y, -product);
  egb_sum_add(sum, product);
  if (isfinite(error))
    sum->rest += error;
}

static inline double egb_sum_value(egb_sum sum) {
  return isfinite(sum.total) ? sum.total + sum.rest : sum.total;
}

/* a / b with the rest of both: the quotient of the sums as they are, rounded once. */
static inline double egb_sum_ratio(egb_sum a, egb_sum b) {
  const double top = egb_sum_value(a), bottom = egb_sum_value(b), ratio = top / bottom;
  const double left = fma(-ratio, bottom, top) + ((a.total - top) + a.rest) - ratio * ((b.total - bottom) + b.rest);
  const double better = ratio + left / bottom;
  return isfinite(better) ? better : ratio;
}

#endif
