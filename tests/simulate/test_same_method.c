/* A switch to the method that is there already changes nothing: every node of every shipped index, in the plan, the
 * scores, and as an alternative of a simulation. */

#include <math.h>

#include "score/resolve.h"
#include "simulate/factors.h"
#include "simulate/trial.h"

#include <dirent.h>
#include <string.h>

#define WISHES 4096

typedef struct wishes {
  char text[WISHES][160];
  const char *item[WISHES + 1];
  size_t count;
} wishes;

static void wish(wishes *w, const char *id, const char *method) {
  assert_true(w->count < WISHES);
  (void)snprintf(w->text[w->count], sizeof w->text[0], "%s=%s", id, method);
  w->item[w->count] = w->text[w->count];
  w->count++;
}

/* The methods that are there. Names that an aggregation and a weighting share mean the aggregation. */
static void wish_all(const small *s, wishes *w) {
  for (size_t i = 0; i < s->index->node_count; i++) {
    const egb_planned_node *node = &s->plan->node[i];
    const char *id = s->index->node[i].id;
    if (node->normalise != NULL)
      wish(w, id, node->normalise->head.name);
    if (node->aggregate != NULL)
      wish(w, id, node->aggregate->head.name);
    if (node->weigh != NULL && egb_method_named(EGB_FAMILY_AGGREGATE, node->weigh->head.name) == NULL)
      wish(w, id, node->weigh->head.name);
  }
}

static void compare(const small *s, const egb_plan *plan, const egb_results *results) {
  for (size_t i = 0; i < s->index->node_count; i++) {
    const egb_planned_node *a = &s->plan->node[i], *b = &plan->node[i];
    assert_ptr_equal(a->normalise, b->normalise);
    assert_ptr_equal(a->aggregate, b->aggregate);
    assert_ptr_equal(a->weigh, b->weigh);
    assert_true(a->normalise == NULL || egb_chosen_equal(a->normalise_with, b->normalise_with));
    assert_true(a->aggregate == NULL || egb_chosen_equal(a->aggregate_with, b->aggregate_with));
    assert_true(a->weigh == NULL || egb_chosen_equal(a->weigh_with, b->weigh_with));
  }
  for (size_t i = 0; i < s->index->node_count; i++)
    assert_memory_equal(egb_scores(s->results, i), egb_scores(results, i), results->unit_count * sizeof(double));
}

/* As an alternative it is the definition's own way, where all nodes have one method: nothing varies. */
static void compare_alternative(const small *s, egb_method_family family, const char *name) {
  egb_choice choice = {.name = name};
  egb_uncertain declared = {.weights = EGB_UNCERTAIN_WEIGHTS_FIXED};
  declared.choice[family] = &choice;
  declared.choice_count[family] = 1;
  egb_factors *factors = NULL;
  assert_int_equal(egb_factors_new(s->plan, s->results, &declared, s->diag, &factors), EGB_OK);
  assert_int_equal(egb_factors_varying(factors), 0);
  egb_factors_free(factors);
}

static void compare_alternatives(const small *s) {
  const char *normalise = NULL, *aggregate = NULL;
  bool one_normalise = true, one_aggregate = true;
  for (size_t i = 0; i < s->index->node_count; i++) {
    const egb_planned_node *node = &s->plan->node[i];
    if (node->active && node->normalise != NULL && !node->normalise->needs_rubric) {
      one_normalise = one_normalise && (normalise == NULL || strcmp(normalise, node->normalise->head.name) == 0);
      normalise = node->normalise->head.name;
    }
    if (node->active && node->aggregate != NULL) {
      one_aggregate = one_aggregate && (aggregate == NULL || strcmp(aggregate, node->aggregate->head.name) == 0);
      aggregate = node->aggregate->head.name;
    }
  }
  if (one_normalise && normalise != NULL)
    compare_alternative(s, EGB_FAMILY_NORMALISE, normalise);
  if (one_aggregate && aggregate != NULL)
    compare_alternative(s, EGB_FAMILY_AGGREGATE, aggregate);
}

/* Some definitions come without figures. */
static bool has_data(const char *path) {
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  assert_int_equal(egb_index_load(path, diag, &index), EGB_OK);
  const bool data = index->file_count > 0;
  egb_index_free(index);
  egb_diag_free(diag);
  return data;
}

static void check_index(const char *id) {
  static wishes w;
  small s = small_shipped(id);
  memset(&w, 0, sizeof w);
  wish_all(&s, &w);
  const egb_plan_options options = {.size = sizeof options, .method = w.item};
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  const size_t before = egb_diag_count(s.diag, EGB_SEVERITY_WARNING);
  assert_int_equal(egb_plan_new(s.index, s.data, &options, s.diag, &plan), EGB_OK);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_WARNING), before); /* nothing is dropped */
  assert_int_equal(egb_score(plan, s.diag, &results), EGB_OK);
  compare(&s, plan, results);
  if (!egb_index_is_published(s.index)) /* published ranks are not drawn */
    compare_alternatives(&s);
  egb_results_free(results);
  egb_plan_free(plan);
  small_free(&s);
}

static void every_shipped_index(void **state) {
  const char *root = getenv("EGOVBENCH_SOURCE");
  char path[4096];
  size_t count = 0;
  (void)state;
  (void)snprintf(path, sizeof path, "%s/indicators", root != NULL ? root : ".");
  DIR *folder = opendir(path);
  assert_non_null(folder);
  for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    const size_t length = strlen(entry->d_name);
    char id[256], file[8192];
    (void)snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
    if (length < 6 || strcmp(entry->d_name + length - 5, ".yaml") != 0 || !has_data(file))
      continue;
    (void)snprintf(id, sizeof id, "%.*s", (int)(length - 5), entry->d_name);
    check_index(id);
    count++;
  }
  (void)closedir(folder);
  assert_true(count >= 8);
}

/* Every field counts when two choices are compared. */
static void equal_means_every_field(void **state) {
  static const double one[] = {1, 2}, other[] = {1, 3};
  egb_chosen a = {.parameter = {[3] = (double)NAN}}, b = a;
  (void)state;
  assert_true(egb_chosen_equal(&a, &b));
  for (size_t i = 0; i < EGB_PARAMETER_SLOTS; i++) {
    b = a;
    b.parameter[i] = 7;
    assert_false(egb_chosen_equal(&a, &b));
  }
  for (size_t i = 0; i < EGB_PARAMETERS_MAX; i++) {
    egb_chosen c = a;
    b = a;
    b.list[i] = (egb_list){one, 2, 1};
    assert_false(egb_chosen_equal(&a, &b));
    c.list[i] = (egb_list){other, 2, 1};
    assert_false(egb_chosen_equal(&c, &b));
    c.list[i] = (egb_list){one, 2, 2};
    assert_false(egb_chosen_equal(&c, &b));
    c.list[i] = (egb_list){one, 2, 1};
    assert_true(egb_chosen_equal(&c, &b));
  }
  static const egb_common commons[] = {
      {.log = 1}, {.has_zero = true}, {.round = 2}, {.rounding = EGB_ROUNDING_HALF_UP}};
  for (size_t i = 0; i < 4; i++) {
    b = a;
    b.common = commons[i];
    assert_false(egb_chosen_equal(&a, &b));
  }
  a.common = (egb_common){.has_zero = true, .zero = 1};
  b = a;
  b.common.zero = 2;
  assert_false(egb_chosen_equal(&a, &b));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_shipped_index), cmocka_unit_test(equal_means_every_field)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
