/* The trail of one unit: shares among what it has, contributions that add up, cells as written. */

#include "counted.h"

#include <math.h>

#define HEAD "egovbench: 1\nid: t\n"
static const char csv[] = "unit,a,b,c,x\nX,10,20,30.0,4\nY,,20,50,2\nZ,,,5,1\n";
static const char definition[] = HEAD "indicators:\n  - id: p\n    weight: 1\n    indicators:\n"
                                      "      - {id: a, normalise: as-is, weight: 1}\n"
                                      "      - {id: b, normalise: as-is, weight: 3}\n"
                                      "  - {id: c, normalise: as-is, weight: 2}\n"
                                      "  - {id: d, compute: \"x * 10\", normalise: as-is, weight: 1}\n";

static const egb_trail_step *step_of(const egb_trail *trail, const small *s, const char *node) {
  return &trail->step[egb_index_find(s->index, node)];
}

/* The trail and the function that answers for one node say the same. */
static void compare_contributions(const small *s, const egb_trail *trail) {
  for (size_t i = 0; i < trail->count; i++)
    assert_near(egb_results_contribution(s->results, i, trail->unit), trail->step[i].contribution, 1e-12);
}

static void contributions_add_up(void **state) {
  (void)state;
  small s = small_score(definition, csv);
  egb_trail *trail = NULL;
  for (size_t unit = 0; unit < 3; unit++) {
    assert_int_equal(egb_trail_new(s.results, unit, s.diag, &trail), EGB_OK);
    assert_int_equal(trail->count, 6);
    double leaves = 0, effective = 0;
    for (size_t i = 0; i < trail->count; i++)
      if (egb_index_node_is_indicator(s.index, i) && !isnan(trail->step[i].contribution)) {
        leaves += trail->step[i].contribution;
        effective += trail->step[i].effective;
      }
    assert_near(leaves, egb_results_score(s.results, unit), 1e-12);
    assert_near(effective, 1, 1e-12);
    compare_contributions(&s, trail);
    egb_trail_free(trail);
  }
  small_free(&s);
}

static void every_step_is_told(void **state) {
  (void)state;
  small s = small_score(definition, csv);
  egb_trail *trail = NULL;
  assert_int_equal(egb_trail_new(s.results, small_unit(&s, "Y"), s.diag, &trail), EGB_OK);
  const egb_trail_step *a = step_of(trail, &s, "a"), *b = step_of(trail, &s, "b"), *c = step_of(trail, &s, "c"),
                       *d = step_of(trail, &s, "d"), *t = step_of(trail, &s, "t");
  assert_near(a->raw, NAN, 1e-12);
  assert_near(a->share, NAN, 1e-12);
  assert_near(a->rank, NAN, 1e-12);
  assert_near(a->of, 1, 1e-12);
  assert_near(b->share, 1, 1e-12); /* a is missing */
  assert_near(b->effective, 0.25, 1e-12);
  assert_near(b->contribution, 5, 1e-12);
  assert_near(b->rank, 1, 1e-12); /* tied with X */
  assert_near(b->of, 2, 1e-12);
  assert_near(c->rank, 1, 1e-12);
  assert_string_equal(c->raw_text, "50");
  assert_string_equal(c->place.source->name, "<stdin>");
  assert_int_equal(egb_place_line(c->place).line, 3);
  assert_near(d->raw, 20, 1e-12);
  assert_null(d->raw_text);
  assert_null(d->place.source);
  assert_near(t->share, 1, 1e-12);
  assert_near(t->score, (20 + 2 * 50 + 20) / 4.0, 1e-12);
  assert_near(t->coverage, 0.75, 1e-12);
  assert_int_equal(step_of(trail, &s, "p")->state, EGB_STATE_PARTIAL);
  egb_trail_free(trail);
  assert_int_equal(egb_trail_new(s.results, 3, s.diag, &trail), EGB_USAGE);
  assert_null(trail);
  small_free(&s);
}

static void geometric_means_have_no_contributions(void **state) {
  (void)state;
  small s = small_score(HEAD "indicators:\n  - id: p\n    aggregate: geometric\n    indicators:\n"
                             "      - {id: a, normalise: as-is}\n      - {id: b, normalise: as-is}\n"
                             "  - {id: c, normalise: as-is}\n",
                        csv);
  egb_trail *trail = NULL;
  assert_int_equal(egb_trail_new(s.results, small_unit(&s, "X"), s.diag, &trail), EGB_OK);
  assert_near(step_of(trail, &s, "a")->contribution, NAN, 1e-12);
  assert_near(step_of(trail, &s, "p")->contribution, sqrt(200) / 2, 1e-12);
  assert_near(step_of(trail, &s, "c")->contribution, 15, 1e-12);
  compare_contributions(&s, trail);
  assert_near(egb_results_contribution(s.results, trail->count, 0), NAN, 1e-12);
  assert_near(egb_results_contribution(s.results, 0, 99), NAN, 1e-12);
  egb_trail_free(trail);
  small_free(&s);
}

static void nothing_is_shared_below_an_unranked_root(void **state) {
  (void)state;
  small s = small_score(
      HEAD "available: 1\nindicators:\n  - {id: a, normalise: as-is}\n  - {id: b, normalise: as-is}\n", csv);
  egb_trail *trail = NULL;
  assert_int_equal(egb_trail_new(s.results, small_unit(&s, "Y"), s.diag, &trail), EGB_OK);
  assert_near(trail->step[0].share, NAN, 1e-12);
  assert_near(trail->step[0].rank, NAN, 1e-12);
  assert_near(step_of(trail, &s, "b")->share, 1, 1e-12);
  assert_near(step_of(trail, &s, "b")->effective, NAN, 1e-12);
  assert_int_equal(trail->step[0].state, EGB_STATE_WITHHELD);
  compare_contributions(&s, trail);
  egb_trail_free(trail);
  small_free(&s);
}

/* One walk along the record of the unit, and one look at each cell to quote it: not a walk per cell. */
static void a_record_is_walked_once(void **state) {
  (void)state;
  small s = small_score(definition, csv);
  counted count;
  egb_trail *trail = NULL;
  count_text(&s, &count);
  assert_int_equal(egb_trail_new(s.results, small_unit(&s, "X"), s.diag, &trail), EGB_OK);
  assert_string_equal(step_of(trail, &s, "b")->raw_text, "20");
  assert_string_equal(step_of(trail, &s, "c")->raw_text, "30.0");
  assert_int_equal(count.asked, 1 + 3);
  egb_trail_free(trail);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(contributions_add_up), cmocka_unit_test(every_step_is_told),
                                     cmocka_unit_test(geometric_means_have_no_contributions),
                                     cmocka_unit_test(nothing_is_shared_below_an_unranked_root),
                                     cmocka_unit_test(a_record_is_walked_once)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
