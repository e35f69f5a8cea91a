/* Every threshold of the stages exactly met, and just missed; marks of cells through stages that change them. */

#include "small.h"

#include <math.h>

#define HEAD "egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n"
#define FOUR "indicators: [{id: a}, {id: b}, {id: c}, {id: d}]\n"

static bool ranked(const small *s, const char *unit) {
  return !isnan(egb_results_rank(s->results, small_unit(s, unit)));
}

/* Two of four are zero, or there: as many as may be, as many as must be. Three, or one, are not. */
static void shares_exactly_met(void **state) {
  (void)state;
  small s = small_score(HEAD "screen: {zeros: 0.5}\n" FOUR, "unit,a,b,c,d\nX,0,0,1,1\nY,0,0,0,1\nZ,1,1,1,1\n");
  assert_true(ranked(&s, "X"));
  assert_false(ranked(&s, "Y"));
  small_free(&s);
  static const char *const rules[] = {"screen: {available: 0.5}\n", "available: 0.5\n",
                                      "available: {share: 0.5, of: children}\n", "available: {least: 2}\n",
                                      "available: {least: 2, of: children}\n"};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
    char definition[400];
    (void)snprintf(definition, sizeof definition, HEAD "%s" FOUR, rules[i]);
    s = small_score(definition, "unit,a,b,c,d\nX,1,1,,\nY,1,,,\nZ,1,1,1,1\n");
    assert_true(ranked(&s, "X"));
    assert_false(ranked(&s, "Y"));
    small_free(&s);
  }
}

/* A number counts what is there, not a share: three of six below, one child of two, and a share asked as well. */
static void numbers_of_indicators_and_of_children(void **state) {
  (void)state;
  static const struct {
    const char *rule;
    bool ranked[3];
  } cases[] = {{"available: {least: 3}\n", {true, true, false}},
               {"available: {least: 2, of: children}\n", {false, true, false}},
               {"available: {least: 3, share: 0.6}\n", {false, true, false}},
               {"available: {least: 4, share: 0.5}\n", {false, true, false}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char definition[400];
    (void)snprintf(definition, sizeof definition,
                   HEAD "%sindicators: [{id: p, indicators: [{id: a}, {id: b}, {id: c}]}, "
                        "{id: q, indicators: [{id: d}, {id: e}, {id: f}]}]\n",
                   cases[i].rule);
    small s = small_score(definition, "unit,a,b,c,d,e,f\nX,1,1,1,,,\nY,1,1,,1,1,\nZ,1,1,,,,\nV,1,1,1,1,1,1\n");
    assert_true(ranked(&s, "X") == cases[i].ranked[0]);
    assert_true(ranked(&s, "Y") == cases[i].ranked[1]);
    assert_true(ranked(&s, "Z") == cases[i].ranked[2]);
    small_free(&s);
  }
}

/* One of three is a third of the indicators, of the children and of what may be zero, although a third is no double. */
static void thirds(void **state) {
  (void)state;
  static const char *const rules[] = {"available: 0.3333333333333333\n", "screen: {available: 0.3333333333333333}\n"};
  for (size_t i = 0; i < 2; i++) {
    char definition[400];
    (void)snprintf(definition, sizeof definition, HEAD "%sindicators: [{id: a}, {id: b}, {id: c}]\n", rules[i]);
    small s = small_score(definition, "unit,a,b,c\nX,1,,\nY,,,\nZ,1,1,1\n");
    assert_true(ranked(&s, "X"));
    assert_false(ranked(&s, "Y"));
    small_free(&s);
  }
}

static const char *level(const small *s, const char *unit) {
  return egb_results_level(s->results, small_unit(s, unit));
}

/* Scores and parts on the limit reach it; less by more than the steps of 1e-9 in which scores compare, they do not. */
static void levels_exactly_reached(void **state) {
  (void)state;
  small s = small_score(HEAD "levels: [{id: top, from: 60, minimum: 30}, {id: low, from: 20}]\n"
                             "indicators: [{id: a}, {id: b}]\n",
                        "unit,a,b\nX,90,30\nY,90,29.99999999\nZ,59.99999999,60\nV,60,60\nW,20,20\nU,20,19.99999999\n");
  static const char *const wanted[][2] = {{"X", "top"}, {"Y", "low"}, {"Z", "low"},
                                          {"V", "top"}, {"W", "low"}, {"U", ""}};
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    assert_string_equal(level(&s, wanted[i][0]), wanted[i][1]);
  small_free(&s);
}

/* A filled cell that a treatment changes is still a filled cell (CONTRIBUTING: marked to the end). */
static void imputed_cells_stay_marked(void **state) {
  (void)state;
  small s = small_score(HEAD "indicators: [{id: a, impute: mean, treat: log}]\n",
                        "unit,a\nA,1\nB,2\nC,3\nD,4\nE,1000\nF,\nG,2\nH,3\n");
  const size_t node = egb_index_find(s.index, "a"), unit = small_unit(&s, "F");
  assert_int_equal(s.results->imputed.state[node][unit], EGB_STATE_IMPUTED);
  assert_true(fabs(s.results->treated.value[node][unit] - s.results->imputed.value[node][unit]) > 0);
  assert_int_equal(s.results->treated.state[node][unit], EGB_STATE_IMPUTED);
  assert_int_equal(egb_results_states(s.results, EGB_STAGE_NORMALISED, node)[unit], EGB_STATE_IMPUTED);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_exactly_met),
      cmocka_unit_test(numbers_of_indicators_and_of_children),
      cmocka_unit_test(thirds),
      cmocka_unit_test(levels_exactly_reached),
      cmocka_unit_test(imputed_cells_stay_marked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
