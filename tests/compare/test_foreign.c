/* What takes a plan and results refuses results of another plan, by a message: the sizes of one are used with the
 * other. Other indices have other nodes, other data other units. */
#include "small.h"

#include <stdint.h>

#define MANY                                                                                                           \
  "egovbench: 1\nid: many\nindicators:\n  - {id: a, normalise: as-is}\n  - {id: b, normalise: as-is}\n"                \
  "  - {id: c, normalise: as-is}\n"
#define FEW "egovbench: 1\nid: few\nindicators:\n  - {id: a, normalise: as-is}\n  - {id: b, normalise: as-is}\n"

static const char units[] = "unit,a,b,c\nX,1,2,3\nY,3,1,2\nZ,2,3,1\n";

static void expect_refused(small *s, egb_status status, const void *made, const char *what) {
  if (status != EGB_USAGE || made != NULL || egb_diag_kept(s->diag) == 0)
    fail_msg("%s gives %d with %zu messages", what, (int)status, egb_diag_kept(s->diag));
  assert_string_equal(egb_diag_message(s->diag, egb_diag_kept(s->diag) - 1)->code, "E0901");
  egb_diag_free(s->diag);
  s->diag = egb_diag_new();
}

/* Every function of the public header that takes both. */
static void refuse_all(small *s, const egb_results *other) {
  egb_stability *stability = NULL;
  expect_refused(s, egb_stability_new(s->plan, other, 0, s->diag, &stability), stability, "stability");
  egb_swap *swap = NULL;
  expect_refused(s, egb_swap_new(s->plan, other, 0, 1, s->diag, &swap), swap, "swap");
  egb_dominance *dominance = NULL;
  expect_refused(s, egb_dominance_new(s->plan, other, EGB_FREE_ALL, s->diag, &dominance), dominance, "dominance");
  egb_bounds *bounds = NULL;
  expect_refused(s, egb_bounds_new(s->plan, other, NULL, s->diag, &bounds), bounds, "bounds");
  egb_removals *removals = NULL;
  expect_refused(s, egb_removals_new(s->plan, other, NULL, NULL, s->diag, &removals), removals, "removals");
  egb_uncertainty *uncertainty = NULL;
  expect_refused(s, egb_uncertainty_new(s->plan, other, NULL, s->diag, &uncertainty), uncertainty, "uncertainty");
  egb_acceptability *acceptability = NULL;
  expect_refused(s, egb_acceptability_new(s->plan, other, NULL, s->diag, &acceptability), acceptability,
                 "acceptability");
  egb_sensitivity *sensitivity = NULL;
  expect_refused(s, egb_sensitivity_new(s->plan, other, SIZE_MAX, NULL, s->diag, &sensitivity), sensitivity,
                 "sensitivity");
  egb_profile *profile = NULL;
  expect_refused(s, egb_profile_new(s->plan, other, 0, s->diag, &profile), profile, "profile");
  egb_document *document = NULL;
  expect_refused(s, egb_methodology(s->index, s->plan, other, NULL, s->diag, &document), document, "methodology");
  expect_refused(s, egb_audit(s->plan, other, NULL, NULL, s->diag, &document), document, "audit");
}

/* A chapter is written without a plan or results, but not with those of another index. */
static void chapters_of_another_index_are_refused(void **state) {
  (void)state;
  small many = small_score(MANY, units), few = small_score(FEW, units);
  egb_document *document = NULL;
  expect_refused(&many, egb_methodology(many.index, few.plan, NULL, NULL, many.diag, &document), document, "a plan");
  expect_refused(&many, egb_methodology(many.index, NULL, few.results, NULL, many.diag, &document), document,
                 "results");
  expect_refused(&many, egb_methodology(many.index, few.plan, few.results, NULL, many.diag, &document), document,
                 "both");
  const egb_plan *const plan[] = {NULL, many.plan};
  const egb_results *const results[] = {NULL, many.results};
  for (size_t i = 0; i < 4; i++) {
    assert_ok(egb_methodology(many.index, plan[i % 2], results[i / 2], NULL, many.diag, &document), many.diag);
    egb_document_free(document);
  }
  small_free(&many);
  small_free(&few);
}

static void results_of_another_index_are_refused(void **state) {
  (void)state;
  small many = small_score(MANY, units), few = small_score(FEW, units);
  refuse_all(&many, few.results);
  refuse_all(&few, many.results);
  small_free(&many);
  small_free(&few);
}

static void results_of_a_plan_with_a_node_left_out_are_refused(void **state) {
  (void)state;
  const char *const dropped[] = {"c", NULL};
  const egb_plan_options options = {.size = sizeof options, .drop = dropped};
  small s = small_score(MANY, units);
  egb_plan *plan = NULL;
  assert_int_equal(egb_plan_new(s.index, s.data, &options, s.diag, &plan), EGB_OK);
  egb_results *other = NULL;
  assert_int_equal(egb_score(plan, s.diag, &other), EGB_OK);
  refuse_all(&s, other);
  egb_results_free(other);
  egb_plan_free(plan);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(results_of_another_index_are_refused),
                                     cmocka_unit_test(chapters_of_another_index_are_refused),
                                     cmocka_unit_test(results_of_a_plan_with_a_node_left_out_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
