/* Sums, means and deviations against the univariate reference datasets of NIST (Statistical Reference Datasets,
 * https://www.itl.nist.gov/div898/strd/), those that a rule generates: NumAcc1 to NumAcc4. Agreement is measured as
 * NIST does: the log relative error, roughly the number of correct digits. */
#include "stats/describe.h"
#include "stats/matrix.h"
#include "stats/sum.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <float.h>
#include <math.h>

static double lre(double got, double certified) {
  return got == certified ? 15 : fmin(15, -log10(fabs(got - certified) / fabs(certified)));
}

#define NUMACC 1001

/* first, then 500 times low, high */
static void num_acc(double *x, double first, double low, double high) {
  x[0] = first;
  for (size_t i = 1; i < NUMACC; i++)
    x[i] = i % 2 == 1 ? low : high;
}

static void num_acc_1(void **state) {
  (void)state;
  const double x[] = {10000001, 10000003, 10000002};
  assert_true(egb_stats_mean(x, 3) == 10000002);
  assert_true(egb_stats_sd(x, 3) == 1);
}

/* The numbers are not exact in binary, so the best any program can reach falls with their size: 1 / (2^53 x)
 * relative to the deviation. For NumAcc4, 1e7 * 1.1e-16 / 0.1 is 1e-8: eight digits. */
static void num_acc_2_to_4(void **state) {
  (void)state;
  double x[NUMACC];
  num_acc(x, 1.2, 1.1, 1.3);
  assert_true(lre(egb_stats_mean(x, NUMACC), 1.2) >= 15);
  assert_true(lre(egb_stats_sd(x, NUMACC), 0.1) >= 14.5);
  num_acc(x, 1000000.2, 1000000.1, 1000000.3);
  assert_true(lre(egb_stats_mean(x, NUMACC), 1000000.2) >= 15);
  assert_true(lre(egb_stats_sd(x, NUMACC), 0.1) >= 9);
  num_acc(x, 10000000.2, 10000000.1, 10000000.3);
  assert_true(lre(egb_stats_mean(x, NUMACC), 10000000.2) >= 15);
  assert_true(lre(egb_stats_sd(x, NUMACC), 0.1) >= 8);
}

static void the_sum_forgets_nothing(void **state) {
  (void)state;
  const double lost[] = {1, 1e100, 1, -1e100}; /* 0 without compensation; Neumaier 1974 */
  assert_true(egb_stats_sum(lost, 4) == 2);
  double tenths[10000];
  for (size_t i = 0; i < 10000; i++)
    tenths[i] = 0.1;
  assert_true(egb_stats_sum(tenths, 10000) == 1000);
  assert_true(egb_stats_sum(NULL, 0) == 0);
  const double large[] = {DBL_MAX, DBL_MAX};
  assert_true(isinf(egb_stats_sum(large, 2)));
}

static void few_numbers(void **state) {
  (void)state;
  const double x[] = {3, -1};
  double least, most;
  assert_true(isnan(egb_stats_mean(x, 0)));
  assert_true(isnan(egb_stats_variance(x, 0)));
  assert_true(isnan(egb_stats_variance(x, 1)));
  assert_true(isnan(egb_stats_sd(x, 1)));
  assert_true(egb_stats_variance(x, 2) == 8);
  egb_stats_range(x, 2, &least, &most);
  assert_true(least == -1 && most == 3);
  egb_stats_range(x, 0, &least, &most);
  assert_true(isnan(least) && isnan(most));
}

/* A unit of measure moves no digit of a deviation, whatever its size. */
static void far_out(void **state) {
  (void)state;
  static const double size[] = {0x1p-1060, 0x1p-600, 0x1p-300, 1, 0x1p300, 0x1p600, 0x1p1020};
  for (size_t k = 0; k < sizeof size / sizeof *size; k++) {
    const double x[] = {2 * size[k], 4 * size[k], 4 * size[k], 4 * size[k],
                        5 * size[k], 5 * size[k], 7 * size[k], 9 * size[k]};
    assert_true(egb_stats_mean(x, 8) == 5 * size[k]);
    assert_true(fabs(egb_stats_sd(x, 8) / size[k] - sqrt(32.0 / 7)) <= (size[k] < 0x1p-1050 ? 1e-4 : 1e-15));
    assert_true(fabs(egb_stats_sd_present(x, 8) / size[k] - sqrt(32.0 / 7)) <= (size[k] < 0x1p-1050 ? 1e-4 : 1e-15));
  }
  const double large[] = {DBL_MAX, DBL_MAX, -DBL_MAX, -DBL_MAX};
  assert_true(egb_stats_mean(large, 2) == DBL_MAX && egb_stats_mean(large, 4) == 0);
  assert_true(isinf(egb_stats_variance(large, 4)) && isinf(egb_stats_sd(large, 4)));
  assert_true(egb_stats_sd(large, 2) == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(num_acc_1), cmocka_unit_test(num_acc_2_to_4),
                                     cmocka_unit_test(the_sum_forgets_nothing), cmocka_unit_test(few_numbers),
                                     cmocka_unit_test(far_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
