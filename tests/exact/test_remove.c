/* The index without one of its nodes: by hand, and against COINr on its ASEM example (tests/reference/asem/README.md).
 */
#include <math.h>
#include <stdlib.h>
/* cmocka needs the four before it */

#include "simulate/trial.h"

static egb_removals *removals_of(const small *s) {
  egb_removals *out = NULL;
  assert_int_equal(egb_removals_new(s->plan, s->results, NULL, NULL, s->diag, &out), EGB_OK);
  return out;
}

static const egb_removal *of_node(const small *s, const egb_removals *removals, const char *id) {
  for (size_t i = 0; i < egb_removals_count(removals); i++)
    if (egb_removals_at(removals, i)->node == egb_index_find(s->index, id))
      return egb_removals_at(removals, i);
  fail_msg("no node %s", id);
  return NULL;
}

static void by_hand(void **state) {
  (void)state;
  const char *yaml =
      "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
      "indicators:\n  - id: P\n    indicators: [{id: a}, {id: b}]\n  - id: Q\n    indicators: [{id: c}]\n"
      "  - {id: d, weight: 0}\n";
  small s = small_score(yaml, "unit,a,b,c,d\nX,90,10,50,1\nY,20,80,46,1\nZ,30,30,,1\n");
  egb_removals *removals = removals_of(&s);
  /* X 50, Y 48, Z 30; without a: 30, 63, 30; without Q: 50, 50, 30; without P: 50, 46, none */
  const egb_removal *a = of_node(&s, removals, "a"), *p = of_node(&s, removals, "P"), *q = of_node(&s, removals, "Q");
  assert_int_equal(egb_removals_count(removals), 6);
  assert_true(a->rank[0] == 2 && a->rank[1] == 1 && a->rank[2] == 2 && a->score[1] == 63);
  assert_true(a->moved == 3 && a->largest_change == 1 && a->largest_unit == 0 && a->mean_change == 1);
  assert_true(q->rank[1] == 1 && q->moved == 1 && q->mean_change == 1.0 / 3);
  assert_true(p->moved == 0 && p->lost == 1 && p->mean_change == 0 && isnan(p->rank[2]));
  assert_true(p->largest_unit == SIZE_MAX);
  assert_non_null(strstr(of_node(&s, removals, "c")->reason, "no siblings"));
  assert_true(of_node(&s, removals, "d")->moved == 0 && of_node(&s, removals, "d")->reason == NULL);
  egb_removals_free(removals);
  small_free(&s);
}

/* Points: without an indicator its node has fewer points, and so less weight. */
static void points_are_counted_anew(void **state) {
  (void)state;
  const char *yaml =
      "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\nweights: points\ndefaults: {weights: points}\n"
      "indicators:\n  - id: P\n    indicators:\n      - {id: a, points: {0: 0, 1: 3}}\n"
      "      - {id: b, points: {0: 0, 1: 1}}\n  - id: Q\n    indicators:\n      - {id: c, points: {0: 0, 1: 1}}\n";
  small s = small_score(yaml, "unit,a,b,c\nX,1,1,0\nY,1,0,1\n");
  egb_removals *removals = removals_of(&s);
  const egb_removal *a = of_node(&s, removals, "a");
  assert_true(fabs(a->score[0] - 50) < 1e-9 && fabs(a->score[1] - 50) < 1e-9);
  egb_removals_free(removals);
  small_free(&s);
}

/* Weights set by hand keep their proportions. */
static void wishes_stay(void **state) {
  (void)state;
  const char *yaml = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - {id: a}\n  - {id: b}\n  - {id: c}\n";
  small s = small_score(yaml, "unit,a,b,c\nX,90,10,50\nY,20,80,46\n");
  assert_int_equal(egb_plan_set_weight(s.plan, "a", 3, EGB_RESCALE_FREE, s.diag), EGB_OK);
  assert_int_equal(egb_rescore(s.plan, s.results, s.diag), EGB_OK);
  egb_removals *removals = removals_of(&s);
  assert_true(fabs(of_node(&s, removals, "c")->score[0] - (3 * 90 + 10) / 4.0) < 1e-9);
  egb_removals_free(removals);
  small_free(&s);
}

/* ---- COINr ----------------------------------------------------------------------------------- */

static char *file_text(const char *name) {
  const char *source = getenv("EGOVBENCH_SOURCE");
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/tests/reference/asem/%s", source != NULL ? source : ".", name);
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  char *text = calloc(1, 65536);
  assert_non_null(text);
  assert_true(fread(text, 1, 65535, file) > 0);
  (void)fclose(file);
  return text;
}

static small asem(void) {
  return small_file("tests/reference/asem/asem.yaml");
}

/* Cell i of a line without quotes. */
static void cell(const char *line, size_t i, char *out, size_t size) {
  for (; i > 0; i--)
    line = strchr(line, ',') + 1;
  const size_t length = strcspn(line, ",\n");
  assert_true(length < size);
  memcpy(out, line, length);
  out[length] = '\0';
}

/* Ranks with every pillar and sub-index left out, exactly; mean absolute change to 1e-12. */
static void coinr(void **state) {
  (void)state;
  small s = asem();
  egb_removals *removals = removals_of(&s);
  char *text = file_text("remove.csv"), *header = text, value[64], id[64];
  size_t compared = 0;
  for (char *line = strchr(text, '\n') + 1; *line != '\0'; line = strchr(line, '\n') + 1) {
    cell(line, 0, id, sizeof id);
    const bool means = strcmp(id, "MEAN-CHANGE") == 0;
    const size_t unit = means ? 0 : small_unit(&s, id);
    cell(line, 1, value, sizeof value);
    if (!means)
      assert_true(s.results->rank[unit] == atof(value));
    for (size_t column = 2; column < 12; column++) {
      cell(header, column, id, sizeof id);
      cell(line, column, value, sizeof value);
      const egb_removal *removal = of_node(&s, removals, id);
      if (means)
        assert_true(fabs(removal->mean_change - atof(value)) < 1e-12);
      else
        assert_true(removal->rank[unit] == atof(value));
      compared++;
    }
  }
  assert_int_equal(compared, 52 * 10);
  free(text);
  egb_removals_free(removals);
  small_free(&s);
}

static bool stop_after_one(void *context, size_t done, size_t nodes) {
  *(size_t *)context = nodes;
  return done == 1;
}

static void what_is_done_when_stopped_is_the_result(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                        "indicators:\n  - {id: x}\n  - {id: y}\n  - {id: z}\n",
                        "unit,x,y,z\nA,1,2,3\nB,3,2,1\n");
  egb_removals *removals = NULL;
  size_t nodes = 0;
  assert_int_equal(egb_removals_new(s.plan, s.results, stop_after_one, &nodes, s.diag, &removals), EGB_OK);
  assert_true(nodes == 3 && egb_removals_count(removals) == 1);
  egb_removals_free(removals);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(by_hand),
      cmocka_unit_test(points_are_counted_anew),
      cmocka_unit_test(wishes_stay),
      cmocka_unit_test(coinr),
      cmocka_unit_test(what_is_done_when_stopped_is_the_result),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
