/* Draws of weights against what is known about them exactly. Every chi-square limit is the quantile at 1 - 1e-8: with a
 * seed that is not fixed each test would fail once in 10^8 runs. Draws of one walk depend on each other, so that tests
 * of walks take the last draw of each block; blocks are independent. */
#include "kernel/polytope.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#define AT_LEAST(i, x)                                                                                                 \
  { EGB_STATEMENT_AT_LEAST, i, 0, x }
#define AT_MOST(i, x)                                                                                                  \
  { EGB_STATEMENT_AT_MOST, i, 0, x }
#define ORDER(i, j)                                                                                                    \
  { EGB_STATEMENT_ORDER, i, j, 0 }
#define RATIO(i, j, x)                                                                                                 \
  { EGB_STATEMENT_RATIO, i, j, x }
#define COUNT(list) (sizeof(list) / sizeof *(list))

static egb_polytope *make(size_t weights, const egb_statement *statement, size_t statements, egb_polytope_method how,
                          size_t dimension) {
  size_t conflict[EGB_POLYTOPE_STATEMENTS_MAX], conflicts = 0;
  egb_polytope *polytope = NULL;
  assert_int_equal(egb_polytope_new(weights, statement, statements, conflict, &conflicts, &polytope), EGB_OK);
  assert_int_equal(egb_polytope_how(polytope), how);
  assert_int_equal(egb_polytope_dimension(polytope), dimension);
  return polytope;
}

static void assert_holds(const egb_statement *statement, size_t statements, const double *w, size_t weights) {
  double total = 0;
  for (size_t i = 0; i < weights; i++) {
    assert_true(w[i] >= 0);
    total += w[i];
  }
  assert_true(fabs(total - 1) < 1e-12);
  for (size_t s = 0; s < statements; s++) {
    const egb_statement *a = &statement[s];
    const double left = w[a->a], tolerance = 1e-9;
    assert_true(a->kind == EGB_STATEMENT_AT_LEAST  ? left >= a->value - tolerance
                : a->kind == EGB_STATEMENT_AT_MOST ? left <= a->value + tolerance
                : a->kind == EGB_STATEMENT_ORDER   ? left >= w[a->b] - tolerance
                                                   : left >= a->value * w[a->b] - tolerance);
  }
}

/* The given number of draws: all of each block, or the last of each block. */
static double *draw(const egb_polytope *polytope, const egb_statement *statement, size_t statements, size_t draws,
                    bool last) {
  const size_t k = egb_polytope_weights(polytope);
  double *out = calloc(draws * k, sizeof *out), *block = calloc(EGB_BLOCK * k, sizeof *block);
  for (size_t b = 0, done = 0; done < draws; b++) {
    egb_polytope_block(polytope, 11, 3, b, block);
    for (size_t i = last ? EGB_BLOCK - 1 : 0; i < EGB_BLOCK && done < draws; i++, done++) {
      assert_holds(statement, statements, block + i * k, k);
      memcpy(out + done * k, block + i * k, k * sizeof *out);
    }
  }
  free(block);
  return out;
}

#define CELLS_MAX 400
typedef struct cells {
  size_t cell[CELLS_MAX], cells;
} cells;

/* u and v are uniform and independent when the draws are right. */
static void put(cells *tally, size_t side, double u, double v) {
  const double last = (double)side - 1;
  assert_true(u > -1e-9 && u < 1 + 1e-9 && v > -1e-9 && v < 1 + 1e-9);
  tally->cells = side * side;
  tally->cell[(size_t)fmin(fmax(u, 0) * (double)side, last) * side + (size_t)fmin(fmax(v, 0) * (double)side, last)]++;
}

static void assert_even(const cells *tally, size_t draws) {
  double chi = 0;
  const double expected = (double)draws / (double)tally->cells;
  for (size_t i = 0; i < tally->cells; i++)
    chi += ((double)tally->cell[i] - expected) * ((double)tally->cell[i] - expected) / expected;
  assert_true(chi < gsl_cdf_chisq_Qinv(1e-8, (double)tally->cells - 1));
}

/* On the simplex of three weights: w1 has the distribution function 1 - (1 - x)^2, w2 is uniform on what is left. */
static void put_simplex(cells *tally, size_t side, double a, double b) {
  put(tally, side, 1 - (1 - a) * (1 - a), a < 1 ? b / (1 - a) : 0);
}

static void the_whole_simplex(void **state) {
  (void)state;
  const size_t draws = 100000;
  const egb_statement statement[] = {AT_LEAST(0, 0), AT_MOST(1, 1), RATIO(0, 1, 0)};
  egb_polytope *polytope = make(3, statement, COUNT(statement), EGB_POLYTOPE_SIMPLEX, 2);
  double *w = draw(polytope, statement, COUNT(statement), draws, false);
  cells tally = {.cells = 0};
  for (size_t d = 0; d < draws; d++)
    put_simplex(&tally, 20, w[3 * d], w[3 * d + 1]);
  assert_even(&tally, draws);
  free(w);
  egb_polytope_free(polytope);
}

/* Ordered weights w1 >= w2 >= w3 are the image of the simplex under w3 = v3 / 3, w2 = w3 + v2 / 2, w1 = w2 + v1, which
 * keeps shares of area. */
static void an_order(void **state) {
  (void)state;
  const size_t draws = 100000;
  const egb_statement statement[] = {ORDER(2, 0), ORDER(0, 1)};
  egb_polytope *polytope = make(3, statement, 2, EGB_POLYTOPE_ORDER, 2);
  double *w = draw(polytope, statement, 2, draws, false), least, most;
  cells tally = {.cells = 0};
  for (size_t d = 0; d < draws; d++)
    put_simplex(&tally, 20, 3 * w[3 * d + 1], 2 * (w[3 * d] - w[3 * d + 1]));
  assert_even(&tally, draws);
  egb_polytope_range(polytope, 2, &least, &most);
  assert_true(fabs(least - 1.0 / 3) < 1e-12 && fabs(most - 1) < 1e-12);
  egb_polytope_range(polytope, 1, &least, &most);
  assert_true(fabs(least) < 1e-12 && fabs(most - 1.0 / 3) < 1e-12);
  free(w);
  egb_polytope_free(polytope);
}

/* Two chains and a free weight. Of six exchangeable weights the mean of the j-th largest is (1/j + ... + 1/6) / 6;
 * within a chain of length m: of the sorted m. Means by symmetry: E of the largest of m = (1 + ... + 1/m) / k. */
static void chains_beside_each_other(void **state) {
  (void)state;
  const size_t draws = 200000, k = 6;
  const egb_statement statement[] = {ORDER(0, 1), ORDER(1, 2), ORDER(3, 4)};
  const double mean[] = {(1 + 0.5 + 1.0 / 3) / 6, (0.5 + 1.0 / 3) / 6, 1.0 / 18, 1.5 / 6, 0.5 / 6, 1.0 / 6};
  egb_polytope *polytope = make(k, statement, 3, EGB_POLYTOPE_ORDER, k - 1);
  double *w = draw(polytope, statement, 3, draws, false);
  for (size_t i = 0; i < k; i++) {
    double sum = 0, squares = 0;
    for (size_t d = 0; d < draws; d++) {
      sum += w[d * k + i];
      squares += w[d * k + i] * w[d * k + i];
    }
    const double n = (double)draws, error = sqrt((squares / n - sum * sum / n / n) / n);
    assert_true(fabs(sum / n - mean[i]) < 6 * error);
  }
  free(w);
  egb_polytope_free(polytope);
}

/* No weight above one half: the triangle upside down in the middle, 1 - 2 w is uniform on the simplex. */
static void bounds_by_rejection(void **state) {
  (void)state;
  const size_t draws = 100000;
  const egb_statement statement[] = {AT_MOST(0, 0.5), AT_MOST(1, 0.5), AT_MOST(2, 0.5)};
  egb_polytope *polytope = make(3, statement, 3, EGB_POLYTOPE_REJECTION, 2);
  double *w = draw(polytope, statement, 3, draws, false);
  cells tally = {.cells = 0};
  for (size_t d = 0; d < draws; d++)
    put_simplex(&tally, 20, 1 - 2 * w[3 * d], 1 - 2 * w[3 * d + 1]);
  assert_even(&tally, draws);
  free(w);
  egb_polytope_free(polytope);
}

/* A sliver: w3 <= 1/100, w1 >= 50 w2. Area at w3 grows with (1 - w3) / 51, and w2 is uniform below that. */
static void a_sliver_by_walking(void **state) {
  (void)state;
  const size_t draws = 4000;
  const egb_statement statement[] = {AT_MOST(2, 0.01), RATIO(0, 1, 50)};
  egb_polytope *polytope = make(3, statement, 2, EGB_POLYTOPE_WALK, 2);
  double *w = draw(polytope, statement, 2, draws, true), reduction = 0, time = 0;
  cells tally = {.cells = 0};
  for (size_t d = 0; d < draws; d++) {
    const double b = w[3 * d + 1], c = w[3 * d + 2];
    put(&tally, 8, (c - c * c / 2) / (0.01 - 0.00005), b * 51 / (1 - c));
  }
  assert_even(&tally, draws);
  assert_int_equal(egb_polytope_convergence(polytope, 1, 1, 50, &reduction, &time), EGB_OK);
  assert_true(reduction >= 1 && reduction < 1.02);
  free(w);
  egb_polytope_free(polytope);
}

/* What draws of a walk are worth, against the means of walks that are independent of each other: their variance is that
 * of a draw times the autocorrelation time over the length of a walk. With 2000 walks a variance is known to 3 %. */
static void draws_of_a_walk_are_worth_fewer(void **state) {
  (void)state;
  enum { WALKS = 2000, WEIGHTS = 6 };
  const egb_statement statement[] = {AT_LEAST(0, 0.16), AT_MOST(0, 0.175), AT_LEAST(1, 0.16), AT_MOST(1, 0.175),
                                     AT_LEAST(2, 0.16), AT_MOST(2, 0.175), RATIO(3, 4, 100)};
  egb_polytope *polytope = make(WEIGHTS, statement, COUNT(statement), EGB_POLYTOPE_WALK, WEIGHTS - 1);
  double *w = malloc(EGB_BLOCK * WEIGHTS * sizeof *w), reduction = 0, time = 0, worst = 0;
  double sum[WEIGHTS] = {0}, squares[WEIGHTS] = {0}, of_means[WEIGHTS] = {0};
  assert_non_null(w);
  for (size_t block = 0; block < WALKS; block++) {
    egb_polytope_block(polytope, 1, 1, block, w);
    for (size_t i = 0; i < WEIGHTS; i++) {
      double mean = 0;
      for (size_t d = 0; d < EGB_BLOCK; d++) {
        mean += w[d * WEIGHTS + i] / EGB_BLOCK;
        squares[i] += w[d * WEIGHTS + i] * w[d * WEIGHTS + i] / EGB_BLOCK / WALKS;
      }
      sum[i] += mean / WALKS;
      of_means[i] += mean * mean / WALKS;
    }
  }
  for (size_t i = 0; i < WEIGHTS; i++)
    worst = fmax(worst, EGB_BLOCK * (of_means[i] - sum[i] * sum[i]) / (squares[i] - sum[i] * sum[i]));
  assert_int_equal(egb_polytope_convergence(polytope, 1, 1, 64, &reduction, &time), EGB_OK);
  if (!(time > 1.05 && fabs(time / worst - 1) < 0.25))
    fail_msg("autocorrelation time %g, of independent walks %g", time, worst);
  free(w);
  egb_polytope_free(polytope);
  egb_polytope *exact = make(3, NULL, 0, EGB_POLYTOPE_SIMPLEX, 2);
  assert_int_equal(egb_polytope_convergence(exact, 1, 1, 64, &reduction, &time), EGB_OK);
  assert_true(time == 1 && reduction == 1);
  egb_polytope_free(exact);
}

/* Density of the sum of n numbers that are uniform on [-1, 1], at x: Irwin and Hall, scaled. */
static double sum_density(int n, double x) {
  double total = 0, choose = 1, factorial = 1;
  const double y = (x + n) / 2;
  for (int i = 1; i < n; i++)
    factorial *= i;
  for (int i = 0; i <= n && i < y; i++) {
    total += (i % 2 == 0 ? 1 : -1) * choose * pow(y - i, n - 1);
    choose = choose * (n - i) / (i + 1);
  }
  return total / factorial / 2;
}

/* Ten weights of 0.1, each +-25 % and together 1: v = (w - 0.1) / 0.025 are ten uniforms on [-1, 1] given that their
 * sum is 0, so that one of them has the density of a sum of nine at its negative. */
static void twenty_five_percent_by_walking(void **state) {
  (void)state;
  enum { K = 10, CELLS = 20, STEPS = 200 };
  const size_t draws = 3000;
  egb_statement statement[2 * K];
  for (size_t i = 0; i < K; i++) {
    statement[2 * i] = (egb_statement)AT_LEAST(i, 0.075);
    statement[2 * i + 1] = (egb_statement)AT_MOST(i, 0.125);
  }
  egb_polytope *polytope = make(K, statement, 2 * K, EGB_POLYTOPE_WALK, K - 1);
  double *w = draw(polytope, statement, 2 * K, draws, true), expected[CELLS] = {0}, all = 0;
  for (size_t s = 0; s < CELLS * STEPS; s++) {
    const double density = sum_density(K - 1, -1 + 2 * ((double)s + 0.5) / (CELLS * STEPS));
    expected[s / STEPS] += density;
    all += density;
  }
  for (size_t i = 0; i < K; i++) {
    size_t cell[CELLS] = {0};
    double chi = 0;
    for (size_t d = 0; d < draws; d++)
      cell[(size_t)fmin(fmax((w[d * K + i] - 0.075) / 0.05, 0) * CELLS, CELLS - 1)]++;
    for (size_t c = 0; c < CELLS; c++) {
      const double mean = expected[c] / all * (double)draws;
      chi += ((double)cell[c] - mean) * ((double)cell[c] - mean) / mean;
    }
    assert_true(chi < gsl_cdf_chisq_Qinv(1e-8, CELLS - 1));
  }
  free(w);
  egb_polytope_free(polytope);
}

/* Two weights said to be equal by both orders and one fixed leave a line; w is uniform along it. */
static void what_is_fixed_leaves_fewer_dimensions(void **state) {
  (void)state;
  const egb_statement statement[] = {ORDER(0, 1), ORDER(1, 0), AT_LEAST(2, 0.25), AT_MOST(2, 0.25)};
  egb_polytope *polytope = make(4, statement, 4, EGB_POLYTOPE_WALK, 1);
  const size_t draws = 4000;
  double *w = draw(polytope, statement, 4, draws, true);
  cells tally = {.cells = 0};
  for (size_t d = 0; d < draws; d++) {
    assert_true(fabs(w[4 * d] - w[4 * d + 1]) < 1e-9 && fabs(w[4 * d + 2] - 0.25) < 1e-9);
    put(&tally, 1, 0, 0);
    tally.cell[1 + (size_t)fmin(w[4 * d + 3] / 0.75 * 100, 99)]++;
  }
  memmove(tally.cell, tally.cell + 1, 100 * sizeof *tally.cell);
  tally.cells = 100;
  assert_even(&tally, draws);
  free(w);
  egb_polytope_free(polytope);

  const egb_statement all[] = {AT_LEAST(0, 0.5), AT_LEAST(1, 0.3), AT_LEAST(2, 0.2)};
  polytope = make(3, all, 3, EGB_POLYTOPE_POINT, 0);
  w = draw(polytope, all, 3, EGB_BLOCK, false);
  assert_true(fabs(w[0] - 0.5) < 1e-9 && fabs(w[1] - 0.3) < 1e-9 && fabs(w[2] - 0.2) < 1e-9);
  free(w);
  egb_polytope_free(polytope);
  polytope = make(1, NULL, 0, EGB_POLYTOPE_POINT, 0);
  assert_true(egb_polytope_inside(polytope)[0] == 1);
  egb_polytope_free(polytope);
}

static void assert_conflict(size_t weights, const egb_statement *statement, size_t statements, const size_t *expected,
                            size_t count) {
  size_t conflict[EGB_POLYTOPE_STATEMENTS_MAX], conflicts = 0;
  egb_polytope *polytope = NULL;
  assert_int_equal(egb_polytope_new(weights, statement, statements, conflict, &conflicts, &polytope), EGB_UNCOMPUTABLE);
  assert_null(polytope);
  assert_int_equal(conflicts, count);
  for (size_t i = 0; i < count; i++)
    assert_int_equal(conflict[i], expected[i]);
}

static void statements_that_cannot_hold_are_named(void **state) {
  (void)state;
  const egb_statement too_much[] = {AT_LEAST(2, 0.1), AT_LEAST(0, 0.6), AT_MOST(2, 0.9), AT_LEAST(1, 0.5)};
  assert_conflict(3, too_much, 4, (const size_t[]){1, 3}, 2);
  const egb_statement too_little[] = {AT_MOST(0, 0.3), AT_MOST(1, 0.3), ORDER(0, 1), AT_MOST(2, 0.3)};
  assert_conflict(3, too_little, 4, (const size_t[]){0, 2, 3}, 3);
  const egb_statement upside_down[] = {ORDER(0, 1), RATIO(1, 2, 2), AT_MOST(0, 0.2), AT_LEAST(2, 0.15)};
  assert_conflict(4, upside_down, 4, (const size_t[]){0, 1, 2, 3}, 4);
  const egb_statement impossible[] = {AT_LEAST(0, 1.5)};
  assert_conflict(2, impossible, 1, (const size_t[]){0}, 1);
}

static void nonsense_is_refused(void **state) {
  (void)state;
  const egb_statement wrong[] = {AT_LEAST(3, 0.1),
                                 ORDER(0, 3),
                                 ORDER(1, 1),
                                 RATIO(0, 1, -1),
                                 AT_MOST(0, (double)NAN),
                                 AT_LEAST(0, -1),
                                 RATIO(0, 1, (double)INFINITY)};
  size_t conflict[1], conflicts = 0;
  egb_polytope *polytope = NULL;
  for (size_t i = 0; i < COUNT(wrong); i++)
    assert_int_equal(egb_polytope_new(3, &wrong[i], 1, conflict, &conflicts, &polytope), EGB_USAGE);
  assert_int_equal(egb_polytope_new(0, NULL, 0, conflict, &conflicts, &polytope), EGB_USAGE);
}

static void a_block_depends_on_its_number_alone(void **state) {
  (void)state;
  const egb_statement statement[] = {AT_MOST(2, 0.01), RATIO(0, 1, 50)};
  egb_polytope *polytope = make(3, statement, 2, EGB_POLYTOPE_WALK, 2);
  double a[EGB_BLOCK * 3], b[EGB_BLOCK * 3];
  egb_polytope_block(polytope, 1, 2, 7, a);
  egb_polytope_block(polytope, 1, 2, 8, b);
  assert_memory_not_equal(a, b, sizeof a);
  egb_polytope_block(polytope, 1, 2, 7, b);
  assert_memory_equal(a, b, sizeof a);
  egb_polytope_block(polytope, 2, 2, 7, b);
  assert_memory_not_equal(a, b, sizeof a);
  egb_polytope_free(polytope);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_whole_simplex),
      cmocka_unit_test(an_order),
      cmocka_unit_test(chains_beside_each_other),
      cmocka_unit_test(bounds_by_rejection),
      cmocka_unit_test(a_sliver_by_walking),
      cmocka_unit_test(draws_of_a_walk_are_worth_fewer),
      cmocka_unit_test(twenty_five_percent_by_walking),
      cmocka_unit_test(what_is_fixed_leaves_fewer_dimensions),
      cmocka_unit_test(statements_that_cannot_hold_are_named),
      cmocka_unit_test(nonsense_is_refused),
      cmocka_unit_test(a_block_depends_on_its_number_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
