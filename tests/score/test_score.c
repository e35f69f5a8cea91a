/* Scoring: hand-worked indices, missing values, thresholds, ranks, levels, and what has no answer. */

#include "score/stages.h"
#include "small.h"

#include <math.h>

#define HEAD "egovbench: 1\nid: t\n"

/* UNDP, Human Development Report 2010, Technical note 1: the example of China; education is itself a geometric mean of
 * two, divided by the largest one observed. Published to three decimals. */
static void human_development_of_china_2010(void **state) {
  (void)state;
  small s = small_score(HEAD "scale: 1\naggregate: geometric\nindicators:\n"
                             "  - {id: health, column: le, goalposts: [20, 83.2]}\n"
                             "  - {id: education, compute: \"sqrt(mys / 13.2 * eys / 20.6)\", goalposts: [0, 0.951]}\n"
                             "  - {id: income, compute: \"ln(gni)\", goalposts: [\"ln(163)\", \"ln(108211)\"]}\n",
                        "unit,le,mys,eys,gni\nCHN,73.5,7.5,11.4,7263\n");
  assert_near(small_node(&s, "health", "CHN"), 0.847, 0.0006);
  assert_near(small_node(&s, "education", "CHN"), 0.589, 0.0011); /* the publication rounds the parts first */
  assert_near(small_node(&s, "income", "CHN"), 0.584, 0.0006);
  assert_near(small_node(&s, "t", "CHN"), 0.663, 0.0006);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_WARNING), 0); /* fixed goalposts do not mind a single unit */
  small_free(&s);
}

static const char tree[] = HEAD "available: 50%\nindicators:\n"
                                "  - id: p\n    weight: 1\n    indicators:\n"
                                "      - {id: a, normalise: as-is, weight: 1}\n"
                                "      - {id: b, normalise: as-is, weight: 3}\n"
                                "  - id: q\n    weight: 3\n    available: 1\n    indicators:\n"
                                "      - {id: c, normalise: as-is}\n      - {id: d, normalise: as-is}\n";
static const char holes[] = "unit,a,b,c,d\nALL,10,20,30,40\nONE,10,,30,40\nHALF,10,20,30,\nPOOR,,,30,\nNONE,,,,\n";

static uint8_t state_of(const small *s, const char *node, const char *unit) {
  return egb_score_states(s->results, egb_index_find(s->index, node))[small_unit(s, unit)];
}

static void missing_children_leave_their_weight_to_the_others(void **state) {
  (void)state;
  small s = small_score(tree, holes);
  assert_near(small_node(&s, "t", "ALL"), (17.5 + 3 * 35) / 4, 1e-12);
  assert_near(small_node(&s, "p", "ONE"), 10, 1e-12);
  assert_near(small_node(&s, "t", "ONE"), (10 + 3 * 35) / 4.0, 1e-12);
  assert_near(small_node(&s, "q", "HALF"), NAN, 0);
  assert_near(small_node(&s, "t", "HALF"), 17.5, 1e-12);
  assert_near(small_node(&s, "t", "POOR"), NAN, 0);
  assert_near(small_node(&s, "t", "NONE"), NAN, 0);
  assert_int_equal(state_of(&s, "p", "ALL"), EGB_STATE_OBSERVED);
  assert_int_equal(state_of(&s, "p", "ONE"), EGB_STATE_PARTIAL);
  assert_int_equal(state_of(&s, "t", "ONE"), EGB_STATE_OBSERVED); /* it has both its children */
  assert_int_equal(state_of(&s, "q", "HALF"), EGB_STATE_WITHHELD);
  assert_int_equal(state_of(&s, "t", "HALF"), EGB_STATE_PARTIAL);
  assert_int_equal(state_of(&s, "q", "NONE"), EGB_STATE_MISSING);
  assert_near(egb_results_coverage(s.results, 0, small_unit(&s, "HALF")), 0.75, 0);
  assert_near(egb_results_coverage(s.results, 0, small_unit(&s, "POOR")), 0.25, 0);
  assert_near(egb_results_coverage(s.results, 0, small_unit(&s, "NONE")), 0, 0);
  assert_near(egb_results_rank(s.results, small_unit(&s, "ONE")), 2, 0);
  assert_near(egb_results_rank(s.results, small_unit(&s, "POOR")), NAN, 0);
  static const char *const order[] = {"ALL", "ONE", "HALF", "NONE", "POOR"}; /* unranked last, by id */
  for (size_t i = 0; i < 5; i++)
    assert_string_equal(egb_dataset_unit_id(s.data, egb_results_order(s.results, i)), order[i]);
  assert_near(s.results->effective[egb_index_find(s.index, "b")], 0.25 * 0.75, 0);
  small_free(&s);
}

static const char one[] = HEAD "scale: 1\nindicators: [{id: a, normalise: as-is}]\n";

/* 13 of 20 is 65 %, whatever the rounding. */
static void thresholds_are_met_exactly(void **state) {
  (void)state;
  char definition[2000] = HEAD "available: 0.65\nindicators:\n", header[200] = "unit", met[200] = "M", less[200] = "L",
       data[700];
  for (int i = 0; i < 20; i++) {
    const size_t length = strlen(definition);
    (void)snprintf(definition + length, sizeof definition - length, "  - {id: i%d, normalise: as-is}\n", i);
    (void)snprintf(header + strlen(header), 8, ",i%d", i);
    strcat(met, i < 13 ? ",1" : ",");
    strcat(less, i >= 8 ? ",1" : ",");
  }
  (void)snprintf(data, sizeof data, "%s\n%s\n%s\n", header, met, less);
  small s = small_score(definition, data);
  assert_near(small_node(&s, "t", "M"), 1, 1e-15);
  assert_near(small_node(&s, "t", "L"), NAN, 0);
  small_free(&s);
}

static void ranks_see_the_published_decimals(void **state) {
  (void)state;
  static const char data[] = "unit,a\nA,0.91234\nB,0.91226\nC,0.91225\nD,0.5\n";
  small s = small_score(one, data);
  assert_near(egb_results_rank(s.results, small_unit(&s, "B")), 2, 0);
  small_free(&s);
  s = small_score(HEAD "scale: 1\nrank: {decimals: 4}\nindicators: [{id: a, normalise: as-is}]\n", data);
  assert_near(egb_results_rank(s.results, small_unit(&s, "A")), 1, 0); /* 0.9123 */
  assert_near(egb_results_rank(s.results, small_unit(&s, "B")), 1, 0); /* 0.9123 */
  assert_near(egb_results_rank(s.results, small_unit(&s, "C")), 3, 0); /* half to even: 0.9122 */
  assert_near(egb_results_score(s.results, small_unit(&s, "C")), 0.91225, 0);
  small_free(&s);
  assert_near(egb_score_quantise(0.1 + 0.2, -1, EGB_ROUNDING_HALF_EVEN), 0.3, 0);
  assert_near(egb_score_quantise(2.5, 0, EGB_ROUNDING_HALF_EVEN), 2, 0);
  assert_near(egb_score_quantise(2.5, 0, EGB_ROUNDING_HALF_UP), 3, 0);
  assert_near(egb_score_quantise(-2.5, 0, EGB_ROUNDING_HALF_UP), -3, 0);
  assert_near(egb_score_quantise(3.5, 0, EGB_ROUNDING_HALF_EVEN), 4, 0);
  assert_near(egb_score_quantise(72.34567, 3, EGB_ROUNDING_HALF_EVEN), 72.346, 0);
  /* Every number of decimals that may be written has an effect of its own, down to the last one that is. */
  for (int decimals = 0; decimals <= EGB_RANK_DECIMALS_MAX; decimals++) {
    const double step = pow(10, -decimals);
    assert_near(egb_score_quantise(3 * step + step / 3, decimals, EGB_ROUNDING_HALF_EVEN), 3 * step, 1e-15);
    assert_true(fabs(egb_score_quantise(3 * step + step / 3, decimals + 1, EGB_ROUNDING_HALF_EVEN) - 3 * step) >
                step / 4);
  }
  assert_near(egb_score_quantise(1e300, 2, EGB_ROUNDING_HALF_EVEN), 1e300, 1e290);
}

static void ranks_within_a_group(void **state) {
  (void)state;
  small s = small_score(one, "unit,a\nA,3\nB,2\nC,2\nD,1\nE,\n");
  const bool member[] = {false, true, true, true, true};
  double rank[5];
  assert_int_equal(egb_results_rank_within(s.results, member, s.diag, rank), EGB_OK);
  assert_near(rank[0], NAN, 0);
  assert_near(rank[1], 1, 0);
  assert_near(rank[2], 1, 0);
  assert_near(rank[3], 3, 0);
  assert_near(rank[4], NAN, 0);
  small_free(&s);
}

static void levels_need_their_minimum_in_every_part(void **state) {
  (void)state;
  small s = small_score(HEAD "levels:\n  - {id: gold, from: 75, minimum: 60}\n  - {id: silver, from: 50}\n"
                             "indicators: [{id: a, normalise: as-is}, {id: b, normalise: as-is}]\n",
                        "unit,a,b\nEVEN,75,75\nTILTED,100,59\nLOW,50,50\nNONE,1,2\nGAP,80,\n");
  assert_string_equal(egb_results_level(s.results, small_unit(&s, "EVEN")), "gold");
  assert_string_equal(egb_results_level(s.results, small_unit(&s, "TILTED")), "silver");
  assert_string_equal(egb_results_level(s.results, small_unit(&s, "LOW")), "silver");
  assert_string_equal(egb_results_level(s.results, small_unit(&s, "NONE")), "");
  assert_string_equal(egb_results_level(s.results, small_unit(&s, "GAP")), "silver"); /* a part unknown is not shown */
  small_free(&s);
}

static void no_answer(const char *definition, const char *data, egb_status status, const char *code, size_t line,
                      size_t column, const char *text, const char *hint) {
  small s = small_try(definition, data);
  assert_int_equal(s.status, status);
  assert_null(s.results);
  small_message(&s, 0, code, line, column, text, hint);
  small_free(&s);
}

static void what_has_no_answer_is_told(void **state) {
  (void)state;
  static const char two[] = HEAD "indicators:\n  - {id: a}\n  - {id: b, column: bb}\n";
  no_answer(two, "unit,a,bb\nX,,\nY,,\n", EGB_UNCOMPUTABLE, "E0601", 0, 0, "no value for any indicator", "init t");
  no_answer(two, "unit,period,a,bb\nX,2017,1,2\nY,2017,2,3\nX,2018,,\nY,2018,,\n", EGB_UNCOMPUTABLE, "E0601", 0, 0,
            "no value for any indicator", "--period 2017");
  no_answer(two, "unit,a,bb\nX,1,\nY,2,\n", EGB_UNCOMPUTABLE, "E0601", 5, 21, "b has no value at all: column `bb`",
            "leave the indicator out");
  no_answer(two, "unit,a,bb\nX,1,5\nY,2,5\n", EGB_UNCOMPUTABLE, "E0602", 5, 21, "all values are equal", "goalposts");
  no_answer(two, "unit,a,bb\nX,1,5\nY,2,\n", EGB_UNCOMPUTABLE, "E0602", 5, 21, "only one value", "goalposts");
  no_answer(HEAD "available: 1\nindicators:\n  - {id: a}\n  - {id: b}\n", "unit,a,b\nX,1,\nY,2,\nP,,1\nQ,,2\n",
            EGB_UNCOMPUTABLE, "E0601", 3, 12, "no unit can be ranked", "available");
  no_answer(HEAD "indicators:\n  - {id: a, compute: \"ln(x)\"}\n", "unit,x\nX,1\nY,0\nZ,-1\n", EGB_UNCOMPUTABLE,
            "E0602", 4, 23, "no finite result for 2 units, first Y", "x of Y is 0, at <stdin>:3");
  no_answer(HEAD "indicators:\n  - {id: a, compute: \"x * 2\", bounds: [0, 10]}\n", "unit,x\nX,1\nY,6\n",
            EGB_UNCOMPUTABLE, "E0313", 4, 23, "a of Y is 12, outside its bounds 0 to 10", "x of Y is 6");
  no_answer(HEAD "indicators:\n  - {id: a, compute: \"x * 2\", points: {2: 1}}\n", "unit,x\nX,1\nY,6\n", EGB_REFUSED,
            "E0318", 4, 23, "no points for the answer `12` of Y", "`else:`");
  no_answer(HEAD "indicators:\n  - {id: a, normalise: {method: bands, thresholds: [1, 2], scores: [0, 1]}}\n",
            "unit,a\nX,1\nY,6\n", EGB_UNCOMPUTABLE, "E0602", 4, 33, "one number more", "write thresholds that rise");
  no_answer(HEAD "indicators:\n  - {id: a, normalise: two-sided}\n", "unit,a\nX,1\nY,6\n", EGB_UNCOMPUTABLE, "E0602", 4,
            24, "it has no `target:`", "`centre: median`");
}

/* What learns nothing needs no value in the period that is learned from. */
static void fixed_scales_learn_from_nothing(void **state) {
  (void)state;
  static const char table[] = "unit,period,a,b\nX,2018,,1\nX,2020,5,1\nY,2018,,2\nY,2020,6,3\n";
  small s = small_score(HEAD "fit: \"2018\"\nindicators:\n  - {id: a, goalposts: [0, 10]}\n  - {id: b}\n", table);
  assert_true(fabs(small_node(&s, "a", "X") - 50) < 1e-12 && fabs(small_node(&s, "b", "Y") - 200) < 1e-12);
  small_free(&s);
  no_answer(HEAD "fit: \"2018\"\nindicators:\n  - {id: a}\n  - {id: b}\n", table, EGB_UNCOMPUTABLE, "E0601", 5, 10,
            "no value at all in 2018", "fill the column in");
}

static void one_unit_is_warned_of(void **state) {
  (void)state;
  small s = small_try(HEAD "indicators:\n  - {id: a}\n", "unit,a\nX,1\n");
  assert_int_equal(s.status, EGB_UNCOMPUTABLE);
  small_message(&s, 0, "W0603", 0, 0, "one unit only, X, and `minmax`", "goalposts");
  small_message(&s, 1, "E0602", 4, 10, "there is only one value", "");
  small_free(&s);
}

static void a_unit_without_a_geometric_mean_is_warned_of(void **state) {
  (void)state;
  small s = small_score(HEAD "aggregate: geometric\nindicators:\n  - {id: a, normalise: as-is}\n"
                             "  - {id: b, normalise: as-is}\n",
                        "unit,a,b\nX,4,9\nY,-1,5\nZ,0,5\n");
  small_message(&s, 0, "W0604", 2, 5, "t has no score by `geometric` for 1 unit that have values below it, first Y",
                "negative");
  assert_near(small_node(&s, "t", "X"), 6, 1e-14);
  assert_near(small_node(&s, "t", "Y"), NAN, 0);
  assert_near(small_node(&s, "t", "Z"), 0, 0);
  small_free(&s);
}

static void answers_that_were_not_given_may_earn_points(void **state) {
  (void)state;
  small s = small_score(HEAD "indicators:\n  - {id: a, points: {0: 0, \">=1\": 2, missing: 1}}\n"
                             "  - {id: b, points: {value: 12}}\n  - {id: c, points: {answered: 1, missing: 0}}\n",
                        "unit,a,b,c\nX,0,0.25,7\nY,3,,\nZ,,1,2\n");
  assert_near(small_node(&s, "a", "X"), 0, 0);
  assert_near(small_node(&s, "a", "Y"), 100, 0);
  assert_near(small_node(&s, "a", "Z"), 50, 0);
  assert_near(small_node(&s, "b", "X"), 25, 0);
  assert_near(small_node(&s, "b", "Y"), NAN, 0);
  assert_near(small_node(&s, "c", "Y"), 0, 0);
  assert_int_equal(state_of(&s, "a", "Z"), EGB_STATE_IMPUTED);
  assert_int_equal(state_of(&s, "b", "Y"), EGB_STATE_MISSING);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(human_development_of_china_2010),
                                     cmocka_unit_test(missing_children_leave_their_weight_to_the_others),
                                     cmocka_unit_test(thresholds_are_met_exactly),
                                     cmocka_unit_test(ranks_see_the_published_decimals),
                                     cmocka_unit_test(ranks_within_a_group),
                                     cmocka_unit_test(levels_need_their_minimum_in_every_part),
                                     cmocka_unit_test(what_has_no_answer_is_told),
                                     cmocka_unit_test(fixed_scales_learn_from_nothing),
                                     cmocka_unit_test(one_unit_is_warned_of),
                                     cmocka_unit_test(a_unit_without_a_geometric_mean_is_warned_of),
                                     cmocka_unit_test(answers_that_were_not_given_may_earn_points)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
