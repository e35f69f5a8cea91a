/* The stages before and around the score: denominators, imputation, screening, treatment, logarithms, rounding,
 * rescaling, periods that methods learn from, tie-breakers, scenarios that drop and add. */

#include "model/trail.h"
#include "score/rounding.h"
#include "score/stages.h"
#include "small.h"

#include <math.h>

#define near(got, expected) assert_close(got, expected, 1e-12)
#define HEAD "egovbench: 1\nid: t\ntitle: T\ndata: [{file: '-'}]\n"

static double cell(const small *s, egb_stage stage, const char *node, const char *unit) {
  return egb_results_column(s->results, stage, egb_index_find(s->index, node))[small_unit(s, unit)];
}

static egb_state state(const small *s, egb_stage stage, const char *node, const char *unit) {
  return (egb_state)egb_results_states(s->results, stage, egb_index_find(s->index, node))[small_unit(s, unit)];
}

static void refused(const char *definition, const char *data, const char *code, size_t line, size_t column,
                    const char *text, const char *hint) {
  small s = small_try(definition, data);
  assert_int_not_equal(s.status, EGB_OK);
  assert_null(s.results);
  small_message(&s, 0, code, line, column, text, hint);
  small_free(&s);
}

/* ---- derive ---------------------------------------------------------------------------------- */

static void values_per_something(void **state_) {
  (void)state_;
  small s = small_score(HEAD "indicators:\n"
                             "  - {id: a, per: POP, normalise: as-is}\n"
                             "  - {id: b, compute: a + 1, per: {column: POP, scale: 1000}, normalise: as-is}\n",
                        "unit,a,POP\nX,6,3\nY,8,16\nZ,5,\n");
  near(cell(&s, EGB_STAGE_RAW, "a", "X"), 2);
  near(cell(&s, EGB_STAGE_RAW, "a", "Y"), 0.5);
  near(cell(&s, EGB_STAGE_RAW, "b", "X"), 7000.0 / 3);
  near(cell(&s, EGB_STAGE_RAW, "a", "Z"), (double)NAN);
  assert_int_equal(state(&s, EGB_STAGE_RAW, "a", "Z"), EGB_STATE_MISSING);
  small_free(&s);
  refused(HEAD "indicators: [{id: a, per: POP}]\n", "unit,a,POP\nX,6,3\nY,8,0\n", "E0602", 3, 5, "divided by `POP`",
          "above 0");
  refused(HEAD "indicators: [{id: a, per: POP}]\n", "unit,a,POP\nX,6,-3\nY,8,1\n", "E0602", 2, 5, "which is -3", "");
}

/* Both ends belong to what is possible; the next number outside does not. */
static void computed_values_at_their_bounds(void **state_) {
  (void)state_;
  static const char within[] = HEAD "indicators: [{id: a, compute: x * 2, bounds: [2, 10], normalise: as-is}]\n";
  small s = small_score(within, "unit,x\nX,5\nY,1\n");
  near(cell(&s, EGB_STAGE_RAW, "a", "X"), 10);
  near(cell(&s, EGB_STAGE_RAW, "a", "Y"), 2);
  small_free(&s);
  static const char *const beyond[] = {"unit,x\nX,5.0000000000000009\nY,1\n", "unit,x\nX,5\nY,0.99999999999999989\n"};
  for (size_t i = 0; i < 2; i++) {
    s = small_try(within, beyond[i]);
    assert_int_not_equal(s.status, EGB_OK);
    assert_null(s.results);
    small_free(&s);
  }
}

/* A unit with one value only, of which the mean has none, is reported as one with many. */
static void an_aggregation_without_an_answer_is_reported(void **state_) {
  (void)state_;
  small s = small_score(HEAD "defaults: {normalise: as-is}\naggregate: geometric\nindicators: [{id: a}, {id: b}]\n",
                        "unit,a,b\nX,-1,\nY,4,9\nZ,,\n");
  near(cell(&s, EGB_STAGE_SCORED, "t", "Y"), 6);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_WARNING), 1);
  assert_non_null(strstr(egb_diag_message(s.diag, 0)->text, "for 1 unit that"));
  assert_non_null(strstr(egb_diag_message(s.diag, 0)->text, "first X"));
  small_free(&s);
}

/* Data of one period that has a name is data with periods: what would come from others stays missing. */
static void one_named_period_is_a_period(void **state_) {
  (void)state_;
  static const char index[] = HEAD "indicators: [{id: a, impute: latest, normalise: as-is}]\n";
  small s = small_score(index, "unit,period,a\nX,2020,1\nY,2020,\n");
  near(cell(&s, EGB_STAGE_IMPUTED, "a", "Y"), (double)NAN);
  small_free(&s);
  refused(index, "unit,a\nX,1\nY,\n", "E0403", 5, 30, "the data has no periods", "`period`");
}

/* ---- impute ---------------------------------------------------------------------------------- */

/* Every missing value becomes the mean of the present values of all columns handed over: shows which those are. */
static const char *fill_all(const egb_impute_input *input) {
  double sum = 0, n = 0;
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++)
      if (!isnan(input->column[c][u])) {
        sum += input->column[c][u];
        n++;
        input->column[c][u] = input->column[c][u] + 0; /* and tries to change nothing */
      }
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++)
      if (isnan(input->column[c][u]))
        input->column[c][u] = sum / n;
      else
        input->column[c][u] = -999; /* what was observed must stay */
  return NULL;
}

/* The value of the first period. */
static const char *fill_first(const egb_impute_input *input) {
  assert_int_equal(input->period_count, 2);
  near(input->time[1], 2020);
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++)
      if (isnan(input->column[c][u]))
        input->column[c][u] = input->series[c][u];
  return NULL;
}

static const char *fill_group(const egb_impute_input *input) {
  assert_int_equal(input->group_count, 2);
  assert_true(input->group[0] == input->group[1] && input->group[2] != input->group[0]);
  assert_true(input->group[3] == SIZE_MAX);
  for (size_t u = 0; u < input->count; u++)
    if (isnan(input->column[0][u]))
      input->column[0][u] = input->predictor[0][u];
  return NULL;
}

static const char *const within[] = {"parent", "dimension", "index", NULL};
static const egb_parameter within_only[] = {{.name = "within",
                                             .kind = EGB_PARAMETER_CHOICE,
                                             .role = EGB_ROLE_WITHIN,
                                             .choices = within,
                                             .most = 2,
                                             .help = "."}};
static const egb_impute all_row = {
    .head = {.name = "all", .edges = "none", .parameter = within_only, .parameter_count = 1},
    .along_row = true,
    .apply = fill_all};
static const egb_impute first_row = {
    .head = {.name = "first", .edges = "none"}, .needs_periods = true, .apply = fill_first};
static const egb_parameter by_group[] = {{.name = "by", .kind = EGB_PARAMETER_GROUPING, .help = "."},
                                         {.name = "columns", .kind = EGB_PARAMETER_COLUMNS, .help = "."}};
static const egb_impute group_row = {
    .head = {.name = "group", .edges = "none", .parameter = by_group, .parameter_count = 2}, .apply = fill_group};

static void impute_by(small *s, const char *node, const egb_impute *row, const egb_chosen *with) {
  const size_t i = egb_index_find(s->index, node);
  s->index->node[i].impute.name = row->head.name;
  s->plan->node[i].impute = row;
  s->plan->node[i].impute_with = with;
}

static const char tree[] = HEAD "defaults: {normalise: as-is}\nindicators:\n"
                                "  - id: p\n    indicators: [{id: a}, {id: b}]\n"
                                "  - id: q\n    indicators: [{id: c}, {id: d}]\n";
static const char gaps[] = "unit,a,b,c,d\nX,1,,10,\nY,3,5,20,30\n";

static void imputed_cells_stay_marked(void **state_) {
  (void)state_;
  egb_chosen with = {.parameter = {EGB_WITHIN_PARENT}};
  small s = small_plan(tree, gaps, NULL);
  impute_by(&s, "a", &all_row, &with);
  impute_by(&s, "b", &all_row, &with);
  impute_by(&s, "c", &all_row, &with);
  assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
  near(cell(&s, EGB_STAGE_IMPUTED, "b", "X"), 3); /* of 1, 3, 5 */
  near(cell(&s, EGB_STAGE_IMPUTED, "a", "X"), 1);
  near(cell(&s, EGB_STAGE_IMPUTED, "d", "X"), (double)NAN); /* has no imputation */
  near(cell(&s, EGB_STAGE_RAW, "b", "X"), (double)NAN);
  static const egb_stage frames[] = {EGB_STAGE_IMPUTED, EGB_STAGE_TREATED, EGB_STAGE_NORMALISED, EGB_STAGE_SCORED};
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(state(&s, frames[i], "b", "X"), EGB_STATE_IMPUTED);
    assert_int_equal(state(&s, frames[i], "b", "Y"), EGB_STATE_OBSERVED);
  }
  const size_t x = small_unit(&s, "X");
  near(s.results->imputed_share[0][x], 0.25);
  near(s.results->imputed_share[egb_index_find(s.index, "p")][x], 0.5);
  near(s.results->coverage[0][x], 0.75);
  small_free(&s);

  with.parameter[0] = EGB_WITHIN_INDEX;
  s = small_plan(tree, gaps, NULL);
  impute_by(&s, "a", &all_row, &with);
  impute_by(&s, "b", &all_row, &with);
  impute_by(&s, "c", &all_row, &with);
  assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
  near(cell(&s, EGB_STAGE_IMPUTED, "b", "X"), 39.0 / 5); /* of 1, 3, 5, 10, 20 */
  small_free(&s);

  s = small_score(tree, "unit,a,b,c,d\nX,1,2,10,2\nY,3,5,20,30\n");
  assert_ptr_equal(s.results->imputed.value, s.results->raw.value);
  assert_ptr_equal(s.results->treated.value, s.results->raw.value);
  assert_null(s.results->imputed_share);
  small_free(&s);
}

static void imputations_see_other_periods(void **state_) {
  (void)state_;
  static const char data[] = "unit,period,a\nX,2018,7\nX,2020,\nY,2018,1\nY,2020,2\n";
  const egb_chosen with = {.parameter = {0}};
  small s = small_plan(HEAD "indicators: [{id: a, normalise: as-is}]\n", data, NULL);
  impute_by(&s, "a", &first_row, &with);
  assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
  near(cell(&s, EGB_STAGE_IMPUTED, "a", "X"), 7);
  near(cell(&s, EGB_STAGE_IMPUTED, "a", "Y"), 2);
  small_free(&s);
}

static void imputations_see_groups_and_columns(void **state_) {
  (void)state_;
  const double columns[] = {1};
  const egb_chosen with = {.parameter = {0}, .list = {{0}, {.item = columns, .count = 1, .rows = 1}}};
  small s = small_plan(HEAD "indicators: [{id: a, normalise: as-is}, {id: b, normalise: as-is}]\n",
                       "unit,a,b\nX,1,4\nY,,5\nZ,2,6\nW,3,7\n", NULL);
  /* Groups come from a unit list; here they are put in by hand. */
  const char *const grouping[] = {"region"}, *const groups[] = {"R", "R", "S", ""};
  const egb_unit *list = s.data->unit;
  egb_unit own[4];
  for (size_t u = 0; u < 4; u++) {
    own[u] = list[u];
    own[u].group = &groups[u];
  }
  s.data->unit = own;
  s.data->grouping = grouping;
  s.data->grouping_count = 1;
  impute_by(&s, "a", &group_row, &with);
  assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
  near(cell(&s, EGB_STAGE_IMPUTED, "a", "Y"), 5);
  small_free(&s);
}

/* ---- screen ---------------------------------------------------------------------------------- */

#define FOUR                                                                                                           \
  "indicators:\n  - id: p\n    indicators: [{id: a}, {id: b}]\n  - id: q\n    indicators: [{id: c}, {id: d}]\n"
static const char holes[] = "unit,a,b,c,d\nA,1,2,3,4\nB,9,8,,\nC,5,,6,0\nD,2,0,0,0\nE,100,90,80,70\nF,7,7,7,\n";

static void out_is(const small *s, const char *unit, const char *reason) {
  const char *is = s->results->screened[small_unit(s, unit)];
  if (reason == NULL ? is == NULL : is != NULL && strcmp(is, reason) == 0)
    return;
  fail_msg("%s: `%s` instead of `%s`", unit, is != NULL ? is : "none", reason != NULL ? reason : "none");
}

static void units_are_screened(void **state_) {
  (void)state_;
  small s = small_score(HEAD "screen:\n  available: 75%\n  zeros: 0.5\n  exclude: {E: another world}\n"
                             "  include: {B: the host}\n" FOUR,
                        holes);
  out_is(&s, "A", NULL);
  out_is(&s, "B", NULL);
  out_is(&s, "C", NULL);
  out_is(&s, "D", "3 of its 4 values are zero, more than 50%");
  out_is(&s, "E", "left out: another world");
  near(egb_results_score(s.results, small_unit(&s, "E")), (double)NAN);
  near(egb_results_rank(s.results, small_unit(&s, "E")), (double)NAN);
  /* Nothing is learned from who does not take part: minmax of a runs from 1 to 9. */
  near(small_node(&s, "a", "A"), 0);
  near(small_node(&s, "a", "B"), 100);
  near(small_node(&s, "a", "E"), (double)NAN);
  near(cell(&s, EGB_STAGE_RAW, "a", "E"), 100); /* the data stay to be seen */
  near(s.results->coverage[0][small_unit(&s, "E")], 1);
  small_free(&s);

  s = small_score(HEAD "screen: {available-by-dimension: 100%}\n" FOUR, holes);
  out_is(&s, "B", "0 of 2 indicators of q, but 100% of them are required");
  out_is(&s, "C", "1 of 2 indicators of p, but 100% of them are required");
  out_is(&s, "D", NULL);
  small_free(&s);

  s = small_score(HEAD "screen: {available: 0.9}\n" FOUR, holes);
  out_is(&s, "F", "3 of 4 indicators, but 90% of them are required");
  small_free(&s);

  s = small_try(HEAD "screen: {exclude: {A: x, B: x, C: x, D: x, E: x, F: x}}\n" FOUR, holes);
  assert_int_equal(s.status, EGB_UNCOMPUTABLE);
  small_message(&s, 0, "E0601", 0, 0, "leaves no unit", "screen");
  small_free(&s);

  s = small_plan(HEAD "screen: {exclude: {Q: x}}\n" FOUR, holes, NULL);
  assert_int_equal(s.status, EGB_OK);
  small_message(&s, 0, "W0407", 5, 20, "names Q", "such as A");
  small_free(&s);
}

static void units_without_a_rank_are_scored(void **state_) {
  (void)state_;
  small s = small_score(HEAD "screen: {unranked: {E: sum of the others}}\n" FOUR, holes);
  const size_t unit = small_unit(&s, "E");
  near(egb_results_score(s.results, unit), 100); /* it is learned from, too */
  near(egb_results_rank(s.results, unit), (double)NAN);
  assert_string_equal(s.results->unranked[unit], "sum of the others");
  out_is(&s, "E", NULL);
  size_t first = 0;
  for (size_t u = 0; u < s.results->unit_count; u++)
    first += s.results->rank[u] == 1;
  assert_int_equal(first, 1);
  assert_int_equal(s.results->order[s.results->unit_count - 1], unit);
  egb_trail *trail = NULL;
  assert_int_equal(egb_trail_new(s.results, small_unit(&s, "B"), s.diag, &trail), EGB_OK);
  near(trail->step[0].rank, 1); /* E, with the higher score, is not counted */
  near(trail->step[0].of, 5);
  egb_trail_free(trail);
  small_free(&s);

  s = small_plan(HEAD "screen: {unranked: {Q: x}}\n" FOUR, holes, NULL);
  assert_int_equal(s.status, EGB_OK);
  small_message(&s, 0, "W0407", 5, 21, "names Q", "such as A");
  small_free(&s);
}

/* Half of the indicators, or of the parts: p has one part of two, q one indicator of four. */
static void children_may_be_counted(void **state_) {
  (void)state_;
  static const char parts[] = "defaults: {normalise: as-is}\nindicators:\n"
                              "  - id: p\n    indicators: [{id: a}, {id: b}, {id: c}]\n  - {id: d}\n";
  static const char data[] = "unit,a,b,c,d\nA,1,2,3,4\nB,1,2,3,\nC,,,,5\nD,1,,,\n";
  static const struct {
    const char *available;
    bool scored[4];
  } cases[] = {{"available: 0.5\n", {true, true, false, false}},
               {"available: {share: 0.5}\n", {true, true, false, false}},
               {"available: {share: 0.5, of: children}\n", {true, true, true, true}},
               {"available: {share: 75%, of: indicators}\n", {true, true, false, false}},
               {"available: {share: 0.9, of: children}\n", {true, false, false, false}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char definition[400];
    (void)snprintf(definition, sizeof definition, HEAD "%s%s", cases[i].available, parts);
    small s = small_score(definition, data);
    for (size_t u = 0; u < 4; u++) {
      const char id[] = {(char)('A' + (int)u), '\0'};
      const size_t unit = small_unit(&s, id);
      assert_int_equal(!isnan(egb_results_score(s.results, unit)), cases[i].scored[u]);
      assert_int_equal(egb_score_states(s.results, 0)[unit] == EGB_STATE_WITHHELD, !cases[i].scored[u]);
    }
    small_free(&s);
  }
}

/* Imputed values count as missing, unless the definition says otherwise. */
static void screening_sees_what_was_observed(void **state_) {
  (void)state_;
  const egb_chosen with = {.parameter = {0}};
  for (int after = 0; after < 2; after++) {
    small s = small_plan(HEAD "screen: {available: 0.9}\ndefaults: {normalise: as-is}\n" FOUR, holes, NULL);
    s.index->screen.after_imputation = after == 1;
    impute_by(&s, "d", &all_row, &with);
    assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
    out_is(&s, "F", after ? NULL : "3 of 4 indicators, but 90% of them are required");
    out_is(&s, "B",
           after ? "3 of 4 indicators, but 90% of them are required"
                 : "2 of 4 indicators, but 90% of them are required");
    small_free(&s);
  }
}

/* ---- treat ----------------------------------------------------------------------------------- */

static void outliers_are_treated_and_marked(void **state_) {
  (void)state_;
  small s = small_score(HEAD "indicators: [{id: a, treat: winsorise}]\n",
                        "unit,a\nA,1\nB,2\nC,3\nD,4\nE,5\nF,6\nG,7\nH,8\nI,9\nJ,1000\n");
  near(cell(&s, EGB_STAGE_TREATED, "a", "J"), 9);
  near(cell(&s, EGB_STAGE_RAW, "a", "J"), 1000);
  assert_int_equal(state(&s, EGB_STAGE_TREATED, "a", "J"), EGB_STATE_TREATED);
  assert_int_equal(state(&s, EGB_STAGE_NORMALISED, "a", "J"), EGB_STATE_TREATED);
  assert_int_equal(state(&s, EGB_STAGE_TREATED, "a", "I"), EGB_STATE_OBSERVED);
  near(small_node(&s, "a", "J"), 100);
  near(small_node(&s, "a", "E"), 50);
  const egb_treatment_record *record = &s.results->treatment[egb_index_find(s.index, "a")];
  assert_true(record->applied && record->passed);
  assert_int_equal(record->winsorised, 1);
  near(record->high, 9);
  assert_string_equal(record->transform, "none");
  small_free(&s);
}

/* ---- what stands around every scale ---------------------------------------------------------- */

static void numbers_round_as_published(void **state_) {
  (void)state_;
  near(egb_round(2.675, 2, EGB_ROUNDING_HALF_UP), 2.68); /* 2.67499999999999982236431605997495353221893310546875 */
  near(egb_round(2.675, 2, EGB_ROUNDING_HALF_EVEN), 2.68);
  near(egb_round(2.665, 2, EGB_ROUNDING_HALF_EVEN), 2.66);
  near(egb_round(-2.665, 2, EGB_ROUNDING_HALF_UP), -2.67);
  near(egb_round(0.5, 0, EGB_ROUNDING_HALF_EVEN), 0);
  near(egb_round(0.5, 0, EGB_ROUNDING_HALF_UP), 1);
  near(egb_round(1.5, 0, EGB_ROUNDING_HALF_EVEN), 2);
  near(egb_round(2.6749, 2, EGB_ROUNDING_HALF_UP), 2.67);
  near(egb_round(2.67499, 2, EGB_ROUNDING_HALF_UP), 2.67);
  near(egb_round(6.45, 1, EGB_ROUNDING_HALF_UP), 6.5);
  near(egb_round((6.4 + 6.5) / 2, 1, EGB_ROUNDING_HALF_UP), 6.5);
  near(egb_round(72.34999, 1, EGB_ROUNDING_HALF_UP), 72.3);
  near(egb_round(1e300, 3, EGB_ROUNDING_HALF_UP), 1e300);
  near(egb_round(0.1 + 0.2, 15, EGB_ROUNDING_HALF_UP), 0.3);
  near(egb_round(3.14, -1, EGB_ROUNDING_HALF_UP), 3.14);
  assert_false(signbit(egb_round(-0.2, 0, EGB_ROUNDING_HALF_UP)));
  assert_true(isnan(egb_round((double)NAN, 2, EGB_ROUNDING_HALF_UP)));
}

/* The two constant indicators leave, and q with its only one, so that X has what it has without them (half of 1 and 0,
 * and 0.4); fixed goalposts keep e. A period in which they differ keeps all. */
static void constant_indicators_leave_where_that_is_asked(void **state_) {
  (void)state_;
  static const char rest[] = "indicators:\n  - id: p\n    indicators: [{id: a, weight: 2}, {id: b}, {id: c}]\n"
                             "  - {id: q, indicators: [{id: d}]}\n  - {id: e, goalposts: [0, 10]}\n";
  static const char data[] = "unit,period,a,b,c,d,e\nX,1,1,7,3,5,4\nY,1,1,6,,5,4\nZ,1,1,2,9,5,4\n"
                             "X,2,1,7,3,5,4\nY,2,2,6,,5,4\nZ,2,1,2,9,6,4\n";
  char definition[600];
  (void)snprintf(definition, sizeof definition,
                 "egovbench: 1\nid: t\ndata: [{file: '-'}]\nperiod: %d\ndefaults: {if-constant: drop}\n%s", 1, rest);
  small s = small_score(definition, data);
  near(egb_scores(s.results, 0)[small_unit(&s, "X")], (100.0 / 2 + 40) / 2);
  assert_false(egb_plan_takes_part(s.plan, egb_index_find(s.index, "a")));
  assert_false(egb_plan_takes_part(s.plan, egb_index_find(s.index, "q")));
  assert_true(egb_plan_takes_part(s.plan, egb_index_find(s.index, "e")));
  near(egb_plan_effective_weight(s.plan, egb_index_find(s.index, "b")), 0.25);
  small_free(&s);
  (void)snprintf(definition, sizeof definition,
                 "egovbench: 1\nid: t\ndata: [{file: '-'}]\nperiod: %d\ndefaults: {if-constant: drop}\n%s", 2, rest);
  s = small_score(definition, data);
  for (size_t i = 0; i < s.index->node_count; i++)
    assert_true(egb_plan_takes_part(s.plan, i));
  small_free(&s);
}

/* What R 4.2.2 gives (fround of its library Rmath), bit by bit; the first eight are in its help page or in the vignette
 * "Rounding to Decimal Digits in Binary" of the package round. */
static void numbers_round_as_r_does(void **state_) {
  (void)state_;
  static const struct {
    double value;
    int decimals;
    double rounded;
  } cases[] = {{0.15, 1, 0.1},
               {0.25, 1, 0.2},
               {0.35, 1, 0.3},
               {0.45, 1, 0.4},
               {0.55, 1, 0.6},
               {0.65, 1, 0.7},
               {2.5, 0, 2},
               {-1.5, 0, -2},
               {0.285, 2, 0.28},
               {2.675, 2, 2.67},
               {1.005, 2, 1},
               {0.015, 2, 0.01},
               {5.015, 2, 5.02},
               {5.055, 2, 5.06},
               {10.075, 2, 10.07},
               {55.55, 1, 55.5},
               {6.45, 1, 6.4},
               {1234567.8915, 3, 1234567.891},
               {72.34999, 1, 72.3},
               {0.1 + 0.2, 15, 0.3},
               {1e300, 3, 1e300},
               {-0.285, 2, -0.28},
               {123456789.123456789, 9, 123456789.123456789}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const double rounded = egb_round(cases[i].value, cases[i].decimals, EGB_ROUNDING_R);
    if (memcmp(&rounded, &cases[i].rounded, sizeof rounded) != 0)
      fail_msg("%.17g to %d: %.17g", cases[i].value, cases[i].decimals, rounded);
    assert_true(egb_score_quantise(cases[i].value, cases[i].decimals, EGB_ROUNDING_R) <= rounded);
    assert_true(egb_score_quantise(cases[i].value, cases[i].decimals, EGB_ROUNDING_R) >= rounded);
  }
  assert_false(signbit(egb_round(-0.2, 0, EGB_ROUNDING_R)));
  assert_true(isnan(egb_round((double)NAN, 2, EGB_ROUNDING_R)));
}

/* Risk indices round at every tier. */
static void every_tier_may_round(void **state_) {
  (void)state_;
  small s = small_score(HEAD "scale: 10\naggregate: {method: arithmetic, round: 1, rounding: half-up}\n"
                             "defaults: {normalise: {method: goalposts, round: 1, rounding: half-up}}\n"
                             "indicators: [{id: a, goalposts: [0, 30]}, {id: b, goalposts: [0, 10]}]\n",
                        "unit,a,b\nX,10,3\nY,20,6.45\n");
  near(small_node(&s, "a", "X"), 3.3);
  near(small_node(&s, "a", "Y"), 6.7);
  near(small_node(&s, "b", "Y"), 6.5); /* 6.45 */
  near(small_node(&s, "t", "X"), 3.2); /* 3.15 */
  near(small_node(&s, "t", "Y"), 6.6);
  small_free(&s);
}

static void logarithms_of_values_and_goalposts(void **state_) {
  (void)state_;
  /* UNDP, Technical note 1: the income index, goalposts 100 and 75,000 dollars. */
  small s = small_score(HEAD "scale: 1\nindicators: [{id: a, goalposts: [100, 75000], normalise: {method: goalposts, "
                             "log: ln}}, {id: b, normalise: {method: minmax, log: log10, zero: 0.001}}]\n",
                        "unit,a,b\nX,100,10\nY,75000,1000\nZ,7480,100\n");
  near(small_node(&s, "a", "X"), 0);
  near(small_node(&s, "a", "Y"), 1);
  near(small_node(&s, "a", "Z"), (log(7480) - log(100)) / (log(75000) - log(100)));
  near(small_node(&s, "b", "X"), 0.001);
  near(small_node(&s, "b", "Z"), 0.5);
  small_free(&s);
  refused(HEAD "indicators: [{id: a, goalposts: [0, 10], normalise: {method: goalposts, log: ln}}]\n",
          "unit,a\nX,1\nY,2\n", "E0403", 5, 34, "goalpost 0", "above 0");
  refused(HEAD "indicators: [{id: a, normalise: {method: minmax, log: ln}}]\n", "unit,a\nX,1\nY,0\n", "E0602", 3, 3,
          "a of Y is 0", "`log`");
}

static void aggregates_are_rescaled(void **state_) {
  (void)state_;
  small s = small_score(HEAD "indicators:\n"
                             "  - id: p\n    rescale: {method: minmax, to: [1, 10], round: 2}\n"
                             "    indicators: [{id: a, normalise: as-is}, {id: b, normalise: as-is}]\n"
                             "  - {id: c, normalise: as-is}\n",
                        "unit,a,b,c\nX,0,20,1\nY,20,30,2\nZ,40,60,3\nW,,,4\n");
  near(small_node(&s, "p", "X"), 1);
  near(small_node(&s, "p", "Y"), 4.38); /* 1 + 9 * 15 / 40 = 4.375, to the even digit */
  near(small_node(&s, "p", "Z"), 10);
  near(small_node(&s, "p", "W"), (double)NAN);
  near(small_node(&s, "t", "Y"), 3.19);
  const size_t units = s.results->unit_count, p = egb_index_find(s.index, "p");
  near(s.results->before_rescale[p * units + 1], 25);
  near(s.results->before_rescale[0], (double)NAN);
  near(s.results->fitted[p * EGB_FITTED_MAX], 10);
  /* Changed weights change what the scale learns. */
  assert_int_equal(egb_plan_set_weight(s.plan, "a", 0.5, EGB_RESCALE_PROPORTIONAL, s.diag), EGB_OK);
  assert_int_equal(egb_rescore(s.plan, s.results, s.diag), EGB_OK);
  near(s.results->fitted[p * EGB_FITTED_MAX], 15);
  near(small_node(&s, "p", "X"), 1);
  small_free(&s);
  refused(HEAD "indicators:\n  - id: p\n    rescale: points\n    indicators: [{id: a}, {id: b}]\n",
          "unit,a,b\nX,1,2\nY,2,1\n", "E0403", 7, 14, "needs answers", "minmax");
  refused(HEAD
          "indicators:\n  - id: p\n    rescale: zscore\n    indicators: [{id: a}, {id: b}]\naggregate: geometric\n",
          "unit,a,b\nX,1,2\nY,2,1\n", "E0403", 9, 12, "rescaled by `zscore`", "zero");
}

/* The mean of 0.1 and 0.7 is the double before 0.4. */
static void rescaling_sees_no_rounding(void **state_) {
  (void)state_;
  static const char definition[] = HEAD "defaults: {normalise: as-is}\nindicators:\n"
                                        "  - {id: p, rescale: %s, indicators: [{id: a}, {id: b}]}\n";
  static const char *const methods[] = {"percentile", "minmax", "distance-to-maximum"};
  char text[300];
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    (void)snprintf(text, sizeof text, definition, methods[i]);
    small s = small_score(text, "unit,a,b\nX,0.1,0.7\nY,0.4,0.4\nZ,0.3,0.3\nW,0.6,0.5\n");
    assert_true(small_node(&s, "p", "X") == small_node(&s, "p", "Y"));
    near(small_node(&s, "p", "X"), i == 0 ? 100.0 / 3 : 40);
    small_free(&s);
    if (i > 0)
      refused(text, "unit,a,b\nX,0.1,0.7\nY,0.4,0.4\n", "E0602", 7, 22, "cannot be rescaled by", "no range");
  }
}

/* Ranks see steps of 1e-9: the scale of the scores is too small for them. Rounding alone is no difference. */
static void scores_too_small_for_ranks(void **state_) {
  (void)state_;
  static const char definition[] = HEAD "indicators: [{id: a, normalise: as-is}, {id: b, normalise: as-is}]\n";
  static const char *const quiet[] = {"unit,a,b\nX,1e-5,0\nY,0,0\n", "unit,a,b\nX,0.1,0.7\nY,0.4,0.4\n",
                                      "unit,a,b\nX,0,0\nY,0,0\n"};
  small s = small_score(definition, "unit,a,b\nX,1e-12,1e-12\nY,2e-12,2e-12\nZ,4e-12,4e-12\n");
  small_message(&s, 0, "W0611", 0, 0, "lie within 3e-12", "larger scale");
  near(egb_results_rank(s.results, 0), 1);
  small_free(&s);
  for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++) {
    s = small_score(definition, quiet[i]);
    assert_int_equal(egb_diag_kept(s.diag), 0);
    small_free(&s);
  }
}

/* ---- periods --------------------------------------------------------------------------------- */

static const char panel[] = "unit,period,a,b\nX,2018,10,1\nY,2018,20,2\nZ,2018,30,4\n"
                            "X,2020,20,3\nY,2020,40,5\nZ,2020,,2\n";

static small at(const char *definition, const char *period) {
  const egb_plan_options options = {.size = sizeof options, .period = period};
  small s = small_plan(definition, panel, &options);
  if (s.status == EGB_OK)
    s.status = egb_score(s.plan, s.diag, &s.results);
  if (s.status != EGB_OK)
    print_messages(s.diag);
  assert_int_equal(s.status, EGB_OK);
  return s;
}

static void methods_learn_from_periods(void **state_) {
  (void)state_;
  small s = at(HEAD "fit: '2018'\nindicators: [{id: a}]\n", "2020");
  near(small_node(&s, "a", "X"), 50);
  near(small_node(&s, "a", "Y"), 150); /* beyond what 2018 had */
  small_free(&s);
  s = at(HEAD "fit: all\nindicators: [{id: a}]\n", "2020");
  near(small_node(&s, "a", "X"), 100.0 / 3);
  near(small_node(&s, "a", "Y"), 100);
  small_free(&s);
  s = at(HEAD "fit: all\nindicators: [{id: a}]\n", "2018");
  near(small_node(&s, "a", "X"), 0);
  near(small_node(&s, "a", "Z"), 200.0 / 3);
  small_free(&s);
  /* Who is screened out of a period is not learned from in that period. */
  s = at(HEAD "fit: all\nscreen: {available: 1}\nindicators: [{id: a}, {id: b}]\n", "2018");
  near(small_node(&s, "b", "Y"), 25); /* 1 to 5 without Z's 2 of 2020, which would not matter */
  small_free(&s);
  refused(HEAD "fit: '2019'\nindicators: [{id: a}]\n", panel, "E0317", 5, 7, "2019", "2018");
  refused(HEAD "fit: '2019'\nindicators: [{id: a}]\n", "unit,a\nX,1\nY,2\n", "E0317", 5, 7, "2019", "no periods");
}

/* What a method says for itself comes before `fit:` of the definition; a method tried in its place keeps it. */
static void a_method_has_periods_of_its_own(void **state_) {
  (void)state_;
  small s = at(HEAD "indicators: [{id: a, normalise: {method: minmax, fit: all}}, {id: b}]\n", "2020");
  near(small_node(&s, "a", "X"), 100.0 / 3);
  near(small_node(&s, "b", "X"), 100.0 / 3); /* 2 to 5 */
  near(small_node(&s, "b", "Y"), 100);
  small_free(&s);
  s = at(HEAD "fit: all\nindicators: [{id: a, normalise: {method: minmax, fit: period}}, {id: b}]\n", "2020");
  near(small_node(&s, "a", "X"), 0);
  near(small_node(&s, "b", "X"), 50); /* 1 to 5 */
  small_free(&s);
  s = at(HEAD "fit: all\ndefaults: {normalise: {method: minmax, fit: '2018'}}\nindicators: [{id: a}, {id: b}]\n",
         "2020");
  near(small_node(&s, "a", "Y"), 150);
  near(small_node(&s, "b", "Y"), 400.0 / 3);
  small_free(&s);
  small own = at(
      HEAD
      "indicators: [{id: a, treat: {method: winsorise, points: 1, skewness: 0.1, kurtosis: 0.1, fit: all}}, {id: b}]\n",
      "2020");
  small staged =
      at(HEAD "fit: {treat: all, normalise: period}\n"
              "indicators: [{id: a, treat: {method: winsorise, points: 1, skewness: 0.1, kurtosis: 0.1}}, {id: b}]\n",
         "2020");
  small_same(&own, &staged, 0);
  small_free(&own);
  small_free(&staged);
}

static void a_method_cannot_learn_from_them(void **state_) {
  (void)state_;
  refused(HEAD "indicators: [{id: a, normalise: {method: minmax, fit: 2019}}]\n", panel, "E0317", 5, 55, "2019",
          "2018");
  refused(HEAD "indicators: [{id: a, normalise: {method: rank, fit: all}}]\n", panel, "E0403", 5, 42, "all periods",
          "`fit: all`");
  refused(HEAD "indicators: [{id: p, rescale: {method: minmax, fit: all}, indicators: [{id: a}]}]\n", panel, "E0403", 5,
          40, "has no meaning there", "remove `fit`");
  refused(HEAD "indicators: [{id: a, impute: {method: mean, fit: all}}]\n", panel, "E0402", 5, 45, "`fit`", "");
}

static void a_base_period_scores_itself_as_if_alone(void **state_) {
  (void)state_;
  static const char *const methods[] = {"minmax", "zscore", "goalposts"};
  for (size_t i = 0; i < 3; i++) {
    char based[400], alone[400];
    (void)snprintf(based, sizeof based,
                   HEAD "fit: '2018'\ndefaults: {normalise: %s}\nindicators: [{id: a, goalposts: [0, "
                        "50], treat: winsorise, normalise: %s}, {id: b, goalposts: [0, 5], normalise: %s}]\n",
                   methods[i], methods[i], methods[i]);
    (void)snprintf(alone, sizeof alone,
                   HEAD "defaults: {normalise: %s}\nindicators: [{id: a, goalposts: [0, 50], treat: "
                        "winsorise, normalise: %s}, {id: b, goalposts: [0, 5], normalise: %s}]\n",
                   methods[i], methods[i], methods[i]);
    small a = at(based, "2018"), b = small_score(alone, "unit,a,b\nX,10,1\nY,20,2\nZ,30,4\n");
    for (size_t u = 0; u < 3; u++) {
      near(egb_results_score(a.results, u), egb_results_score(b.results, u));
      near(egb_results_rank(a.results, u), egb_results_rank(b.results, u));
    }
    small_free(&a);
    small_free(&b);
  }
}

/* ---- ranks ----------------------------------------------------------------------------------- */

static void ties_are_broken(void **state_) {
  (void)state_;
  static const char data[] = "unit,a,b,c\nA,1,3,5\nB,3,1,5\nC,2,2,1\nD,2,2,9\nE,,4,0\nF,9,9,9\n";
#define TIED "aggregate: arithmetic\ndefaults: {normalise: as-is}\nindicators: [{id: a}, {id: b}, {id: c, weight: 0}]\n"
  small s = small_score(HEAD "rank: {tie-breakers: [a, c]}\n" TIED, data);
  static const double ranks[] = {6, 3, 5, 4, 2, 1}; /* E has 4 alone; A to D have 2: B by a, then D and C by c */
  for (size_t u = 0; u < 6; u++)
    near(egb_results_rank(s.results, u), ranks[u]);
  assert_int_equal(egb_results_order(s.results, 2), 1);
  const bool member[] = {true, false, true, true, false, false};
  double within_rank[6];
  assert_int_equal(egb_results_rank_within(s.results, member, s.diag, within_rank), EGB_OK);
  near(within_rank[3], 1);
  near(within_rank[0], 3);
  /* All groups at once are each group alone; a unit of none has no rank. */
  static const size_t group[] = {0, 1, 0, 0, SIZE_MAX, 1};
  double group_rank[6];
  assert_int_equal(egb_results_rank_groups(s.results, group, 2, s.diag, group_rank), EGB_OK);
  static const double wanted[] = {3, 2, 2, 1, (double)NAN, 1}; /* D C A and F B */
  for (size_t u = 0; u < 6; u++)
    near(group_rank[u], wanted[u]);
  small_free(&s);
  s = small_score(HEAD "rank: {tie-breakers: [a]}\n" TIED, data);
  near(egb_results_rank(s.results, 2), 4);
  near(egb_results_rank(s.results, 3), 4);
  near(egb_results_rank(s.results, 0), 6);
  small_free(&s);
}

static void ranks_round_by_their_rule(void **state_) {
  (void)state_;
  static const char data[] = "unit,a\nA,0.5\nB,1.4\nC,0\n";
  small s = small_score(HEAD "rank: {decimals: 0, rounding: half-up}\nindicators: [{id: a, normalise: as-is}]\n", data);
  near(egb_results_rank(s.results, 0), 1);
  near(egb_results_rank(s.results, 1), 1);
  small_free(&s);
  s = small_score(HEAD "rank: {decimals: 0}\nindicators: [{id: a, normalise: as-is}]\n", data);
  near(egb_results_rank(s.results, 0), 2);
  small_free(&s);
}

/* ---- scenarios ------------------------------------------------------------------------------- */

static const char whole[] =
    HEAD "defaults: {available: 60%}\nindicators:\n"
         "  - id: p\n    weight: 2\n    indicators: [{id: a}, {id: b}, {id: e, optional: true}]\n"
         "  - id: q\n    weight: 1\n    indicators: [{id: c}, {id: d}]\n"
         "scenarios:\n  less: {drop: [b, q]}\n  more: {add: [e], weights: {e: 50%}}\n"
         "  none: {drop: [a, b]}\n  wrong: {drop: [q], weights: {q: 1}}\n";
static const char without[] = HEAD "defaults: {available: 60%}\nindicators:\n"
                                   "  - id: p\n    weight: 2\n    indicators: [{id: a}]\n";
static const char cells[] = "unit,a,b,c,d,e\nX,1,,3,4,1\nY,2,5,,2,\nZ,,4,1,7,3\nW,9,1,2,,2\n";

static void dropped_nodes_are_as_if_not_written(void **state_) {
  (void)state_;
  const egb_plan_options less = {.size = sizeof less, .scenario = "less"},
                         more = {.size = sizeof more, .scenario = "more"};
  small a = small_plan(whole, cells, &less), b = small_score(without, cells);
  assert_int_equal(egb_score(a.plan, a.diag, &a.results), EGB_OK);
  const char *const nodes[] = {"t", "p", "a"};
  for (size_t u = 0; u < 4; u++) {
    const char *unit = a.data->unit[u].id;
    for (size_t i = 0; i < 3; i++)
      near(small_node(&a, nodes[i], unit), small_node(&b, nodes[i], unit));
    near(egb_results_coverage(a.results, 0, u), egb_results_coverage(b.results, 0, u));
    near(egb_results_rank(a.results, u), egb_results_rank(b.results, u));
    near(small_node(&a, "q", unit), (double)NAN);
  }
  near(egb_plan_effective_weight(a.plan, egb_index_find(a.index, "a")), 1);
  near(egb_plan_share(a.plan, egb_index_find(a.index, "q")), 0);
  /* Results of one choice of nodes do not fit another. */
  egb_plan *plain = NULL;
  assert_int_equal(egb_plan_new(a.index, a.data, NULL, a.diag, &plain), EGB_OK);
  assert_int_equal(egb_rescore(plain, a.results, a.diag), EGB_USAGE);
  near(egb_plan_share(plain, egb_index_find(a.index, "e")), 0);
  near(egb_plan_share(plain, egb_index_find(a.index, "a")), 0.5);
  assert_int_equal(egb_plan_set_weight(plain, "e", 1, EGB_RESCALE_FREE, a.diag), EGB_USAGE);
  egb_plan_free(plain);
  small_free(&a);
  small_free(&b);
  a = small_plan(whole, cells, &more);
  assert_int_equal(a.status, EGB_OK);
  near(egb_plan_share(a.plan, egb_index_find(a.index, "e")), 0.5);
  small_free(&a);
  const char *const faulty[] = {"none", "wrong"};
  for (size_t i = 0; i < 2; i++) {
    const egb_plan_options options = {.size = sizeof options, .scenario = faulty[i]};
    a = small_plan(whole, cells, &options);
    assert_int_equal(a.status, EGB_REFUSED);
    assert_null(a.plan);
    small_free(&a);
  }
}

/* ---- methods that look at more --------------------------------------------------------------- */

static void lists_and_expressions_are_parameters(void **state_) {
  (void)state_;
  small s = small_score(HEAD "aggregate: {method: owa, weights: [1/2, 1/3, 1/6]}\ndefaults: {normalise: as-is}\n"
                             "indicators: [{id: a}, {id: b}, {id: c}]\n",
                        "unit,a,b,c\nX,6,12,18\nY,18,12,6\n");
  near(small_node(&s, "t", "X"), small_node(&s, "t", "Y"));
  small_free(&s);
  refused(HEAD "indicators: [{id: a, normalise: {method: zscore, mean: (1}}]\n", "unit,a\nX,1\nY,2\n", "E0211", 5, 56,
          "", "");
  refused(HEAD "indicators: [{id: a, normalise: {method: zscore, mean: b}}]\n", "unit,a\nX,1\nY,2\n", "E0402", 5, 56,
          "not a number", "1/3");
}

/* Copeland compares units: who is withheld is not compared with. */
static void comparisons_leave_withheld_units_out(void **state_) {
  (void)state_;
  static const char definition[] = HEAD "aggregate: copeland\navailable: 60%\ndefaults: {normalise: as-is}\n"
                                        "indicators: [{id: a}, {id: b}, {id: c}]\n";
  small s = small_score(definition, "unit,a,b,c\nX,1,1,2\nY,2,2,1\nZ,3,3,3\nW,9,,\n");
  small t = small_score(definition, "unit,a,b,c\nX,1,1,2\nY,2,2,1\nZ,3,3,3\n");
  for (size_t u = 0; u < 3; u++)
    near(egb_results_score(s.results, u), egb_results_score(t.results, u));
  near(egb_results_score(s.results, 3), (double)NAN);
  assert_int_equal(state(&s, EGB_STAGE_SCORED, "t", "W"), EGB_STATE_WITHHELD);
  small_free(&s);
  small_free(&t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_per_something),
      cmocka_unit_test(computed_values_at_their_bounds),
      cmocka_unit_test(an_aggregation_without_an_answer_is_reported),
      cmocka_unit_test(one_named_period_is_a_period),
      cmocka_unit_test(imputed_cells_stay_marked),
      cmocka_unit_test(imputations_see_other_periods),
      cmocka_unit_test(imputations_see_groups_and_columns),
      cmocka_unit_test(units_are_screened),
      cmocka_unit_test(units_without_a_rank_are_scored),
      cmocka_unit_test(children_may_be_counted),
      cmocka_unit_test(screening_sees_what_was_observed),
      cmocka_unit_test(outliers_are_treated_and_marked),
      cmocka_unit_test(numbers_round_as_published),
      cmocka_unit_test(numbers_round_as_r_does),
      cmocka_unit_test(constant_indicators_leave_where_that_is_asked),
      cmocka_unit_test(every_tier_may_round),
      cmocka_unit_test(logarithms_of_values_and_goalposts),
      cmocka_unit_test(aggregates_are_rescaled),
      cmocka_unit_test(rescaling_sees_no_rounding),
      cmocka_unit_test(scores_too_small_for_ranks),
      cmocka_unit_test(methods_learn_from_periods),
      cmocka_unit_test(a_base_period_scores_itself_as_if_alone),
      cmocka_unit_test(a_method_has_periods_of_its_own),
      cmocka_unit_test(a_method_cannot_learn_from_them),
      cmocka_unit_test(ties_are_broken),
      cmocka_unit_test(ranks_round_by_their_rule),
      cmocka_unit_test(dropped_nodes_are_as_if_not_written),
      cmocka_unit_test(lists_and_expressions_are_parameters),
      cmocka_unit_test(comparisons_leave_withheld_units_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
