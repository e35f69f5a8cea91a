/* Whole simulations: the same bytes however they are run, figures known exactly, and what happens at the edges. */
#include "kernel/random.h"
#include "kernel/simulate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COLUMNS_MAX 12
static const double quantiles[] = {0.05, 0.5, 0.95};

static double deviation_of(const egb_tally *tally, size_t row) {
  double deviation;
  (void)egb_tally_mean(tally, row, &deviation);
  return deviation;
}

/* A flat index over given columns (unit by unit: value[unit * columns + column]). */
static egb_kernel *flat_kernel(size_t units, size_t columns, const double *value) {
  double *column = calloc((columns + 1) * units, sizeof *column);
  const size_t parent[COLUMNS_MAX + 1] = {0};
  const bool geometric[COLUMNS_MAX + 1] = {false};
  for (size_t u = 0; u < units; u++)
    for (size_t c = 0; c < columns; c++)
      column[(c + 1) * units + u] = value[u * columns + c];
  const double *node[COLUMNS_MAX + 1];
  for (size_t c = 0; c <= columns; c++)
    node[c] = column + c * units;
  const egb_kernel_input input = {
      .units = units, .nodes = columns + 1, .parent = parent, .geometric = geometric, .value = node, .decimals = -1};
  egb_kernel *kernel = NULL;
  assert_int_equal(egb_kernel_new(&input, &kernel), EGB_OK);
  free(column);
  return kernel;
}

/* Random columns; some equal values, some missing. */
static egb_kernel *random_kernel(size_t units, size_t columns, bool gaps) {
  double *value = calloc(units * columns, sizeof *value);
  egb_random random;
  egb_random_start(&random, 99, units, 0);
  for (size_t i = 0; i < units * columns; i++) {
    value[i] = 100 * egb_random_uniform(&random);
    if (gaps && egb_random_below(&random, 20) == 0)
      value[i] = (double)NAN;
    if (gaps && i >= 3 * columns && i < 4 * columns)
      value[i] = value[i - columns]; /* units 2 and 3 are always tied */
  }
  egb_kernel *kernel = flat_kernel(units, columns, value);
  free(value);
  return kernel;
}

static const size_t nodes[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
static const double tenths[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

static egb_simulated run(const egb_kernel *kernel, const egb_sampler *sampler, uint64_t draws, size_t threads,
                         const egb_lanes *lanes) {
  const egb_simulation simulation = {.kernel = kernel,
                                     .sampler = sampler,
                                     .samplers = 1,
                                     .seed = 2026,
                                     .draws = draws,
                                     .threads = threads,
                                     .lanes = lanes,
                                     .quantile = quantiles,
                                     .quantiles = 3};
  egb_simulated done;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  assert_int_equal(egb_tally_draws(done.tally), draws);
  assert_false(done.stopped);
  return done;
}

static void assert_same(const egb_simulated *a, const egb_simulated *b) {
  const size_t rows = egb_tally_rows(a->tally);
  assert_int_equal(rows, egb_tally_rows(b->tally));
  for (size_t row = 0; row < rows; row++) {
    assert_int_equal(egb_tally_ranked(a->tally, row), egb_tally_ranked(b->tally, row));
    assert_true(egb_tally_mean(a->tally, row, NULL) == egb_tally_mean(b->tally, row, NULL));
    for (size_t q = 0; q < 3; q++)
      assert_true(egb_simulated_quantile(a, row, quantiles[q]) == egb_simulated_quantile(b, row, quantiles[q]));
    for (size_t rank = 1; rank <= rows; rank++)
      assert_int_equal(egb_tally_count(a->tally, row, rank), egb_tally_count(b->tally, row, rank));
  }
}

static void any_number_of_threads_and_any_instructions_give_the_same(void **state) {
  (void)state;
  size_t conflict[2], conflicts;
  const egb_statement statement[] = {{EGB_STATEMENT_AT_MOST, 0, 0, 0.05}, {EGB_STATEMENT_AT_MOST, 1, 0, 0.02}};
  egb_polytope *polytope = NULL;
  assert_int_equal(egb_polytope_new(10, statement, 2, conflict, &conflicts, &polytope), EGB_OK);
  for (int kind = EGB_SAMPLER_AROUND; kind <= EGB_SAMPLER_POLYTOPE; kind++) {
    const egb_sampler sampler = {.kind = (egb_sampler_kind)kind,
                                 .count = 10,
                                 .centre = tenths,
                                 .spread = 0.25,
                                 .concentration = 4,
                                 .polytope = polytope,
                                 .stream = 5,
                                 .node = nodes};
    egb_kernel *kernel = random_kernel(73, 10, true);
    egb_simulated first = run(kernel, &sampler, 3001, 1, egb_lanes_of(EGB_LANES_PLAIN));
    for (int set = 0; set < EGB_LANES_SETS; set++) {
      static const size_t threads[] = {1, 2, 3, 8};
      for (size_t t = 0; egb_lanes_of((egb_lanes_set)set) != NULL && t < 4; t++) {
        egb_simulated other = run(kernel, &sampler, 3001, threads[t], egb_lanes_of((egb_lanes_set)set));
        assert_same(&first, &other);
        egb_simulated_clear(&other);
      }
    }
    egb_simulated_clear(&first);
    egb_kernel_free(kernel);
  }
  egb_polytope_free(polytope);
}

/* Ranks of all draws as a sink sees them. */
typedef struct seen_ranks {
  size_t rows;
  uint32_t *rank; /* [draw * rows + row] */
} seen_ranks;

static egb_status look(void *context, size_t worker, uint64_t first, const egb_ranker *ranker) {
  const seen_ranks *all = context;
  (void)worker;
  for (size_t d = 0; d < ranker->draws; d++)
    egb_ranker_ranks(ranker, d, all->rank + (first + d) * all->rows);
  return EGB_OK;
}

static int by_size(const void *a, const void *b) {
  const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

/* Counts, means and quantiles of both forms of a tally against the ranks one by one. */
static void check_tally(size_t units, uint64_t draws, size_t threads, size_t width) {
  egb_kernel *kernel = random_kernel(units, 10, true);
  const size_t rows = egb_kernel_rows(kernel);
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = 10, .stream = 1, .node = nodes};
  seen_ranks all = {.rows = rows, .rank = calloc(draws * rows, sizeof *all.rank)};
  const egb_simulation simulation = {.kernel = kernel,
                                     .sampler = &sampler,
                                     .samplers = 1,
                                     .seed = 3,
                                     .draws = draws,
                                     .threads = threads,
                                     .quantile = quantiles,
                                     .quantiles = 3,
                                     .rank_sink = look,
                                     .sink_context = &all};
  egb_simulated done;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  assert_int_equal(egb_tally_width(done.tally), width);
  assert_true((done.fine != NULL) == (width > 1));
  assert_int_equal(egb_tally_turn(done.tally), EGB_OK);
  uint32_t *mine = calloc(draws, sizeof *mine);
  for (size_t row = 0; row<rows; row += units> 1000 ? 211 : 1) {
    uint64_t sum = 0, head[EGB_TALLY_HEAD + 1] = {0};
    for (uint64_t d = 0; d < draws; d++) {
      mine[d] = all.rank[d * rows + row];
      sum += mine[d];
      if (mine[d] <= EGB_TALLY_HEAD)
        head[mine[d]]++;
    }
    qsort(mine, draws, sizeof *mine, by_size);
    assert_int_equal(egb_tally_ranked(done.tally, row), draws);
    const double mean = (double)sum / (double)draws;
    double squares = 0;
    for (uint64_t d = 0; d < draws; d++)
      squares += (mine[d] - mean) * (mine[d] - mean);
    assert_true(egb_tally_mean(done.tally, row, NULL) == mean);
    assert_true(fabs(deviation_of(done.tally, row) - sqrt(squares / (double)(draws - 1))) < 1e-6 * (double)rows);
    for (size_t r = 1; r <= EGB_TALLY_HEAD; r++)
      assert_int_equal(egb_tally_count(done.tally, row, r), head[r]);
    for (size_t q = 0; q < 3; q++) {
      const double at = quantiles[q] * (double)(draws - 1), low = mine[(size_t)at], part = at - floor(at);
      const double expected = part > 0 ? low + part * (mine[(size_t)at + 1] - low) : low;
      assert_true(egb_simulated_quantile(&done, row, quantiles[q]) == expected);
      /* without the second run: between the outer edges of lines, which are ranks next to each other */
      double least, most;
      egb_tally_quantile_between(done.tally, row, quantiles[q], &least, &most);
      assert_true(least <= expected && expected <= most && most - least <= (double)width - 1);
      assert_true(isnan(egb_tally_quantile(done.tally, row, quantiles[q])) == (width > 1));
    }
  }
  free(mine);
  free(all.rank);
  egb_simulated_clear(&done);
  egb_kernel_free(kernel);
}

static void tallies_count_what_was_drawn(void **state) {
  (void)state;
  check_tally(73, 5000, 3, 1);
  check_tally(12, 17, 2, 1);
  check_tally(9000, 600, 2, 18); /* 512 lines of 18 ranks */
}

/* Every draw's weights and scores as a sink sees them: shares sum to 1, scores are the weighted sums. */
static egb_status weigh(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                        const double *score, size_t row, size_t end) {
  (void)worker;
  (void)row;
  (void)end;
  (void)first;
  const double *value = context;
  for (size_t l = 0; l < count; l++) {
    double sum = 0, total = 0;
    for (size_t c = 0; c < 3; c++) {
      total += share[(c + 1) * EGB_LANES + l];
      sum += share[(c + 1) * EGB_LANES + l] * value[c];
    }
    if (fabs(total - 1) > 1e-14 || fabs(sum - score[l]) > 1e-12)
      return EGB_INTERNAL;
  }
  return EGB_OK;
}

static void sinks_see_weights_and_scores_and_may_end_the_run(void **state) {
  (void)state;
  double value[] = {10, 50, 90};
  egb_kernel *kernel = flat_kernel(1, 3, value);
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = 3, .stream = 1, .node = nodes};
  egb_simulation simulation = {.kernel = kernel,
                               .sampler = &sampler,
                               .samplers = 1,
                               .draws = 1000,
                               .threads = 2,
                               .score_sink = weigh,
                               .sink_context = value};
  egb_simulated done;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  egb_simulated_clear(&done);
  value[1] = 51;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_INTERNAL);
  assert_null(done.tally);
  simulation.draws = 0;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_USAGE);
  egb_kernel_free(kernel);
}

typedef struct stopper {
  atomic_bool stop;
  atomic_size_t tiles;
} stopper;

static egb_status stop_soon(void *context, size_t worker, uint64_t first, const egb_ranker *ranker) {
  stopper *me = context;
  (void)worker;
  (void)first;
  (void)ranker;
  if (atomic_fetch_add(&me->tiles, 1) == 20)
    atomic_store(&me->stop, true);
  return EGB_OK;
}

static void a_stopped_run_has_the_first_draws(void **state) {
  (void)state;
  egb_kernel *kernel = random_kernel(73, 10, false);
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = 10, .stream = 5, .node = nodes};
  for (size_t threads = 1; threads <= 3; threads++) {
    stopper me;
    atomic_init(&me.stop, false);
    atomic_init(&me.tiles, 0);
    const egb_control control = {.stop = &me.stop};
    const egb_simulation simulation = {.kernel = kernel,
                                       .sampler = &sampler,
                                       .samplers = 1,
                                       .seed = 2026,
                                       .draws = 1000000,
                                       .threads = threads,
                                       .quantile = quantiles,
                                       .quantiles = 3,
                                       .control = &control,
                                       .rank_sink = stop_soon,
                                       .sink_context = &me};
    egb_simulated done;
    assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
    assert_true(done.stopped);
    const uint64_t draws = egb_tally_draws(done.tally);
    assert_true(draws > 0 && draws < 1000000 && draws % EGB_BLOCK == 0);
    egb_simulated whole = run(kernel, &sampler, draws, 1, NULL);
    assert_same(&whole, &done);
    egb_simulated_clear(&whole);
    egb_simulated_clear(&done);
  }
  egb_kernel_free(kernel);
}

/* However the counters lie while draws are counted, and afterwards. */
static void the_place_of_counters_does_not_show(void **state) {
  enum { ROWS = 300, DRAWS = 400 };
  (void)state;
  for (size_t width = 1; width <= 7; width += 6) {
    egb_simulated of[3] = {{0}}; /* as they are made; for draws one by one; turned */
    uint32_t *rank = calloc(ROWS, sizeof *rank);
    assert_non_null(rank);
    for (size_t i = 0; i < 3; i++)
      assert_int_equal(egb_tally_new(ROWS, ROWS, width, &of[i].tally), EGB_OK);
    egb_tally_one_by_one(of[1].tally);
    for (size_t draw = 0; draw < DRAWS; draw++) {
      for (size_t row = 0; row < ROWS; row++)
        rank[row] = draw % 50 == row % 50 ? 0 : (uint32_t)((row * 7 + draw * draw) % ROWS + 1);
      for (size_t i = 0; i < 3; i++)
        egb_tally_add_ranks(of[i].tally, rank);
    }
    assert_int_equal(egb_tally_turn(of[2].tally), EGB_OK);
    for (size_t i = 1; i < 3; i++) {
      if (width == 1) /* else quantiles are known to within their line */
        assert_same(&of[0], &of[i]);
      for (size_t row = 0; row < ROWS; row++) {
        double least[2], most[2];
        egb_tally_quantile_between(of[0].tally, row, 0.3, &least[0], &most[0]);
        egb_tally_quantile_between(of[i].tally, row, 0.3, &least[1], &most[1]);
        assert_true(least[0] == least[1] && most[0] == most[1]);
        assert_true(deviation_of(of[0].tally, row) == deviation_of(of[i].tally, row));
        assert_int_equal(egb_tally_within(of[0].tally, row, 10), egb_tally_within(of[i].tally, row, 10));
      }
    }
    for (size_t i = 0; i < 3; i++)
      egb_simulated_clear(&of[i]);
    free(rank);
  }
}

/* Within 6 standard errors of a known probability: outside once in 5 * 10^8 if the seed were not fixed. */
static void assert_share(const egb_simulated *done, size_t row, size_t rank, double probability) {
  const double draws = (double)egb_tally_draws(done->tally),
               share = (double)egb_tally_count(done->tally, row, rank) / draws;
  assert_true(fabs(share - probability) <= 6 * sqrt(probability * (1 - probability) / draws) + 1e-15);
}

/* Two dimensions, uniform weight w of the first: (1, 0) is best from w = 0.6, (0, 1) up to w = 0.4, (0.6, 0.6) between;
 * the order changes at w = 0.4, 0.5, 0.6 only. */
static void acceptability_in_two_dimensions_is_known(void **state) {
  (void)state;
  const double value[] = {1, 0, 0, 1, 0.6, 0.6};
  egb_kernel *kernel = flat_kernel(3, 2, value);
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = 2, .stream = 1, .node = nodes};
  egb_simulated done = run(kernel, &sampler, 200000, 2, NULL);
  static const double known[3][3] = {{0.4, 0.1, 0.5}, {0.4, 0.1, 0.5}, {0.2, 0.8, 0}};
  for (size_t row = 0; row < 3; row++)
    for (size_t rank = 1; rank <= 3; rank++)
      assert_share(&done, row, rank, known[row][rank - 1]);
  egb_simulated_clear(&done);
  egb_kernel_free(kernel);
}

/* Three dimensions: the unit with c everywhere is best where no weight is above c, which has the probability 1 - 3 (1 -
 * c)^2 + 3 (1 - 2 c)^2 for 1/3 <= c <= 1/2 (the largest of three uniform spacings); the rest is shared by the three
 * that have 1 in one dimension. With order w1 >= w2 >= w3 all of the rest is the first one's. */
static void acceptability_in_three_dimensions_is_known(void **state) {
  (void)state;
  const double c = 0.45, best = 1 - 3 * (1 - c) * (1 - c) + 3 * (1 - 2 * c) * (1 - 2 * c);
  const double value[] = {1, 0, 0, 0, 1, 0, 0, 0, 1, c, c, c};
  egb_kernel *kernel = flat_kernel(4, 3, value);
  egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = 3, .stream = 1, .node = nodes};
  egb_simulated done = run(kernel, &sampler, 200000, 2, NULL);
  for (size_t row = 0; row < 3; row++)
    assert_share(&done, row, 1, (1 - best) / 3);
  assert_share(&done, 3, 1, best);
  egb_simulated_clear(&done);
  const egb_statement order[] = {{EGB_STATEMENT_ORDER, 0, 1, 0}, {EGB_STATEMENT_ORDER, 1, 2, 0}};
  size_t conflict[2], conflicts;
  egb_polytope *polytope = NULL;
  assert_int_equal(egb_polytope_new(3, order, 2, conflict, &conflicts, &polytope), EGB_OK);
  sampler.kind = EGB_SAMPLER_POLYTOPE;
  sampler.polytope = polytope;
  done = run(kernel, &sampler, 200000, 2, NULL);
  assert_share(&done, 0, 1, 1 - best);
  assert_share(&done, 1, 1, 0);
  assert_share(&done, 2, 1, 0);
  assert_share(&done, 3, 1, best);
  egb_simulated_clear(&done);
  egb_polytope_free(polytope);
  egb_kernel_free(kernel);
}

/* Dirichlet(a w): mean w, variance w (1 - w) / (a + 1). +-p, rescaled: between (1 - p) w / (1 - p + 2 p w) and its
 * mirror. */
typedef struct moments {
  double sum[3], squares[3], least[3], most[3];
} moments;

static egb_status add_moments(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                              const double *score, size_t row, size_t end) {
  moments *all = context;
  (void)worker;
  (void)row;
  (void)end;
  (void)first;
  (void)score;
  for (size_t c = 0; c < 3; c++)
    for (size_t l = 0; l < count; l++) {
      const double x = share[(c + 1) * EGB_LANES + l];
      all->sum[c] += x;
      all->squares[c] += x * x;
      all->least[c] = fmin(all->least[c], x);
      all->most[c] = fmax(all->most[c], x);
    }
  return EGB_OK;
}

static void weights_have_the_moments_they_should(void **state) {
  (void)state;
  static const double value[] = {10, 50, 90}, centre[] = {0.7, 0.3, 0}, near[] = {0.5, 0.3, 0.2};
  static const double concentration[] = {0.2, 3, 50};
  egb_kernel *kernel = flat_kernel(1, 3, value);
  const double draws = 100000;
  moments all;
  egb_sampler sampler = {
      .kind = EGB_SAMPLER_DIRICHLET, .count = 3, .centre = centre, .spread = 0.25, .stream = 1, .node = nodes};
  const egb_simulation simulation = {.kernel = kernel,
                                     .sampler = &sampler,
                                     .samplers = 1,
                                     .draws = (uint64_t)draws,
                                     .threads = 1,
                                     .score_sink = add_moments,
                                     .sink_context = &all};
  egb_simulated done;
  for (size_t a = 0; a < 3; a++) {
    all = (moments){{0}, {0}, {1, 1, 1}, {0}};
    sampler.concentration = concentration[a];
    assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
    egb_simulated_clear(&done);
    for (size_t c = 0; c < 2; c++) {
      const double variance = centre[c] * (1 - centre[c]) / (concentration[a] + 1), mean = all.sum[c] / draws;
      assert_true(fabs(mean - centre[c]) < 6 * sqrt(variance / draws));
      /* the fourth central moment is at most the variance (numbers within 0 and 1) */
      assert_true(fabs(all.squares[c] / draws - mean * mean - variance) < 6 * sqrt(variance / draws));
    }
    assert_true(all.sum[2] == 0);
  }
  sampler.kind = EGB_SAMPLER_AROUND;
  sampler.centre = near;
  all = (moments){{0}, {0}, {1, 1, 1}, {0}};
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  egb_simulated_clear(&done);
  for (size_t c = 0; c < 3; c++) {
    const double least = 0.75 * near[c] / (1.25 - 0.5 * near[c]), most = 1.25 * near[c] / (0.75 + 0.5 * near[c]);
    assert_true(all.least[c] > least && all.most[c] < most);
    assert_true(all.least[c] < least * 1.03 && all.most[c] > most * 0.97);
  }
  egb_kernel_free(kernel);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_number_of_threads_and_any_instructions_give_the_same),
      cmocka_unit_test(tallies_count_what_was_drawn),
      cmocka_unit_test(the_place_of_counters_does_not_show),
      cmocka_unit_test(sinks_see_weights_and_scores_and_may_end_the_run),
      cmocka_unit_test(a_stopped_run_has_the_first_draws),
      cmocka_unit_test(acceptability_in_two_dimensions_is_known),
      cmocka_unit_test(acceptability_in_three_dimensions_is_known),
      cmocka_unit_test(weights_have_the_moments_they_should),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
