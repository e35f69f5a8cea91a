/* Means of many units at once have the bits of those made one by one with fma(), in every case they are given for. */
#include "../check.h"
#include "stats/means.h"
#include "stats/sum.h"

#include <string.h>

#define COLUMNS 7

static double one_mean(const double *const *x, const double *weight, size_t unit) {
  egb_sum value = {0}, weights = {0};
  for (size_t i = 0; i < COLUMNS; i++) {
    if (!(weight[i] > 0))
      continue;
    egb_sum_add_product(&value, weight[i], x[i][unit]);
    egb_sum_add(&weights, weight[i]);
  }
  return egb_sum_ratio(value, weights);
}

static double uniform(uint64_t *seed) {
  return (double)(next_random(seed) >> 11) / 9007199254740992.0;
}

/* Values of scores, of both signs that cancel, of all sizes that count as ordinary, and whole numbers. */
static double value_of(uint64_t *seed, size_t kind) {
  const double x = uniform(seed);
  switch (kind) {
  case 0:
    return 100 * x;
  case 1:
    return (x - 0.5) * (next_random(seed) % 2 == 0 ? 1e16 : 1);
  case 2:
    return ldexp(x - 0.5, (int)(next_random(seed) % 600) - 300);
  case 3:
    return floor(x * 3);
  default:
    return 33.3;
  }
}

static void the_same_bits(void **state) {
  (void)state;
  static double cell[COLUMNS][EGB_MEANS + 3];
  const double *x[COLUMNS];
  double weight[COLUMNS], y[EGB_MEANS];
  uint64_t seed = 1971;
  size_t taken = 0;
  for (size_t trial = 0; trial < 4000; trial++) {
    const size_t count = 1 + next_random(&seed) % EGB_MEANS;
    for (size_t i = 0; i < COLUMNS; i++) {
      x[i] = cell[i];
      weight[i] = next_random(&seed) % 5 == 0 ? 0 : trial % 3 == 0 ? 1.0 / 3 : uniform(&seed);
      for (size_t u = 0; u < EGB_MEANS + 3; u++)
        cell[i][u] = value_of(&seed, trial % 5);
    }
    if (!egb_stats_means(x, weight, COLUMNS, 3, count, y))
      continue;
    taken++;
    for (size_t u = 0; u < count; u++) {
      const double expected = one_mean(x, weight, 3 + u);
      if (memcmp(&y[u], &expected, sizeof expected) != 0)
        fail_msg("trial %zu, unit %zu: %.17g is not %.17g", trial, u, y[u], expected);
    }
  }
  assert_true(taken > 2000);
}

/* What is missing, infinite, huge or next to nothing is left to the others, and nothing is written. */
static void others_decide(void **state) {
  (void)state;
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e101, -1e200, 1e-101, 4.9e-324};
  double column[4] = {1, 2, 3, 4}, y[4] = {7, 7, 7, 7}, weight[] = {0.5};
  const double *const x[] = {column};
  assert_true(egb_stats_means(x, weight, 1, 0, 4, y));
  assert_true(y[3] >= 4 && y[3] <= 4);
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
    column[2] = odd[i];
    y[0] = 7;
    assert_false(egb_stats_means(x, weight, 1, 0, 4, y));
    assert_true(y[0] >= 7 && y[0] <= 7);
  }
  column[2] = 0;
  weight[0] = 0;
  assert_false(egb_stats_means(x, weight, 1, 0, 4, y));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_same_bits), cmocka_unit_test(others_decide)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
