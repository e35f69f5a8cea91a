/* Plans: what is refused, with its place and what to do; and what is resolved. */

#include "base/buffer.h"
#include "small.h"

#include <math.h>

#define HEAD "egovbench: 1\nid: t\n"
static const char csv[] = "unit,a,b,yes\nX,1,2,no\nY,3,4,yes\nZ,2,9,yes\n";

static void refused(const char *definition, const char *code, size_t line, size_t column, const char *text,
                    const char *hint) {
  small s = small_plan(definition, csv, NULL);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_null(s.plan);
  small_message(&s, 0, code, line, column, text, hint);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_ERROR), 1);
  small_free(&s);
}

static void unknown_methods_and_parameters(void **state) {
  (void)state;
  refused(HEAD "indicators:\n  - {id: a, normalise: minmx}\n  - {id: b}\n", "E0401", 4, 24, "`minmx`", "`minmax`");
  refused(HEAD "defaults: {normalise: minmx}\nindicators:\n  - {id: a}\n  - {id: b}\n", "E0401", 3, 23, "`minmx`",
          "`minmax`");
  refused(HEAD "aggregate: average\nindicators: [{id: a}, {id: b}]\n", "E0401", 3, 12, "aggregation", "arithmetic");
  refused(HEAD "weights: equall\nindicators: [{id: a}, {id: b}]\n", "E0401", 3, 10, "weighting", "`equal`");
  refused(HEAD "indicators:\n  - {id: a, normalise: {method: minmax, too: [0, 1]}}\n  - {id: b}\n", "E0402", 4, 41,
          "no parameter `too`", "`to`");
  refused(HEAD "indicators:\n  - {id: a, normalise: {method: as-is, clamp: true}}\n  - {id: b}\n", "E0402", 4, 40,
          "no parameter `clamp`", "write one of: `round`");
  refused(HEAD "indicators:\n  - {id: a, normalise: {method: minmax, to: [1, 0]}}\n", "E0402", 4, 46, "below", "low");
  refused(HEAD "indicators:\n  - {id: a, normalise: {method: minmax, to: 5}}\n", "E0402", 4, 41, "two numbers", "to:");
  refused(HEAD "indicators:\n  - {id: a, normalise: {method: zscore, sd: 0}}\n", "E0402", 4, 45, "must be", "");
  refused(HEAD "indicators:\n  - {id: a, normalise: {method: zscore, sd: x}}\n", "E0402", 4, 45, "not a number", "");
  refused(HEAD "indicators:\n  - {id: a, goalposts: [0, 1], normalise: {method: goalposts, clamp: yes}}\n", "E0402", 4,
          70, "`yes`", "true");
}

static void impossible_combinations(void **state) {
  (void)state;
  refused(HEAD "indicators:\n  - {id: a, normalise: goalposts}\n  - {id: b}\n", "E0403", 4, 10, "no goalposts",
          "`goalposts: [low, high]`");
  refused(HEAD "indicators:\n  - {id: a, normalise: points}\n  - {id: b}\n", "E0403", 4, 10, "no points", "points:");
  refused(HEAD "indicators:\n  - {id: a, normalise: as-is, direction: lower}\n", "E0403", 4, 24, "direction: lower",
          "goalposts");
  refused(HEAD "aggregate: geometric\nindicators:\n  - {id: a, normalise: zscore}\n  - {id: b}\n", "E0403", 3, 12,
          "negative scores, and a", "`arithmetic`");
  refused(HEAD "aggregate: geometric\nindicators:\n  - id: deep\n    aggregate: arithmetic\n    indicators:\n"
               "      - {id: a, normalise: {method: minmax, to: [-1, 1]}}\n  - {id: b}\n",
          "E0403", 3, 12, "negative scores, and a", "normalise a");
  refused(HEAD "weights: points\nindicators:\n  - {id: a, points: {1: 1, 2: 2, 3: 3}}\n  - {id: b}\n", "E0403", 6, 10,
          "b has no points", "add `points:`");
  refused(HEAD "weights: equal\nindicators:\n  - {id: a, weight: 2}\n  - {id: b}\n", "E0403", 5, 21, "no effect",
          "weights: given");
}

/* `weights:` with the method; a matrix that it requires says that all children weigh the same. Returns the column of
 * the method's name. */
static size_t put_weighing(egb_buffer *text, const egb_weigh *weigh, size_t children) {
  const egb_parameter *needed = NULL;
  for (size_t i = 0; i < weigh->head.parameter_count; i++)
    if (weigh->head.parameter[i].required && weigh->head.parameter[i].kind == EGB_PARAMETER_MATRIX)
      needed = &weigh->head.parameter[i];
  if (needed == NULL) {
    egb_buffer_format(text, "weights: %s\n", weigh->head.name);
    return sizeof "weights: ";
  }
  egb_buffer_format(text, "weights: {method: %s, %s: [", weigh->head.name, needed->name);
  for (size_t i = 0; i < children; i++)
    for (size_t j = 0; j < children; j++)
      egb_buffer_format(text, "%s1%s", j == 0 ? "[" : "", j + 1 < children ? "," : i + 1 < children ? "]," : "]");
  egb_buffer_format(text, "]}\n");
  return sizeof "weights: {method: ";
}

/* A method that compares all children with each other: as many as its row says, and not one more. */
static void too_many_children(void **state) {
  (void)state;
  size_t limited = 0;
  for (size_t m = 0; egb_weighings[m] != NULL; m++) {
    const size_t most = egb_weighings[m]->most_children;
    for (size_t more = 0; most != 0 && more < 2; more++) {
      const char *name = egb_weighings[m]->head.name;
      egb_buffer text = {0};
      egb_buffer_format(&text, HEAD);
      const size_t column = put_weighing(&text, egb_weighings[m], most + more);
      egb_buffer_format(&text, "indicators:\n");
      for (size_t i = 0; i < most + more; i++)
        egb_buffer_format(&text, "  - {id: x%zu, column: a}\n", i);
      small s = small_plan(text.text, csv, NULL);
      assert_int_equal(s.status, more == 0 ? EGB_OK : EGB_REFUSED);
      if (more != 0)
        small_message(&s, 0, "E0403", 3, column, name, "groups");
      small_free(&s);
      egb_buffer_clear(&text);
    }
    limited += most != 0;
  }
  assert_int_equal(limited, 4);
}

/* Aggregates over aggregates: what comes out may be negative however positive what goes in. */
#define OVER(above, below, more)                                                                                       \
  HEAD "aggregate: " above "\nindicators:\n  - id: g\n    aggregate: " below "\n" more                                 \
       "    indicators: [{id: a}, {id: b}]\n"

static void accepted(const char *definition) {
  small s = small_plan(definition, csv, NULL);
  if (s.status != EGB_OK)
    print_messages(s.diag);
  assert_int_equal(s.status, EGB_OK);
  small_free(&s);
}

/* A range of answers that begins below zero says nothing of the scores; and a line stays above zero between bounds. */
static void scores_above_zero_are_seen(void **state) {
  (void)state;
#define ABOVE(method) HEAD "aggregate: geometric\nindicators:\n  - {id: a, " method "}\n  - {id: b}\n"
  accepted(ABOVE("normalise: {method: scaled, from: [-10, 10]}"));
  accepted(ABOVE("normalise: {method: scaled, from: [-10, 10], clamp: true, to: [1, 7]}"));
  refused(ABOVE("normalise: {method: scaled, from: [0, 10], to: [-1, 1]}"), "E0403", 3, 12, "negative scores, and a",
          "");
  accepted(ABOVE("bounds: [1, 9], normalise: {method: scaled, from: [0, 2], to: [-1, 1]}"));
  accepted(ABOVE("bounds: [0, 10], normalise: {method: linear, slope: 10}"));
  accepted(ABOVE("bounds: [0, 10], normalise: {method: linear, slope: -10, intercept: 100}"));
  refused(ABOVE("bounds: [0, 10], normalise: {method: linear, slope: -10, intercept: 99}"), "E0403", 3, 12, "negative",
          "bounds:");
  refused(ABOVE("bounds: [-1, 10], normalise: {method: linear, slope: 10}"), "E0403", 3, 12, "negative", "");
  refused(ABOVE("normalise: {method: linear, slope: 10}"), "E0403", 3, 12, "negative scores, and a", "bounds:");
  refused(ABOVE("bounds: [0, 10], treat: log, normalise: {method: linear, slope: 10}"), "E0403", 3, 12, "negative", "");
#undef ABOVE
}

static void impossible_aggregates(void **state) {
  (void)state;
  refused(OVER("geometric", "copeland", ""), "E0403", 3, 12, "g, aggregated by `copeland`", "`rescale: minmax` on g");
  refused(OVER("harmonic", "mazziotta-pareto", ""), "E0403", 3, 12, "aggregated by `mazziotta-pareto`", "`arithmetic`");
  refused(OVER("geometric", "copeland", "    rescale: zscore\n"), "E0403", 3, 12, "rescaled by `zscore`", "rescale g");
  accepted(OVER("geometric", "copeland", "    rescale: minmax\n"));
  accepted(OVER("geometric", "outranking", "    defaults: {normalise: zscore}\n"));
  accepted(OVER("geometric", "kemeny", ""));
  accepted(OVER("arithmetic", "copeland", ""));
  refused(HEAD "aggregate: minimum\nindicators:\n  - {id: a, weight: 2}\n  - {id: b, weight: 0}\n", "E0403", 5, 21,
          "aggregated by `minimum`", "leaves the child out");
  refused(HEAD "aggregate: minimum\nweights: equal\nindicators:\n  - {id: a, weight: 2}\n  - {id: b}\n", "E0403", 6, 21,
          "by `equal`", "remove it"); /* told once */
  for (size_t i = 0; egb_aggregations[i] != NULL; i++)
    if (strcmp(egb_aggregations[i]->head.name, "benefit-of-the-doubt") != 0)
      assert_null(egb_aggregations[i]->head.absent);
    else if (egb_aggregations[i]->head.absent != NULL)
      refused(OVER("benefit-of-the-doubt", "benefit-of-the-doubt", ""), "E0403", 3, 12, "without GLPK", "build");
    else
      refused(HEAD "aggregate: benefit-of-the-doubt\nindicators:\n  - {id: a, weight: 2}\n  - {id: b}\n", "E0403", 5,
              21, "no effect", "remove it");
}

static void answers_are_not_numbers(void **state) {
  (void)state;
  refused(HEAD "indicators:\n  - {id: yes, impute: mean, points: {no: 0, yes: 2, perhaps: 1}}\n", "E0403", 4, 23,
          "`mean` needs numbers", "`impute: none` on yes");
  refused(HEAD "indicators:\n  - {id: yes, treat: winsorise, points: {no: 0, yes: 2, perhaps: 1}}\n", "E0403", 4, 22,
          "no outliers", "`treat: none` on yes");
}

static void all_faults_are_told_at_once(void **state) {
  (void)state;
  small s = small_plan(HEAD "aggregate: average\nindicators:\n  - {id: a, normalise: minmx}\n  - {id: b, normalise: "
                            "{method: zscore, mea: 1}}\n",
                       csv, NULL);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_ERROR), 3);
  small_free(&s);
}

static void rubrics_are_bound_to_the_answers(void **state) {
  (void)state;
  small s = small_plan(HEAD "weights: points\nindicators:\n  - {id: yes, points: {no: 0, yes: 2, perhaps: 1}}\n"
                            "  - {id: a, points: {\">=2\": 3, else: 1}}\n",
                       csv, NULL);
  if (s.status != EGB_OK)
    print_messages(s.diag);
  assert_int_equal(s.status, EGB_OK);
  assert_true(s.plan->points[1] == 2 && s.plan->points[2] == 3 && s.plan->points[0] == 5);
  assert_true(egb_plan_share(s.plan, 1) == 2.0 / 5);
  assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
  assert_true(small_node(&s, "yes", "X") == 0 && small_node(&s, "yes", "Y") == 100);
  assert_true(fabs(small_node(&s, "t", "Y") - 100) < 1e-12);
  assert_true(fabs(small_node(&s, "t", "X") - 20) < 1e-12); /* 1 of 5 points */
  small_free(&s);
}

static const char periods[] = "unit,period,a\nX,2018,1\nX,2020,2\nY,2018,2\nY,2020,1\n";

static void the_period_is_chosen(void **state) {
  (void)state;
  static const struct {
    const char *definition, *asked;
    size_t expected;
    int decimals;
  } trials[] = {{HEAD "indicators: [{id: a}]\n", NULL, 1, -1},
                {HEAD "period: 2018\nindicators: [{id: a}]\n", NULL, 0, -1},
                {HEAD "period: 2018\nindicators: [{id: a}]\n", "latest", 1, -1},
                {HEAD "rank: {decimals: {2018: 4}}\nindicators: [{id: a}]\n", "2018", 0, 4},
                {HEAD "rank: {decimals: 2}\nindicators: [{id: a}]\n", "2018", 0, 2}};
  for (size_t i = 0; i < sizeof trials / sizeof *trials; i++) {
    small s = small_plan(trials[i].definition, periods, &EGB_OPTIONS(egb_plan_options, .period = trials[i].asked));
    assert_int_equal(s.status, EGB_OK);
    assert_int_equal(s.plan->period, trials[i].expected);
    assert_int_equal(s.plan->decimals, trials[i].decimals);
    small_free(&s);
  }
  small s = small_plan(trials[0].definition, periods, &EGB_OPTIONS(egb_plan_options, .period = "2019"));
  assert_int_equal(s.status, EGB_USAGE);
  small_message(&s, 0, "E0317", 0, 0, "`2019`", "2018");
  small_free(&s);
  s = small_plan(trials[0].definition, csv, &EGB_OPTIONS(egb_plan_options, .period = "2019"));
  assert_int_equal(s.status, EGB_USAGE);
  small_message(&s, 0, "E0317", 0, 0, "`2019`", "no periods");
  small_free(&s);
}

#define SCENARIO HEAD "indicators: [{id: a, weight: 1}, {id: b, weight: 3}]\nscenarios:\n"

static void scenarios_change_weights(void **state) {
  (void)state;
  small s =
      small_plan(SCENARIO "  even: {weights: {a: 50%}}\n", csv, &EGB_OPTIONS(egb_plan_options, .scenario = "even"));
  assert_int_equal(s.status, EGB_OK);
  assert_true(egb_plan_weight(s.plan, 1) == 2 && egb_plan_weight(s.plan, 2) == 2);
  assert_string_equal(s.plan->scenario, "even");
  small_free(&s);
  s = small_plan(SCENARIO "  even: {weights: {a: 1}}\n", csv, &EGB_OPTIONS(egb_plan_options, .scenario = "evn"));
  assert_int_equal(s.status, EGB_USAGE);
  small_message(&s, 0, "E0404", 0, 0, "`evn`", "`even`");
  small_free(&s);
  s = small_plan(SCENARIO "  much: {weights: {a: 5}}\n", csv, &EGB_OPTIONS(egb_plan_options, .scenario = "much"));
  assert_int_equal(s.status, EGB_REFUSED);
  small_message(&s, 0, "E0405", 5, 23, "more than their total of 4", "rescale: free");
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(unknown_methods_and_parameters),
                                     cmocka_unit_test(impossible_combinations),
                                     cmocka_unit_test(too_many_children),
                                     cmocka_unit_test(impossible_aggregates),
                                     cmocka_unit_test(scores_above_zero_are_seen),
                                     cmocka_unit_test(answers_are_not_numbers),
                                     cmocka_unit_test(all_faults_are_told_at_once),
                                     cmocka_unit_test(rubrics_are_bound_to_the_answers),
                                     cmocka_unit_test(the_period_is_chosen),
                                     cmocka_unit_test(scenarios_change_weights)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
