/* Saaty's matrices: by GSL against what must hold for any, and against repeated multiplication. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "method/method.h"
#include "stats/comparison.h"

#include <math.h>
#include <string.h>

#define MOST 15

/* Reciprocal, with judgements that contradict each other. */
static void make(double *a, size_t n, unsigned int seed) {
  for (size_t i = 0; i < n; i++) {
    a[i * n + i] = 1;
    for (size_t j = i + 1; j < n; j++) {
      seed = seed * 1103515245u + 12345u;
      const double value = 1 + (double)(seed >> 16 & 7);
      a[i * n + j] = (seed >> 24 & 1) != 0 ? value : 1 / value;
      a[j * n + i] = 1 / a[i * n + j];
    }
  }
}

static void an_eigenvector(void **state) {
  (void)state;
  double a[MOST * MOST], w[MOST], lambda, scratch[EGB_STATS_PRINCIPAL_SCRATCH(MOST)];
  for (size_t n = 1; n <= MOST; n++)
    for (unsigned int seed = 0; seed < 20; seed++) {
      make(a, n, seed);
      assert_true(egb_stats_principal(a, n, w, &lambda, scratch));
      assert_true(lambda >= (double)n - 1e-9); /* with equality for consistent matrices only */
      double sum = 0;
      for (size_t i = 0; i < n; i++) {
        double row = 0;
        for (size_t j = 0; j < n; j++)
          row += a[i * n + j] * w[j];
        assert_true(w[i] > 0);
        assert_true(fabs(row - lambda * w[i]) <= 1e-12 * lambda);
        sum += w[i];
      }
      assert_true(fabs(sum - 1) <= 1e-14);
    }
}

static void consistent_matrices(void **state) {
  (void)state;
  static const double w[] = {0.5, 0.3, 0.15, 0.05};
  double a[16], got[4], lambda, scratch[EGB_STATS_PRINCIPAL_SCRATCH(4)];
  size_t i, j;
  for (i = 0; i < 4; i++)
    for (j = 0; j < 4; j++)
      a[i * 4 + j] = w[i] / w[j];
  assert_true(egb_stats_principal(a, 4, got, &lambda, scratch));
  assert_true(fabs(lambda - 4) <= 1e-13);
  for (i = 0; i < 4; i++)
    assert_true(fabs(got[i] - w[i]) <= 1e-14);
  assert_false(egb_stats_worst_comparison(a, got, 4, &i, &j));
  a[1 * 4 + 3] *= 2;
  a[3 * 4 + 1] /= 2;
  assert_true(egb_stats_principal(a, 4, got, &lambda, scratch));
  assert_true(egb_stats_worst_comparison(a, got, 4, &i, &j));
  assert_int_equal(i, 1);
  assert_int_equal(j, 3);
}

/* The power method, and nothing of this project: the matrix with w_i / w_j for what is missing, filled in again after
 * every step (Harker's idea as a fixed point). */
static double by_steps(const double *a, size_t n, double *w) {
  double lambda = 0, next[MOST];
  for (size_t i = 0; i < n; i++)
    w[i] = 1 / (double)n;
  for (size_t step = 0; step < 20000; step++) {
    lambda = 0;
    for (size_t i = 0; i < n; i++) {
      next[i] = 0;
      for (size_t j = 0; j < n; j++)
        next[i] += (a[i * n + j] > 0 ? a[i * n + j] : w[i] / w[j]) * w[j];
      lambda += next[i];
    }
    for (size_t i = 0; i < n; i++)
      w[i] = next[i] / lambda;
  }
  return lambda;
}

static const egb_weigh *pairwise(void) {
  for (size_t i = 0; egb_weighings[i] != NULL; i++)
    if (strcmp(egb_weighings[i]->head.name, "pairwise") == 0)
      return egb_weighings[i];
  return NULL;
}

static double at_random(unsigned int *seed, unsigned int most) {
  *seed = *seed * 1103515245u + 12345u;
  return (double)(*seed >> 16 & 0x7fff) / 0x8000 * most;
}

/* With any number of comparisons missing, as long as a chain of them is left: of the functions, and of the method, to
 * which a cell is NaN on one side or on both. */
static void missing_comparisons(void **state) {
  (void)state;
  double a[MOST * MOST], written[MOST * MOST], w[MOST], expected[MOST], lambda,
      scratch[EGB_STATS_PRINCIPAL_SCRATCH(MOST)];
  static double room[20000];
  for (size_t n = 2; n <= 9; n++)
    for (unsigned int seed = 1; seed < 30; seed++) {
      unsigned int random = seed;
      make(a, n, seed);
      for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
          const bool missing = i > j + 1 && at_random(&random, 30) < seed;
          written[i * n + j] = missing || at_random(&random, 3) < 1 ? (double)NAN : a[i * n + j];
          written[j * n + i] = missing ? (double)NAN : a[j * n + i];
          if (missing)
            a[i * n + j] = a[j * n + i] = 0;
        }
      const double value = by_steps(a, n, expected);
      assert_true(egb_stats_principal(a, n, w, &lambda, scratch));
      assert_true(fabs(lambda - value) <= 1e-9 * value);
      for (size_t i = 0; i < n; i++)
        assert_true(fabs(w[i] - expected[i]) <= 1e-9);
      const double parameter[EGB_PARAMETER_SLOTS] = {0, 0, 100};
      const egb_list list[EGB_PARAMETERS_MAX] = {{written, n * n, n}};
      const egb_weigh_input input = {.parameter = parameter, .list = list, .child_count = n, .scratch = room};
      assert_true(egb_weigh_scratch(pairwise(), 0, n) <= sizeof room / sizeof *room);
      assert_null(pairwise()->apply(&input, w));
      for (size_t i = 0; i < n; i++)
        assert_true(fabs(w[i] - expected[i]) <= 1e-9);
    }
}

/* A consistent matrix but for one pair, each pair in turn, too large or too small, with another one that was not
 * compared. */
static void the_worst_comparison_is_found(void **state) {
  (void)state;
  double a[MOST * MOST], w[MOST];
  for (size_t n = 3; n <= 7; n++)
    for (size_t p = 0; p < n; p++)
      for (size_t q = p + 1; q < n; q++) {
        size_t i = n, j = n;
        for (size_t k = 0; k < n; k++)
          w[k] = (double)(1 + (k * 5 + n) % 7);
        for (size_t k = 0; k < n * n; k++)
          a[k] = w[k / n] / w[k % n];
        assert_false(egb_stats_worst_comparison(a, w, n, &i, &j));
        assert_true(i == n && j == n);
        const size_t none = q + 1 < n ? q + 1 : p == 0 ? 1 : 0;
        if (none != q)
          a[p * n + none] = a[none * n + p] = 0;
        a[p * n + q] *= (p + q) % 2 == 0 ? 1.5 : 1 / 1.5;
        a[q * n + p] = 1 / a[p * n + q];
        assert_true(egb_stats_worst_comparison(a, w, n, &i, &j));
        assert_int_equal(i, p);
        assert_int_equal(j, q);
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(an_eigenvector), cmocka_unit_test(consistent_matrices),
                                     cmocka_unit_test(missing_comparisons),
                                     cmocka_unit_test(the_worst_comparison_is_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
