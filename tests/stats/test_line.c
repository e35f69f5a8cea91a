/* Straight lines, and means and standard deviations, against NIST's Statistical Reference Datasets. */
#include "check.h"
#include "stats/describe.h"
#include "stats/line.h"

#include <math.h>

#define assert_relative(got, expected, tolerance) assert_near(got, expected, (tolerance)*fabs(expected))

/* NIST StRD, univariate: NumAcc1 to NumAcc4, certified exactly: their means are 10000002, 1.2, 1000000.2 and
 * 10000000.2, their standard deviations 1, 0.1, 0.1 and 0.1. The data of NumAcc3 and 4 are no doubles: 0.1 is known to
 * 1e-10 beside 1000000.2 (2^-33 of it) and to 1e-8 beside 10000000.2. */
static void nist_univariate(void **state) {
  (void)state;
  const double first[] = {10000001, 10000003, 10000002};
  assert_near(egb_stats_mean(first, 3), 10000002, 0);
  assert_near(egb_stats_sd(first, 3), 1, 0);
  const double base[] = {1.2, 1000000.2, 10000000.2}, tolerance[] = {1e-14, 1e-9, 1e-7};
  for (int set = 0; set < 3; set++) {
    static const double offset[] = {0, 999999, 9999999};
    double x[1001] = {base[set]};
    for (int i = 1; i < 1001; i++) /* base, then 0.1 below and above it in turn, as the files have them */
      x[i] = (i % 2 == 1 ? 1.1 : 1.3) + offset[set];
    assert_relative(egb_stats_mean(x, 1001), base[set], 1e-15);
    assert_near(egb_stats_sd(x, 1001), 0.1, tolerance[set]);
  }
}

/* NIST StRD, linear regression, Norris (36 cases, lower difficulty), certified to 15 digits. */
static void nist_norris(void **state) {
  (void)state;
  static const double y[] = {0.1, 338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3,
                             0.1, 778.1, 668.8, 339.3, 448.9, 10.8,  557.7, 228.3, 998.0, 888.8, 119.6, 0.3,
                             0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};
  static const double x[] = {0.2, 337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4,
                             0.6, 775.5, 666.9, 338.0, 447.5, 11.6,  556.0, 228.1, 995.8, 887.6, 120.2, 0.3,
                             0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
  double scratch[36];
  const egb_line_fit line = egb_stats_line(x, y, 36, scratch);
  assert_relative(line.intercept, -0.262323073774029, 1e-12);
  assert_relative(line.slope, 1.00211681802045, 1e-13);
  assert_relative(line.intercept_error, 0.232818234301152, 1e-12);
  assert_relative(line.slope_error, 0.429796848199937e-03, 1e-12);
  assert_relative(line.sigma, 0.884796396144373, 1e-12);
  assert_relative(line.r_squared, 0.999993745883712, 1e-14);
}

/* By hand: residuals 1, -2, 1 of x = -1, 0, 1 are squared 1, 4, 1, which x does not predict: koenker 0. */
static void small(void **state) {
  (void)state;
  const double x[] = {-1, 0, 1}, y[] = {1, -2, 1}, flat[] = {2, 2, 2}, straight[] = {-1, 1, 3};
  double scratch[3];
  egb_line_fit line = egb_stats_line(x, y, 3, scratch);
  assert_near(line.intercept, 0, 0);
  assert_near(line.slope, 0, 0);
  assert_near(line.r_squared, 0, 0);
  assert_near(line.sigma, sqrt(6), 1e-15);
  assert_near(line.p, 1, 1e-15);
  assert_near(line.koenker, 0, 0);
  line = egb_stats_line(x, straight, 3, scratch);
  assert_near(line.slope, 2, 0);
  assert_near(line.r_squared, 1, 0);
  assert_near(line.p, 0, 0);
  assert_true(isnan(line.koenker));
  assert_true(isnan(egb_stats_line(flat, y, 3, scratch).slope));
  assert_true(isnan(egb_stats_line(x, flat, 3, scratch).slope));
  assert_true(isnan(egb_stats_line(x, y, 2, scratch).slope));
  const double large[] = {1, 2, 1e300}; /* squares are infinite: no slope of 0 out of nothing */
  assert_true(isnan(egb_stats_line(x, large, 3, scratch).p));
  assert_true(isnan(egb_stats_line(large, y, 3, scratch).r_squared));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nist_univariate), cmocka_unit_test(nist_norris),
                                     cmocka_unit_test(small)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
