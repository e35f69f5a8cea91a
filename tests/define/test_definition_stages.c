/* Definitions: imputation, treatment, denominators, targets, tiers, screening, fitting, tie-breakers and variants
 * arrive in the index as they are written. */
#include "base/codes.h"
#include "define/parsed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void assert_name(const egb_choice *choice, const char *name) {
  if (name == NULL)
    assert_null(choice->name);
  else
    assert_string_equal(choice->name, name);
}

static void test_impute_treat(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\ndefaults: {impute: mean, treat: {method: winsorise, points: 2}}\n"
                           "indicators:\n"
                           "  - {id: a}\n"
                           "  - {id: b, impute: none, treat: {method: none}}\n"
                           "  - {id: c, impute: {method: knn, k: 3}, treat: log}\n"
                           "  - id: g\n    defaults: {impute: none, treat: none}\n"
                           "    indicators: [{id: d}, {id: e, impute: median}]\n"
                           "  - {id: h, points: {1: 1}}\n"
                           "  - {id: i, points: {1: 1}, impute: latest, treat: log}\n");
  assert_name(&node_of(index, "a")->impute, "mean");
  assert_name(&node_of(index, "a")->treat, "winsorise");
  assert_name(&node_of(index, "b")->impute, NULL);
  assert_name(&node_of(index, "b")->treat, NULL);
  assert_name(&node_of(index, "c")->impute, "knn");
  assert_string_equal(node_of(index, "c")->impute.setting[0].key, "k");
  assert_name(&node_of(index, "c")->treat, "log");
  assert_name(&node_of(index, "d")->impute, NULL);
  assert_name(&node_of(index, "d")->treat, NULL);
  assert_name(&node_of(index, "e")->impute, "median");
  assert_name(&node_of(index, "g")->impute, NULL);
  assert_name(&node_of(index, "h")->impute, NULL);
  assert_name(&node_of(index, "h")->treat, NULL);
  assert_name(&node_of(index, "i")->impute, "latest");
  assert_name(&node_of(index, "i")->treat, "log");
  egb_index_free(index);

  index = parse("egovbench: 1\nid: t\nindicators: [{id: a}]\n");
  assert_name(&node_of(index, "a")->impute, NULL);
  assert_name(&node_of(index, "a")->treat, NULL);
  assert_name(&index->node[0].rescale, NULL);
  egb_index_free(index);
}

/* Inherited settings are one piece of memory: the plan reads them once. */
static void test_shared(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\ndefaults: {normalise: {method: minmax, to: [0, 10]}}\n"
                           "indicators: [{id: a}, {id: b}, {id: c, normalise: {method: minmax, to: [0, 10]}}]\n");
  const egb_choice *a = &node_of(index, "a")->normalise, *b = &node_of(index, "b")->normalise;
  assert_ptr_equal(a->setting, b->setting);
  assert_ptr_equal(a->setting, index->default_choice[0].choice.setting);
  assert_ptr_not_equal(a->setting, node_of(index, "c")->normalise.setting);
  egb_index_free(index);
}

static void test_numbers(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\nindicators:\n"
                           "  - {id: a, per: people, target: 95}\n"
                           "  - {id: b, per: {column: gdp, scale: 1e6}, target: ln(100), optional: true}\n"
                           "  - {id: c, compute: a + b, per: {column: area}, optional: false}\n");
  const egb_node *a = node_of(index, "a"), *b = node_of(index, "b"), *c = node_of(index, "c");
  assert_string_equal(a->per, "people");
  assert_true(a->per_scale == 1 && a->target == 95);
  assert_int_equal(egb_place_line(a->per_place).line, 4);
  assert_int_equal(egb_place_line(a->target_place).column, 34);
  assert_string_equal(b->per, "gdp");
  assert_true(b->per_scale == 1e6 && fabs(b->target - 4.605170185988092) < 1e-15);
  assert_true(b->optional && !a->optional && !c->optional);
  assert_non_null(c->compute);
  assert_string_equal(c->per, "area");
  assert_true(isnan(c->target));
  egb_index_free(index);
}

static void test_tiers(void **state) {
  (void)state;
  egb_index *index =
      parse("egovbench: 1\nid: t\nrescale: zscore\n"
            "defaults:\n  aggregate: harmonic\n  treat: log\n"
            "  tiers: {0: {aggregate: geometric}, 1: {aggregate: median, rescale: minmax, available: 50%},"
            " 2: {normalise: zscore, treat: none}, 3: {normalise: rank}}\n"
            "indicators:\n"
            "  - id: one\n    indicators: [{id: a}, {id: two, indicators: [{id: b}]}]\n"
            "  - id: three\n    aggregate: owa\n    defaults: {normalise: borda}\n"
            "    indicators: [{id: c}, {id: four, indicators: [{id: d}]}]\n"
            "  - id: five\n    defaults: {tiers: {0: {rescale: none}, 1: {normalise: scaled}}}\n"
            "    indicators: [{id: e}, {id: six, indicators: [{id: f}]}]\n"
            "  - {id: g}\n");
  const struct wanted {
    const char *id, *aggregate, *rescale, *normalise, *treat;
  } list[] = {{"t", "geometric", "zscore", NULL, NULL}, {"one", "median", "minmax", NULL, NULL},
              {"a", NULL, NULL, "zscore", NULL},        {"two", "harmonic", NULL, NULL, NULL},
              {"b", NULL, NULL, "rank", "log"},         {"three", "owa", "minmax", NULL, NULL},
              {"c", NULL, NULL, "borda", NULL},         {"four", "harmonic", NULL, NULL, NULL},
              {"d", NULL, NULL, "borda", "log"},        {"five", "median", NULL, NULL, NULL},
              {"e", NULL, NULL, "scaled", NULL},        {"six", "harmonic", NULL, NULL, NULL},
              {"f", NULL, NULL, "rank", "log"},         {"g", NULL, NULL, "minmax", "log"}};
  for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
    const egb_node *node = node_of(index, list[i].id);
    assert_name(&node->aggregate, list[i].aggregate);
    assert_name(&node->rescale, list[i].rescale);
    assert_name(&node->normalise, list[i].normalise);
    assert_name(&node->treat, list[i].treat);
  }
  assert_true(node_of(index, "one")->available == 0.5 && node_of(index, "two")->available == 0);
  assert_int_equal(index->default_choice_count, 9); /* `none` is no method to check */
  egb_index_free(index);
}

static void test_rows(void **state) {
  (void)state;
  egb_index *index =
      parse("egovbench: 1\nid: t\n"
            "weights: {method: pairwise, comparisons: [[1, 3, 5], [1/3, 1, 2]], max-inconsistency: 0.1}\n"
            "aggregate: {method: owa, weights: [4]}\n"
            "indicators: [{id: a}]\n");
  const egb_choice *weights = &index->node[0].weights;
  assert_int_equal(weights->count, 2);
  const egb_setting *rows = &weights->setting[0];
  assert_true(rows->list);
  assert_int_equal(rows->rows, 2);
  assert_int_equal(rows->count, 6);
  assert_string_equal(rows->value[3].text, "1/3");
  assert_int_equal(egb_place_line(rows->value[3].place).line, 3);
  assert_int_equal(weights->setting[1].rows, 0);
  assert_false(weights->setting[1].list);
  assert_int_equal(index->node[0].aggregate.setting[0].rows, 0);
  assert_true(index->node[0].aggregate.setting[0].list);
  egb_index_free(index);
}

static void test_screen_fit(void **state) {
  (void)state;
  egb_index *index =
      parse("egovbench: 1\nid: t\nfit: \"2018\"\n"
            "screen: {available: 90%, available-by-dimension: 0.5, zeros: 0.75, after-imputation: true,\n"
            "         include: {ISL: Member}, exclude: {VAT: No statistics, NO: Why}, unranked: {EU: Sum}}\n"
            "indicators: [{id: a}]\n");
  assert_string_equal(index->fit, "2018");
  assert_int_equal(egb_place_line(index->fit_place).line, 3);
  const egb_screen *screen = &index->screen;
  assert_true(fabs(screen->available - 0.9) < 1e-15 && screen->available_by_node == 0.5 && screen->zeros == 0.75);
  assert_true(screen->after_imputation);
  assert_int_equal(screen->include_count, 1);
  assert_int_equal(screen->exclude_count, 2);
  assert_string_equal(screen->include[0].unit, "ISL");
  assert_string_equal(screen->include[0].reason, "Member");
  assert_string_equal(screen->exclude[1].unit, "NO");
  assert_int_equal(egb_place_line(screen->exclude[0].place).line, 5);
  assert_int_equal(screen->unranked_count, 1);
  assert_string_equal(screen->unranked[0].unit, "EU");
  egb_index_free(index);

  index = parse("egovbench: 1\nid: t\nindicators: [{id: a}]\n");
  assert_null(index->fit);
  assert_true(index->screen.available == 0 && index->screen.available_by_node == 0 && index->screen.zeros == 1);
  assert_false(index->screen.after_imputation);
  egb_index_free(index);
}

static void test_rank_variants(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\nrank: {decimals: 3, rounding: half-up, tie-breakers: [c, a]}\n"
                           "indicators: [{id: a}, {id: b}, {id: c}, {id: d, optional: true}]\n"
                           "scenarios: {s: {drop: [c, b], add: [d]}, u: {weights: {d: 2}, add: [d]}}\n");
  assert_int_equal(index->rank.rounding, EGB_ROUNDING_HALF_UP);
  assert_int_equal(index->rank.tie_breaker_count, 2);
  assert_true(index->rank.tie_breaker[0] == 3 && index->rank.tie_breaker[1] == 1);
  const egb_scenario *s = &index->scenario[0], *u = &index->scenario[1];
  assert_true(s->count == 0 && s->drop_count == 2 && s->add_count == 1);
  assert_true(s->drop[0] == 3 && s->drop[1] == 2 && s->add[0] == 4);
  assert_true(u->count == 1 && u->drop_count == 0 && u->add_count == 1);
  egb_index_free(index);

  index = parse("egovbench: 1\nid: t\nrank: {decimals: 3}\nindicators: [{id: a}]\n");
  assert_int_equal(index->rank.rounding, EGB_ROUNDING_HALF_EVEN);
  assert_int_equal(index->rank.tie_breaker_count, 0);
  egb_index_free(index);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_impute_treat), cmocka_unit_test(test_shared),
                                     cmocka_unit_test(test_numbers),      cmocka_unit_test(test_tiers),
                                     cmocka_unit_test(test_rows),         cmocka_unit_test(test_screen_fit),
                                     cmocka_unit_test(test_rank_variants)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
