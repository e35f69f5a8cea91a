/* Best and worst ranks under limits: no weights go beyond what is proven, and what is said to be reached is reached. */
#include <math.h>
#include <stdlib.h>
/* cmocka needs the four before it */

#include "simulate/trial.h"

#include "exact/bounds.h"

static egb_bounds *bounds_of(const small *s, const egb_bounds_options *options) {
  egb_bounds *out = NULL;
  assert_int_equal(egb_bounds_new(s->plan, s->results, options, s->diag, &out), EGB_OK);
  return out;
}

static const egb_rank_bounds *of_unit(const small *s, const egb_bounds *bounds, const char *id, size_t *at) {
  for (size_t i = 0; i < egb_bounds_count(bounds); i++)
    if (egb_bounds_at(bounds, i)->unit == small_unit(s, id)) {
      *at = i;
      return egb_bounds_at(bounds, i);
    }
  fail_msg("no unit %s", id);
  return NULL;
}

static void by_hand(void **state) {
  (void)state;
  /* A 60 x + 40 y, B 40 x + 60 y, C 45: C is above A where x < 1/4, above B where x > 3/4; x within 0.1 to 0.7 */
  const char *yaml = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - {id: x, weight: 3}\n  - {id: y, weight: 3}\n";
  small s = small_score(yaml, "unit,x,y\nA,60,40\nB,40,60\nC,45,45\nD,10,20\n");
  const egb_weight_limit limit = {.node = 1, .low = 0.1, .high = 0.7};
  const egb_bounds_options options = {.size = sizeof options, .percent = INFINITY, .limit = &limit, .limit_count = 1};
  egb_bounds *bounds = bounds_of(&s, &options);
  size_t at = 0;
  if (!egb_bounds_about(bounds)->solver)
    skip();
  assert_true(egb_bounds_about(bounds)->exact);
  const egb_rank_bounds *a = of_unit(&s, bounds, "A", &at);
  assert_true(a->best == 1 && a->worst == 3 && a->first == EGB_ANSWER_YES);
  assert_true(egb_bounds_at(bounds, at)->worst_weights[0] < 0.25 && egb_bounds_at(bounds, at)->worst_weights[0] >= 0.1);
  const egb_rank_bounds *b = of_unit(&s, bounds, "B", &at);
  assert_true(b->best == 1 && b->worst == 2);
  const egb_rank_bounds *c = of_unit(&s, bounds, "C", &at);
  assert_true(c->best == 2 && c->worst == 3 && c->first == EGB_ANSWER_NO);
  const egb_rank_bounds *d = of_unit(&s, bounds, "D", &at);
  assert_true(d->best == 4 && d->worst == 4);
  assert_int_equal(egb_bounds_about(bounds)->decided, 4); /* B over C, and D below all */
  egb_bounds_free(bounds);
  small_free(&s);
}

static void limits_are_checked(void **state) {
  (void)state;
  const char *yaml = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - {id: x}\n  - {id: y}\n  - id: Z\n    weight: 0\n    indicators: [{id: z}]\n";
  small s = small_score(yaml, "unit,x,y,z\nA,60,40,1\nB,40,60,1\n");
  static const egb_weight_limit wrong[] = {{1, 0.8, 0.2}, {2, -0.1, 0.5}, {3, 0, 0.5},
                                           {4, 0, 0.5},   {99, 0, 1},     {1, 0, 0.1}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const egb_bounds_options options = {.size = sizeof options, .percent = 10, .limit = &wrong[i], .limit_count = 1};
    egb_bounds *out = NULL;
    assert_int_equal(egb_bounds_new(s.plan, s.results, &options, s.diag, &out), EGB_REFUSED);
    assert_null(out);
  }
  egb_bounds *out = NULL;
  const egb_bounds_options negative = {.size = sizeof negative, .percent = -5};
  assert_int_equal(egb_bounds_new(s.plan, s.results, &negative, s.diag, &out), EGB_REFUSED);
  small_free(&s);
}

/* ---- against weights ------------------------------------------------------------------------- */

/* A random point within the limits: a corner or between corners. */
static void point_within(const egb_bounds *bounds, uint64_t *seed, double *share) {
  const size_t parts = egb_bounds_about(bounds)->limit_count;
  double left = 1;
  size_t order[16];
  for (size_t k = 0; k < parts; k++) {
    share[k] = egb_bounds_about(bounds)->limit[k].low;
    left -= share[k];
    order[k] = k;
  }
  for (size_t k = parts; k-- > 1;) {
    const size_t other = (size_t)(dice(seed) % (k + 1)), kept = order[k];
    order[k] = order[other];
    order[other] = kept;
  }
  for (size_t round = 0; round < 2; round++)
    for (size_t k = 0; k < parts && left > 0; k++) {
      const double space = egb_bounds_about(bounds)->limit[order[k]].high - share[order[k]];
      const double more = fmin(left, round == 0 && dice(seed) % 3 != 0 ? space * dice_unit(seed) : space);
      share[order[k]] += more;
      left -= more;
    }
}

static size_t rank_in(const trial *t, size_t unit) {
  return (size_t)t->results->rank[unit];
}

/* No sampled rank is outside; the weights said to reach a rank do. */
static void prove(const small *s, const egb_bounds_options *options, uint64_t *seed, size_t samples, bool exact) {
  egb_bounds *bounds = bounds_of(s, options);
  trial t = trial_open(s);
  const size_t parts = egb_bounds_about(bounds)->limit_count, count = egb_bounds_count(bounds);
  size_t node[16];
  double share[2][16];
  for (size_t k = 0; k < parts; k++)
    node[k] = egb_bounds_about(bounds)->limit[k].node;
  for (size_t i = 0; i < samples; i++) {
    point_within(bounds, seed, share[0]);
    point_within(bounds, seed, share[1]);
    const double mix = i % 2 == 0 ? 0 : dice_unit(seed);
    for (size_t k = 0; k < parts; k++)
      share[0][k] += mix * (share[1][k] - share[0][k]);
    trial_shares(s, &t, node, share[0], parts);
    for (size_t u = 0; u < count; u++) {
      const egb_rank_bounds *unit = egb_bounds_at(bounds, u);
      const size_t rank = rank_in(&t, unit->unit);
      assert_true(rank >= unit->best_proven && rank <= unit->worst_proven);
    }
  }
  for (size_t u = 0; u < count; u++) {
    const egb_rank_bounds *unit = egb_bounds_at(bounds, u);
    assert_true(unit->best_proven <= unit->best && unit->best <= unit->worst && unit->worst <= unit->worst_proven);
    for (int worst = 0; worst < 2; worst++) {
      const double *weights = worst == 1 ? unit->worst_weights : unit->best_weights;
      double sum = 0;
      for (size_t k = 0; k < parts; k++) {
        const egb_weight_limit limit = egb_bounds_about(bounds)->limit[k];
        assert_true(weights[k] >= limit.low - 1e-12 && weights[k] <= limit.high + 1e-12);
        sum += weights[k];
      }
      assert_true(fabs(sum - 1) < 1e-9);
      trial_shares(s, &t, node, weights, parts);
      assert_int_equal(rank_in(&t, unit->unit), worst == 1 ? unit->worst : unit->best);
    }
  }
  if (exact && egb_bounds_about(bounds)->solver)
    assert_true(egb_bounds_about(bounds)->exact);
  trial_close(&t);
  egb_bounds_free(bounds);
}

static void random_indices(void **state) {
  (void)state;
  static const char *const kinds[] = {"arithmetic", "geometric", "harmonic", "{method: power, p: 2}"};
  static const double percents[] = {25, 60, INFINITY};
  uint64_t seed = 12;
  for (size_t i = 0; i < 48; i++) {
    small s = sketch_score((sketch){.root = kinds[i % 4],
                                    .inner = "arithmetic",
                                    .parts = 3 + i % 2,
                                    .units = 9,
                                    .gaps = i % 3 == 2 ? 6 : 0,
                                    .coarse = i % 7 == 6},
                           &seed);
    const egb_bounds_options options = {.size = sizeof options, .percent = percents[i / 4 % 3], .seconds = 20};
    prove(&s, &options, &seed, 3000, i % 7 != 6 && i % 3 != 2);
    small_free(&s);
  }
}

static void real_rankings(void **state) {
  (void)state;
  uint64_t seed = 4;
  const egb_bounds_options options = {.size = sizeof options, .percent = 25};
  small s = small_shipped("waseda-ten");
  prove(&s, &options, &seed, 2000, true);
  small_free(&s);
  s = small_shipped("desi-2022");
  prove(&s, &options, &seed, 2000, true);
  small_free(&s);
}

/* Whether a unit can be first agrees with its best rank. */
static void who_can_be_first(void **state) {
  (void)state;
  small s = small_shipped("desi-2022");
  const egb_bounds_options all = {.size = sizeof all, .percent = INFINITY},
                           first = {.size = sizeof first, .percent = INFINITY, .first_only = true};
  egb_bounds *one = bounds_of(&s, &all), *other = bounds_of(&s, &first);
  if (egb_bounds_about(one)->solver) {
    assert_true(egb_bounds_about(one)->exact && egb_bounds_about(other)->exact);
    for (size_t i = 0; i < egb_bounds_count(one); i++)
      assert_int_equal(egb_bounds_at(one, i)->first, egb_bounds_at(other, i)->first);
  }
  egb_bounds_free(one);
  egb_bounds_free(other);
  small_free(&s);
}

static bool at_once(void *context, size_t done, size_t units) {
  assert_true(done <= units);
  ++*(size_t *)context;
  return true;
}

/* Stopped before it began: everything said is still true. */
static void stopped(void **state) {
  (void)state;
  size_t asked = 0;
  small s = small_shipped("desi-2022");
  const egb_bounds_options options = {.size = sizeof options, .percent = 50, .watch = at_once, .context = &asked};
  uint64_t seed = 3;
  prove(&s, &options, &seed, 300, false);
  egb_bounds *bounds = bounds_of(&s, &options);
  assert_false(egb_bounds_about(bounds)->exact);
  assert_true(asked > 0);
  egb_bounds_free(bounds);
  small_free(&s);
}

/* ---- pairs ----------------------------------------------------------------------------------- */

/* With the weights as they are the ranks are those of the ranking, ties and all. */
static void ranks_of_weights(void **state) {
  (void)state;
  static const char *const kinds[] = {"arithmetic", "geometric"};
  uint64_t seed = 99;
  size_t tied = 0;
  for (size_t i = 0; i < 40; i++) {
    small s = sketch_score(
        (sketch){.root = kinds[i % 2], .inner = "arithmetic", .parts = 2, .units = 30, .coarse = true}, &seed);
    egb_arena *arena = egb_arena_new();
    egb_view view;
    size_t among[30];
    assert_true(egb_view_make(arena, s.plan, s.results, &view));
    for (size_t u = 0; u < 30; u++)
      among[u] = u;
    for (size_t u = 0; u < 30; u++) {
      assert_int_equal(egb_view_rank(&view, view.share, u, among, 30), (size_t)egb_results_rank(s.results, u));
      for (size_t v = 0; v < u; v++)
        tied += egb_results_rank(s.results, u) == egb_results_rank(s.results, v);
    }
    egb_arena_free(arena);
    small_free(&s);
  }
  assert_true(tied > 20);
}

/* The form of a pair with different parts decides rightly wherever it decides, and is needed: it often does not. */
static void forms_decide_rightly(void **state) {
  (void)state;
  uint64_t seed = 100;
  size_t above = 0, below = 0, open = 0;
  for (size_t i = 0; i < 60; i++) {
    small s =
        sketch_score((sketch){.root = "arithmetic", .inner = "arithmetic", .parts = 3, .units = 12, .gaps = 2}, &seed);
    egb_arena *arena = egb_arena_new();
    egb_view view;
    assert_true(egb_view_make(arena, s.plan, s.results, &view));
    double low[3], high[3], form[3], scratch[6], weight[3], corner[3], d[3];
    for (size_t k = 0; k < view.count; k++) {
      low[k] = 0.6 * view.share[k];
      high[k] = 1.4 * view.share[k];
    }
    const egb_box box = {low, high, view.count};
    for (size_t u = 0; u < 12; u++)
      for (size_t v = 0; v < 12; v++) {
        if (u == v || isnan(egb_view_score(&view, view.share, u)) || isnan(egb_view_score(&view, view.share, v)))
          continue;
        egb_pair pair = {form, 0};
        egb_pair_make(&view, &box, u, v, scratch, &pair);
        for (size_t k = 0; k < view.count; k++)
          weight[k] = 0;
        for (int c = 0; c < 4; c++) { /* a random point between four corners */
          for (size_t k = 0; k < view.count; k++)
            d[k] = dice_unit(&seed);
          (void)egb_box_most(&box, d, corner);
          for (size_t k = 0; k < view.count; k++)
            weight[k] += corner[k] / 4;
        }
        double value = 0;
        for (size_t k = 0; k < view.count; k++)
          value += form[k] * weight[k];
        const double ahead = egb_view_score(&view, weight, u) - egb_view_score(&view, weight, v);
        if (isnan(ahead))
          continue;
        assert_true(!(value > pair.rest + 1e-12) || ahead > 0);
        assert_true(!(value < -pair.rest - 1e-12) || ahead < 0);
        above += value > pair.rest;
        below += value < -pair.rest;
        open += fabs(value) <= pair.rest;
      }
    egb_arena_free(arena);
    small_free(&s);
  }
  assert_true(above > 500 && below > 500 && open > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(by_hand),          cmocka_unit_test(limits_are_checked),   cmocka_unit_test(random_indices),
      cmocka_unit_test(real_rankings),    cmocka_unit_test(who_can_be_first),     cmocka_unit_test(stopped),
      cmocka_unit_test(ranks_of_weights), cmocka_unit_test(forms_decide_rightly),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
