/* `rank: bounds:`: bounds of the score from the data, and the ranks they allow. The published ones are met in
 * tests/reference/test_international.py. */
#include "small.h"

#include <math.h>

#define near(got, expected) assert_close(got, expected, 1e-12)
#define HEAD "egovbench: 1\nid: t\ndata: [{file: '-'}]\nscale: 5\ndefaults: {normalise: as-is}\n"
#define TWO "indicators: [{id: a}, {id: b}]\n"

static void expect(const small *s, const char *unit, double lower, double upper, double best, double worst) {
  egb_rank_bound bound[8];
  assert_true(s->results->unit_count <= 8);
  assert_int_equal(egb_results_rank_bounds(s->results, bound), EGB_OK);
  const egb_rank_bound *own = &bound[small_unit(s, unit)];
  near(own->lower, lower);
  near(own->upper, upper);
  near(own->best, best);
  near(own->worst, worst);
}

static void published_bounds(void **state) {
  (void)state;
  small s = small_score(HEAD "rank: {bounds: {lower: lo, upper: up}}\n" TWO,
                        "unit,a,b,lo,up\nA,4,4,3.3,4.2\nB,3,3.8,3.4,4\nC,2,3,2.1,3.4\nD,3,3,,3\nE,,,1,2\n");
  expect(&s, "A", 3.3, 4.2, 1, 2); /* B is at 3.4 */
  expect(&s, "B", 3.4, 4, 1, 2);   /* A, at 4, is not above 4 */
  expect(&s, "C", 2.1, 3.4, 2, 4); /* neither is B above 3.4 */
  expect(&s, "D", NAN, NAN, NAN, NAN);
  expect(&s, "E", NAN, NAN, NAN, NAN);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_WARNING), 0);
  assert_true(egb_index_has_rank_bounds(s.index));
  small_free(&s);
}

/* The same numbers, a lower score being better: the other bound is the better one. */
static void a_lower_score_is_better(void **state) {
  (void)state;
  small s = small_score(HEAD "direction: lower\nrank: {bounds: {lower: lo, upper: up}}\n" TWO,
                        "unit,a,b,lo,up\nA,4,4,3.3,4.2\nB,3,3.8,3.4,4\nC,2,3,2.1,3.4\n");
  expect(&s, "A", 3.3, 4.2, 2, 3);
  expect(&s, "B", 3.4, 4, 2, 2); /* A, at 4, is not better than 4 */
  expect(&s, "C", 2.1, 3.4, 1, 1);
  small_free(&s);
}

/* Ranks see rounded scores, and so do bounds. */
static void bounds_are_rounded_like_scores(void **state) {
  (void)state;
  small s = small_score(HEAD "rank: {decimals: 0, bounds: {lower: lo, upper: up}}\nindicators: [{id: a}]\n",
                        "unit,a,lo,up\nA,4.4,4.1,4.6\nB,3.6,3.6,3.7\nC,1,1,3.6\n");
  expect(&s, "A", 4.1, 4.6, 1, 1);
  expect(&s, "B", 3.6, 3.7, 1, 1);
  expect(&s, "C", 1, 3.6, 1, 3);
  small_free(&s);
}

/* Two sources 3 and 5: s = sqrt 2, over the square root of 2: 1. With shares .75 and .25: sqrt(2 * .625). */
static void dispersion_of_the_sources(void **state) {
  (void)state;
  const double z = 1.9599639845400545; /* Abramowitz and Stegun, table 26.5: 97.5 % */
  small s =
      small_score(HEAD "rank: {bounds: {dispersion: true, confidence: 95%}}\n" TWO, "unit,a,b\nA,3,5\nB,2,2\nC,,5\n");
  expect(&s, "A", 4 - z, 4 + z, 1, 2);
  expect(&s, "B", 2, 2, 3, 3);
  expect(&s, "C", NAN, NAN, NAN, NAN); /* one source */
  small_free(&s);
  s = small_score(HEAD "rank: {bounds: {dispersion: true, confidence: 95%}}\n"
                       "indicators: [{id: a, weight: 3}, {id: b, weight: 1}]\n",
                  "unit,a,b\nA,3,5\n");
  expect(&s, "A", 3.5 - z * sqrt(1.25), 3.5 + z * sqrt(1.25), 1, 1);
  small_free(&s);
}

static void standard_errors(void **state) {
  (void)state;
  const double z = 1.6448536269514722; /* the same: 95 % */
  small s = small_score(HEAD "rank: {bounds: {error: se}}\nindicators: [{id: a}]\n", "unit,a,se\nA,3,1\nB,2,0\nC,1,\n");
  expect(&s, "A", 3 - z, 3 + z, 1, 2);
  expect(&s, "B", 2, 2, 2, 2);
  expect(&s, "C", NAN, NAN, NAN, NAN);
  small_free(&s);
  s = small_score(HEAD "rank: {bounds: {dispersion: false}}\n" TWO, "unit,a,b\nA,3,5\n");
  assert_false(egb_index_has_rank_bounds(s.index));
  small_free(&s);
}

static void what_cannot_be_right(void **state) {
  (void)state;
  static const struct {
    const char *definition, *data, *code, *text, *hint;
    size_t line, column;
  } wrong[] = {
      {"rank: {bounds: {lower: lo, upper: up}}\n" TWO, "unit,a,b,lo,up\nA,3,3,4,2\n", "E0313", "4 is above 2",
       "exchange", 2, 7},
      {"rank: {bounds: {error: se}}\n" TWO, "unit,a,b,se\nA,3,3,-1\n", "E0319", "negative", "correct it", 2, 7},
      {"aggregate: geometric\nrank: {bounds: {dispersion: true}}\n" TWO, "unit,a,b\nA,3,3\n", "E0403", "`geometric`",
       "arithmetic", 7, 16},
      {"then: x * 2\nrank: {bounds: {dispersion: true}}\n" TWO, "unit,a,b\nA,3,3\n", "E0403", "changed by `then:`",
       "remove `then:` of", 7, 16},
      {"rescale: minmax\nrank: {bounds: {dispersion: true}}\n" TWO, "unit,a,b\nA,3,3\n", "E0403", "`minmax`",
       "bounds: {error: column}", 7, 16},
      {"rank: {bounds: {error: se}}\n" TWO, "unit,a,b\nA,3,3\n", "E0310", "`se`", "", 1, 1}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char definition[300];
    (void)snprintf(definition, sizeof definition, "%s%s", HEAD, wrong[i].definition);
    small s = small_try(definition, wrong[i].data);
    assert_int_not_equal(s.status, EGB_OK);
    small_message(&s, 0, wrong[i].code, wrong[i].line, wrong[i].column, wrong[i].text, wrong[i].hint);
    small_free(&s);
  }
}

/* They bound another score than this one: said, and the interval stays one. */
static void bounds_without_the_score(void **state) {
  (void)state;
  small s = small_try(HEAD "rank: {bounds: {lower: lo, upper: up}}\n" TWO,
                      "unit,a,b,lo,up\nA,4,4,3,5\nB,3,3,3.2,3.4\nC,2,2,1,2.5\n");
  assert_int_equal(s.status, EGB_OK);
  small_message(&s, 0, "W0609", 3, 7, "for 1 unit, first B", "scale");
  expect(&s, "B", 3.2, 3.4, 2, 2);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(published_bounds),
                                     cmocka_unit_test(a_lower_score_is_better),
                                     cmocka_unit_test(bounds_are_rounded_like_scores),
                                     cmocka_unit_test(dispersion_of_the_sources),
                                     cmocka_unit_test(standard_errors),
                                     cmocka_unit_test(what_cannot_be_right),
                                     cmocka_unit_test(bounds_without_the_score)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
