/* Uncertainty and sensitivity against COINr 1.1.14 on its ASEM example (tests/reference/asem/README.md): the parameters
 * it drew are scored here run by run, its outputs give its indices; and Ishigami's function against its analytic
 * values. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "kernel/random.h"
#include "method/figures.h"
#include "simulate/replay.h"
#include "simulate/sobol.h"
#include "simulate/uncertainty.h"
#include "stats/sequence.h"

#define TOLERANCE 1e-9
#define SETS 100

static const char more[] =
    "uncertainty:\n"
    "  weights: {uniform: 25%}\n"
    "  treat: [{method: winsorise, points: 1, then: log}, {method: winsorise, points: 2, then: log},\n"
    "    {method: winsorise, points: 3, then: log}, {method: winsorise, points: 4, then: log},\n"
    "    {method: winsorise, points: 5, then: log}]\n"
    "  normalise: [{method: minmax, to: [1, 100]}, {method: zscore, mean: 10, sd: 2, zero: 1e-9}]\n"
    "  aggregate: [arithmetic, geometric]\n";

typedef struct asem {
  egb_diag *diag;
  egb_arena *arena;
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  egb_factors *factors;
  double *weights; /* [set * nodes + node] */
} asem;

static void check(const asem *a, egb_status status) {
  if (status == EGB_OK)
    return;
  char *text = egb_diag_text(a->diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
  print_error("%s", text);
  egb_free(text);
  assert_int_equal(status, EGB_OK);
}

/* The definition of the reference and what is varied. */
static void read_definition(asem *a) {
  const char *root = getenv("EGOVBENCH_SOURCE");
  const char *path = egb_path_join(a->arena, root != NULL ? root : ".", "tests/reference/asem/asem.yaml");
  egb_source *source = NULL;
  check(a, egb_file_read(a->arena, path, (egb_place){0}, a->diag, &source));
  const char *text = egb_arena_format(a->arena, "%s\n%s", source->text, more);
  assert_non_null(text);
  check(a, egb_index_parse(path, text, strlen(text), a->diag, &a->index));
}

static void read_weights(asem *a) {
  figures *f = figures_read("asem/sensitivity-weights.csv", NULL);
  const size_t nodes = a->index->node_count;
  assert_int_equal(f->rows, SETS);
  a->weights = egb_arena_array(a->arena, SETS * nodes, sizeof *a->weights);
  assert_non_null(a->weights);
  for (size_t i = 0; i < SETS * nodes; i++)
    a->weights[i] = a->index->node[i % nodes].weight;
  for (size_t c = 1; c < f->columns; c++) {
    const size_t node = egb_index_find(a->index, f->name[c]);
    assert_true(node < nodes);
    for (size_t s = 0; s < SETS; s++)
      a->weights[s * nodes + node] = f->value[c][s];
  }
  figures_free(f);
}

static int open_asem(void **state) {
  asem *a = calloc(1, sizeof *a);
  assert_non_null(a);
  a->diag = egb_diag_new();
  a->arena = egb_arena_new();
  read_definition(a);
  check(a, egb_dataset_load(a->index, NULL, a->diag, &a->data));
  check(a, egb_plan_new(a->index, a->data, NULL, a->diag, &a->plan));
  check(a, egb_score(a->plan, a->diag, &a->results));
  check(a, egb_factors_new(a->plan, a->results, &a->index->uncertainty, a->diag, &a->factors));
  read_weights(a);
  *state = a;
  return 0;
}

static int close_asem(void **state) {
  asem *a = *state;
  egb_factors_free(a->factors);
  egb_results_free(a->results);
  egb_plan_free(a->plan);
  egb_dataset_free(a->data);
  egb_index_free(a->index);
  egb_arena_free(a->arena);
  egb_diag_free(a->diag);
  free(a);
  return 0;
}

static egb_draw draw_of(const asem *a, double points, double set, const char *norm, const char *agg) {
  egb_draw draw = egb_factors_nominal(a->factors);
  assert_int_equal(a->factors->factor[EGB_FACTOR_TREAT].count, 5);
  assert_int_equal(a->factors->factor[EGB_FACTOR_NORMALISE].count, 2);
  assert_int_equal(a->factors->factor[EGB_FACTOR_AGGREGATE].count, 2);
  draw.weights = (uint64_t)set - 1;
  draw.option[EGB_FACTOR_TREAT] = (uint16_t)(points - 1);
  draw.option[EGB_FACTOR_NORMALISE] = strcmp(norm, "zscore") == 0;
  draw.option[EGB_FACTOR_AGGREGATE] = strcmp(agg, "gmean") == 0;
  return draw;
}

/* Ranks of every draw: rank[draw * units + unit]. */
typedef struct kept {
  size_t units;
  uint32_t *rank;
} kept;

static egb_status keep(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  kept *to = context;
  (void)worker;
  memcpy(to->rank + draw * to->units, replayed->rank, to->units * sizeof *to->rank);
  return EGB_OK;
}

static void run(const asem *a, const egb_draw *draw, size_t count, kept *to) {
  const egb_replay replay = {.plan = a->plan,
                             .factors = a->factors,
                             .draw = draw,
                             .count = count,
                             .threads = 2,
                             .weight_set = a->weights,
                             .sink = keep,
                             .context = to};
  egb_replay_failures failures;
  size_t finished = 0;
  check(a, egb_replay_run(&replay, &failures, &finished));
  assert_int_equal(finished, count);
  for (size_t i = 0; i < count; i++)
    if (failures.reason[i] != NULL)
      fail_msg("draw %zu: %s", i, failures.reason[i]);
  egb_replay_failures_clear(&failures);
}

/* 500 runs of 51 units: every rank. */
static void ranks_run_by_run(void **state) {
  const asem *a = *state;
  figures *f = figures_read("asem/sensitivity-ua.csv", NULL);
  const size_t units = a->data->unit_count, runs = f->rows - 1;
  assert_int_equal(runs, 500);
  egb_draw *draw = egb_arena_array(a->arena, runs, sizeof *draw);
  kept to = {units, egb_arena_array(a->arena, runs * units, sizeof *to.rank)};
  for (size_t i = 0; i < runs; i++)
    draw[i] = draw_of(a, f->value[2][i + 1], f->value[3][i + 1], f->text[0][i + 1], f->text[1][i + 1]);
  run(a, draw, runs, &to);
  size_t other = 0;
  for (size_t u = 0; u < units; u++) {
    const double *rank = figures_values(f, a->data->unit[u].id);
    assert_true(a->results->rank[u] == rank[0]);
    for (size_t i = 0; i < runs; i++)
      other += (double)to.rank[i * units + u] != rank[i + 1];
  }
  if (other > 0)
    print_error("%zu of %zu ranks differ\n", other, runs * units);
  assert_int_equal(other, 0);
  figures_free(f);
}

/* First order by the formula of COINr, which leaves the mean in: mean(yB (yABi - yA)) / V. Its expectation is that of
 * the centred one, its figures are not: they are met by its formula here, and by ours with the term that the mean adds
 * put back. */
static double uncentred(const egb_sobol_outputs *y, size_t factor, double variance) {
  double sum = 0;
  for (size_t j = 0; j < y->rows; j++)
    sum += y->b[j] * (y->ab[factor * y->rows + j] - y->a[j]);
  return sum / (double)y->rows / variance;
}

static double left_in(const egb_sobol_outputs *y, size_t factor, double variance) {
  double sum = 0, difference = 0;
  for (size_t j = 0; j < y->rows; j++) {
    sum += y->a[j] + y->b[j];
    difference += y->ab[factor * y->rows + j] - y->a[j];
  }
  const double n = (double)y->rows;
  return sum / (2 * n) * (difference / n) / variance;
}

/* The design of 200 rows: the mean absolute shift of every run, then the indices from COINr's outputs. */
static void outputs_and_indices_of_the_design(void **state) {
  static const char *const outputs[] = {"y_a", "y_b", "y_winmax", "y_normalisation", "y_weights", "y_aggregation"};
  const asem *a = *state;
  figures *f = figures_read("asem/sensitivity-sa.csv", NULL),
          *indices = figures_read("asem/sensitivity-indices.csv", "asem");
  const size_t units = a->data->unit_count, rows = f->rows;
  egb_draw *draw = egb_arena_array(a->arena, rows * 6, sizeof *draw);
  kept to = {units, egb_arena_array(a->arena, rows * 6 * units, sizeof *to.rank)};
  for (size_t j = 0; j < rows; j++)
    for (size_t k = 0; k < 6; k++) {
      const size_t norm = k == 1 || k == 3 ? 2 : 0, agg = k == 1 || k == 5 ? 3 : 1;
      const size_t points = k == 1 || k == 2 ? 6 : 4, set = k == 1 || k == 4 ? 7 : 5;
      draw[j * 6 + k] = draw_of(a, f->value[points][j], f->value[set][j], f->text[norm][j], f->text[agg][j]);
    }
  run(a, draw, rows * 6, &to);
  for (size_t j = 0; j < rows; j++)
    for (size_t k = 0; k < 6; k++) {
      double sum = 0;
      for (size_t u = 0; u < units; u++)
        sum += fabs((double)to.rank[(j * 6 + k) * units + u] - a->results->rank[u]);
      assert_true(fabs(sum / (double)units - figures_values(f, outputs[k])[j]) < TOLERANCE);
    }
  double *ab = egb_arena_array(a->arena, 4 * rows, sizeof *ab), first[4], total[4], variance, low[4], high[4], tl[4],
         th[4];
  for (size_t k = 0; k < 4; k++)
    memcpy(ab + k * rows, figures_values(f, outputs[k + 2]), rows * sizeof *ab);
  const egb_sobol_outputs y = {rows, 4, figures_values(f, "y_a"), figures_values(f, "y_b"), ab};
  egb_sobol_indices(&y, first, total, &variance);
  assert_int_equal(egb_sobol_bootstrap(&y, y.rows, 1, 200, 0.05, low, high, tl, th), EGB_OK);
  for (size_t k = 0; k < 4; k++) {
    assert_true(fabs(uncentred(&y, k, variance) - figures_values(indices, "first")[k]) < TOLERANCE);
    assert_true(fabs(first[k] + left_in(&y, k, variance) - figures_values(indices, "first")[k]) < TOLERANCE);
    assert_true(fabs(total[k] - figures_values(indices, "total")[k]) < TOLERANCE);
    assert_true(low[k] < first[k] && first[k] < high[k] && tl[k] < total[k] && total[k] < th[k]);
  }
  figures_free(indices);
  figures_free(f);
}

/* Whatever the number of rows: that many tenths do not add up to a tenth of themselves. */
static void an_output_that_does_not_vary(void **state) {
  (void)state;
  double same[64], first, total, variance;
  for (size_t i = 0; i < 64; i++)
    same[i] = 0.1;
  for (size_t rows = 2; rows <= 64; rows++) {
    const egb_sobol_outputs y = {rows, 1, same, same, same};
    egb_sobol_indices(&y, &first, &total, &variance);
    assert_true(isnan(first) && isnan(total) && variance == 0);
  }
}

/* ---- Ishigami's function, a = 7, b = 0.1 (T. Ishigami and T. Homma, 1990) -------------------- */

static void ishigami_from_the_reference_outputs(void **state) {
  (void)state;
  figures *f = figures_read("asem/sensitivity-ishigami.csv", NULL),
          *indices = figures_read("asem/sensitivity-indices.csv", "ishigami");
  double *ab = calloc(3 * f->rows, sizeof *ab), first[3], total[3], variance;
  assert_non_null(ab);
  for (size_t k = 0; k < 3; k++)
    memcpy(ab + k * f->rows, f->value[3 + k], f->rows * sizeof *ab);
  const egb_sobol_outputs y = {f->rows, 3, f->value[1], f->value[2], ab};
  egb_sobol_indices(&y, first, total, &variance);
  for (size_t k = 0; k < 3; k++) {
    assert_true(fabs(uncentred(&y, k, variance) - figures_values(indices, "first")[k]) < TOLERANCE);
    assert_true(fabs(first[k] + left_in(&y, k, variance) - figures_values(indices, "first")[k]) < TOLERANCE);
    assert_true(fabs(total[k] - figures_values(indices, "total")[k]) < TOLERANCE);
  }
  assert_true(fabs(variance - 13.240334683961517) < TOLERANCE);
  free(ab);
  figures_free(indices);
  figures_free(f);
}

static double ishigami(const double *u) {
  const double pi = 3.14159265358979323846, x = pi * (2 * u[0] - 1), y = pi * (2 * u[1] - 1), z = pi * (2 * u[2] - 1);
  return sin(x) + 7 * sin(y) * sin(y) + 0.1 * z * z * z * z * sin(x);
}

static void ishigami_from_the_sequence(void **state) {
  enum { ROWS = 8192 };
  static double point[ROWS * 6], a[ROWS], b[ROWS], ab[3 * ROWS];
  double first[3], total[3], variance;
  (void)state;
  assert_true(egb_stats_sequence(6, ROWS, point));
  assert_false(egb_stats_sequence(41, 1, point));
  for (size_t j = 0; j < ROWS; j++) {
    double x[3] = {point[6 * j], point[6 * j + 1], point[6 * j + 2]};
    a[j] = ishigami(x);
    b[j] = ishigami(point + 6 * j + 3);
    for (size_t k = 0; k < 3; k++) {
      const double kept_value = x[k];
      x[k] = point[6 * j + 3 + k];
      ab[k * ROWS + j] = ishigami(x);
      x[k] = kept_value;
    }
  }
  const egb_sobol_outputs y = {ROWS, 3, a, b, ab};
  egb_sobol_indices(&y, first, total, &variance);
  /* V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2; the analytic shares */
  const double expected_first[] = {0.313905, 0.442411, 0}, expected_total[] = {0.557589, 0.442411, 0.243684};
  for (size_t k = 0; k < 3; k++) {
    assert_true(fabs(first[k] - expected_first[k]) < 0.01);
    assert_true(fabs(total[k] - expected_total[k]) < 0.01);
  }
  assert_true(fabs(variance - 13.844588) < 0.1);
}

/* ---- random samples of analytic functions, far from 0 ---------------------------------------- */

typedef double model(const double *u);

/* Sobol's g with a = 0, 1, 4.5: prod (|4 u - 2| + a) / (1 + a); V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1 (A.
 * Saltelli and I. M. Sobol', Reliability Engineering and System Safety 50 (1995), 225-239). */
static const double g_a[3] = {0, 1, 4.5};

static double sobol_g(const double *u) {
  double product = 1;
  for (size_t k = 0; k < 3; k++)
    product *= (fabs(4 * u[k] - 2) + g_a[k]) / (1 + g_a[k]);
  return product;
}

static void g_shares(double *first, double *total) {
  double part[3], all = 1;
  for (size_t k = 0; k < 3; k++) {
    part[k] = 1 / (3 * (1 + g_a[k]) * (1 + g_a[k]));
    all *= 1 + part[k];
  }
  for (size_t k = 0; k < 3; k++) {
    first[k] = part[k] / (all - 1);
    total[k] = part[k] * (all / (1 + part[k])) / (all - 1);
  }
}

/* V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2 with a = 7, b = 0.1. */
static void ishigami_shares(double *first, double *total) {
  const double pi4 = pow(3.14159265358979323846, 4), v = 49.0 / 8 + pi4 / 50 + pi4 * pi4 / 1800 + 0.5;
  const double v1 = (1 + pi4 / 50) * (1 + pi4 / 50) / 2, v2 = 49.0 / 8, v13 = pi4 * pi4 * 8 / 22500;
  first[0] = v1 / v;
  first[1] = total[1] = v2 / v;
  first[2] = 0;
  total[0] = (v1 + v13) / v;
  total[2] = v13 / v;
}

typedef struct sample {
  double *a, *b, *ab;
  egb_sobol_outputs y;
} sample;

/* rows of independent numbers; `away` is added to every output. */
static sample sample_new(model *f, size_t rows, uint64_t seed, double away) {
  sample s = {malloc(rows * sizeof(double)), malloc(rows * sizeof(double)), malloc(3 * rows * sizeof(double)), {0}};
  assert_true(s.a != NULL && s.b != NULL && s.ab != NULL);
  for (size_t j = 0; j < rows; j++) {
    egb_random random;
    double u[6];
    egb_random_start(&random, seed, j, 1);
    for (size_t k = 0; k < 6; k++)
      u[k] = egb_random_uniform(&random);
    s.a[j] = away + f(u);
    s.b[j] = away + f(u + 3);
    for (size_t k = 0; k < 3; k++) {
      const double kept_value = u[k];
      u[k] = u[3 + k];
      s.ab[k * rows + j] = away + f(u);
      u[k] = kept_value;
    }
  }
  s.y = (egb_sobol_outputs){rows, 3, s.a, s.b, s.ab};
  return s;
}

static void sample_free(sample *s) {
  free(s->a);
  free(s->b);
  free(s->ab);
}

/* Standard errors of the estimates, from the spread of their terms. */
static void errors(const egb_sobol_outputs *y, size_t k, double mean, double variance, double *first, double *total) {
  const double n = (double)y->rows;
  double sum[2] = {0}, squares[2] = {0};
  for (size_t j = 0; j < y->rows; j++) {
    const double difference = y->ab[k * y->rows + j] - y->a[j];
    const double term[2] = {(y->b[j] - mean) * difference / variance, difference * difference / (2 * variance)};
    for (size_t i = 0; i < 2; i++) {
      sum[i] += term[i];
      squares[i] += term[i] * term[i];
    }
  }
  *first = sqrt((squares[0] / n - sum[0] / n * (sum[0] / n)) / n);
  *total = sqrt((squares[1] / n - sum[1] / n * (sum[1] / n)) / n);
}

/* Within five standard errors of the analytic shares (and a part for that of V), wherever 0 is. */
static void analytic_shares_far_from_zero(void **state) {
  static const struct {
    model *f;
    void (*shares)(double *, double *);
    double mean;
  } of[] = {{ishigami, ishigami_shares, 3.5}, {sobol_g, g_shares, 1}};
  static const double away[] = {0, 190, -1e5};
  (void)state;
  for (size_t m = 0; m < 2; m++)
    for (size_t w = 0; w < 3; w++) {
      double expected[6], first[3], total[3], here[3], variance, error[2];
      of[m].shares(expected, expected + 3);
      sample s = sample_new(of[m].f, 20000, 7, away[w]), zero = sample_new(of[m].f, 20000, 7, 0);
      egb_sobol_indices(&zero.y, here, total, &variance);
      egb_sobol_indices(&s.y, first, total, &variance);
      for (size_t k = 0; k < 3; k++) {
        errors(&s.y, k, away[w] + of[m].mean, variance, &error[0], &error[1]);
        assert_true(fabs(first[k] - expected[k]) < 5 * error[0] + 0.02 * expected[k]);
        assert_true(fabs(total[k] - expected[3 + k]) < 5 * error[1] + 0.02 * expected[3 + k]);
        assert_true(fabs(first[k] - here[k]) < 1e-6);
      }
      sample_free(&zero);
      sample_free(&s);
    }
}

/* Every row four times: no more is known than from the rows themselves. */
static egb_sobol_outputs repeated(const egb_sobol_outputs *y, double *room) {
  const size_t rows = 4 * y->rows;
  for (size_t j = 0; j < rows; j++) {
    room[j] = y->a[j / 4];
    room[rows + j] = y->b[j / 4];
    for (size_t k = 0; k < y->factors; k++)
      room[(2 + k) * rows + j] = y->ab[k * y->rows + j / 4];
  }
  return (egb_sobol_outputs){rows, y->factors, room, room + rows, room + 2 * rows};
}

static void count_covered(const egb_sobol_outputs *y, size_t worth, uint64_t seed, const double *expected,
                          size_t *covered) {
  double low[3], high[3], total_low[3], total_high[3];
  assert_int_equal(egb_sobol_bootstrap(y, worth, seed, 200, 0.05, low, high, total_low, total_high), EGB_OK);
  covered[0] += low[0] <= expected[0] && expected[0] <= high[0];
  covered[1] += total_low[0] <= expected[3] && expected[3] <= total_high[0];
}

/* Of 200 samples, 90 % intervals hold the analytic share in about 180: binomial, five standard deviations are 21, and
 * those of the bootstrap at 128 rows are known to be a little short. Rows that are there four times are worth a quarter
 * of what they are; as independent ones they would give intervals half as wide, which hold it in 59 % of them (118,
 * five standard deviations 35). */
static void intervals_cover(void **state) {
  enum { SAMPLES = 200, ROWS = 128 };
  static double room[5 * 4 * ROWS];
  size_t covered[2] = {0}, again[2] = {0}, independent[2] = {0};
  double expected[6];
  (void)state;
  g_shares(expected, expected + 3);
  for (uint64_t seed = 0; seed < SAMPLES; seed++) {
    sample s = sample_new(sobol_g, ROWS, 1000 + seed, 190);
    const egb_sobol_outputs often = repeated(&s.y, room);
    count_covered(&s.y, ROWS, seed, expected, covered);
    count_covered(&often, ROWS, seed, expected, again);
    count_covered(&often, 4 * ROWS, seed, expected, independent);
    sample_free(&s);
  }
  for (size_t i = 0; i < 2; i++) {
    assert_in_range(covered[i], 155, SAMPLES);
    assert_in_range(again[i], 155, SAMPLES);
    assert_in_range(independent[i], 0, 153);
  }
}

/* ---- the whole analysis ---------------------------------------------------------------------- */

static void the_same_for_any_number_of_threads(void **state) {
  const asem *a = *state;
  egb_sensitivity *one = NULL, *many = NULL;
  egb_uncertainty_options options = {.size = sizeof options, .draws = 64, .seed = 5, .threads = 1};
  check(a, egb_sensitivity_new(a->plan, a->results, SIZE_MAX, &options, a->diag, &one));
  options.threads = 3;
  check(a, egb_sensitivity_new(a->plan, a->results, SIZE_MAX, &options, a->diag, &many));
  assert_int_equal(egb_sensitivity_count(one), 4);
  assert_int_equal(egb_sensitivity_about(one)->rows, 64);
  double totals = 0;
  for (size_t i = 0; i < 4; i++) {
    const egb_sobol_index *x = egb_sensitivity_at(one, i), *y = egb_sensitivity_at(many, i);
    assert_string_equal(x->factor, y->factor);
    assert_true(x->first == y->first && x->total == y->total && x->total_low == y->total_low);
    assert_true(x->total >= 0);
    totals += x->total;
  }
  assert_true(totals > 0.9); /* at least the variance is shared out */
  assert_int_equal(egb_sensitivity_switch_count(one), egb_sensitivity_switch_count(many));
  for (size_t i = 0; i < egb_sensitivity_switch_count(one); i++)
    assert_memory_equal(&egb_sensitivity_switch_at(one, i)->mean_shift, &egb_sensitivity_switch_at(many, i)->mean_shift,
                        sizeof(double));
  egb_sensitivity_free(one);
  egb_sensitivity_free(many);
}

/* A switch is the run with that one choice and the weights as they stand. */
static void a_switch_is_one_run(void **state) {
  const asem *a = *state;
  egb_sensitivity *s = NULL;
  const egb_uncertainty_options options = {.size = sizeof options, .draws = 8};
  check(a, egb_sensitivity_new(a->plan, a->results, 0, &options, a->diag, &s));
  egb_draw draw = egb_factors_nominal(a->factors);
  draw.option[EGB_FACTOR_AGGREGATE] = 1;
  kept to = {a->data->unit_count, egb_arena_array(a->arena, a->data->unit_count, sizeof *to.rank)};
  run(a, &draw, 1, &to);
  double sum = 0, largest = 0, five = 0;
  for (size_t u = 0; u < to.units; u++) {
    const double moved = fabs((double)to.rank[u] - a->results->rank[u]);
    sum += moved;
    five += moved >= 5;
    largest = moved > largest ? moved : largest;
  }
  bool found = false;
  for (size_t i = 0; i < egb_sensitivity_switch_count(s); i++) {
    const egb_switch *change = egb_sensitivity_switch_at(s, i);
    if (strcmp(change->factor, "aggregate") != 0)
      continue;
    found = true;
    assert_string_equal(change->alternative, "geometric");
    assert_true(fabs(change->mean_shift - sum / (double)to.units) < TOLERANCE);
    assert_true(change->moved5 == five && (double)change->largest_shift == largest);
  }
  assert_true(found);
  egb_sensitivity_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ranks_run_by_run),
                                     cmocka_unit_test(outputs_and_indices_of_the_design),
                                     cmocka_unit_test(an_output_that_does_not_vary),
                                     cmocka_unit_test(ishigami_from_the_reference_outputs),
                                     cmocka_unit_test(ishigami_from_the_sequence),
                                     cmocka_unit_test(analytic_shares_far_from_zero),
                                     cmocka_unit_test(intervals_cover),
                                     cmocka_unit_test(the_same_for_any_number_of_threads),
                                     cmocka_unit_test(a_switch_is_one_run)};
  return cmocka_run_group_tests(tests, open_asem, close_asem);
}
