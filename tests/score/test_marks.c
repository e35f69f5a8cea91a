/* Marks of cells over all definitions of tests/define/definitions/good and all shipped indices, with gaps that this
 * test makes: observed, then perhaps treated; missing, then perhaps imputed, and imputed to the end, whatever is done
 * to the value; missing again only where the unit is left out. Small cases of the methods whose answers depend on what
 * is missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "files/file.h"
#include "small.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>

/* ---- marks ------------------------------------------------------------------------------------------------------- */

typedef struct sightings {
  size_t definitions, imputed, treated, both; /* cells; both: imputed, and changed by a treatment */
} sightings;

/* One cell in seven is missing. Cells, unlike the text of files, are there for every kind of data. */
static void punch(egb_dataset *data) {
  uint32_t state = 1;
  for (size_t i = 0; i < data->period_count * data->column_count * data->unit_count; i++) {
    state = state * 1664525U + 1013904223U;
    if ((state >> 16) % 7 == 0)
      data->value[i] = (double)NAN;
  }
}

/* Means for gaps and one treatment for all numbers. */
static void fill_and_treat(const egb_index *index, const egb_dataset *data, const char *treatment) {
  for (size_t i = 0; i < index->node_count; i++) {
    egb_node *node = (egb_node *)(uintptr_t)&index->node[i];
    const size_t column = node->column != NULL ? egb_dataset_column(data, node->column) : EGB_NONE;
    if (node->first_child != EGB_NONE || (column != EGB_NONE && data->codes[column] != NULL))
      continue;
    node->impute = (egb_choice){.name = "mean", .place = node->place};
    node->treat = (egb_choice){.name = treatment, .place = node->place};
  }
}

static bool same(double a, double b) {
  return a == b || (isnan(a) && isnan(b));
}

static void check_cell(const egb_results *r, size_t node, size_t unit, sightings *seen) {
  const uint8_t raw = r->raw.state[node][unit], imputed = r->imputed.state[node][unit],
                treated = r->treated.state[node][unit];
  const bool out = r->screened[unit] != NULL;
  if (!egb_results_applies(r, node, unit)) { /* `only:` */
    assert_true(raw == EGB_STATE_NOT_APPLICABLE && imputed == raw && treated == raw);
    assert_true(isnan(r->raw.value[node][unit]) && isnan(egb_scores(r, node)[unit]));
    return;
  }
  assert_int_equal(isnan(r->raw.value[node][unit]), raw == EGB_STATE_MISSING);
  assert_true(raw == EGB_STATE_MISSING || raw == EGB_STATE_OBSERVED);
  if (raw == EGB_STATE_OBSERVED)
    assert_true(imputed == EGB_STATE_OBSERVED && same(r->imputed.value[node][unit], r->raw.value[node][unit]));
  else
    assert_true(imputed == (isnan(r->imputed.value[node][unit]) ? EGB_STATE_MISSING : EGB_STATE_IMPUTED));
  if (out)
    assert_int_equal(treated, EGB_STATE_MISSING);
  else if (imputed == EGB_STATE_OBSERVED)
    assert_int_equal(treated, same(r->treated.value[node][unit], r->imputed.value[node][unit]) ? EGB_STATE_OBSERVED
                                                                                               : EGB_STATE_TREATED);
  else
    assert_int_equal(treated, imputed);
  if (!isnan(egb_results_column(r, EGB_STAGE_NORMALISED, node)[unit])) {
    const bool answers_gaps = r->index->node[node].rubric != NULL && !out; /* `missing: 0` */
    const uint8_t wanted = treated == EGB_STATE_MISSING && answers_gaps ? EGB_STATE_IMPUTED : treated;
    assert_int_equal(egb_results_states(r, EGB_STAGE_NORMALISED, node)[unit], wanted);
    assert_int_equal(egb_score_states(r, node)[unit], wanted);
  }
  seen->imputed += imputed == EGB_STATE_IMPUTED;
  seen->treated += treated == EGB_STATE_TREATED;
  seen->both += treated == EGB_STATE_IMPUTED && !same(r->treated.value[node][unit], r->imputed.value[node][unit]);
}

static void check_marks(const char *path, const char *treatment, sightings *seen) {
  const char *root = getenv("EGOVBENCH_SOURCE");
  const egb_data_options options = {.size = sizeof options, .home = root != NULL ? root : "."};
  small s = {.diag = egb_diag_new()};
  if (egb_index_load(path, s.diag, &s.index) == EGB_OK &&
      egb_dataset_load(s.index, &options, s.diag, &s.data) == EGB_OK) {
    punch(s.data);
    if (treatment != NULL)
      fill_and_treat(s.index, s.data, treatment);
    if (egb_plan_new(s.index, s.data, NULL, s.diag, &s.plan) == EGB_OK)
      (void)egb_score(s.plan, s.diag, &s.results); /* some have no answer with so many gaps */
  }
  if (s.results != NULL) {
    seen->definitions++;
    for (size_t i = 1; i < s.results->node_count; i++)
      for (size_t u = 0; s.index->node[i].first_child == EGB_NONE && s.results->active[i] && u < s.results->unit_count;
           u++)
        check_cell(s.results, i, u, seen);
  }
  small_free(&s);
}

static void check_folder(const char *folder, sightings *seen) {
  const char *root = getenv("EGOVBENCH_SOURCE");
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/%s", root != NULL ? root : ".", folder);
  DIR *list = opendir(path);
  assert_non_null(list);
  for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
    const char *dot = strrchr(entry->d_name, '.');
    if (dot == NULL || strcmp(dot, ".yaml") != 0)
      continue;
    (void)snprintf(path, sizeof path, "%s/%s/%s", root != NULL ? root : ".", folder, entry->d_name);
    check_marks(path, NULL, seen);
    check_marks(path, "winsorise", seen);
    check_marks(path, "log", seen);
  }
  closedir(list);
}

static void marks_survive(void **state) {
  (void)state;
  sightings small_ones = {0}, shipped = {0};
  check_folder("tests/define/definitions/good", &small_ones);
  check_folder("indicators", &shipped);
  assert_true(small_ones.definitions > 90);
  assert_true(shipped.definitions > 15 && shipped.imputed > 2000 && shipped.treated > 250 && shipped.both > 50);
}

/* ---- what is missing decides --------------------------------------------------------------------------------------
 */

#define HEAD "egovbench: 1\nid: t\ndata: [{file: '-'}]\ndefaults: {normalise: as-is}\n"

/* Three units have 50 points; who has no score of the tie-breaker comes after those that have, also where a lower score
 * is better. */
static void a_missing_tie_breaker_comes_last(void **state) {
  (void)state;
  for (int lower = 0; lower < 2; lower++) {
    char definition[400];
    (void)snprintf(definition, sizeof definition, "%s%savailable: 0.5\nrank: {tie-breakers: [b]}\n%s", HEAD,
                   lower ? "direction: lower\n" : "", "indicators: [{id: a}, {id: b}]\n");
    small s = small_score(definition, "unit,a,b\nX,50,\nY,40,60\nZ,60,40\n");
    assert_true(fabs(egb_results_rank(s.results, small_unit(&s, "X")) - (3)) <= 0);
    assert_true(fabs(egb_results_rank(s.results, small_unit(&s, "Y")) - (lower ? 2 : 1)) <= 0);
    assert_true(fabs(egb_results_rank(s.results, small_unit(&s, "Z")) - (lower ? 1 : 2)) <= 0);
    small_free(&s);
  }
}

/* Of several periods that are learned from, the reference is the unit's latest value: 40 and the least value 0 of all
 * periods. */
static void the_reference_is_the_latest_of_all_periods(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndata: [{file: '-', period: year}]\nfit: all\n"
                        "indicators: [{id: a, normalise: {method: reference-unit, unit: R}}]\n",
                        "unit,year,a\nR,2020,80\nX,2020,0\nR,2021,40\nX,2021,20\nR,2022,\nX,2022,10\n");
  assert_true(fabs(small_node(&s, "a", "X") - (25)) <= 1e-9); /* the period scored is the last */
  small_free(&s);
}

/* A unit without a group stays without a value, whatever others of no group have. */
static void no_group_is_no_group(void **state) {
  (void)state;
  static const char *const grouping[] = {"region"}, *const north[] = {"north"}, *const none[] = {""};
  small s = small_open(HEAD "available: 0\n"
                            "indicators: [{id: a, impute: {method: group-mean, group: region}}, {id: b}]\n",
                       "unit,a,b\nA,1,1\nB,,1\nC,5,1\nD,,1\n");
  assert_int_equal(s.status, EGB_OK);
  s.data->grouping = grouping; /* as a list of units would give them */
  s.data->grouping_count = 1;
  for (size_t u = 0; u < s.data->unit_count; u++)
    ((egb_unit *)(uintptr_t)&s.data->unit[u])->group = u < 2 ? north : none;
  assert_int_equal(egb_plan_new(s.index, s.data, NULL, s.diag, &s.plan), EGB_OK);
  assert_int_equal(egb_score(s.plan, s.diag, &s.results), EGB_OK);
  const size_t a = egb_index_find(s.index, "a");
  assert_true(fabs(s.results->imputed.value[a][small_unit(&s, "B")] - (1)) <= 0);
  assert_int_equal(s.results->imputed.state[a][small_unit(&s, "D")], EGB_STATE_MISSING);
  small_free(&s);
}

/* x and y have one unit in common, so that nothing is known of their correlation: it counts as none. c is constant: no
 * weight, and no conflict with the others. Standard deviations by hand: 1 and sqrt(28 / 3). */
static void critic_without_a_correlation(void **state) {
  (void)state;
  small s = small_score(HEAD "available: 0\nweights: critic\nindicators: [{id: x}, {id: y}, {id: c}]\n",
                        "unit,x,y,c\nA,1,,4\nB,2,,4\nC,3,3,4\nD,,5,4\nE,,9,4\n");
  const double both = 1 + sqrt(28.0 / 3);
  assert_true(fabs(s.results->share[egb_index_find(s.index, "x")] - (1 / both)) <= 1e-12);
  assert_true(fabs(s.results->share[egb_index_find(s.index, "y")] - (1 - 1 / both)) <= 1e-12);
  assert_true(fabs(s.results->share[egb_index_find(s.index, "c")]) <= 0);
  small_free(&s);
  /* equal deviations; correlations xy 0.8, xz -1, yz -0.8: conflicts 2.2, 2, 3.8, and none with c */
  s = small_score(HEAD "weights: critic\nindicators: [{id: x}, {id: y}, {id: z}, {id: c}]\n",
                  "unit,x,y,z,c\nA,1,1,5,4\nB,2,3,4,4\nC,3,2,3,4\nD,4,5,2,4\nE,5,4,1,4\n");
  assert_true(fabs(s.results->share[egb_index_find(s.index, "x")] - 2.2 / 8) <= 1e-12);
  assert_true(fabs(s.results->share[egb_index_find(s.index, "z")] - 3.8 / 8) <= 1e-12);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(marks_survive),
      cmocka_unit_test(a_missing_tie_breaker_comes_last),
      cmocka_unit_test(the_reference_is_the_latest_of_all_periods),
      cmocka_unit_test(no_group_is_no_group),
      cmocka_unit_test(critic_without_a_correlation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
