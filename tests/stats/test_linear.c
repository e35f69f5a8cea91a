/* Least squares against NIST, Cholesky factors by hand. */

#include "check.h"
#include "stats/linear.h"

#include <math.h>

#define assert_relative(got, expected, tolerance) assert_near(got, expected, (tolerance)*fabs(expected))

/* NIST Statistical Reference Datasets, linear regression, Longley (16 cases, 6 predictors that nearly depend on each
 * other, level of difficulty: higher), certified to 15 digits. With data and figures rounded as they are, and numbers
 * of 16 digits, 11 digits are left. */
static void longley(void **state) {
  (void)state;
  static const double y[] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                             66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
  static const double x[] = {83.0,  234289, 2356, 1590, 107608, 1947, 88.5,  259426, 2325, 1456, 108632, 1948,
                             88.2,  258054, 3682, 1616, 109773, 1949, 89.5,  284599, 3351, 1650, 110929, 1950,
                             96.2,  328975, 2099, 3099, 112075, 1951, 98.1,  346999, 1932, 3594, 113270, 1952,
                             99.0,  365385, 1870, 3547, 115094, 1953, 100.0, 363112, 3578, 3350, 116219, 1954,
                             101.2, 397469, 2904, 3048, 117388, 1955, 104.6, 419180, 2822, 2857, 118734, 1956,
                             108.4, 442769, 2936, 2798, 120445, 1957, 110.8, 444546, 4681, 2637, 121950, 1958,
                             112.6, 482704, 3813, 2552, 123366, 1959, 114.2, 502601, 3931, 2514, 125368, 1960,
                             115.7, 518173, 4806, 2572, 127852, 1961, 116.9, 554894, 4007, 2827, 130081, 1962};
  static const double certified[] = {15.0618722713733,  -0.358191792925910e-01, -2.02022980381683,
                                     -1.03322686717359, -0.511041056535807e-01, 1829.15146461355};
  double centre[6], slope[6], scratch[EGB_REGRESS_SCRATCH(16, 6)];
  egb_regression line = {.predictors = 6, .centre = centre, .slope = slope};
  assert_true(egb_stats_regress(x, y, 16, &line, scratch));
  double constant = line.mean;
  for (size_t j = 0; j < 6; j++) {
    assert_relative(slope[j], certified[j], 1e-11);
    constant -= slope[j] * centre[j];
  }
  assert_relative(constant, -3482258.63459582, 1e-11);
}

static void regressions_without_an_answer(void **state) {
  (void)state;
  const double y[] = {1, 3, 4, 7}, flat[] = {2, 2, 2, 2}, twins[] = {1, 2, 2, 4, 3, 6, 5, 10}, fine[] = {1, 2, 3, 5};
  double centre[2], slope[2], scratch[EGB_REGRESS_SCRATCH(4, 2)];
  egb_regression line = {.predictors = 1, .centre = centre, .slope = slope};
  assert_false(egb_stats_regress(flat, y, 4, &line, scratch));
  assert_false(egb_stats_regress(fine, y, 2, &line, scratch));
  assert_true(egb_stats_regress(fine, y, 3, &line, scratch));
  line.predictors = 2;
  assert_false(egb_stats_regress(twins, y, 4, &line, scratch));
  line.predictors = 0;
  assert_false(egb_stats_regress(fine, y, 4, &line, scratch));
}

/* 4 12 -16; 12 37 -43; -16 -43 98 = L L' with L = 2; 6 1; -8 5 3. */
static void a_factor_by_hand(void **state) {
  (void)state;
  double a[] = {4, 99, 99, 12, 37, 99, -16, -43, 98}, b[3];
  const double factor[] = {2, 99, 99, 6, 1, 99, -8, 5, 3}, x[] = {1, 2, 3};
  assert_true(egb_stats_cholesky(a, 3));
  for (size_t i = 0; i < 9; i++)
    assert_true(a[i] == factor[i]);
  b[0] = 4 * x[0] + 12 * x[1] - 16 * x[2];
  b[1] = 12 * x[0] + 37 * x[1] - 43 * x[2];
  b[2] = -16 * x[0] - 43 * x[1] + 98 * x[2];
  egb_stats_cholesky_solve(a, 3, b);
  for (size_t i = 0; i < 3; i++)
    assert_relative(b[i], x[i], 1e-12);
}

static void matrices_without_a_factor(void **state) {
  (void)state;
  double indefinite[] = {1, 0, 2, 1}, singular[] = {1, 0, 1, 1}, zero[] = {0}, none[] = {(double)NAN};
  assert_false(egb_stats_cholesky(indefinite, 2));
  assert_false(egb_stats_cholesky(singular, 2));
  assert_false(egb_stats_cholesky(zero, 1));
  assert_false(egb_stats_cholesky(none, 1));
  assert_true(egb_stats_cholesky(NULL, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(longley), cmocka_unit_test(regressions_without_an_answer),
                                     cmocka_unit_test(a_factor_by_hand), cmocka_unit_test(matrices_without_a_factor)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
