/* Rank correlations and concordance against figures that R and scipy print for small published data:
 *
 *   x, y: M. Hollander, D. A. Wolfe, Nonparametric Statistical Methods (1973), p. 185-194, the example of R's cor.test:
 *         cor.test(x, y, method = "kendall", alternative = "greater")  T = 26, p-value = 0.05972 (twice it here)
 *         cor.test(x, y, method = "spearman")                          S = 48, p-value = 0.0968, rho 0.6
 *   ties: scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])   -0.47140452079103173, 0.2827454599327748
 *         scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])      0.82078268166812329, 0.088587005313543798
 *         (R: cor.test(c(1,2,3,4,5), c(5,6,7,8,7), method = "spearman") gives the same)
 *   ten things of which the tests of scipy's kendalltau have R's exact p: 5.511463844797e-07 = 2 / 10!, and
 *         2.976190476190e-05 = 108 / 10! for two neighbours exchanged twice
 *   W:    DescTools::KendallW(anxiety, TRUE)                           0.5396569
 *         friedman.test(RoundingTimes)                                 chi-squared = 11.143, df = 2, p-value = 0.003805
 *         (the same test; Hollander and Wolfe, p. 140-142) */
#include "check.h"
#include "stats/agreement.h"

#include <math.h>
#include <stdlib.h>

typedef void measure(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out);

static egb_agreement run(measure *f, const double *x, const double *y, size_t n) {
  egb_agreement out;
  double *scratch = calloc(egb_stats_agreement_scratch(n), sizeof *scratch);
  assert_non_null(scratch);
  f(x, y, n, scratch, &out);
  free(scratch);
  return out;
}

static const double lightness[] = {44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1};
static const double panel[] = {2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8};

static void exact_without_ties(void **state) {
  (void)state;
  const egb_agreement tau = run(egb_stats_agree_kendall, lightness, panel, 9);
  assert_near(tau.estimate, 4.0 / 9, 1e-15);
  assert_near(tau.p, 2 * 0.05972, 1e-5);
  assert_true(tau.exact);
  const egb_agreement rho = run(egb_stats_agree_spearman, lightness, panel, 9);
  assert_near(rho.estimate, 0.6, 1e-15);
  assert_near(rho.p, 0.0968, 5e-5);
  assert_true(rho.exact);
  assert_int_equal(rho.count, 9);
}

/* tanh(atanh(0.6) + c(-1, 1) * qnorm(0.975) * sqrt((1 + 0.6^2 / 2) / 6)) and, for tau, sqrt(0.437 / 5); worked out by
 * hand: atanh(0.6) = ln 2, atanh(4 / 9) = ln(13 / 5) / 2. */
static void intervals(void **state) {
  (void)state;
  const double z = 1.959963984540054;
  const egb_agreement rho = run(egb_stats_agree_spearman, lightness, panel, 9);
  assert_near(rho.low, tanh(log(2) - z * sqrt(1.18 / 6)), 1e-12);
  assert_near(rho.high, tanh(log(2) + z * sqrt(1.18 / 6)), 1e-12);
  const egb_agreement tau = run(egb_stats_agree_kendall, lightness, panel, 9);
  assert_near(tau.low, tanh(log(2.6) / 2 - z * sqrt(0.437 / 5)), 1e-12);
  assert_near(tau.high, tanh(log(2.6) / 2 + z * sqrt(0.437 / 5)), 1e-12);
}

static void ties(void **state) {
  (void)state;
  static const double a[] = {12, 2, 1, 12, 2}, b[] = {1, 4, 7, 1, 0}, c[] = {1, 2, 3, 4, 5}, d[] = {5, 6, 7, 8, 7};
  const egb_agreement tau = run(egb_stats_agree_kendall, a, b, 5);
  assert_near(tau.estimate, -0.47140452079103173, 1e-15);
  assert_near(tau.p, 0.2827454599327748, 1e-13);
  assert_false(tau.exact);
  const egb_agreement rho = run(egb_stats_agree_spearman, c, d, 5);
  assert_near(rho.estimate, 0.82078268166812329, 1e-15);
  assert_near(rho.p, 0.088587005313543798, 1e-13);
  assert_false(rho.exact);
}

static void ten_things(void **state) {
  (void)state;
  static const double x[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, y[] = {0, 2, 1, 3, 4, 6, 5, 7, 8, 9};
  const egb_agreement same = run(egb_stats_agree_kendall, x, x, 10);
  assert_near(same.estimate, 1, 0);
  assert_near(same.p, 5.511463844797e-07, 1e-18);
  assert_true(isnan(same.low) && isnan(same.high));
  const egb_agreement near = run(egb_stats_agree_kendall, x, y, 10);
  assert_near(near.estimate, 0.9111111111111111, 1e-15);
  assert_near(near.p, 2.976190476190e-05, 1e-16);
}

/* The definition: every pair of things, one by one. */
static double tau_by_pairs(const double *x, const double *y, size_t n, double *score) {
  double s = 0, x_pairs = 0, y_pairs = 0, pairs = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      const int a = (x[i] > x[j]) - (x[i] < x[j]), b = (y[i] > y[j]) - (y[i] < y[j]);
      s += a * b;
      x_pairs += a == 0;
      y_pairs += b == 0;
      pairs++;
    }
  *score = s;
  return s / sqrt((pairs - x_pairs) * (pairs - y_pairs));
}

/* p of every order of up to 7 things, by counting all orders. */
static double share_of_orders(const double *y, size_t n) {
  double other[7], all = 0, far = 0, middle = 0, is = 0;
  size_t turn[7] = {0};
  for (size_t i = 0; i < n; i++) {
    other[i] = (double)i;
    middle += (double)i * (double)(n - 1) / 2;
    is += (double)i * y[i];
  }
  for (size_t k = 0; k < n;) { /* Heap's algorithm: each order by one exchange from the one before */
    double sum = 0;
    for (size_t i = 0; i < n; i++)
      sum += (double)i * other[i];
    all++;
    far += is >= middle ? sum >= is : sum <= is;
    for (k = 1; k < n && turn[k] >= k; k++)
      turn[k] = 0;
    if (k == n)
      break;
    const size_t with = k % 2 == 0 ? 0 : turn[k];
    const double kept = other[k];
    other[k] = other[with];
    other[with] = kept;
    turn[k]++;
  }
  return fmin(1, 2 * far / all);
}

static void spearman_is_exact(void **state) {
  (void)state;
  uint32_t random = 7;
  for (size_t n = 2; n <= 7; n++)
    for (int round = 0; round < 40; round++) {
      double x[7], y[7];
      for (size_t i = 0; i < n; i++)
        x[i] = y[i] = (double)i;
      for (size_t i = n; i-- > 1;) {
        random = random * 1664525u + 1013904223u;
        const size_t with = (size_t)(random >> 16) % (i + 1);
        const double kept = y[i];
        y[i] = y[with];
        y[with] = kept;
      }
      assert_near(run(egb_stats_agree_spearman, x, y, n).p, share_of_orders(y, n), 1e-15);
    }
}

/* Columns of every length about the powers of two of the merges, from all different to nearly all equal. */
static void kendall_is_its_definition(void **state) {
  (void)state;
  uint32_t seed = 1;
  double x[130], y[130], s;
  for (size_t n = 2; n <= 130; n++)
    for (uint32_t values = 2; values <= 200; values = values * 3 + 1) {
      for (size_t i = 0; i < n; i++) {
        seed = seed * 1664525 + 1013904223;
        x[i] = (double)(seed >> 8) / 16777216 * values;
        x[i] = floor(x[i]);
        seed = seed * 1664525 + 1013904223;
        y[i] = seed >> 30 == 0 ? x[i] : floor((double)(seed >> 8) / 16777216 * values);
      }
      const double wanted = tau_by_pairs(x, y, n, &s);
      const double is = run(egb_stats_agree_kendall, x, y, n).estimate;
      if (isfinite(wanted))
        assert_near(is, wanted, 1e-12);
      else
        assert_true(isnan(is));
    }
}

/* The sum of S^2 over all orders of six y's, divided by their number. */
static double variance_of_all_orders(const double *x, const double *y) {
  double squares = 0, orders = 0, order[6], s;
  for (int code = 0; code < 46656; code++) {
    int rest = code, seen = 0;
    for (size_t i = 0; i < 6; i++, rest /= 6) {
      order[i] = y[rest % 6];
      seen |= 1 << rest % 6;
    }
    if (seen != 63)
      continue;
    (void)tau_by_pairs(x, order, 6, &s);
    squares += s * s;
    orders++;
  }
  assert_near(orders, 720, 0);
  return squares / orders;
}

/* Without any agreement every one of the 720 orders of y is as likely; S has mean 0 then, and the normal distribution
 * of the p-value has the variance that S has over all of them, with ties on either side, on both, of two and of more.
 */
static void the_variance_with_ties_is_that_of_all_orders(void **state) {
  (void)state;
  static const double column[][6] = {
      {1, 2, 3, 4, 5, 6}, {1, 1, 2, 3, 4, 5}, {1, 1, 2, 2, 2, 3}, {1, 2, 2, 3, 3, 3}, {5, 1, 5, 5, 5, 2}};
  for (size_t a = 0; a < 5; a++)
    for (size_t b = 0; b < 5; b++) {
      double s;
      const egb_agreement tau = run(egb_stats_agree_kendall, column[a], column[b], 6);
      assert_true(tau.exact == (a == 0 && b == 0));
      if (tau.exact)
        continue;
      (void)tau_by_pairs(column[a], column[b], 6, &s);
      assert_near(tau.p, erfc(fabs(s) / sqrt(2 * variance_of_all_orders(column[a], column[b]))), 1e-12);
    }
}

/* All orders of five things, one by one. */
static void exact_is_the_share_of_orders(void **state) {
  (void)state;
  static const double x[] = {1, 2, 3, 4, 5};
  static const double wanted[] = {2, 5, 1, 4, 3};
  double sum = 0, orders = 0, at_least = 0, at_most = 0, product = 0;
  for (size_t i = 0; i < 5; i++)
    product += x[i] * wanted[i];
  for (int code = 0; code < 3125; code++) {
    int digit[5], rest = code, seen = 0;
    for (size_t i = 0; i < 5; i++, rest /= 5) {
      digit[i] = rest % 5;
      seen |= 1 << digit[i];
    }
    if (seen != 31)
      continue;
    sum = 0;
    for (size_t i = 0; i < 5; i++)
      sum += x[i] * (digit[i] + 1);
    orders++;
    at_least += sum >= product;
    at_most += sum <= product;
  }
  assert_near(orders, 120, 0);
  assert_near(run(egb_stats_agree_spearman, x, wanted, 5).p, fmin(1, 2 * fmin(at_least, at_most) / orders), 1e-15);
}

static void nothing_to_say(void **state) {
  (void)state;
  static const double flat[] = {3, 3, 3}, rising[] = {1, 2, 3};
  measure *const measures[] = {egb_stats_agree_spearman, egb_stats_agree_kendall};
  for (size_t i = 0; i < 2; i++) {
    assert_true(isnan(run(measures[i], flat, rising, 3).estimate));
    assert_true(isnan(run(measures[i], rising, flat, 3).p));
    assert_true(isnan(run(measures[i], rising, rising, 1).estimate));
    assert_near(run(measures[i], rising, rising, 2).estimate, 1, 0);
    assert_near(run(measures[i], rising, rising, 3).p, 1.0 / 3, 1e-15);
  }
}

/* Of many things few may be ranked, and exact probabilities of few need more than estimates of many. */
static void scratch_for_fewer(void **state) {
  (void)state;
  for (size_t n = 1; n < 200; n++)
    assert_true(egb_stats_agreement_scratch(n) >= egb_stats_agreement_scratch(n - 1));
}

static void concordance_of_raters(void **state) {
  (void)state;
  static const double rater[3][20] = {{3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3},
                                      {3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4},
                                      {2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2}};
  const double *const column[] = {rater[0], rater[1], rater[2]};
  double scratch[120];
  egb_concordance out;
  egb_stats_concordance(column, 3, 20, scratch, &out);
  assert_near(out.w, 0.5396569, 5e-8);
  assert_near(out.freedom, 19, 0);
}

static void concordance_as_friedman(void **state) {
  (void)state;
  static const double time[22][3] = {{5.40, 5.50, 5.55}, {5.85, 5.70, 5.75}, {5.20, 5.60, 5.50}, {5.55, 5.50, 5.40},
                                     {5.90, 5.85, 5.70}, {5.45, 5.55, 5.60}, {5.40, 5.40, 5.35}, {5.45, 5.50, 5.35},
                                     {5.25, 5.15, 5.00}, {5.85, 5.80, 5.70}, {5.25, 5.20, 5.10}, {5.65, 5.55, 5.45},
                                     {5.60, 5.35, 5.45}, {5.05, 5.00, 4.95}, {5.50, 5.50, 5.40}, {5.45, 5.55, 5.50},
                                     {5.55, 5.55, 5.35}, {5.45, 5.50, 5.55}, {5.50, 5.45, 5.25}, {5.65, 5.60, 5.40},
                                     {5.70, 5.65, 5.55}, {6.30, 6.30, 6.25}};
  const double *column[22];
  double scratch[18];
  egb_concordance out;
  for (size_t i = 0; i < 22; i++)
    column[i] = time[i];
  egb_stats_concordance(column, 22, 3, scratch, &out);
  assert_near(out.chi_squared, 11.143, 5e-4);
  assert_near(out.p, 0.003805, 5e-7);
  assert_near(out.w, out.chi_squared / 44, 1e-15);
}

static void concordance_at_the_edges(void **state) {
  (void)state;
  static const double rising[] = {1, 2, 3}, flat[] = {1, 1, 1}, falling[] = {3, 2, 1};
  const double *const same[] = {rising, rising}, *const none[] = {flat, flat}, *const opposed[] = {rising, falling};
  double scratch[18];
  egb_concordance out;
  egb_stats_concordance(same, 2, 3, scratch, &out);
  assert_near(out.w, 1, 1e-15);
  egb_stats_concordance(opposed, 2, 3, scratch, &out);
  assert_near(out.w, 0, 0);
  egb_stats_concordance(none, 2, 3, scratch, &out);
  assert_true(isnan(out.w) && isnan(out.p));
  egb_stats_concordance(same, 1, 3, scratch, &out);
  assert_true(isnan(out.w));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_without_ties),
      cmocka_unit_test(intervals),
      cmocka_unit_test(ties),
      cmocka_unit_test(ten_things),
      cmocka_unit_test(spearman_is_exact),
      cmocka_unit_test(kendall_is_its_definition),
      cmocka_unit_test(the_variance_with_ties_is_that_of_all_orders),
      cmocka_unit_test(exact_is_the_share_of_orders),
      cmocka_unit_test(nothing_to_say),
      cmocka_unit_test(scratch_for_fewer),
      cmocka_unit_test(concordance_of_raters),
      cmocka_unit_test(concordance_as_friedman),
      cmocka_unit_test(concordance_at_the_edges),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
