/* Wishes for weights: what they mean, and what is refused with the plan unchanged. */

#include "small.h"

#include <math.h>

static const char definition[] = "egovbench: 1\nid: t\nindicators:\n"
                                 "  - {id: a, weight: 10}\n  - {id: b, weight: 20}\n  - {id: c, weight: 30}\n"
                                 "  - id: d\n    weight: 40\n    indicators:\n"
                                 "      - {id: e}\n      - {id: f}\n      - {id: g, weight: 0}\n";
static const char csv[] = "unit,a,b,c,e,f,g\nX,1,2,3,4,5,6\nY,2,4,1,9,1,1\nZ,5,1,1,2,3,3\n";

static void weights_are(const egb_plan *plan, const double expected[8]) {
  assert_true(egb_plan_weight(plan, 0) == 1);
  for (size_t i = 1; i < 8; i++)
    if (fabs(egb_plan_weight(plan, i) - expected[i]) > 1e-12)
      fail_msg("weight of node %zu is %.17g, not %g", i, egb_plan_weight(plan, i), expected[i]);
}

static const double start[8] = {0, 10, 20, 30, 40, 1, 1, 0};

static void the_others_share_the_rest(void **state) {
  (void)state;
  small s = small_plan(definition, csv, NULL);
  weights_are(s.plan, start);
  assert_true(egb_plan_share(s.plan, 2) == 0.2);
  assert_true(egb_plan_effective_weight(s.plan, 5) == 0.4 * 0.5);
  assert_false(s.plan->weights_changed);
  assert_int_equal(egb_plan_set_weight(s.plan, "a", 55, EGB_RESCALE_PROPORTIONAL, s.diag), EGB_OK);
  weights_are(s.plan, (double[]){0, 55, 10, 15, 20, 1, 1, 0});
  assert_true(s.plan->weights_changed);
  assert_int_equal(egb_plan_set_weight(s.plan, "a", 10, EGB_RESCALE_PROPORTIONAL, s.diag), EGB_OK);
  weights_are(s.plan, start); /* there and back again */
  assert_int_equal(egb_plan_set_weight(s.plan, "a", 40, EGB_RESCALE_FREE, s.diag), EGB_OK);
  weights_are(s.plan, (double[]){0, 40, 20, 30, 40, 1, 1, 0});
  small_free(&s);
}

static void several_at_once(void **state) {
  (void)state;
  small s = small_plan(definition, csv, NULL);
  const char *const wishes[] = {"a=30%", "b=0", "e=25%"};
  assert_int_equal(egb_plan_set_weights(s.plan, wishes, 3, EGB_RESCALE_PROPORTIONAL, s.diag), EGB_OK);
  weights_are(s.plan, (double[]){0, 30, 0, 30, 40, 0.5, 1.5, 0});
  const char *const whole[] = {"a=10", "b=20", "c=30", "d=40"};
  assert_int_equal(egb_plan_set_weights(s.plan, whole, 4, EGB_RESCALE_PROPORTIONAL, s.diag), EGB_OK);
  const char *const all_to_one[] = {"c=100%"};
  assert_int_equal(egb_plan_set_weights(s.plan, all_to_one, 1, EGB_RESCALE_PROPORTIONAL, s.diag), EGB_OK);
  weights_are(s.plan, (double[]){0, 0, 0, 100, 0, 0.5, 1.5, 0});
  small_free(&s);
}

static void refused(const char *const *wishes, size_t count, egb_rescale rescale, const char *text, const char *hint) {
  small s = small_plan(definition, csv, NULL);
  assert_int_equal(egb_plan_set_weights(s.plan, wishes, count, rescale, s.diag), EGB_USAGE);
  small_message(&s, 0, "E0405", 0, 0, text, hint);
  weights_are(s.plan, start);
  assert_false(s.plan->weights_changed);
  small_free(&s);
}

#define REFUSED(rescale, text, hint, ...)                                                                              \
  refused((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), rescale,    \
          text, hint)

static void impossible_wishes_change_nothing(void **state) {
  (void)state;
  const egb_rescale keep = EGB_RESCALE_PROPORTIONAL;
  REFUSED(keep, "no node `bb`", "did you mean `b`?", "a=1", "bb=2");
  REFUSED(keep, "whole index", "a", "t=1");
  REFUSED(keep, "at least 0", "30%", "a=-1");
  REFUSED(keep, "not a number", "", "a=0,3");
  REFUSED(keep, "not a number", "", "a=nan");
  REFUSED(keep, "ID=WEIGHT", "a=0.3", "a");
  REFUSED(keep, "ID=WEIGHT", "a=0.3", "=3");
  REFUSED(keep, "set twice", "leave one", "a=1", "a=2");
  REFUSED(keep, "add up to 101, more than their total of 100", "--rescale free", "b=50", "c=51");
  REFUSED(keep, "add up to 110", "--rescale free", "b=50", "c=60%");
  REFUSED(keep, "take the remaining", "--rescale free", "e=0.5", "f=0.5");
  REFUSED(keep, "take the remaining", "--rescale free", "a=1", "b=1", "c=1", "d=1");
  REFUSED(EGB_RESCALE_FREE, "would be zero", "above 0", "e=0", "f=0");
  REFUSED(EGB_RESCALE_FREE, "too large to add up", "smaller numbers", "e=1e308", "f=1e308");
  REFUSED(keep, "too large to add up", "smaller numbers", "e=1e308", "f=1e308");
  REFUSED(keep, "more than their total", "", "b=30", "e=3"); /* the first family is possible, the second is not */
}

static void single_wishes_that_are_no_numbers(void **state) {
  (void)state;
  small s = small_plan(definition, csv, NULL);
  assert_int_equal(egb_plan_set_weight(s.plan, "a", NAN, EGB_RESCALE_FREE, s.diag), EGB_USAGE);
  assert_int_equal(egb_plan_set_weight(s.plan, "a", INFINITY, EGB_RESCALE_FREE, s.diag), EGB_USAGE);
  assert_int_equal(egb_plan_set_weight(s.plan, "nobody", 1, EGB_RESCALE_FREE, s.diag), EGB_USAGE);
  weights_are(s.plan, start);
  assert_true(isnan(egb_plan_weight(s.plan, 99)) && isnan(egb_plan_share(s.plan, 99)));
  small_free(&s);
}

/* Three levels, weights of the given method at all of them or at the lowest ones only. */
static void effective_weights_are_products_of_shares(void **state) {
  (void)state;
  static const char *const methods[] = {"given",  "equal", "equal-indicators",    "pca", "entropy",
                                        "critic", "sd",    "correlation-balanced"};
  for (size_t m = 0; m < 2 * sizeof methods / sizeof *methods; m++) {
    char text[600];
    (void)snprintf(text, sizeof text,
                   "egovbench: 1\nid: t\nweights: %s\nindicators:\n  - {id: x}\n  - id: p\n    indicators:\n"
                   "      - {id: q, weights: %s, indicators: [{id: a}, {id: b}]}\n"
                   "      - {id: r, indicators: [{id: c}, {id: d}, {id: e}]}\n",
                   m % 2 == 0 ? methods[m / 2] : "given", methods[m / 2]);
    small s = small_score(text, "unit,x,a,b,c,d,e\nU,1,2,3,4,5,6\nV,2,1,3,1,9,1\nW,5,1,1,2,8,3\nX,4,2,7,1,2,4\n");
    double leaves = 0;
    assert_true(s.results->effective[0] == 1);
    for (size_t i = 1; i < s.results->node_count; i++) {
      const double above = s.results->effective[s.index->node[i].parent];
      assert_near(s.results->effective[i], above * s.results->share[i], 1e-15);
      leaves += s.index->node[i].first_child == EGB_NONE ? s.results->effective[i] : 0;
    }
    assert_near(leaves, 1, 1e-12);
    small_free(&s);
  }
}

/* Against the corners: the part and each of its siblings at either end of what it varies by. */
static void reached_shares_are_those_of_the_corners(void **state) {
  (void)state;
  static const double spreads[] = {0, 0.1, 0.25, 0.5, 1};
  static const double weights[][3] = {{1, 1, 1}, {1, 2, 5}, {0, 2, 3}, {4, 0, 0}, {1e-9, 1, 0}, {7, 1, 0}};
  for (size_t s = 0; s < sizeof spreads / sizeof *spreads; s++)
    for (size_t k = 0; k < sizeof weights / sizeof *weights; k++) {
      const double *w = weights[k];
      double low, high, least = 1, most = 0;
      for (unsigned corner = 0; corner < 8; corner++) {
        double at[3];
        for (unsigned i = 0; i < 3; i++)
          at[i] = w[i] * ((corner >> i & 1) != 0 ? 1 + spreads[s] : 1 - spreads[s]);
        const double all = at[0] + at[1] + at[2], share = all > 0 ? at[0] / all : w[0] / (w[0] + w[1] + w[2]);
        least = fmin(least, share);
        most = fmax(most, share);
      }
      egb_share_reach(w[0] / (w[0] + w[1] + w[2]), spreads[s], &low, &high);
      assert_near(high, most, 1e-12);
      if (spreads[s] < 1 || w[1] + w[2] > 0) /* alone and at 0 a part has no share */
        assert_near(low, least, 1e-12);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_others_share_the_rest),
                                     cmocka_unit_test(several_at_once),
                                     cmocka_unit_test(impossible_wishes_change_nothing),
                                     cmocka_unit_test(single_wishes_that_are_no_numbers),
                                     cmocka_unit_test(reached_shares_are_those_of_the_corners),
                                     cmocka_unit_test(effective_weights_are_products_of_shares)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
