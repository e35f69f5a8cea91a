/* Missing scores of nodes that are filled (`impute:` with children), items that are subtracted, and what nodes add to
 * the index below a sum. Expected numbers are worked out by hand; tests/reference/test_sdg.py has published ones. */
#include "exact/exact.h"
#include "model/trail.h"
#include "score/stages.h"
#include "small.h"

#include <math.h>

#define near(got, expected) assert_close(got, expected, 1e-12)

static double node(const small *s, const char *id, const char *unit) {
  return egb_results_node_score(s->results, egb_index_find(s->index, id), small_unit(s, unit));
}

static egb_state state_of(const small *s, const char *id, const char *unit) {
  return (egb_state)egb_score_states(s->results, egb_index_find(s->index, id))[small_unit(s, unit)];
}

static double imputed(const small *s, const char *id, const char *unit) {
  return s->results->imputed_share[egb_index_find(s->index, id)][small_unit(s, unit)];
}

static egb_trail *walk(const small *s, const char *unit) {
  egb_trail *trail = NULL;
  assert_int_equal(egb_trail_new(s->results, small_unit(s, unit), s->diag, &trail), EGB_OK);
  return trail;
}

static double contribution(const small *s, const egb_trail *trail, const char *id, const char *unit) {
  const size_t at = egb_index_find(s->index, id);
  const double got = trail->step[at].contribution;
  near(egb_results_contribution(s->results, at, small_unit(s, unit)), got);
  return got;
}

/* g needs both of its indicators; C has one of them, D none. E is screened out. */
#define TREE                                                                                                           \
  "screen: {exclude: {E: No statistics}}\n"                                                                            \
  "indicators:\n"                                                                                                      \
  "  - {id: g, available: 1, impute: {method: mean}, indicators: [{id: a}, {id: b}]}\n"                                \
  "  - {id: h, indicators: [{id: c}]}\n"
#define DATA "unit,a,b,c\nA,10,20,40\nB,30,40,60\nC,50,,10\nD,,,20\nE,,90,5\n"

static void a_missing_score_is_filled(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n" TREE, DATA);
  near(node(&s, "g", "A"), 15);
  near(node(&s, "g", "C"), 25); /* the mean of 15 and 35 */
  near(node(&s, "g", "D"), 25);
  assert_true(isnan(node(&s, "g", "E")));
  near(node(&s, "t", "C"), 17.5);
  near(node(&s, "t", "D"), 22.5);
  assert_int_equal(state_of(&s, "g", "C"), EGB_STATE_IMPUTED);
  assert_int_equal(state_of(&s, "g", "A"), EGB_STATE_OBSERVED);
  assert_int_equal(state_of(&s, "t", "D"), EGB_STATE_OBSERVED);
  /* Indicators below count as imputed, here and above; coverage stays that of the data. */
  near(imputed(&s, "g", "C"), 1);
  near(imputed(&s, "t", "C"), 2.0 / 3);
  near(imputed(&s, "t", "A"), 0);
  near(egb_results_coverage(s.results, egb_index_find(s.index, "g"), small_unit(&s, "C")), 0.5);
  near(egb_results_coverage(s.results, 0, small_unit(&s, "D")), 1.0 / 3);
  /* What was not used for the score adds nothing to it. */
  egb_trail *trail = walk(&s, "C");
  near(contribution(&s, trail, "g", "C"), 12.5);
  near(contribution(&s, trail, "h", "C"), 5);
  assert_true(isnan(contribution(&s, trail, "a", "C")));
  assert_true(isnan(trail->step[egb_index_find(s.index, "a")].share));
  egb_trail_free(trail);
  small_free(&s);
}

/* A filled score counts as one where children are counted; a unit that has nothing else is said. */
static void a_filled_score_counts_as_a_child(void **state) {
  (void)state;
  small s =
      small_try("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n"
                "available: {least: 2, of: children}\n"
                "indicators: [{id: g, impute: median, indicators: [{id: a}]}, "
                "{id: h, impute: {method: value, value: 3}, indicators: [{id: b}]}, {id: k, indicators: [{id: c}]}]\n",
                "unit,a,b,c\nA,1,2,3\nB,5,,7\nC,,,\nD,7,8,\n");
  assert_int_equal(s.status, EGB_OK);
  near(node(&s, "t", "B"), 5);
  near(node(&s, "t", "C"), 4); /* the median 5 and the value 3 */
  near(node(&s, "t", "D"), 7.5);
  small_message(&s, 0, "W0606", 0, 0, "1 unit is ranked without any value", "screen");
  small_free(&s);
}

/* Filled again when weights change what the others have. */
static void filled_again(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n" TREE, DATA);
  assert_int_equal(egb_plan_set_weight(s.plan, "a", 3, EGB_RESCALE_FREE, s.diag), EGB_OK);
  assert_int_equal(egb_rescore(s.plan, s.results, s.diag), EGB_OK);
  near(node(&s, "g", "A"), 12.5);
  near(node(&s, "g", "C"), 22.5); /* of 12.5 and 32.5 */
  assert_int_equal(state_of(&s, "g", "D"), EGB_STATE_IMPUTED);
  small_free(&s);
}

/* Its scores do not follow from the weights of one unit alone: no closed form below it, but above it. */
static void exact_answers_stop_there(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n" TREE, DATA);
  egb_arena *arena = egb_arena_new();
  assert_string_equal(egb_exact_obstacle(arena, s.plan, 0), "");
  assert_non_null(strstr(egb_exact_obstacle(arena, s.plan, egb_index_find(s.index, "g")), "imputed by `mean`"));
  egb_arena_free(arena);
  small_free(&s);
}

static void what_cannot_be_filled(void **state) {
  (void)state;
  static const struct {
    const char *method, *text;
  } wrong[] = {{"latest", "other periods"}, {"row-mean", "other indicators"}, {"knn", "other indicators"}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char definition[300];
    (void)snprintf(definition, sizeof definition,
                   "egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n"
                   "indicators: [{id: g, impute: %s, indicators: [{id: a}]}]\n",
                   wrong[i].method);
    small s = small_try(definition, "unit,a\nA,1\nB,\n");
    assert_int_equal(s.status, EGB_REFUSED);
    small_message(&s, 0, "E0403", 5, 30, wrong[i].text, "`mean`");
    small_free(&s);
  }
  small s = small_try("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is, impute: mean}\n"
                      "indicators: [{id: g, impute: none, indicators: [{id: a}, {id: b, impute: none}]}, "
                      "{id: h, available: 1, indicators: [{id: c, impute: none}]}]\n",
                      "unit,a,b,c\nA,1,2,1\nB,,4,\n");
  assert_int_equal(s.status, EGB_OK);
  assert_true(isnan(node(&s, "h", "B"))); /* a default is for indicators */
  small_free(&s);
}

/* ---- sums ------------------------------------------------------------------------------------ */

static void subtracted_points(void **state) {
  (void)state;
  small s =
      small_score("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\naggregate: sum\n"
                  "indicators: [{id: a}, {id: faults, subtract: true, aggregate: sum, indicators: [{id: b}, {id: c}]}, "
                  "{id: d, weight: 0}]\n",
                  "unit,a,b,c,d\nA,10,1,2,7\nB,5,4,,7\nC,1,3,4,7\n");
  near(node(&s, "t", "A"), 7);
  near(node(&s, "t", "B"), 1);
  near(node(&s, "t", "C"), -6);
  egb_trail *trail = walk(&s, "A");
  near(contribution(&s, trail, "a", "A"), 10);
  near(contribution(&s, trail, "faults", "A"), -3);
  near(contribution(&s, trail, "b", "A"), -1);
  near(contribution(&s, trail, "c", "A"), -2);
  near(contribution(&s, trail, "d", "A"), 0);
  near(contribution(&s, trail, "t", "A"), 7);
  egb_trail_free(trail);
  small_free(&s);
}

/* Where less is better: in ranks of nodes, between equal scores, and for what is taken away of what is taken away. */
static void less_of_it_is_better(void **state) {
  (void)state;
  small s =
      small_score("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is, aggregate: sum}\n"
                  "rank: {tie-breakers: [m]}\n"
                  "indicators: [{id: a}, {id: m, subtract: true, indicators: [{id: b}, {id: c, subtract: true}]}]\n",
                  "unit,a,b,c\nA,10,8,3\nB,7,2,0\nC,1,0,9\n");
  near(node(&s, "t", "A"), 5);
  near(node(&s, "t", "B"), 5);
  near(node(&s, "t", "C"), 10);
  near(egb_results_rank(s.results, small_unit(&s, "B")), 2); /* 2 is taken away instead of 5 */
  near(egb_results_rank(s.results, small_unit(&s, "A")), 3);
  egb_trail *trail = walk(&s, "B");
  near(trail->step[egb_index_find(s.index, "m")].rank, 2);
  near(trail->step[egb_index_find(s.index, "b")].rank, 2);
  near(trail->step[egb_index_find(s.index, "c")].rank, 3);
  near(trail->step[egb_index_find(s.index, "a")].rank, 2);
  egb_trail_free(trail);
  egb_node_ranks *ranks = NULL;
  assert_int_equal(egb_node_ranks_new(s.results, egb_index_find(s.index, "b"), s.diag, &ranks), EGB_OK);
  assert_int_equal(egb_node_ranks_at(ranks, 0).unit, small_unit(&s, "C"));
  egb_node_ranks_free(ranks);
  small_free(&s);
}

/* Below a mean the points of a sum count with its weight. */
static void sums_below_a_mean(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n"
                        "indicators: [{id: g, weight: 3, aggregate: sum, indicators: [{id: a}, {id: b}]}, {id: c}]\n",
                        "unit,a,b,c\nA,10,20,4\nB,1,2,\n");
  egb_trail *trail = walk(&s, "A");
  near(contribution(&s, trail, "a", "A"), 7.5);
  near(contribution(&s, trail, "b", "A"), 15);
  near(contribution(&s, trail, "c", "A"), 1);
  near(node(&s, "t", "A"), 23.5);
  egb_trail_free(trail);
  trail = walk(&s, "B");
  near(contribution(&s, trail, "a", "B"), 1);
  egb_trail_free(trail);
  small_free(&s);
}

static void what_cannot_be_subtracted(void **state) {
  (void)state;
  small s = small_try("egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n"
                      "indicators: [{id: a}, {id: b, subtract: true}]\n",
                      "unit,a,b\nA,1,2\n");
  assert_int_equal(s.status, EGB_REFUSED);
  small_message(&s, 0, "E0403", 5, 41, "`arithmetic`", "aggregate: sum");
  small_free(&s);
  s = small_try("egovbench: 1\nid: t\ndata: [{file: '-'}]\naggregate: geometric\n"
                "defaults: {normalise: {method: as-is, zero: 1}}\n"
                "indicators: [{id: g, aggregate: sum, indicators: [{id: a}, {id: b, subtract: true}]}]\n",
                "unit,a,b\nA,1,2\n");
  assert_int_equal(s.status, EGB_REFUSED);
  small_message(&s, 0, "E0403", 4, 12, "g, aggregated by `sum`, may have them", "");
  small_free(&s);
  s = small_try("egovbench: 1\nid: t\ndata: [{file: '-'}]\naggregate: sum\ndefaults: {normalise: as-is}\n"
                "indicators: [{id: a}, {id: b, subtract: false}]\n",
                "unit,a,b\nA,1,2\n");
  assert_int_equal(s.status, EGB_OK);
  near(node(&s, "t", "A"), 3);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_missing_score_is_filled),
                                     cmocka_unit_test(a_filled_score_counts_as_a_child),
                                     cmocka_unit_test(filled_again),
                                     cmocka_unit_test(exact_answers_stop_there),
                                     cmocka_unit_test(what_cannot_be_filled),
                                     cmocka_unit_test(subtracted_points),
                                     cmocka_unit_test(sums_below_a_mean),
                                     cmocka_unit_test(less_of_it_is_better),
                                     cmocka_unit_test(what_cannot_be_subtracted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
