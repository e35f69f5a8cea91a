/* Acceptability against what geometry says: with two parts weights are an interval, with three a triangle, and every
 * figure is a share of its length or area, or a centroid. Every tolerance is six standard errors of the draws: with a
 * seed that is not fixed each comparison would fail once in 5 * 10^8 runs. */
#include <math.h>
#include <stdlib.h>
/* cmocka needs the four before it */

#include "small.h"

#define DRAWS 100000
#define SIGMAS 6

#define HEAD "egovbench: 1\nid: whole\ntitle: Whole\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
#define TWO HEAD "indicators: [{id: a}, {id: b}]\n"
#define THREE HEAD "indicators: [{id: a}, {id: b}, {id: c}]\n"

/* Scores are w, 1 - w and 0.6 with w the weight of a. */
static const char two[] = "unit,a,b\nA,1,0\nB,0,1\nM,0.6,0.6\n";
/* Scores are the weights themselves and 1/2. */
static const char three[] = "unit,a,b,c\nA,1,0,0\nB,0,1,0\nC,0,0,1\nM,0.5,0.5,0.5\n";

typedef struct run {
  small s;
  egb_acceptability *a;
  size_t draws;
} run;

static run run_with(const char *definition, const char *csv, const char *const *where, size_t draws) {
  run r = {.s = small_score(definition, csv), .draws = draws};
  const egb_uncertainty_options options = {
      .size = sizeof options, .draws = draws, .seed = 5, .where = where, .keep_pairs = true};
  if (egb_acceptability_new(r.s.plan, r.s.results, &options, r.s.diag, &r.a) != EGB_OK) {
    print_messages(r.s.diag);
    fail_msg("not simulated");
  }
  assert_int_equal(egb_uncertainty_about(egb_acceptability_simulation(r.a))->draws, draws);
  return r;
}

static void run_free(run *r) {
  egb_acceptability_free(r->a);
  small_free(&r->s);
}

/* A share of `draws` draws whose true value is p: exactly 0 or 1 where p is. */
static void assert_share(double share, double p, double draws) {
  if (fabs(share - p) > SIGMAS * sqrt(p * (1 - p) / draws))
    fail_msg("%.6f instead of %.6f in %.0f draws", share, p, draws);
}

static double share_of_rank(const run *r, const char *unit, size_t rank) {
  const egb_uncertainty *u = egb_acceptability_simulation(r->a);
  return egb_uncertainty_at(u, small_unit(&r->s, unit))->count[rank - 1] / (double)egb_uncertainty_about(u)->draws;
}

static void assert_first(const run *r, const char *unit, double p) {
  const egb_acceptance *acceptance = egb_acceptability_at(r->a, small_unit(&r->s, unit));
  assert_share(acceptance->first, p, (double)r->draws);
  assert_true(acceptance->first == share_of_rank(r, unit, 1));
  assert_true(p > 0 ? acceptance->confidence == 1 : isnan(acceptance->confidence));
}

static void assert_rank(const run *r, const char *unit, size_t rank, double p) {
  assert_share(share_of_rank(r, unit, rank), p, (double)r->draws);
}

static void assert_beats(const run *r, const char *unit, const char *other, double p) {
  const uint32_t *beats = egb_acceptability_at(r->a, small_unit(&r->s, unit))->beats;
  assert_share(beats[small_unit(&r->s, other)] / (double)r->draws, p, (double)r->draws);
}

/* p: share of the draws behind it; a weight from 0 to 1 has a standard deviation of at most 1/2. */
static void assert_central(const run *r, const char *unit, double p, const double *w, size_t parts) {
  const double tolerance = SIGMAS * 0.5 / sqrt(p * (double)r->draws);
  double total = 0;
  assert_int_equal(egb_acceptability_about(r->a)->parts, parts);
  for (size_t i = 0; i < parts; i++) {
    const double central = egb_acceptability_at(r->a, small_unit(&r->s, unit))->central[i];
    total += central;
    if (!(fabs(central - w[i]) <= tolerance))
      fail_msg("%s: %.6f instead of %.6f", unit, central, w[i]);
  }
  assert_true(fabs(total - 1) < 1e-8);
}

#define CENTRAL(r, unit, p, ...)                                                                                       \
  assert_central(r, unit, p, (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))
#define WHERE(...) ((const char *const[]){__VA_ARGS__, NULL})

/* w is uniform on 0 to 1: A is first above 0.6, B below 0.4, M between. */
static void two_parts_nothing_known(void **state) {
  (void)state;
  run r = run_with(TWO, two, NULL, DRAWS);
  assert_string_equal(egb_acceptability_about(r.a)->sampler, "simplex");
  assert_true(egb_acceptability_about(r.a)->convergence == 1);
  assert_int_equal(egb_acceptability_about(r.a)->parts, 2);
  assert_first(&r, "A", 0.4);
  assert_first(&r, "B", 0.4);
  assert_first(&r, "M", 0.2);
  assert_rank(&r, "A", 2, 0.1); /* 0.5 to 0.6 */
  assert_rank(&r, "A", 3, 0.5);
  assert_rank(&r, "M", 2, 0.8);
  assert_rank(&r, "M", 3, 0);
  CENTRAL(&r, "A", 0.4, 0.8, 0.2);
  CENTRAL(&r, "B", 0.4, 0.2, 0.8);
  CENTRAL(&r, "M", 0.2, 0.5, 0.5);
  assert_beats(&r, "A", "B", 0.5);
  assert_beats(&r, "A", "M", 0.4);
  assert_beats(&r, "M", "A", 0.6);
  assert_beats(&r, "A", "A", 0);
  /* centroid weights of three ranks: 11/6, 5/6 and 2/6, divided by the first */
  const egb_acceptance *m = egb_acceptability_at(r.a, small_unit(&r.s, "M"));
  assert_true(fabs(m->holistic - (m->first + (1 - m->first) * 5 / 11)) < 1e-12);
  assert_true(m->top == 1);
  run_free(&r);
}

/* a >= b: w is uniform on 0.5 to 1. */
static void two_parts_in_order(void **state) {
  (void)state;
  run r = run_with(TWO, two, WHERE("a >= b"), DRAWS);
  assert_string_equal(egb_acceptability_about(r.a)->sampler, "order");
  assert_first(&r, "A", 0.8);
  assert_first(&r, "B", 0);
  assert_first(&r, "M", 0.2);
  CENTRAL(&r, "A", 0.8, 0.8, 0.2);
  CENTRAL(&r, "M", 0.2, 0.55, 0.45);
  assert_true(egb_acceptability_at(r.a, small_unit(&r.s, "B"))->central == NULL);
  assert_beats(&r, "A", "B", 1);
  assert_beats(&r, "B", "M", 0);
  run_free(&r);
}

/* w is uniform on 0.3 to 0.7; and on 2/3 to 1. */
static void two_parts_bounded(void **state) {
  (void)state;
  run r = run_with(TWO, two, WHERE("30% <= a <= 0.7"), DRAWS);
  assert_first(&r, "A", 0.25);
  assert_first(&r, "B", 0.25);
  assert_first(&r, "M", 0.5);
  CENTRAL(&r, "A", 0.25, 0.65, 0.35);
  CENTRAL(&r, "B", 0.25, 0.35, 0.65);
  CENTRAL(&r, "M", 0.5, 0.5, 0.5);
  assert_beats(&r, "A", "M", 0.25);
  run_free(&r);
  r = run_with(TWO, two, WHERE("a >= 2 * b"), DRAWS);
  assert_first(&r, "A", 1);
  CENTRAL(&r, "A", 1, 5.0 / 6, 1.0 / 6);
  run_free(&r);
}

/* Each of A, B and C is first in a corner triangle of a quarter of the area, M in the triangle between them. */
static void three_parts_nothing_known(void **state) {
  (void)state;
  run r = run_with(THREE, three, NULL, DRAWS);
  assert_first(&r, "A", 0.25);
  assert_first(&r, "B", 0.25);
  assert_first(&r, "C", 0.25);
  assert_first(&r, "M", 0.25);
  assert_rank(&r, "M", 2, 0.75);
  CENTRAL(&r, "A", 0.25, 2.0 / 3, 1.0 / 6, 1.0 / 6);
  CENTRAL(&r, "C", 0.25, 1.0 / 6, 1.0 / 6, 2.0 / 3);
  CENTRAL(&r, "M", 0.25, 1.0 / 3, 1.0 / 3, 1.0 / 3);
  assert_beats(&r, "A", "B", 0.5);
  assert_beats(&r, "A", "M", 0.25);
  run_free(&r);
}

/* a >= b >= c: the triangle of (1, 0, 0), (1/2, 1/2, 0) and (1/3, 1/3, 1/3). The line a = 1/2 runs from the second to
 * (1/2, 1/4, 1/4), three quarters down the side from the first to the third: A has 3/4 of the area. */
static void three_parts_in_order(void **state) {
  (void)state;
  run r = run_with(THREE, three, WHERE("a >= b >= c"), DRAWS);
  assert_string_equal(egb_acceptability_about(r.a)->sampler, "order");
  assert_first(&r, "A", 0.75);
  assert_first(&r, "B", 0);
  assert_first(&r, "C", 0);
  assert_first(&r, "M", 0.25);
  CENTRAL(&r, "A", 0.75, 2.0 / 3, 1.0 / 4, 1.0 / 12);
  CENTRAL(&r, "M", 0.25, 4.0 / 9, 13.0 / 36, 7.0 / 36);
  assert_beats(&r, "A", "C", 1);
  assert_beats(&r, "M", "B", 1);
  assert_rank(&r, "C", 4, 1);
  run_free(&r);
}

/* a <= 1/2 cuts the corner of A off: three quarters are left, a third each for B, C and M. */
static void three_parts_bounded(void **state) {
  (void)state;
  run r = run_with(THREE, three, WHERE("a <= 50%"), DRAWS);
  assert_first(&r, "A", 0);
  assert_first(&r, "B", 1.0 / 3);
  assert_first(&r, "M", 1.0 / 3);
  CENTRAL(&r, "B", 1.0 / 3, 1.0 / 6, 2.0 / 3, 1.0 / 6);
  CENTRAL(&r, "M", 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3);
  assert_beats(&r, "M", "A", 1);
  run_free(&r);
}

/* a >= 2 b leaves the triangle of (1, 0, 0), (2/3, 1/3, 0) and (0, 0, 1), in (a, b) of area 1/6. A has the polygon
 * (1, 0), (2/3, 1/3), (1/2, 1/4), (1/2, 0) of area 5/48, C the triangle (0, 0), (1/2, 0), (1/3, 1/6) of area 1/24,
 * whose centroid is (5/18, 1/18). The declaration is the definition's own here. */
static void three_parts_in_ratio(void **state) {
  (void)state;
  run r = run_with(THREE "uncertainty: {weights: {statements: [a >= 2 * b]}}\n", three, NULL, DRAWS);
  assert_first(&r, "A", 5.0 / 8);
  assert_first(&r, "B", 0);
  assert_first(&r, "C", 1.0 / 4);
  assert_first(&r, "M", 1.0 / 8);
  CENTRAL(&r, "C", 0.25, 5.0 / 18, 1.0 / 18, 2.0 / 3);
  run_free(&r);
}

/* Errors of a millionth change nothing that can be seen, but every draw goes through the whole pipeline. */
static void the_same_through_the_pipeline(void **state) {
  (void)state;
  run r = run_with(
      TWO "uncertainty: {error: {indicators: {a: 0.000001, b: 0.000001}}, weights: {statements: [30% <= a <= 70%]}}\n",
      two, NULL, 8000);
  const double shares[] = {0.25, 0.25, 0.5};
  for (size_t u = 0; u < 3; u++)
    assert_share(egb_acceptability_at(r.a, u)->first, shares[u], 8000);
  CENTRAL(&r, "A", 0.25, 0.65, 0.35);
  CENTRAL(&r, "M", 0.5, 0.5, 0.5);
  assert_beats(&r, "A", "M", 0.25);
  assert_int_equal(egb_acceptability_about(r.a)->confidence_draws, 1000);
  for (size_t u = 0; u < 3; u++)
    assert_true(egb_acceptability_at(r.a, u)->confidence == 1);
  run_free(&r);
}

/* Two units against each other, normal errors of standard deviation s on every value: with weights w and 1 - w their
 * difference is normal with the mean 2 w - 1 and the variance 2 s^2 (w^2 + (1 - w)^2). */
static void confidence_under_errors(void **state) {
  (void)state;
  const double s = 0.5;
  run r =
      run_with(TWO "uncertainty: {error: {indicators: {a: 0.5, b: 0.5}}}\n", "unit,a,b\nA,1,0\nB,0,1\n", NULL, 4000);
  const double w = egb_acceptability_at(r.a, 0)->central[0];
  assert_true(w > 0.5);
  const double z = (2 * w - 1) / (s * sqrt(2 * (w * w + (1 - w) * (1 - w))));
  assert_share(egb_acceptability_at(r.a, 0)->first, 0.5, 4000);
  assert_share(egb_acceptability_at(r.a, 0)->confidence, 0.5 * erfc(-z / sqrt(2)), 1000);
  run_free(&r);
}

/* Statements about what is below the parts: x is 1 for A and 0 for B, y the reverse, z 0.5 for both. With z and p
 * (of x and y) as parts the better of A and B is decided by x against y alone: 70 % <= x leaves only A. */
static void statements_below_the_parts(void **state) {
  (void)state;
  const char definition[] = HEAD "indicators:\n  - {id: p, indicators: [{id: x}, {id: y}]}\n  - id: z\n";
  run r = run_with(definition, "unit,x,y,z\nA,1,0,0.5\nB,0,1,0.5\n", WHERE("x >= 70%"), 20000);
  assert_int_equal(egb_acceptability_about(r.a)->parts, 4);
  assert_true(egb_acceptability_at(r.a, 0)->first == 1);
  const double p = egb_acceptability_at(r.a, 0)->central[0], x = egb_acceptability_at(r.a, 0)->central[2];
  assert_true(fabs(p - 0.5) < SIGMAS * 0.5 / sqrt(20000) && fabs(x - 0.85) < SIGMAS * 0.5 / sqrt(20000));
  run_free(&r);
}

/* Six parts, a body that few points of the simplex fall into: hit-and-run, which says how far its walks agree. */
static void walks_that_agree(void **state) {
  (void)state;
  const char definition[] = HEAD "indicators: [{id: a}, {id: b}, {id: c}, {id: d}, {id: e}, {id: f}]\n";
  run r = run_with(definition, "unit,a,b,c,d,e,f\nA,1,0,0,0,0,0\nB,0,1,0,0,0,0\n",
                   WHERE("16% <= a <= 17.5%", "16% <= b <= 17.5%", "16% <= c <= 17.5%", "16% <= d <= 17.5%"), 60000);
  assert_string_equal(egb_acceptability_about(r.a)->sampler, "hit-and-run");
  const double reduction = egb_acceptability_about(r.a)->convergence;
  assert_true(reduction >= 1 && reduction < 1.05);
  /* a and b are exchangeable; draws of one walk depend on each other, blocks of 256 do not */
  assert_share(egb_acceptability_at(r.a, 0)->first, 0.5, 60000.0 / 256);
  run_free(&r);
}

static void expect_refusal(const char *definition, const char *const *where, egb_status status, const char *told) {
  small s = small_score(definition, three);
  const egb_uncertainty_options options = {.size = sizeof options, .draws = 10, .where = where};
  egb_acceptability *a = NULL;
  assert_int_equal(egb_acceptability_new(s.plan, s.results, &options, s.diag, &a), status);
  assert_null(a);
  char *text = egb_diag_text(s.diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
  assert_non_null(text);
  if (strstr(text, told) == NULL)
    fail_msg("no `%s` in\n%s", told, text);
  egb_free(text);
  small_free(&s);
}

static void what_cannot_hold_together(void **state) {
  (void)state;
  expect_refusal(THREE, WHERE("a >= 50%", "b >= c", "b >= 2 * a"), EGB_USAGE,
                 "no weights satisfy `a >= 50%` and `b >= 2 * a` together");
  expect_refusal(
      THREE "uncertainty:\n  weights:\n    statements:\n      - a >= 50%\n      - b >= c\n      - b >= 2 a\n", NULL,
      EGB_REFUSED, "small.yaml:10:9: error[E0409]: no weights satisfy `a >= 50%` (line 10) and `b >= 2 a` (line 12)");
  expect_refusal(THREE, WHERE("a < b", "b < c", "c <= 20%"), EGB_USAGE, "`a < b`, `b < c` and `c <= 20%` together");
  expect_refusal(HEAD "indicators: [{id: p, indicators: [{id: a}, {id: b}]}, {id: c}]\n", WHERE("a >= c"), EGB_USAGE,
                 "`c` is not a sibling of `a`");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(two_parts_nothing_known), cmocka_unit_test(two_parts_in_order),
      cmocka_unit_test(two_parts_bounded),       cmocka_unit_test(three_parts_nothing_known),
      cmocka_unit_test(three_parts_in_order),    cmocka_unit_test(three_parts_bounded),
      cmocka_unit_test(three_parts_in_ratio),    cmocka_unit_test(the_same_through_the_pipeline),
      cmocka_unit_test(confidence_under_errors), cmocka_unit_test(statements_below_the_parts),
      cmocka_unit_test(walks_that_agree),        cmocka_unit_test(what_cannot_hold_together),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
