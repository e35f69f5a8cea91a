/* Skewness, kurtosis and quantiles. Whole columns are compared with COINr in tests/method/test_treat_asem.c. */

#include "check.h"
#include "stats/shape.h"

#include <math.h>

/* By hand: 1 2 6 has m2 = 14/3, m3 = 6 around 3, so G1 = sqrt(6) * 6 / (14/3)^1.5. 0 0 0 1: m2 = 3/16, m3 = 3/32,
 * m4 = 21/256: G1 = sqrt(12) / 2 * (3/32) / (3/16)^1.5 = 2, G2 = 3 / 2 * (5 * (7/3 - 3) + 6) = 4. */
static void moments_by_hand(void **state) {
  (void)state;
  const double three[] = {1, 2, 6}, four[] = {0, 0, 0, 1}, flat[] = {1, 2, 3, 4, 5};
  assert_close(egb_stats_skewness(three, 3), sqrt(6) * 6 / pow(14.0 / 3, 1.5), 1e-15);
  assert_close(egb_stats_skewness(four, 4), 2, 1e-15);
  assert_close(egb_stats_kurtosis(four, 4), 4, 1e-15);
  assert_close(egb_stats_skewness(flat, 5), 0, 0);
  assert_close(egb_stats_kurtosis(flat, 5), -1.2, 1e-15);
}

static void moments_do_not_see_unit_and_zero(void **state) {
  (void)state;
  const double x[] = {3, 1, 4, 1, 5, 9, 2, 6};
  const double scales[] = {1, 1e-300, 1e300, -1e-5}, shifts[] = {0, 0, 0, 1};
  const double skewness = egb_stats_skewness(x, 8), kurtosis = egb_stats_kurtosis(x, 8);
  for (size_t k = 0; k < 4; k++) {
    double y[8];
    for (size_t i = 0; i < 8; i++)
      y[i] = scales[k] * x[i] + shifts[k];
    assert_close(egb_stats_skewness(y, 8), scales[k] < 0 ? -skewness : skewness, 1e-10);
    assert_close(egb_stats_kurtosis(y, 8), kurtosis, 1e-10);
  }
}

static void moments_that_do_not_exist(void **state) {
  (void)state;
  const double x[] = {7, 7, 7, 7, 7};
  const double wide[] = {-1e308, 1e308, 1.7e308, 0};
  assert_true(isnan(egb_stats_skewness(x, 5)) && isnan(egb_stats_kurtosis(x, 5)));
  assert_true(isnan(egb_stats_skewness((const double[]){1, 2}, 2)));
  assert_true(isnan(egb_stats_kurtosis((const double[]){1, 2, 4}, 3)));
  assert_true(!isinf(egb_stats_skewness(wide, 4)) && !isinf(egb_stats_kurtosis(wide, 4)));
}

/* Type 7 of the numbers 1 to 10, as R's quantile(1:10) gives it. */
static void quantiles_are_of_type_7(void **state) {
  (void)state;
  double x[] = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  egb_stats_sort_values(x, 10);
  assert_close(egb_stats_quantile(x, 10, 0), 1, 0);
  assert_close(egb_stats_quantile(x, 10, 0.25), 3.25, 1e-15);
  assert_close(egb_stats_quantile(x, 10, 0.5), 5.5, 1e-15);
  assert_close(egb_stats_quantile(x, 10, 0.75), 7.75, 1e-15);
  assert_close(egb_stats_quantile(x, 10, 1), 10, 0);
  assert_close(egb_stats_quantile(x, 1, 0.3), 1, 0);
  assert_true(isnan(egb_stats_quantile(x, 0, 0.5)));
  assert_close(egb_stats_median((double[]){9, 1, 4}, 3), 4, 0);
  assert_close(egb_stats_median((double[]){9, 1, 4, 2}, 4), 3, 0);
  assert_true(isnan(egb_stats_median(x, 0)));
}

/* Of 0, 1, ... 20 k the quantile at 5 % is k, at 95 % 19 k, as R's quantile(0:100, c(0.05, 0.95)) gives 5 and 95,
 * however the share was computed. */
static void a_whole_place_is_whole(void **state) {
  (void)state;
  static double x[20 * 500 + 1];
  for (size_t i = 0; i < sizeof x / sizeof x[0]; i++)
    x[i] = (double)i;
  const double tail = (1 - 90.0 / 100) / 2;
  for (size_t k = 1; k <= 500; k++) {
    assert_true(egb_stats_quantile(x, 20 * k + 1, tail) == (double)k);
    assert_true(egb_stats_quantile(x, 20 * k + 1, 0.05) == (double)k);
    assert_true(egb_stats_quantile(x, 20 * k + 1, 1 - tail) == (double)(19 * k));
  }
  uint64_t below = 0;
  assert_true(egb_stats_quantile_place(1 - tail, UINT64_C(20) * 200000000 + 1, &below) == 0);
  assert_true(below == UINT64_C(19) * 200000000);
  assert_close(egb_stats_quantile_place(0.25, 10, &below), 0.25, 1e-15);
  assert_int_equal(below, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(moments_by_hand), cmocka_unit_test(moments_do_not_see_unit_and_zero),
      cmocka_unit_test(moments_that_do_not_exist), cmocka_unit_test(quantiles_are_of_type_7),
      cmocka_unit_test(a_whole_place_is_whole)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
