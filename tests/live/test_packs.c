/* The engine's edges: what is no pack is refused, whatever its numbers; weights that are none change nothing. */
#include "live/engine.h"
#include "live/engine_state.h"
#include "method/rows.h"
#include "small.h"

#include <math.h>

#define NAMES "arithmetic\0power\0p\0minmax\0benefit-of-the-doubt\0reference-unit\0unit\0owa\0weights"
enum { ARITHMETIC, POWER, P, MINMAX, DOUBT, REFERENCE, UNIT };
#define N (double)NAN

/* Two indicators under one index, three units, as far as `scale` of them. */
static const double good[] = {
    1,  2 + 1, 3, 100, 0,  0,  0, 0,                       /* head */
    0,                                                     /* tie-breakers */
    1,  50,    N,                                          /* levels */
    -1, 1,     0, 0,   0,  0,  0, ARITHMETIC,              /* the index */
    0,  -1,    0, 0,                                       /* its parameters; no rescaling */
    0,  1,     0, 0,   0,  0,  0, -1,         0, -1, 0, 0, /* an indicator */
    0,  3,     0, 0,   0,  0,  0, -1,         0, -1, 0, 0, /* another */
    2,  0,     1, 0,   0,  0,                              /* positions of ids, unranked */
    0,                                                     /* all are for all */
    10, 20,    N, 90,  60, 30,                             /* values */
};
enum {
  COUNT = sizeof good / sizeof *good,
  NODES = 12,
  INDEX_METHOD = 19,
  INDEX_KEPT = 18,
  LEAF = 24,
  VALUES = COUNT - 6
};

static egb_status make(const double *number, size_t count, egb_engine **out) {
  return egb_engine_new(number, count, NAMES, sizeof NAMES, out);
}

static void refuses(size_t at, double value) {
  double changed[COUNT];
  egb_engine *engine = NULL;
  memcpy(changed, good, sizeof good);
  changed[at] = value;
  const egb_status status = make(changed, COUNT, &engine);
  if (status != EGB_REFUSED)
    fail_msg("number %zu as %g gives status %d", at, value, (int)status);
  assert_null(engine);
}

static void scores_ranks_and_levels(void **state) {
  (void)state;
  egb_engine *engine;
  assert_int_equal(make(good, COUNT, &engine), EGB_OK);
  const double *score = egb_engine_scores(engine), *rank = egb_engine_ranks(engine);
  assert_float_equal(score[0], 70, 1e-12); /* (10 + 3 * 90) / 4 */
  assert_float_equal(score[1], 50, 1e-12);
  assert_float_equal(score[2], 30, 1e-12); /* what is there */
  assert_true(rank[0] == 1 && rank[1] == 2 && rank[2] == 3);
  assert_int_equal(egb_engine_levels(engine)[1], 0); /* reached exactly */
  assert_int_equal(egb_engine_levels(engine)[2], -1);
  egb_engine_weights(engine)[2] = 0;
  assert_int_equal(egb_engine_score(engine), EGB_OK);
  assert_true(rank[0] == 2 && rank[1] == 1 && isnan(rank[2]));
  egb_engine_free(engine);
}

static void weights_that_are_none_change_nothing(void **state) {
  (void)state;
  const double bad[] = {-1, N, INFINITY};
  egb_engine *engine;
  assert_int_equal(make(good, COUNT, &engine), EGB_OK);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    egb_engine_weights(engine)[1] = bad[i];
    assert_int_equal(egb_engine_score(engine), EGB_USAGE);
    assert_float_equal(egb_engine_scores(engine)[0], 70, 1e-12);
  }
  egb_engine_weights(engine)[1] = egb_engine_weights(engine)[2] = 0;
  assert_int_equal(egb_engine_score(engine), EGB_USAGE);
  assert_float_equal(egb_engine_shares(engine)[1], 0.25, 1e-15);
  egb_engine_free(engine);
}

static void what_is_no_pack_is_refused(void **state) {
  (void)state;
  egb_engine *engine = NULL;
  for (size_t count = 0; count < COUNT; count++) {
    assert_int_equal(make(good, count, &engine), EGB_REFUSED);
    assert_null(engine);
  }
  double longer[COUNT + 1] = {0};
  memcpy(longer, good, sizeof good);
  assert_int_equal(make(longer, COUNT + 1, &engine), EGB_REFUSED);
  assert_int_equal(egb_engine_new(good, COUNT, "arithmetic", 10, &engine), EGB_REFUSED); /* no NUL */
  refuses(0, 2);                                                                         /* another format */
  refuses(1, 1e9);              /* more nodes than there can be */
  refuses(2, 1e18);             /* and units */
  refuses(5, 4);                /* ties */
  refuses(8, 1e6);              /* tie-breakers */
  refuses(INDEX_METHOD, DOUBT); /* not in the engine */
  refuses(INDEX_METHOD, 99);
  refuses(INDEX_METHOD, -1);
  refuses(LEAF, 1); /* its own parent */
  refuses(LEAF, 2); /* a parent that comes later */
  refuses(LEAF, 0.5);
  refuses(LEAF, N);
  refuses(LEAF + 6, 1); /* an indicator that is kept */
  refuses(LEAF + 7, ARITHMETIC);
  refuses(LEAF + 1, -1); /* weights */
  refuses(LEAF + 13, N);
}

/* Every number as every other that could mean something: an answer or a refusal. Sanitizers look on. */
static void hostile_numbers_are_harmless(void **state) {
  (void)state;
  const double hostile[] = {N, -1, 0, 1, 2, 3, 7, 0.5, 1e6, 4294967296.0, 1e300, -INFINITY};
  for (size_t at = 0; at < COUNT; at++)
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
      double changed[COUNT], low[8], high[8];
      egb_engine *engine = NULL;
      memcpy(changed, good, sizeof good);
      changed[at] = hostile[i];
      if (make(changed, COUNT, &engine) == EGB_OK)
        (void)egb_engine_intervals(engine, EGB_ENGINE_UNIFORM, 0.25, 16, 1, 0.05, low, high);
      egb_engine_free(engine);
    }
}

static void questions_beyond_their_limits(void **state) {
  (void)state;
  egb_engine *engine;
  double out[64], low[3], high[3];
  assert_int_equal(make(good, COUNT, &engine), EGB_OK);
  assert_int_equal(egb_engine_intervals(engine, EGB_ENGINE_UNIFORM, 1.5, 10, 1, 0.05, low, high), EGB_USAGE);
  assert_int_equal(egb_engine_intervals(engine, EGB_ENGINE_UNIFORM, 0.5, 0, 1, 0.05, low, high), EGB_USAGE);
  assert_int_equal(egb_engine_intervals(engine, EGB_ENGINE_UNIFORM, 0.5, 10, 0.5, 0.05, low, high), EGB_USAGE);
  assert_int_equal(egb_engine_intervals(engine, EGB_ENGINE_FLAT, N, 10, 1, 0.5, low, high), EGB_USAGE);
  assert_int_equal(egb_engine_intervals(engine, (egb_engine_law)7, 0.5, 10, 1, 0.05, low, high), EGB_USAGE);
  assert_int_equal(egb_engine_stability(engine, 0, 10, out), EGB_USAGE);
  assert_int_equal(egb_engine_stability(engine, 9, 10, out), EGB_USAGE);
  assert_int_equal(egb_engine_swap(engine, 0, 0, out), EGB_USAGE);
  assert_int_equal(egb_engine_swap(engine, 0, 3, out), EGB_USAGE);
  assert_int_equal(egb_engine_bounds(engine, 3, 0, out), EGB_USAGE);
  assert_int_equal(egb_engine_reach(engine, 1, 0, out), EGB_USAGE);
  egb_engine_free(engine);
}

/* A new method is in the engine, or it says that it solves programs. */
static void every_aggregation_is_there(void **state) {
  (void)state;
  for (size_t i = 0; egb_aggregations[i] != NULL; i++)
    assert_int_equal(egb_engine_aggregate(egb_aggregations[i]->head.name) == NULL, egb_aggregations[i]->programs);
  for (size_t i = 0; egb_normalisations[i] != NULL; i++)
    assert_int_equal(egb_engine_normalise(egb_normalisations[i]->head.name) == NULL,
                     egb_normalisations[i]->needs_rubric);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scores_ranks_and_levels),       cmocka_unit_test(weights_that_are_none_change_nothing),
      cmocka_unit_test(what_is_no_pack_is_refused),    cmocka_unit_test(hostile_numbers_are_harmless),
      cmocka_unit_test(questions_beyond_their_limits), cmocka_unit_test(every_aggregation_is_there)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
