/* Sorting and ranks: the four rules for ties, and the order does not depend on the start. */
#include "check.h"
#include "stats/order.h"
#include "stats/select.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define MANY 1000

static void ties_follow_their_rule(void **state) {
  (void)state;
  static const double key[] = {7, 9, 7, 3};
  static const size_t order[] = {1, 0, 2, 3};
  static const double expected[4][4] = {{2, 1, 2, 4}, {2, 1, 2, 3}, {2.5, 1, 2.5, 4}, {2, 1, 3, 4}};
  static const egb_stats_ties rule[] = {EGB_STATS_TIES_COMPETITION, EGB_STATS_TIES_DENSE, EGB_STATS_TIES_FRACTIONAL,
                                        EGB_STATS_TIES_ORDINAL};
  for (size_t r = 0; r < 4; r++) {
    double rank[4] = {0};
    egb_stats_rank(key, order, 4, rule[r], rank);
    for (size_t i = 0; i < 4; i++)
      assert_true(rank[i] == expected[r][i]);
  }
}

static int rising(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Against the sorted column: many equal values, starts that are rising, falling and shaped like an organ pipe. */
static void places_are_those_of_the_sorted_column(void **state) {
  (void)state;
  static double x[MANY], sorted[MANY];
  uint64_t seed = 5;
  for (size_t n = 1; n <= MANY; n += n < 60 ? 1 : 47)
    for (size_t shape = 0; shape < 5; shape++) {
      size_t place[6] = {0, n / 9, n / 9, n / 2, n - 1 - n / 9, n - 1};
      for (size_t i = 0; i < n; i++) {
        const uint64_t any = next_random(&seed) % (shape == 0 ? 3 : 1000000);
        x[i] = (double)(shape < 2 ? any : shape == 2 ? i : shape == 3 ? n - i : i < n / 2 ? i : n - i);
      }
      memcpy(sorted, x, n * sizeof *x);
      qsort(sorted, n, sizeof *sorted, rising);
      for (size_t i = 1; i < 6; i++)
        place[i] = place[i] < place[i - 1] ? place[i - 1] : place[i];
      egb_stats_select(x, n, place, 6);
      for (size_t i = 0; i < 6; i++)
        assert_true(x[place[i]] == sorted[place[i]]);
      qsort(x, n, sizeof *x, rising);
      assert_memory_equal(x, sorted, n * sizeof *x);
    }
}

/* All sizes around the lengths of the pieces; many equal keys; starts that are shuffled, sorted and reversed. */
static void sorting_does_not_depend_on_the_start(void **state) {
  (void)state;
  static double key[MANY];
  static size_t tie[MANY], order[MANY], scratch[MANY], expected[MANY];
  uint64_t seed = 1;
  for (size_t n = 0; n <= MANY; n += n < 60 ? 1 : 47) {
    for (size_t i = 0; i < n; i++) {
      key[i] = (double)(next_random(&seed) % (n / 2 + 1));
      tie[i] = n - i;
      order[i] = i;
    }
    for (size_t i = n; i > 1; i--) {
      const size_t j = next_random(&seed) % i, held = order[i - 1];
      order[i - 1] = order[j];
      order[j] = held;
    }
    egb_stats_sort(key, tie, n, order, scratch);
    bool seen[MANY] = {false};
    for (size_t i = 0; i < n; i++) {
      assert_false(seen[order[i]]);
      seen[order[i]] = true;
      if (i > 0)
        assert_true(key[order[i - 1]] > key[order[i]] ||
                    (key[order[i - 1]] == key[order[i]] && tie[order[i - 1]] < tie[order[i]]));
      expected[i] = order[i];
    }
    for (size_t i = 0; i < n; i++)
      order[i] = expected[n - 1 - i];
    egb_stats_sort(key, tie, n, order, scratch);
    for (size_t i = 0; i < n; i++)
      assert_int_equal(order[i], expected[i]);
    egb_stats_sort(key, tie, n, order, scratch);
    for (size_t i = 0; i < n; i++)
      assert_int_equal(order[i], expected[i]);
  }
}

/* The same order as by comparison: keys of all sizes and both signs, near each other and far, with equal ones and both
 * zeros among them. */
static void many_are_sorted_as_few(void **state) {
  (void)state;
  enum { COUNT = 5000 };
  static double key[COUNT];
  static size_t tie[COUNT], order[COUNT], scratch[COUNT], expected[COUNT];
  uint64_t seed = 20261127;
  for (size_t kind = 0; kind < 7; kind++)
    for (size_t n = 0; n <= COUNT; n = n < 3 ? n + 1 : n * 5) {
      for (size_t i = 0; i < n; i++) {
        const double x = (double)(next_random(&seed) % 1000000007) / 1000000007;
        const double of[] = {x * 100,
                             floor(x * 5),
                             (x - 0.5) * 1e300,
                             ldexp(x - 0.5, (int)(next_random(&seed) % 2000) - 1000),
                             50 + 1e-14 * floor(x * 9),
                             i % 2 == 0 ? 0.0 : -0.0,
                             x < 0.5 ? -HUGE_VAL : x};
        key[i] = of[kind];
        tie[i] = (i * 7919 + 13) % n;
        order[i] = expected[i] = i;
      }
      egb_stats_sort(key, tie, n, expected, scratch);
      egb_stats_sort_many(key, tie, n, order, scratch);
      for (size_t i = 0; i < n; i++)
        assert_int_equal(order[i], expected[i]);
    }
}

/* Every length up to some hundreds, with many equal keys: in order, nothing lost, equal keys as they came. */
static void pairs_are_sorted_and_equal_ones_stay(void **state) {
  (void)state;
  double key[301], companion[301], scratch[602], before[301];
  unsigned random = 7;
  for (size_t n = 0; n <= 300; n++) {
    for (size_t i = 0; i < n; i++) {
      random = random * 1664525U + 1013904223U;
      before[i] = key[i] = (double)((random >> 8) % (n + 1)) - 20;
      companion[i] = (double)i;
    }
    egb_stats_sort_pairs(key, companion, n, scratch);
    bool seen[301] = {false};
    for (size_t i = 0; i < n; i++) {
      const size_t from = (size_t)companion[i];
      assert_true(from < n && !seen[from] && key[i] == before[from]);
      seen[from] = true;
      assert_true(i == 0 || key[i - 1] < key[i] || (key[i - 1] == key[i] && companion[i - 1] < companion[i]));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pairs_are_sorted_and_equal_ones_stay), cmocka_unit_test(places_are_those_of_the_sorted_column),
      cmocka_unit_test(ties_follow_their_rule), cmocka_unit_test(sorting_does_not_depend_on_the_start),
      cmocka_unit_test(many_are_sorted_as_few)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
