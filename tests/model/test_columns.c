/* Data from arrays and through the caller's own reader; results as columns: the same numbers as one by one. */
#include "egovbench.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static const char definition[] = "egovbench: 1\nid: two\ntitle: Two\ndata: [two.csv]\n"
                                 "indicators:\n"
                                 "  - {id: a, weight: 3, goalposts: [0, 100], unit: points}\n"
                                 "  - {id: b, column: cost, direction: lower, goalposts: [0, 10]}\n";
static const char table[] = "unit,name,a,cost\nU1,\"One, \"\"1\"\"\",80,2\nU2,Two,30.125,\nU3,Three,,0.1\n";

typedef struct made {
  egb_diag *diag;
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
} made;

static made begin(void) {
  made m = {.diag = egb_diag_new()};
  assert_non_null(m.diag);
  assert_int_equal(egb_index_parse("x/two.yaml", definition, sizeof definition - 1, m.diag, &m.index), EGB_OK);
  return m;
}

static void score(made *m) {
  assert_int_equal(egb_plan_new(m->index, m->data, NULL, m->diag, &m->plan), EGB_OK);
  assert_int_equal(egb_score(m->plan, m->diag, &m->results), EGB_OK);
}

static void end(made *m) {
  egb_results_free(m->results);
  egb_plan_free(m->plan);
  egb_dataset_free(m->data);
  egb_index_free(m->index);
  egb_diag_free(m->diag);
}

/* Only ../data, beside the definition's folder, has the file. */
static egb_status read_memory(void *context, const char *path, const char **text, size_t *length) {
  (*(size_t *)context)++;
  if (strcmp(path, "data/two.csv") != 0)
    return EGB_IO;
  *text = table;
  *length = sizeof table - 1;
  return EGB_OK;
}

static made from_reader(void) {
  made m = begin();
  size_t calls = 0;
  egb_data_options options = EGB_DATA_OPTIONS_INIT;
  options.read = read_memory;
  options.context = &calls;
  assert_int_equal(egb_dataset_load(m.index, &options, m.diag, &m.data), EGB_OK);
  assert_int_equal(calls, 2);
  score(&m);
  return m;
}

static const char *const units[] = {"U1", "U2", "U3"}, *const names[] = {"One, \"1\"", "Two", "Three"};
static const char *const columns[] = {"a", "cost"};
static const double a[] = {80, 30.125, (double)NAN}, cost[] = {2, (double)NAN, 0.1};
static const double *const values[] = {a, cost};

static made from_arrays(void) {
  made m = begin();
  egb_data_arrays arrays = EGB_DATA_ARRAYS_INIT;
  arrays.rows = COUNT(units);
  arrays.columns = COUNT(columns);
  arrays.unit = units;
  arrays.name = names;
  arrays.column = columns;
  arrays.value = values;
  assert_int_equal(egb_dataset_from(m.index, &arrays, NULL, m.diag, &m.data), EGB_OK);
  score(&m);
  return m;
}

static bool same(double x, double y) {
  return isnan(x) ? isnan(y) : x == y;
}

static void columns_are_what_accessors_say(const made *m) {
  for (size_t node = 0; node < 3; node++) {
    const double *scored = egb_results_column(m->results, EGB_STAGE_SCORED, node);
    const double *coverage = egb_results_coverages(m->results, node);
    for (size_t u = 0; u < COUNT(units); u++)
      assert_true(same(scored[u], egb_results_node_score(m->results, node, u)) &&
                  same(coverage[u], egb_results_coverage(m->results, node, u)));
  }
  for (size_t u = 0; u < COUNT(units); u++)
    assert_true(same(egb_results_ranks(m->results)[u], egb_results_rank(m->results, u)));
}

static void arrays_and_files_are_the_same_data(void **state) {
  (void)state;
  made file = from_reader(), array = from_arrays();
  columns_are_what_accessors_say(&file);
  columns_are_what_accessors_say(&array);
  for (size_t u = 0; u < COUNT(units); u++) {
    assert_string_equal(egb_dataset_unit_id(array.data, u), units[u]);
    assert_string_equal(egb_dataset_unit_name(array.data, u, NULL), names[u]);
    assert_true(same(egb_results_score(array.results, u), egb_results_score(file.results, u)));
    assert_true(same(egb_results_column(array.results, EGB_STAGE_RAW, 1)[u], a[u]));
    assert_true(same(egb_results_column(array.results, EGB_STAGE_RAW, 2)[u], cost[u]));
  }
  assert_true(egb_results_column(array.results, EGB_STAGE_NORMALISED, 2)[0] == 80);      /* (10 - 2) / 10 */
  assert_true(same(egb_results_column(array.results, EGB_STAGE_NORMALISED, 0)[0], NAN)); /* no indicator, but a score */
  assert_int_equal(egb_results_states(array.results, EGB_STAGE_NORMALISED, 0)[0], EGB_STATE_MISSING);
  assert_true(egb_results_column(array.results, EGB_STAGE_SCORED, 0)[0] >= 0);
  assert_int_equal(egb_results_states(array.results, EGB_STAGE_RAW, 1)[2], EGB_STATE_MISSING);
  assert_int_equal(egb_results_states(array.results, EGB_STAGE_SCORED, 0)[1], EGB_STATE_PARTIAL);
  assert_string_equal(egb_state_name(EGB_STATE_PARTIAL), "partial");
  assert_null(egb_results_column(array.results, EGB_STAGE_ALL, 0));
  assert_null(egb_results_states(array.results, EGB_STAGE_RAW, 3));
  assert_null(egb_results_coverages(array.results, SIZE_MAX));
  end(&file);
  end(&array);
}

/* The table is in this file: line and column are counted by hand. */
static void a_value_has_its_cell(void **state) {
  (void)state;
  made m = from_reader();
  egb_datum datum = EGB_DATUM_INIT;
  assert_true(egb_results_datum(m.results, 1, 1, &datum));
  assert_true(datum.value == 30.125 && isnan(datum.error));
  assert_int_equal(datum.state, EGB_STATE_OBSERVED);
  assert_string_equal(datum.file, "data/two.csv");
  assert_int_equal(datum.line, 3);
  assert_int_equal(datum.column, 8);
  assert_int_equal(datum.length, 6);
  assert_memory_equal(datum.text, "30.125", 6);
  assert_true(egb_results_datum(m.results, 2, 1, &datum));
  assert_true(isnan(datum.value));
  assert_int_equal(datum.state, EGB_STATE_MISSING);
  assert_int_equal(datum.length, 0);
  assert_int_equal(datum.line, 3);
  assert_false(egb_results_datum(m.results, 0, 1, &datum)); /* an aggregate */
  assert_false(egb_results_datum(m.results, 3, 0, &datum));
  assert_false(egb_results_datum(m.results, 1, 3, &datum));
  egb_datum older = {.size = offsetof(egb_datum, state)};
  assert_true(egb_results_datum(m.results, 1, 0, &older));
  assert_true(older.value == 80 && older.file == NULL); /* nothing beyond its size is written */
  end(&m);
}

static void faults_of_arrays_have_a_place(void **state) {
  (void)state;
  made m = begin();
  const double *const wrong[] = {(const double[]){1, (double)INFINITY, 3}, cost};
  egb_data_arrays arrays = EGB_DATA_ARRAYS_INIT;
  arrays.rows = COUNT(units);
  arrays.columns = COUNT(columns);
  arrays.unit = units;
  arrays.column = columns;
  arrays.value = wrong;
  assert_int_equal(egb_dataset_from(m.index, &arrays, NULL, m.diag, &m.data), EGB_REFUSED);
  assert_null(m.data);
  assert_string_equal(egb_diag_message(m.diag, 0)->file, "<arrays>");
  assert_int_equal(egb_diag_message(m.diag, 0)->line, 3);
  end(&m);
}

static void nodes_are_as_written(void **state) {
  (void)state;
  made m = from_arrays();
  assert_true(egb_index_node_weight(m.index, 1) == 3 && egb_index_node_weight(m.index, 2) == 1);
  assert_int_equal(egb_index_node_direction(m.index, 1), 1);
  assert_int_equal(egb_index_node_direction(m.index, 2), -1);
  assert_string_equal(egb_index_node_unit(m.index, 1), "points");
  assert_string_equal(egb_index_node_unit(m.index, 2), "");
  assert_string_equal(egb_index_node_column(m.index, 1), "a");
  assert_string_equal(egb_index_node_column(m.index, 2), "cost");
  assert_true(egb_index_node_goalposts(m.index, 1)[1] == 100);
  assert_null(egb_index_node_goalposts(m.index, 0));
  assert_string_equal(egb_plan_method(m.plan, 1, EGB_FAMILY_NORMALISE), "goalposts");
  assert_string_equal(egb_plan_method(m.plan, 1, EGB_FAMILY_AGGREGATE), "");
  assert_string_equal(egb_plan_method(m.plan, 0, EGB_FAMILY_AGGREGATE), "arithmetic");
  assert_string_equal(egb_plan_method(m.plan, 0, EGB_FAMILY_WEIGHT), "given");
  assert_true(isnan(egb_index_node_weight(m.index, 3)) && egb_index_node_direction(m.index, 3) == 0);
  assert_string_equal(egb_plan_method(m.plan, 3, EGB_FAMILY_WEIGHT), "");
  end(&m);
}

static void counts_and_draws_are_columns(void **state) {
  (void)state;
  made m = from_arrays();
  egb_uncertainty *u = NULL;
  egb_uncertainty_options options = EGB_UNCERTAINTY_OPTIONS_INIT;
  options.draws = 40;
  options.keep_counts = options.keep_draws = true;
  assert_int_equal(egb_uncertainty_new(m.plan, m.results, &options, m.diag, &u), EGB_OK);
  assert_int_equal(egb_uncertainty_draw_count(u), 40);
  assert_int_equal(egb_uncertainty_count(u), COUNT(units));
  uint32_t counted[COUNT(units)][COUNT(units)] = {{0}};
  for (size_t i = 0; i < 40; i++) {
    const egb_uncertainty_draw *draw = egb_uncertainty_draw_at(u, i);
    assert_true(fabs(draw->share[1] + draw->share[2] - 1) < 1e-12); /* the two children of the root */
    for (size_t unit = 0; unit < COUNT(units); unit++)
      if (draw->rank[unit] > 0)
        counted[unit][draw->rank[unit] / egb_uncertainty_about(u)->steps - 1]++;
  }
  for (size_t unit = 0; unit < COUNT(units); unit++)
    for (size_t rank = 0; rank < COUNT(units); rank++)
      assert_int_equal(egb_uncertainty_at(u, unit)->count[rank], counted[unit][rank]);
  egb_uncertainty_free(u);
  end(&m);
}

static void definitions_are_found_by_name(void **state) {
  (void)state;
  const char *home = getenv("EGOVBENCH_SOURCE");
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  assert_non_null(diag);
  home = home != NULL ? home : ".";
  assert_int_equal(egb_index_shipped("egdi", home, diag, &index), EGB_OK);
  assert_string_equal(egb_index_id(index), "egdi");
  egb_index_free(index);
  assert_int_equal(egb_index_shipped("../indicators/egdi", home, diag, &index), EGB_USAGE);
  assert_null(index);
  assert_non_null(strstr(egb_diag_message(diag, 0)->hint, "egdi, "));
  assert_int_equal(egb_index_shipped("egdi", "no/such/folder", diag, &index), EGB_USAGE);
  egb_diag_free(diag);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_value_has_its_cell),          cmocka_unit_test(arrays_and_files_are_the_same_data),
      cmocka_unit_test(faults_of_arrays_have_a_place), cmocka_unit_test(nodes_are_as_written),
      cmocka_unit_test(counts_and_draws_are_columns),  cmocka_unit_test(definitions_are_found_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
