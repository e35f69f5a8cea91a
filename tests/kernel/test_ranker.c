/* Ranks of many draws against the ranks one by one of the definition: 1 + how many quantised scores are greater. */
#include "kernel/random.h"
#include "kernel/ranker.h"
#include "score/stages.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SMOOTH, TIED, CLOSE, MISSING, SHAPES };

/* A score of the given shape between 0 and scale. */
static double score_of(egb_random *random, int shape, double scale) {
  const double u = egb_random_uniform(random);
  if (shape == TIED)
    return scale * floor(u * 7) / 7;
  if (shape == CLOSE) /* a handful of quanta apart, all in one place of the range */
    return scale / 3 + floor(u * 20) * 0.4e-9;
  if (shape == MISSING && u < 0.2)
    return (double)NAN;
  return scale * egb_random_uniform(random);
}

static void check(size_t rows, int shape, double scale, bool known, int decimals, egb_rounding rounding,
                  const egb_lanes *lanes) {
  const egb_ranker_input input = {.rows = rows,
                                  .least = known ? 0 : -INFINITY,
                                  .most = known ? scale : INFINITY,
                                  .may_miss = shape == MISSING,
                                  .decimals = decimals,
                                  .rounding = rounding};
  egb_ranker *ranker = NULL;
  assert_int_equal(egb_ranker_new(&input, &ranker), EGB_OK);
  double *score = calloc(rows * EGB_LANES, sizeof *score), *quantised = calloc(rows * EGB_LANES, sizeof *quantised);
  uint32_t *rank = calloc(rows, sizeof *rank);
  egb_random random;
  egb_random_start(&random, rows, (uint64_t)shape, 0);
  for (size_t tile = 0; tile < 3; tile++) {
    for (size_t i = 0; i < rows * EGB_LANES; i++) {
      score[i] = score_of(&random, shape, scale);
      quantised[i] = egb_score_quantise(score[i], decimals, rounding);
    }
    const size_t count = tile == 2 ? 5 : EGB_LANES;
    if (egb_ranker_full(ranker))
      egb_ranker_clear(ranker);
    const size_t held = ranker->draws;
    egb_ranker_add(ranker, lanes, score, count);
    assert_int_equal(ranker->draws, held + count);
    for (size_t lane = 0; lane<count; lane += rows> 3000 ? 7 : 1) {
      egb_ranker_ranks(ranker, held + lane, rank);
      for (size_t row = 0; row<rows; row += rows> 3000 ? 97 : 1) {
        const double mine = quantised[row * EGB_LANES + lane];
        uint32_t expected = isnan(mine) ? 0U : 1U;
        for (size_t other = 0; other < rows && expected > 0; other++)
          expected += quantised[other * EGB_LANES + lane] > mine;
        if (rank[row] != expected)
          fail_msg("%s, %zu rows, shape %d, scale %g, lane %zu, row %zu: rank %u, not %u", lanes->name, rows, shape,
                   scale, lane, row, (unsigned)rank[row], (unsigned)expected);
      }
      /* Equal scores stand by row, whatever the keys were: the order is part of the result. */
      for (size_t i = 1; i < rows; i++) {
        const size_t a = ranker->order[(i - 1) * ranker->stride + held + lane],
                     b = ranker->order[i * ranker->stride + held + lane];
        if (rank[a] == rank[b])
          assert_true(a < b);
      }
    }
  }
  free(score);
  free(quantised);
  free(rank);
  egb_ranker_free(ranker);
}

static void ranks_are_those_of_the_definition(void **state) {
  (void)state;
  static const size_t rows[] = {1,  2,  3,   7,   8,   9,   15,  16,  17,  31,  33, 51,
                                64, 65, 100, 127, 129, 198, 200, 255, 257, 400, 513};
  for (int set = 0; set < EGB_LANES_SETS; set++) {
    const egb_lanes *lanes = egb_lanes_of((egb_lanes_set)set);
    for (size_t r = 0; lanes != NULL && r < sizeof rows / sizeof *rows; r++)
      for (int shape = 0; shape < SHAPES; shape++)
        check(rows[r], shape, 100, true, -1, EGB_ROUNDING_HALF_EVEN, lanes);
  }
}

static void every_scale_has_its_ranks(void **state) {
  (void)state;
  static const double scale[] = {1e-8, 1, 100, 1000, 1e6, 1e9, 1e300};
  for (size_t s = 0; s < sizeof scale / sizeof *scale; s++)
    for (int known = 0; known < 2; known++) {
      check(60, SMOOTH, scale[s], known, -1, EGB_ROUNDING_HALF_EVEN, egb_lanes_best());
      check(60, MISSING, scale[s], known, -1, EGB_ROUNDING_HALF_EVEN, egb_lanes_best());
    }
}

static void published_decimals_decide_ties(void **state) {
  (void)state;
  for (int decimals = 0; decimals <= 4; decimals++)
    for (int shape = 0; shape < SHAPES; shape++) {
      check(120, shape, 1, true, decimals, EGB_ROUNDING_HALF_EVEN, egb_lanes_best());
      check(120, shape, 1, true, decimals, EGB_ROUNDING_HALF_UP, egb_lanes_best());
      check(120, shape, 1, true, decimals, EGB_ROUNDING_R, egb_lanes_best());
    }
}

static void many_rows_take_the_other_way(void **state) {
  (void)state;
  for (int shape = 0; shape < SHAPES; shape++) {
    check(EGB_RANKER_NETWORK, shape, 100, true, -1, EGB_ROUNDING_HALF_EVEN, egb_lanes_best());
    check(EGB_RANKER_NETWORK + 1, shape, 100, true, -1, EGB_ROUNDING_HALF_EVEN, egb_lanes_best());
    check(20000, shape, 100, true, -1, EGB_ROUNDING_HALF_EVEN, egb_lanes_best());
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranks_are_those_of_the_definition),
      cmocka_unit_test(every_scale_has_its_ranks),
      cmocka_unit_test(published_decimals_decide_ties),
      cmocka_unit_test(many_rows_take_the_other_way),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
