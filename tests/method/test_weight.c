/* Weights that come from data: against COINr's components and objective, and what must hold for any numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "method/figures.h"
#include "method/method.h"
#include "stats/matrix.h"

#define CHILDREN 49
#define UNITS 51
#define SCRATCH 20000

static const char *const pillars[] = {"Physical", "ConEcFin", "Political", "Instit",
                                      "P2P",      "Environ",  "Social",    "SusEcFin"};
enum { PILLARS = sizeof pillars / sizeof *pillars };

static const egb_weigh *find(const char *name) {
  for (size_t i = 0; egb_weighings[i] != NULL; i++)
    if (strcmp(egb_weighings[i]->head.name, name) == 0)
      return egb_weighings[i];
  fail_msg("there is no weighting %s", name);
  return NULL;
}

/* Weights of sum 1. given NULL: all 1; first: value of the first parameter. */
static void run(const egb_weigh *method, const double *const *child, size_t children, const double *given, double first,
                double *weight) {
  static double scratch[SCRATCH + 1];
  double parameter[EGB_PARAMETER_SLOTS] = {first}, ones[CHILDREN], total = 0;
  const egb_list list[EGB_PARAMETERS_MAX] = {{0}};
  const size_t need = method->scratch != NULL ? method->scratch(UNITS, children)
                                              : 4 * (UNITS + children) + 2 * children * children + 64;
  assert_true(need <= SCRATCH);
  for (size_t i = 0; i < children; i++)
    ones[i] = 1;
  scratch[need] = 12345;
  const egb_weigh_input input = {.parameter = parameter,
                                 .list = list,
                                 .given = given != NULL ? given : ones,
                                 .child = child,
                                 .child_count = children,
                                 .count = UNITS,
                                 .scratch = scratch};
  const char *reason = method->apply(&input, weight);
  if (reason != NULL)
    fail_msg("%s: %s", method->head.name, reason);
  assert_true(scratch[need] == 12345);
  for (size_t i = 0; i < children; i++) {
    assert_true(weight[i] >= 0);
    total += weight[i];
  }
  assert_true(total > 0);
  for (size_t i = 0; i < children; i++)
    weight[i] /= total;
}

/* ---- principal components -------------------------------------------------------------------- */

static void check_pca(const char *node, const char *variant, const double *const *child, const char *const *name,
                      size_t children) {
  figures *weights = figures_read("asem/weights.csv", variant);
  double got[CHILDREN];
  run(find("pca"), child, children, NULL, 0, got);
  for (size_t i = 0; i < children; i++) {
    const double loading = weights->value[2][figures_row(weights, 1, name[i])];
    if (!(fabs(got[i] - loading * loading) <= 1e-12))
      fail_msg("%s of %s: %.17g where the square of %.17g is expected", name[i], node, got[i], loading);
  }
  figures_free(weights);
}

static void loadings_are_those_of_coinr(void **state) {
  (void)state;
  figures *tree = figures_read("asem/indicators.csv", NULL);
  figures *normalised = figures_read("asem/stages.csv", "normalised"), *results;
  results = figures_read("asem/results.csv", "score");
  const double *child[CHILDREN];
  const char *name[CHILDREN];
  for (size_t p = 0; p < PILLARS; p++) {
    size_t count = 0;
    for (size_t row = 0; row < tree->rows; row++)
      if (strcmp(tree->text[figures_column(tree, "parent")][row], pillars[p]) == 0) {
        name[count] = tree->text[figures_column(tree, "node")][row];
        child[count] = figures_values(normalised, name[count]);
        count++;
      }
    check_pca(pillars[p], "pca-pillars", child, name, count);
  }
  for (size_t p = 0; p < PILLARS; p++)
    child[p] = figures_values(results, pillars[p]);
  check_pca("Conn", "pca-subindices", child, pillars, 5);
  check_pca("Sust", "pca-subindices", child + 5, pillars + 5, 3);
  figures_free(tree);
  figures_free(normalised);
  figures_free(results);
}

/* The parts of Nicoletti's weights: a varimax rotation keeps every child's sum of squares and its criterion does not
 * grow by another turn of any two components. */
static double criterion(const double *loading, size_t rows, size_t columns) {
  double sum = 0;
  for (size_t j = 0; j < columns; j++) {
    double squares = 0, fourths = 0;
    for (size_t i = 0; i < rows; i++) {
      double whole = 0;
      for (size_t k = 0; k < columns; k++)
        whole += loading[i * columns + k] * loading[i * columns + k];
      const double square = loading[i * columns + j] * loading[i * columns + j] / whole;
      squares += square;
      fourths += square * square;
    }
    sum += fourths - squares * squares / (double)rows;
  }
  return sum;
}

static void varimax_is_a_rotation_and_a_maximum(void **state) {
  (void)state;
  enum { ROWS = 7, COLUMNS = 3 };
  double a[ROWS * COLUMNS], before[ROWS * COLUMNS], scratch[ROWS], turned[ROWS * COLUMNS];
  for (size_t i = 0; i < ROWS * COLUMNS; i++)
    before[i] = a[i] = sin((double)(i * i + 1));
  egb_stats_varimax(a, ROWS, COLUMNS, scratch);
  for (size_t i = 0; i < ROWS; i++)
    for (size_t k = 0; k < ROWS; k++) {
      double was = 0, is = 0;
      for (size_t j = 0; j < COLUMNS; j++) {
        was += before[i * COLUMNS + j] * before[k * COLUMNS + j];
        is += a[i * COLUMNS + j] * a[k * COLUMNS + j];
      }
      assert_true(fabs(was - is) < 1e-12);
    }
  assert_true(criterion(a, ROWS, COLUMNS) > criterion(before, ROWS, COLUMNS));
  for (size_t first = 0; first < COLUMNS; first++)
    for (size_t second = first + 1; second < COLUMNS; second++)
      for (int step = -5; step <= 5; step++) {
        const double angle = 0.01 * step;
        memcpy(turned, a, sizeof a);
        for (size_t i = 0; i < ROWS; i++) {
          const double x = a[i * COLUMNS + first], y = a[i * COLUMNS + second];
          turned[i * COLUMNS + first] = x * cos(angle) + y * sin(angle);
          turned[i * COLUMNS + second] = y * cos(angle) - x * sin(angle);
        }
        assert_true(criterion(turned, ROWS, COLUMNS) <= criterion(a, ROWS, COLUMNS) + 1e-12);
      }
}

/* ---- correlation-balanced -------------------------------------------------------------------- */

/* What COINr's search minimises, for equal targets: the logarithm of the mean of (r / sum(r) - 1 / k)^2. */
static double objective(const double *const *child, size_t children, const double *score, bool squared) {
  double r[CHILDREN], total = 0, sum = 0;
  for (size_t i = 0; i < children; i++) {
    r[i] = egb_stats_correlation(child[i], score, UNITS);
    r[i] = squared ? r[i] * fabs(r[i]) : r[i];
    total += squared ? fabs(r[i]) : r[i];
  }
  for (size_t i = 0; i < children; i++)
    sum += pow(r[i] / total - 1 / (double)children, 2);
  return log(sum / (double)children);
}

static void mix(const double *const *child, size_t children, const double *weight, double *score) {
  for (size_t u = 0; u < UNITS; u++) {
    score[u] = 0;
    for (size_t i = 0; i < children; i++)
      score[u] += weight[i] * child[i][u];
  }
}

/* COINr's figures prove that this is its objective (its pillars stand in two sub-indices, ours in one node). Its search
 * stops after nine steps by default; let run, it takes negative weights. */
static void balance_is_better_than_that_of_coinr(void **state) {
  (void)state;
  static const char *const variants[] = {"balance-default", "balance-tight"};
  figures *results = figures_read("asem/results.csv", "score"), *optimised;
  const double *child[PILLARS];
  double weight[PILLARS], score[UNITS], theirs[2];
  optimised = figures_read("asem/weights-optimised.csv", NULL);
  for (size_t p = 0; p < PILLARS; p++)
    child[p] = figures_values(results, pillars[p]);
  for (size_t v = 0; v < 2; v++) {
    figures *scores = figures_read("asem/weights-scores.csv", variants[v]);
    theirs[v] = optimised->value[1][figures_row(optimised, 0, variants[v])];
    const double again = objective(child, PILLARS, figures_values(scores, "asem"), false);
    if (!(fabs(again - theirs[v]) < 1e-9))
      fail_msg("%s: %.17g where %.17g is expected", variants[v], again, theirs[v]);
    figures_free(scores);
  }
  run(find("correlation-balanced"), child, PILLARS, NULL, 0, weight);
  mix(child, PILLARS, weight, score);
  assert_true(objective(child, PILLARS, score, false) < theirs[0]);
  figures_free(results);
  figures_free(optimised);
}

/* Where the shares can be reached they are, to the accuracy of the search: the targets are the shares that some
 * weights have. */
static void shares_that_can_be_reached_are(void **state) {
  (void)state;
  static const double starts[][PILLARS] = {
      {0.5, 2, 1, 0.5, 0.5, 2.5, 0.5, 4}, {1, 2, 1, 1, 1, 3, 0.5, 4}, {0.5, 3, 2, 1, 1, 3, 1, 5}};
  figures *results = figures_read("asem/results.csv", "score");
  const double *child[PILLARS];
  for (size_t p = 0; p < PILLARS; p++)
    child[p] = figures_values(results, pillars[p]);
  for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
    double weight[PILLARS], score[UNITS], share[PILLARS], total = 0;
    mix(child, PILLARS, starts[k], score);
    for (size_t i = 0; i < PILLARS; i++) {
      const double r = egb_stats_correlation(child[i], score, UNITS);
      assert_true(r > 0);
      share[i] = r * r;
    }
    run(find("correlation-balanced"), child, PILLARS, share, 0, weight);
    mix(child, PILLARS, weight, score);
    double got[PILLARS], all = 0;
    for (size_t i = 0; i < PILLARS; i++) {
      got[i] = pow(egb_stats_correlation(child[i], score, UNITS), 2);
      all += got[i];
      total += share[i];
    }
    for (size_t i = 0; i < PILLARS; i++)
      if (!(fabs(got[i] / all - share[i] / total) < 1e-6))
        fail_msg("shares %zu, %s: %.9f where %.9f is wanted", k, pillars[i], got[i] / all, share[i] / total);
  }
  figures_free(results);
}

/* No exchange between two children comes closer, also where the shares cannot be reached. */
static void no_exchange_comes_closer(void **state) {
  (void)state;
  figures *results = figures_read("asem/results.csv", "score");
  const double *child[PILLARS];
  double weight[PILLARS], score[UNITS];
  for (size_t p = 0; p < PILLARS; p++)
    child[p] = figures_values(results, pillars[p]);
  run(find("correlation-balanced"), child, PILLARS, NULL, 0, weight);
  mix(child, PILLARS, weight, score);
  const double least = exp(objective(child, PILLARS, score, true));
  for (size_t to = 0; to < PILLARS; to++)
    for (size_t from = 0; from < PILLARS; from++) {
      const double amount = fmin(1e-3, weight[from]);
      double other[PILLARS];
      memcpy(other, weight, sizeof weight);
      other[to] += amount;
      other[from] -= amount;
      mix(child, PILLARS, other, score);
      assert_true(exp(objective(child, PILLARS, score, true)) >= least - 1e-12);
    }
  figures_free(results);
}

/* Columns of waves that are orthogonal to each other, turned so that their correlations are those of the factor: row i
 * of `factor`, of length 1, says what child i consists of. */
enum { WAVES = 4 };

static void make_children(size_t children, const double *factor, double (*column)[UNITS], const double **child) {
  for (size_t i = 0; i < children; i++) {
    child[i] = column[i];
    for (size_t u = 0; u < UNITS; u++) {
      column[i][u] = 0;
      for (size_t k = 0; k < WAVES; k++)
        column[i][u] += factor[i * WAVES + k] * cos(acos(-1) * (double)(k + 1) * ((double)u + 0.5) / UNITS);
    }
  }
}

/* Four children, each -0.28767 to any other: by symmetry equal weights, r = sqrt((1 + 3 * -0.28767) / 4) = 0.185. */
static void children_against_each_other_are_balanced(void **state) {
  (void)state;
  const double rho = -0.28767, row = sqrt(1 - rho), even = (sqrt(1 + 3 * rho) - row) / 4;
  double factor[4 * WAVES], column[4][UNITS], weight[4], score[UNITS];
  const double *child[4];
  for (size_t i = 0; i < 4; i++)
    for (size_t k = 0; k < WAVES; k++)
      factor[i * WAVES + k] = even + (i == k ? row : 0);
  make_children(4, factor, column, child);
  assert_true(fabs(egb_stats_correlation(child[0], child[3], UNITS) - rho) < 1e-9);
  run(find("correlation-balanced"), child, 4, NULL, 0, weight);
  for (size_t u = 0; u < UNITS; u++)
    score[u] = weight[0] * child[0][u] + weight[1] * child[1][u] + weight[2] * child[2][u] + weight[3] * child[3][u];
  for (size_t i = 0; i < 4; i++)
    assert_true(fabs(egb_stats_correlation(child[i], score, UNITS) - sqrt((1 + 3 * rho) / 4)) < 1e-6);
}

/* F at weights of three children of equal deviation with the correlations r, by its definition. */
static double by_definition(const double r[3], const double *w) {
  const double p[3] = {w[0] + r[0] * w[1] + r[1] * w[2], r[0] * w[0] + w[1] + r[2] * w[2],
                       r[1] * w[0] + r[2] * w[1] + w[2]};
  const double sum = p[0] * p[0] + p[1] * p[1] + p[2] * p[2];
  double f = 0;
  for (size_t i = 0; i < 3; i++)
    f += pow(p[i] * fabs(p[i]) / sum - 1. / 3, 2);
  return f;
}

/* Three children, over many matrices of correlations, most with targets out of reach: no point of a fine grid over all
 * weights is lower than what is found. Refusals are for ties: the grid then has a point as low elsewhere. */
static void nothing_on_a_grid_is_lower(void **state) {
  (void)state;
  enum { STEPS = 60 };
  size_t answered = 0, unreached = 0;
  for (size_t k = 0; k < 125; k++) {
    const double a = -0.9 + 0.45 * (double)(k % 5), b = -0.88 + 0.44 * (double)(k / 5 % 5),
                 c = -0.86 + 0.43 * (double)(k / 25);
    const double down = (c - a * b) / sqrt(1 - a * a), rest = 1 - b * b - down * down;
    const double factor[3 * WAVES] = {1, 0, 0, 0, a, sqrt(1 - a * a), 0, 0, b, down, sqrt(fmax(rest, 0)), 0};
    double column[3][UNITS], weight[3], lowest = INFINITY;
    const double r[3] = {a, b, c}, *child[3];
    if (!(rest > 0.01))
      continue;
    make_children(3, factor, column, child);
    for (size_t i = 0; i <= STEPS; i++)
      for (size_t j = 0; i + j <= STEPS; j++)
        lowest = fmin(lowest, by_definition(r, (double[]){(double)i, (double)j, (double)(STEPS - i - j)}));
    const egb_weigh *method = find("correlation-balanced");
    double given[3] = {1, 1, 1}, scratch[2 * 9 + 6 * 3];
    const egb_weigh_input input = {
        .given = given, .child = child, .child_count = 3, .count = UNITS, .scratch = scratch};
    if (method->apply(&input, weight) != NULL)
      continue;
    answered++;
    unreached += lowest > 0.01;
    if (!(by_definition(r, weight) <= lowest + 1e-9))
      fail_msg("%g %g %g: %.12f found, %.12f on the grid", a, b, c, by_definition(r, weight), lowest);
  }
  assert_true(answered > 40 && unreached > 10);
}

/* What cannot be an answer is refused: a child and its mirror image cancel out; of two pairs in opposition either may
 * win. */
static void noise_is_refused(void **state) {
  (void)state;
  const double mirror[] = {1, 0, 0, 0, -1, 0, 0, 0}, h = sqrt(0.5);
  const double pairs[] = {h, h, 0, 0, h, -h, 0, 0, -h, 0, h, 0, -h, 0, -h, 0};
  double given[4] = {1, 1, 1, 1}, scratch[2 * 16 + 6 * 4], column[4][UNITS], weight[4];
  const double *child[4];
  make_children(2, mirror, column, child);
  const egb_weigh_input input = {.given = given, .child = child, .child_count = 2, .count = UNITS, .scratch = scratch};
  assert_non_null(find("correlation-balanced")->apply(&input, weight));
  make_children(4, pairs, column, child);
  const egb_weigh_input four = {.given = given, .child = child, .child_count = 4, .count = UNITS, .scratch = scratch};
  assert_non_null(find("correlation-balanced")->apply(&four, weight));
}

/* ---- all of them ----------------------------------------------------------------------------- */

static void the_order_of_children_does_not_show(void **state) {
  (void)state;
  static const size_t order[] = {4, 0, 7, 2, 6, 1, 3, 5};
  static const char *const names[] = {"pca", "entropy", "critic", "sd", "correlation-balanced"};
  figures *results = figures_read("asem/results.csv", "score");
  const double *child[PILLARS], *turned[PILLARS];
  for (size_t p = 0; p < PILLARS; p++)
    child[p] = figures_values(results, pillars[p]);
  for (size_t p = 0; p < PILLARS; p++)
    turned[p] = child[order[p]];
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    for (int parameter = 0; parameter < (k == 0 ? 2 : 1); parameter++) {
      double a[PILLARS], b[PILLARS];
      run(find(names[k]), child, PILLARS, NULL, parameter, a);
      run(find(names[k]), turned, PILLARS, NULL, parameter, b);
      for (size_t p = 0; p < PILLARS; p++)
        if (!(fabs(b[p] - a[order[p]]) < 1e-7))
          fail_msg("%s, %s: %.17g and %.17g", names[k], pillars[order[p]], a[order[p]], b[p]);
    }
  figures_free(results);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(loadings_are_those_of_coinr),
                                     cmocka_unit_test(varimax_is_a_rotation_and_a_maximum),
                                     cmocka_unit_test(balance_is_better_than_that_of_coinr),
                                     cmocka_unit_test(shares_that_can_be_reached_are),
                                     cmocka_unit_test(no_exchange_comes_closer),
                                     cmocka_unit_test(children_against_each_other_are_balanced),
                                     cmocka_unit_test(nothing_on_a_grid_is_lower),
                                     cmocka_unit_test(noise_is_refused),
                                     cmocka_unit_test(the_order_of_children_does_not_show)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
