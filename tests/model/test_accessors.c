/* Accessors of the public header beyond the last unit, node, period, column: "", NaN, NULL or SIZE_MAX, never memory
 * that is not theirs. And what a table says of itself, against what its CSV says. */
#include "base/diag.h"
#include "egovbench.h"
#include "small.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BEYOND 99999999

static const char definition[] = "egovbench: 1\nid: two\ntitle: Two\ndata: [x.csv]\n"
                                 "levels: [{id: A, from: 50}, {id: B, from: 0}]\n"
                                 "indicators: [{id: a, goalposts: [0, 100]}, {id: b, goalposts: [0, 100]}]\n";
static const char values[] = "unit,name,a,b\nU1,One,80,20\nU2,Two,30,40\nU3,Three,,10\n";

static int make(void **state) {
  static small s;
  s = small_score(definition, values);
  *state = &s;
  return 0;
}

static int drop(void **state) {
  small_free(*state);
  return 0;
}

static void beyond_the_definition_and_the_data(void **state) {
  const small *m = *state;
  static const size_t at[] = {3, BEYOND, SIZE_MAX};
  for (size_t i = 0; i < sizeof at / sizeof at[0]; i++) {
    assert_string_equal(egb_index_node_id(m->index, at[i]), "");
    assert_string_equal(egb_index_node_name(m->index, at[i], NULL), "");
    assert_true(egb_index_node_parent(m->index, at[i]) == SIZE_MAX);
    assert_false(egb_index_node_is_indicator(m->index, at[i]));
    assert_string_equal(egb_index_scenario_id(m->index, at[i]), "");
    assert_string_equal(egb_index_level_id(m->index, at[i]), "");
    assert_string_equal(egb_index_level_name(m->index, at[i], NULL), "");
    assert_string_equal(egb_dataset_unit_id(m->data, at[i]), "");
    assert_string_equal(egb_dataset_unit_name(m->data, at[i], NULL), "");
    assert_string_equal(egb_dataset_period(m->data, at[i]), "");
    assert_true(isnan(egb_dataset_time(m->data, at[i])));
    assert_string_equal(egb_dataset_grouping_id(m->data, at[i]), "");
    assert_string_equal(egb_dataset_unit_group(m->data, 0, at[i]), "");
    assert_string_equal(egb_dataset_unit_group(m->data, at[i], 0), "");
    assert_null(egb_diag_message(m->diag, at[i]));
  }
}

static void beyond_the_plan_and_the_results(void **state) {
  const small *m = *state;
  assert_true(isnan(egb_plan_weight(m->plan, BEYOND)));
  assert_true(isnan(egb_plan_share(m->plan, BEYOND)));
  assert_true(isnan(egb_plan_effective_weight(m->plan, BEYOND)));
  assert_false(egb_plan_takes_part(m->plan, BEYOND));
  assert_true(isnan(egb_results_score(m->results, BEYOND)));
  assert_true(isnan(egb_results_rank(m->results, BEYOND)));
  const size_t units = egb_dataset_unit_count(m->data), nodes = egb_index_node_count(m->index);
  assert_true(isnan(egb_results_rank(m->results, units))); /* the first one beyond */
  assert_true(isnan(egb_results_score(m->results, units)));
  assert_true(isnan(egb_results_node_score(m->results, nodes, 0)));
  assert_true(isnan(egb_results_node_score(m->results, 0, units)));
  assert_true(egb_results_order(m->results, units) == SIZE_MAX);
  assert_true(isnan(egb_results_node_score(m->results, BEYOND, 0)));
  assert_true(isnan(egb_results_node_score(m->results, 0, BEYOND)));
  assert_true(isnan(egb_results_coverage(m->results, BEYOND, 0)));
  assert_true(egb_results_order(m->results, BEYOND) == SIZE_MAX);
  assert_string_equal(egb_results_level(m->results, BEYOND), "");
}

static void beyond_the_exact_answers(void **state) {
  const small *m = *state;
  egb_stability *stability = NULL;
  egb_bounds *bounds = NULL;
  egb_removals *removals = NULL;
  assert_int_equal(egb_stability_new(m->plan, m->results, 0, m->diag, &stability), EGB_OK);
  assert_null(egb_stability_at(stability, BEYOND));
  egb_stability_free(stability);
  assert_int_equal(egb_bounds_new(m->plan, m->results, NULL, m->diag, &bounds), EGB_OK);
  assert_null(egb_bounds_at(bounds, BEYOND));
  egb_bounds_free(bounds);
  assert_int_equal(egb_removals_new(m->plan, m->results, NULL, NULL, m->diag, &removals), EGB_OK);
  assert_null(egb_removals_at(removals, BEYOND));
  egb_removals_free(removals);
}

static void beyond_a_simulation(void **state) {
  const small *m = *state;
  egb_uncertainty *u = NULL;
  const egb_uncertainty_options options = {
      .size = sizeof options, .draws = 50, .seed = 1, .threads = 1, .keep_draws = true};
  assert_int_equal(egb_uncertainty_new(m->plan, m->results, &options, m->diag, &u), EGB_OK);
  assert_null(egb_uncertainty_at(u, BEYOND));
  assert_null(egb_uncertainty_at(u, egb_uncertainty_count(u)));
  assert_null(egb_uncertainty_varied_at(u, egb_uncertainty_varied_count(u)));
  assert_int_equal(egb_uncertainty_draw_count(u), 50);
  assert_null(egb_uncertainty_draw_at(u, 50));
  assert_null(egb_uncertainty_about(u)->reason);
  egb_uncertainty_free(u);
}

static void beyond_an_acceptability(void **state) {
  const small *m = *state;
  egb_acceptability *a = NULL;
  const egb_uncertainty_options options = {.size = sizeof options, .draws = 50, .seed = 1, .threads = 1};
  assert_int_equal(egb_acceptability_new(m->plan, m->results, &options, m->diag, &a), EGB_OK);
  assert_null(egb_acceptability_at(a, BEYOND));
  assert_null(egb_acceptability_at(a, egb_acceptability_count(a)));
  assert_null(egb_acceptability_at(a, 0)->beats);
  assert_false(egb_acceptability_about(a)->pairs);
  egb_acceptability_free(a);
}

/* By hand: U1 (80 + 20) / 2 = 50, U2 (30 + 40) / 2 = 35, U3 has b alone, 10. */
static void a_table_is_read_as_numbers(void **state) {
  const small *m = *state;
  egb_table *table = NULL;
  assert_int_equal(egb_table_ranking(m->results, NULL, m->diag, &table), EGB_OK);
  const size_t score = egb_table_find_column(table, "score"), rank = egb_table_find_column(table, "rank");
  const size_t name = egb_table_find_column(table, "name"), a = egb_table_find_column(table, "a");
  assert_string_equal(egb_table_schema(table), "egovbench.ranking/1");
  assert_int_equal(egb_table_column_kind(table, score), EGB_COLUMN_NUMBER);
  assert_int_equal(egb_table_column_kind(table, name), EGB_COLUMN_TEXT);
  assert_string_equal(egb_table_column_id(table, rank), "rank");
  assert_true(strlen(egb_table_column_help(table, score)) > 0 && strlen(egb_table_column_label(table, score)) > 0);
  assert_int_equal(egb_table_row_count(table), 3);
  assert_true(egb_table_number(table, 0, score) == 50 && egb_table_number(table, 1, score) == 35);
  assert_true(egb_table_number(table, 0, rank) == 1);
  assert_string_equal(egb_table_text(table, 1, name), "Two");
  assert_true(isnan(egb_table_number(table, 1, name)) && !egb_table_is_empty(table, 1, name));
  assert_true(isnan(egb_table_number(table, 2, a)) && egb_table_is_empty(table, 2, a));
  assert_true(egb_table_find_column(table, "no such column") == SIZE_MAX);
  assert_string_equal(egb_table_text(table, 0, SIZE_MAX), "");
  assert_true(isnan(egb_table_number(table, BEYOND, score)));
  assert_string_equal(egb_table_column_id(table, BEYOND), "");
  bool has_index = false;
  for (size_t i = 0; i < egb_table_fact_count(table); i++)
    has_index = has_index || (strcmp(egb_table_fact_key(table, i), "index") == 0 &&
                              strcmp(egb_table_fact_text(table, i), "two") == 0);
  assert_true(has_index);
  assert_string_equal(egb_table_note(table, egb_table_note_count(table)), "");
  egb_table_free(table);
}

static void a_diag_starts_again(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  assert_non_null(diag);
  for (size_t i = 0; i < 60; i++)
    egb_diag_report(diag, EGB_SEVERITY_WARNING, "W9999", "a text", "a hint");
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_WARNING), 60);
  egb_diag_clear(diag);
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_WARNING), 0);
  assert_int_equal(egb_diag_kept(diag), 0);
  egb_diag_report(diag, EGB_SEVERITY_ERROR, "E9999", "another", NULL);
  assert_int_equal(egb_diag_kept(diag), 1);
  assert_string_equal(egb_diag_message(diag, 0)->text, "another");
  egb_diag_free(diag);
}

static void versions_and_statuses_have_names(void **state) {
  (void)state;
  char text[40];
  (void)snprintf(text, sizeof text, "%d.%d.%d", EGB_VERSION_MAJOR, EGB_VERSION_MINOR, EGB_VERSION_PATCH);
  assert_string_equal(egb_version(), text);
  assert_int_equal(egb_version_number(), EGB_VERSION_NUMBER);
  assert_string_equal(egb_status_name(EGB_REFUSED), "refused");
  assert_string_equal(egb_status_name(EGB_INTERNAL), "internal");
  assert_string_equal(egb_status_name((egb_status)(EGB_INTERNAL + 1)), "unknown");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(beyond_the_definition_and_the_data),
      cmocka_unit_test(beyond_the_plan_and_the_results),
      cmocka_unit_test(beyond_the_exact_answers),
      cmocka_unit_test(beyond_a_simulation),
      cmocka_unit_test(beyond_an_acceptability),
      cmocka_unit_test(a_table_is_read_as_numbers),
      cmocka_unit_test(a_diag_starts_again),
      cmocka_unit_test(versions_and_statuses_have_names),
  };
  return cmocka_run_group_tests(tests, make, drop);
}
