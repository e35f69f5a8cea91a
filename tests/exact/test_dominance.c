/* Orders that no weights change: by hand, and both ways against extreme and random weights. */
#include <math.h>
#include <stdlib.h>
/* cmocka needs the four before it */

#include "simulate/trial.h"

#include "exact/dominance.h"
#include "exact/dominance_sets.h"

static egb_dominance *dominance_of(const small *s, egb_freedom freedom) {
  egb_dominance *out = NULL;
  assert_int_equal(egb_dominance_new(s->plan, s->results, freedom, s->diag, &out), EGB_OK);
  return out;
}

static void by_hand(void **state) {
  (void)state;
  const char *yaml =
      "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
      "indicators:\n  - id: P\n    indicators: [{id: a}, {id: b}]\n  - {id: q}\n  - {id: z, weight: 0}\n";
  /* P: A 50, B 45, C 50. A is above B in both parts, but B in indicator b. C is A with another order inside P. */
  small s = small_score(yaml, "unit,a,b,q,z\nA,90,10,50,1\nB,20,70,40,9\nC,10,90,50,1\nD,5,5,99,1\n");
  const size_t a = small_unit(&s, "A"), b = small_unit(&s, "B"), c = small_unit(&s, "C"), d = small_unit(&s, "D");
  egb_dominance *parts = dominance_of(&s, EGB_FREE_PARTS), *all = dominance_of(&s, EGB_FREE_ALL);
  assert_true(egb_dominates(parts, a, b) && !egb_dominates(parts, b, a));
  assert_true(!egb_dominates(parts, a, c) && !egb_dominates(parts, c, a));
  assert_true(!egb_dominates(parts, a, d) && !egb_dominates(parts, d, a));
  assert_true(!egb_dominates(all, a, b) && egb_dominates(all, c, b) == false);
  assert_int_equal(egb_dominance_about(parts)->pairs, 6);
  assert_int_equal(egb_dominance_about(parts)->fixed, 2); /* A and C over B */
  assert_int_equal(egb_dominance_about(parts)->level, 1); /* A and C */
  assert_int_equal(egb_dominance_about(all)->fixed, 0);
  for (size_t i = 0; i < egb_dominance_count(parts); i++) {
    const egb_dominance_unit *unit = egb_dominance_at(parts, i);
    if (unit->unit == b)
      assert_true(unit->above == 2 && unit->best == 3 && unit->below == 0 && unit->worst == 4);
    if (unit->unit == a)
      assert_true(unit->above == 0 && unit->best == 1 && unit->below == 1 && unit->worst == 3);
  }
  egb_dominance_free(parts);
  egb_dominance_free(all);
  small_free(&s);
}

/* With gaps: A lacks y. It is above B when its worst is no worse than B's y, and no worse than B elsewhere. */
static void gaps_by_hand(void **state) {
  (void)state;
  const char *yaml = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - {id: x}\n  - {id: y}\n  - {id: z}\n";
  small s = small_score(yaml, "unit,x,y,z\nA,60,,70\nB,50,60,70\nC,50,61,70\nD,,60,\n");
  const size_t a = small_unit(&s, "A"), b = small_unit(&s, "B"), c = small_unit(&s, "C"), d = small_unit(&s, "D");
  egb_dominance *parts = dominance_of(&s, EGB_FREE_PARTS);
  assert_true(egb_dominates(parts, a, b));
  assert_false(egb_dominates(parts, a, c));
  assert_true(egb_dominates(parts, a, d));
  assert_false(egb_dominates(parts, b, d));
  egb_dominance_free(parts);
  small_free(&s);
}

static void other_means_are_refused(void **state) {
  (void)state;
  small s =
      small_score("egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\naggregate: minimum\ndefaults: {normalise: as-is}\n"
                  "indicators:\n  - {id: x}\n  - {id: y}\n",
                  "unit,x,y\nA,1,2\nB,2,3\n");
  egb_dominance *out = NULL;
  assert_int_equal(egb_dominance_new(s.plan, s.results, EGB_FREE_ALL, s.diag, &out), EGB_UNCOMPUTABLE);
  assert_null(out);
  small_free(&s);
}

/* ---- against weights ------------------------------------------------------------------------- */

/* Weights of very different sizes, so that one child decides, and where it is level the next. */
static void extreme_weights(const small *s, trial *t, bool all, uint64_t *seed, size_t i) {
  const egb_node *nodes = s->index->node;
  for (size_t n = 1; n < s->index->node_count; n++) {
    if (!all && nodes[n].depth > 1)
      continue;
    const double weight = i % 4 == 0 ? 0.05 + dice_unit(seed) : pow(1e-4, (double)(dice(seed) % 3));
    assert_int_equal(egb_plan_set_weight(t->plan, egb_index_node_id(s->index, n), weight, EGB_RESCALE_FREE, s->diag),
                     EGB_OK);
  }
  assert_int_equal(egb_rescore(t->plan, t->results, s->diag), EGB_OK);
}

static void prove(const small *s, egb_freedom freedom, uint64_t *seed, size_t samples) {
  egb_dominance *dominance = dominance_of(s, freedom);
  trial t = trial_open(s);
  const size_t units = s->results->unit_count;
  bool *beaten = calloc(units * units, sizeof *beaten); /* [a * units + b]: a was above b for some weights */
  assert_non_null(beaten);
  for (size_t i = 0; i < samples; i++) {
    extreme_weights(s, &t, freedom == EGB_FREE_ALL, seed, i);
    for (size_t a = 0; a < units; a++)
      for (size_t b = 0; b < units; b++)
        if (egb_scores(t.results, 0)[a] > egb_scores(t.results, 0)[b] + 1e-9)
          beaten[a * units + b] = true;
  }
  size_t fixed = 0, level = 0;
  for (size_t a = 0; a < units; a++)
    for (size_t b = 0; b < units; b++) {
      if (a == b || isnan(s->results->rank[a]) || isnan(s->results->rank[b]))
        continue;
      const bool expected = beaten[a * units + b] && !beaten[b * units + a];
      if (egb_dominates(dominance, a, b) != expected)
        fail_msg("%s over %s: %d", s->data->unit[a].id, s->data->unit[b].id, !expected);
      fixed += expected;
      level += a < b && !beaten[a * units + b] && !beaten[b * units + a];
    }
  assert_int_equal(fixed, egb_dominance_about(dominance)->fixed);
  assert_int_equal(level, egb_dominance_about(dominance)->level);
  free(beaten);
  trial_close(&t);
  egb_dominance_free(dominance);
}

/* Scores that use other scores: the weights of the parts of the index leave them as they are, others do not. */
static void others_scores(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\nindicators:\n"
                        "  - {id: g, then: x * (1 + d / 9) - a, indicators: [{id: a}, {id: b}]}\n"
                        "  - {id: h, indicators: [{id: c}, {id: d, indicators: [{id: e}, {id: f}]}]}\n",
                        "unit,a,b,c,e,f\nA,1,2,8,4,1\nB,2,3,7,4,4\nC,3,9,9,1,2\nD,9,1,1,9,8\nE,3,,9,1,9\n");
  uint64_t seed = 8;
  prove(&s, EGB_FREE_PARTS, &seed, 600);
  egb_dominance *out = NULL;
  assert_int_equal(egb_dominance_new(s.plan, s.results, EGB_FREE_ALL, s.diag, &out), EGB_UNCOMPUTABLE);
  assert_null(out);
  small_free(&s);
}

static void random_trees(void **state) {
  (void)state;
  static const char *const kinds[] = {"arithmetic", "geometric", "harmonic"};
  uint64_t seed = 31;
  for (size_t i = 0; i < 72; i++) {
    small s = sketch_score((sketch){.root = kinds[i % 3],
                                    .inner = kinds[i / 3 % 3],
                                    .parts = 2 + i % 2,
                                    .units = 7,
                                    .gaps = i / 9 % 2 == 0 ? 0 : 5,
                                    .coarse = i % 3 != 0},
                           &seed);
    prove(&s, EGB_FREE_PARTS, &seed, 600);
    prove(&s, EGB_FREE_ALL, &seed, 4000);
    small_free(&s);
  }
}

/* Real rankings: no random weights turn a pair that is fixed. */
static void real_rankings(void **state) {
  (void)state;
  static const char *const ids[] = {"waseda-ten", "desi-2022"};
  uint64_t seed = 77;
  for (size_t i = 0; i < 4; i++) {
    small s = small_shipped(ids[i / 2]);
    const egb_freedom freedom = i % 2 == 0 ? EGB_FREE_PARTS : EGB_FREE_ALL;
    egb_dominance *dominance = dominance_of(&s, freedom);
    trial t = trial_open(&s);
    for (size_t k = 0; k < 100; k++) {
      extreme_weights(&s, &t, freedom == EGB_FREE_ALL, &seed, k);
      for (size_t a = 0; a < s.results->unit_count; a++)
        for (size_t b = 0; b < s.results->unit_count; b++)
          if (egb_scores(t.results, 0)[a] < egb_scores(t.results, 0)[b] - 1e-9)
            assert_false(egb_dominates(dominance, a, b));
    }
    trial_close(&t);
    egb_dominance_free(dominance);
    small_free(&s);
  }
}

/* More points than one tile has, with level values and values that are level but for rounding: against every pair. */
static void sets_are_what_pairs_are(void **state) {
  (void)state;
  enum { POINTS = 4200, DIMS = 3 };
  static double value[POINTS * DIMS];
  static size_t above[POINTS], below[POINTS], over[POINTS], under[POINTS];
  const double step = 5e-10;
  uint64_t seed = 5;
  size_t level = 0, expected = 0;
  for (size_t i = 0; i < POINTS * DIMS; i++)
    value[i] = (double)(dice(&seed) % 12) + 3e-10 * (double)(dice(&seed) % 3);
  egb_arena *arena = egb_arena_new();
  assert_true(egb_dominance_sets(arena, value, POINTS, DIMS, step, above, below, &level));
  for (size_t a = 0; a < POINTS; a++)
    for (size_t b = a + 1; b < POINTS; b++) {
      bool a_holds = true, b_holds = true;
      for (size_t d = 0; d < DIMS; d++) {
        a_holds = a_holds && !(value[a * DIMS + d] < value[b * DIMS + d] - step);
        b_holds = b_holds && !(value[b * DIMS + d] < value[a * DIMS + d] - step);
      }
      expected += a_holds && b_holds;
      under[a] += a_holds && !b_holds;
      over[b] += a_holds && !b_holds;
      under[b] += b_holds && !a_holds;
      over[a] += b_holds && !a_holds;
    }
  assert_true(expected > 0 && level == expected);
  assert_memory_equal(above, over, sizeof over);
  assert_memory_equal(below, under, sizeof under);
  egb_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(by_hand),
      cmocka_unit_test(gaps_by_hand),
      cmocka_unit_test(other_means_are_refused),
      cmocka_unit_test(random_trees),
      cmocka_unit_test(others_scores),
      cmocka_unit_test(real_rankings),
      cmocka_unit_test(sets_are_what_pairs_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
