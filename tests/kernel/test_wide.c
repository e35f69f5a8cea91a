/* Very many units: ranks against their definition, and a run whose threads work on one tile against one whose threads
 * make draws side by side. Sizes are those at which both can be had. */
#include "kernel/random.h"
#include "kernel/wide.h"
#include "kernel/wide_rank.h"
#include "score/stages.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SMOOTH, TIED, CLOSE, MISSING, EQUAL, SHAPES };

static double deviation_of(const egb_tally *tally, size_t row) {
  double deviation;
  (void)egb_tally_mean(tally, row, &deviation);
  return deviation;
}

static double score_of(egb_random *random, int shape, double scale) {
  const double u = egb_random_uniform(random);
  if (shape == TIED)
    return scale * floor(u * 7) / 7;
  if (shape == CLOSE) /* many quanta apart, all in one key */
    return scale / 3 + floor(u * 20) * 0.4e-9;
  if (shape == EQUAL)
    return scale / 7;
  if (shape == MISSING && u < 0.2)
    return (double)NAN;
  return scale * egb_random_uniform(random);
}

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* 1 + how many of the sorted numbers are greater. */
static uint32_t rank_of(const double *sorted, size_t count, double mine) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (sorted[middle] > mine)
      high = middle;
    else
      low = middle + 1;
  }
  return (uint32_t)(count - low) + 1;
}

/* Ranks of one lane are 1 + how many quantised scores are greater. */
static void check_lane(const egb_ranker_input *input, const double *score, size_t lane, const uint32_t *rank) {
  double *mine = calloc(input->rows, sizeof *mine), *sorted = calloc(input->rows, sizeof *sorted);
  size_t count = 0;
  assert_non_null(mine);
  assert_non_null(sorted);
  for (size_t row = 0; row < input->rows; row++) {
    mine[row] = egb_score_quantise(score[row * EGB_LANES + lane], input->decimals, input->rounding);
    mine[row] = input->lower ? 0 - mine[row] : mine[row];
    if (!isnan(mine[row]))
      sorted[count++] = mine[row];
  }
  qsort(sorted, count, sizeof *sorted, by_size);
  for (size_t row = 0; row < input->rows; row++)
    assert_int_equal(rank[row], isnan(mine[row]) ? 0 : rank_of(sorted, count, mine[row]));
  free(mine);
  free(sorted);
}

static void check_ranks(size_t rows, int shape, double scale, bool known, bool lower, int decimals,
                        egb_rounding rounding) {
  const egb_ranker_input input = {.rows = rows,
                                  .least = known ? 0 : -INFINITY,
                                  .most = known ? scale + 1e-6 : INFINITY,
                                  .may_miss = shape == MISSING,
                                  .lower = lower,
                                  .decimals = decimals,
                                  .rounding = rounding};
  egb_wide_ranker *ranker = NULL;
  assert_int_equal(egb_wide_ranker_new(&input, 2, &ranker), EGB_OK);
  double *score = calloc(rows * EGB_LANES, sizeof *score);
  uint32_t *memory = calloc(rows * EGB_LANES, sizeof *memory), *rank[EGB_LANES];
  egb_random random;
  egb_random_start(&random, rows, (uint64_t)shape, 0);
  for (size_t i = 0; i < rows * EGB_LANES; i++)
    score[i] = score_of(&random, shape, scale);
  for (size_t l = 0; l < EGB_LANES; l++)
    rank[l] = memory + l * rows;
  egb_wide_ranker_keys(ranker, score, 0, rows / 3, rank);
  egb_wide_ranker_keys(ranker, score, rows / 3, rows, rank);
  for (size_t l = 0; l < EGB_LANES; l += 5) {
    egb_wide_ranker_rank(ranker, l % 2, score, l, rank[l]);
    check_lane(&input, score, l, rank[l]);
  }
  free(score);
  free(memory);
  egb_wide_ranker_free(ranker);
}

static void ranks_are_those_of_the_definition(void **state) {
  (void)state;
  static const double scale[] = {1e-8, 1, 100, 1e6, 1e300};
  for (int shape = 0; shape < SHAPES; shape++) {
    check_ranks(70001, shape, 100, true, false, -1, EGB_ROUNDING_HALF_EVEN);
    for (size_t s = 0; s < sizeof scale / sizeof *scale; s++)
      for (int known = 0; known < 2; known++)
        check_ranks(EGB_RANKER_NETWORK + 1, shape, scale[s], known, s % 2, -1, EGB_ROUNDING_HALF_EVEN);
  }
}

static void published_decimals_decide_ties(void **state) {
  (void)state;
  static const egb_rounding rounding[] = {EGB_ROUNDING_HALF_EVEN, EGB_ROUNDING_HALF_UP, EGB_ROUNDING_R};
  for (int decimals = 0; decimals <= 4; decimals += 2)
    for (int shape = 0; shape < SHAPES; shape++)
      for (size_t i = 0; i < 3; i++)
        check_ranks(3000, shape, 1, true, i == 1, decimals, rounding[i]);
}

/* ---- whole runs ------------------------------------------------------------------------------ */

#define COLUMNS 6
static const double quantiles[] = {0.05, 0.5, 0.95};
static const size_t nodes[] = {1, 2, 3, 4, 5, 6};

/* A flat index; some equal units, and some that lack numbers. */
static egb_kernel *make_kernel(size_t units, bool geometric_root, int decimals) {
  double *value = calloc((COLUMNS + 1) * units, sizeof *value);
  const size_t parent[COLUMNS + 1] = {0};
  const bool geometric[COLUMNS + 1] = {geometric_root};
  egb_random random;
  egb_random_start(&random, 99, units, 0);
  for (size_t i = units; i < (COLUMNS + 1) * units; i++) {
    value[i] = 100 * egb_random_uniform(&random);
    if (egb_random_below(&random, 20) == 0)
      value[i] = (double)NAN;
    if (i % units > 5 && i % units < 50)
      value[i] = value[i - 1]; /* always tied */
  }
  const double *node[COLUMNS + 1];
  for (size_t c = 0; c <= COLUMNS; c++)
    node[c] = value + c * units;
  const egb_kernel_input input = {.units = units,
                                  .nodes = COLUMNS + 1,
                                  .parent = parent,
                                  .geometric = geometric,
                                  .value = node,
                                  .decimals = decimals};
  egb_kernel *kernel = NULL;
  assert_int_equal(egb_kernel_new(&input, &kernel), EGB_OK);
  free(value);
  return kernel;
}

/* Ranks of all draws as sinks see them, and sums of scores row by row. */
typedef struct seen {
  size_t rows;
  uint32_t *rank; /* [draw * rows + row] */
  double *sum;
} seen;

static egb_status see_ranks(void *context, size_t worker, uint64_t first, const egb_ranker *ranker) {
  const seen *all = context;
  (void)worker;
  for (size_t d = 0; d < ranker->draws; d++)
    egb_ranker_ranks(ranker, d, all->rank + (first + d) * all->rows);
  return EGB_OK;
}

static egb_status see_wide(void *context, uint64_t first, size_t count, uint32_t *const *rank) {
  const seen *all = context;
  for (size_t d = 0; d < count; d++)
    memcpy(all->rank + (first + d) * all->rows, rank[d], all->rows * sizeof **rank);
  return EGB_OK;
}

static egb_status see_scores(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                             const double *score, size_t row, size_t end) {
  const seen *all = context;
  (void)worker;
  (void)first;
  (void)share;
  for (size_t i = row; i < end; i++)
    for (size_t l = 0; l < count; l++)
      all->sum[i] += score[i * EGB_LANES + l];
  return EGB_OK;
}

static seen look(size_t rows, size_t draws) {
  const seen all = {.rows = rows, .rank = calloc(draws * rows, sizeof *all.rank), .sum = calloc(rows, sizeof *all.sum)};
  assert_non_null(all.rank);
  assert_non_null(all.sum);
  return all;
}

static void assert_same_tallies(const egb_simulated *a, const egb_simulated *b) {
  assert_int_equal(egb_tally_draws(a->tally), egb_tally_draws(b->tally));
  assert_int_equal(egb_tally_width(a->tally), egb_tally_width(b->tally));
  for (size_t row = 0; row < egb_tally_rows(a->tally); row++) {
    assert_int_equal(egb_tally_ranked(a->tally, row), egb_tally_ranked(b->tally, row));
    assert_true(egb_tally_mean(a->tally, row, NULL) == egb_tally_mean(b->tally, row, NULL));
    assert_true(deviation_of(a->tally, row) == deviation_of(b->tally, row));
    assert_int_equal(egb_tally_within(a->tally, row, 10), egb_tally_within(b->tally, row, 10));
    for (size_t q = 0; q < 3; q++)
      assert_true(egb_simulated_quantile(a, row, quantiles[q]) == egb_simulated_quantile(b, row, quantiles[q]));
  }
}

/* Lists say what exact tallies do. */
static void assert_lists_agree(const egb_rank_lists *lists, const egb_simulated *a) {
  for (size_t row = 0; row < egb_tally_rows(a->tally); row++) {
    assert_int_equal(egb_rank_lists_ranked(lists, row), egb_tally_ranked(a->tally, row));
    assert_true(egb_rank_lists_mean(lists, row) == egb_tally_mean(a->tally, row, NULL));
    assert_true(egb_rank_lists_deviation(lists, row) == deviation_of(a->tally, row));
    for (size_t rank = 1; rank <= 10; rank += 9)
      assert_int_equal(egb_rank_lists_within(lists, row, rank), egb_tally_within(a->tally, row, rank));
    for (size_t q = 0; q < 3; q++)
      assert_true(egb_rank_lists_quantile(lists, row, quantiles[q]) == egb_simulated_quantile(a, row, quantiles[q]));
  }
}

static void check_runs(const egb_kernel *kernel, size_t draws, bool lower) {
  const size_t rows = egb_kernel_rows(kernel);
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = COLUMNS, .stream = 1, .node = nodes};
  seen all = look(rows, draws), other = look(rows, draws);
  egb_simulation simulation = {.kernel = kernel,
                               .sampler = &sampler,
                               .samplers = 1,
                               .seed = 3,
                               .draws = draws,
                               .threads = 1,
                               .lower = lower,
                               .quantile = quantiles,
                               .quantiles = 3,
                               .rank_sink = see_ranks,
                               .score_sink = see_scores,
                               .sink_context = &all};
  egb_simulated done, wide;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  simulation.sink_context = &other;
  for (size_t threads = 1; threads <= 20; threads = threads * 3 - 1) {
    simulation.threads = threads;
    simulation.lanes = egb_lanes_of(threads % 2 ? EGB_LANES_PLAIN : EGB_LANES_SETS - 1);
    memset(other.sum, 0, rows * sizeof *other.sum);
    assert_int_equal(egb_wide_simulate(&simulation, see_wide, NULL, &wide), EGB_OK);
    assert_same_tallies(&done, &wide);
    assert_memory_equal(all.rank, other.rank, draws * rows * sizeof *all.rank);
    assert_memory_equal(all.sum, other.sum, rows * sizeof *all.sum);
    egb_simulated_clear(&wide);
    egb_rank_lists *lists = NULL;
    assert_int_equal(egb_rank_lists_new(rows, draws, &lists), EGB_OK);
    assert_int_equal(egb_wide_simulate(&simulation, see_wide, lists, &wide), EGB_OK);
    assert_null(wide.tally);
    assert_memory_equal(all.rank, other.rank, draws * rows * sizeof *all.rank);
    assert_int_equal(egb_rank_lists_settle(lists, egb_lanes_best(), threads), EGB_OK);
    assert_lists_agree(lists, &done);
    egb_rank_lists_free(lists);
  }
  egb_simulated_clear(&done);
  free(all.rank);
  free(all.sum);
  free(other.rank);
  free(other.sum);
}

static void threads_together_count_what_threads_apart_do(void **state) {
  (void)state;
  egb_kernel *kernel = make_kernel(9000, false, -1); /* counted in bands, and again */
  check_runs(kernel, 300, false);
  egb_kernel_free(kernel);
  kernel = make_kernel(EGB_RANKER_NETWORK + 100, true, -1);
  check_runs(kernel, 33, true);
  egb_kernel_free(kernel);
  kernel = make_kernel(4200, false, 1);
  check_runs(kernel, 17, false);
  egb_kernel_free(kernel);
}

/* Of a build with another limit (.ci/full thresholds): these are about the limit itself. */
static void skip_other_limit(void) {
#ifdef EGB_TALLY_CELLS
  skip();
#endif
}

typedef struct stopper {
  atomic_bool stop;
  uint64_t after;
} stopper;

static egb_status stop_at(void *context, uint64_t first, size_t count, uint32_t *const *rank) {
  stopper *me = context;
  (void)count;
  (void)rank;
  if (first >= me->after)
    atomic_store(&me->stop, true);
  return EGB_OK;
}

static void a_stopped_run_has_the_first_draws(void **state) {
  (void)state;
  skip_other_limit();
  egb_kernel *kernel = make_kernel(3000, false, -1);
  const size_t rows = egb_kernel_rows(kernel);
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = COLUMNS, .stream = 1, .node = nodes};
  stopper me = {.after = 32};
  atomic_init(&me.stop, false);
  const egb_control control = {.stop = &me.stop};
  egb_simulation simulation = {.kernel = kernel,
                               .sampler = &sampler,
                               .samplers = 1,
                               .draws = 1000,
                               .threads = 2,
                               .quantile = quantiles,
                               .quantiles = 3,
                               .control = &control,
                               .sink_context = &me};
  egb_simulated whole, cut, none;
  egb_rank_lists *lists = NULL;
  assert_int_equal(egb_rank_lists_new(rows, 1000, &lists), EGB_OK);
  assert_int_equal(egb_wide_simulate(&simulation, stop_at, lists, &none), EGB_OK);
  assert_true(none.stopped);
  assert_int_equal(egb_rank_lists_draws(lists), 48);
  assert_int_equal(egb_rank_lists_settle(lists, egb_lanes_best(), 2), EGB_OK);
  atomic_store(&me.stop, false);
  assert_int_equal(egb_wide_simulate(&simulation, stop_at, NULL, &cut), EGB_OK);
  assert_true(cut.stopped);
  atomic_store(&me.stop, false);
  simulation.draws = 48;
  assert_int_equal(egb_simulate(&simulation, &whole), EGB_OK);
  assert_same_tallies(&whole, &cut);
  assert_lists_agree(lists, &whole);
  egb_rank_lists_free(lists);
  egb_simulated_clear(&whole);
  egb_simulated_clear(&cut);
  egb_kernel_free(kernel);
}

static void lists_are_for_what_fits(void **state) {
  (void)state;
  skip_other_limit();
  assert_false(egb_rank_lists_fit(4000, 10)); /* every rank has a line of its own */
  assert_true(egb_rank_lists_fit(5000, 1024));
  assert_false(egb_rank_lists_fit(5000, 1025));
  assert_true(egb_rank_lists_fit(1000000, 268));
  assert_false(egb_rank_lists_fit(1000000, 269));
  assert_false(egb_rank_lists_fit(1000000, 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranks_are_those_of_the_definition),
      cmocka_unit_test(published_decimals_decide_ties),
      cmocka_unit_test(threads_together_count_what_threads_apart_do),
      cmocka_unit_test(a_stopped_run_has_the_first_draws),
      cmocka_unit_test(lists_are_for_what_fits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
