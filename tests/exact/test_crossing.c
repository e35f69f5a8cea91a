/* Where two curves meet: the nearest place against a fine search along both, for random quotients. Many of them meet
 * twice, and the further place is no answer. */
#include "check.h"
#include "exact/curve.h"

#include <math.h>

#define ROUNDS 6000
#define STEPS 2000

static double uniform(uint64_t *seed) {
  return (double)(next_random(seed) >> 11) * 0x1p-53;
}

/* A unit whose own score is x, whose siblings give l and have the weight w of all of them together. */
static egb_curve random_curve(uint64_t *seed) {
  const double x = 100 * uniform(seed), w = uniform(seed) < 0.3 ? 1 : 0.1 + 0.9 * uniform(seed),
               l = 100 * uniform(seed) * w;
  return (egb_curve){EGB_CURVE_MOVING, {l, x - l}, {w, 1 - w}, (double)NAN};
}

static double value(const egb_curve *c, double t) {
  return (c->top[0] + c->top[1] * t) / (c->bottom[0] + c->bottom[1] * t);
}

/* One that meets the other at two random places: of (1 - t) l + t x = value * (w + (1 - w) t) there. */
static egb_curve meeting_twice(const egb_curve *other, uint64_t *seed) {
  const double w = 0.1 + 0.9 * uniform(seed), p = uniform(seed), q = uniform(seed);
  const double at_p = value(other, p) * (w + (1 - w) * p), at_q = value(other, q) * (w + (1 - w) * q);
  const double l = (at_p * q - at_q * p) / (q - p), x = (at_q * (1 - p) - at_p * (1 - q)) / (q - p);
  return (egb_curve){EGB_CURVE_MOVING, {l, x - l}, {w, 1 - w}, (double)NAN};
}

/* The first step towards the end after which a is no longer above b; STEPS: none. *changes: how often that changes. */
static size_t first_change(const egb_curves *curves, double end, size_t *changes) {
  const egb_curve *a = &curves->curve[0], *b = &curves->curve[1];
  size_t first = STEPS;
  bool above = true;
  *changes = 0;
  for (size_t i = 1; i <= STEPS; i++) {
    const double t = curves->share + (end - curves->share) * ((double)i / STEPS);
    const bool now = value(a, t) > value(b, t);
    if (now != above && (*changes)++ == 0)
      first = i - 1;
    above = now;
  }
  return first;
}

static void the_nearer_place_is_found(void **state) {
  (void)state;
  uint64_t seed = 5;
  size_t once = 0, twice = 0, never = 0;
  for (int round = 0; round < ROUNDS; round++) {
    egb_curve curve[2] = {random_curve(&seed), random_curve(&seed)};
    if (round % 2 == 0)
      curve[1] = meeting_twice(&curve[0], &seed);
    const egb_curves curves = {.curve = curve, .units = 2, .share = uniform(&seed)};
    const double end = next_random(&seed) % 2 == 0 ? 0 : 1, step = (end - curves.share) / STEPS;
    if (!(value(&curve[0], curves.share) > value(&curve[1], curves.share) + 1e-3))
      continue;
    size_t changes;
    const size_t first = first_change(&curves, end, &changes);
    const double found = egb_curve_crossing(&curves, 0, 1, false, end);
    /* Two changes within one step are not seen by the search. */
    const bool touches = !isnan(found) && fabs(value(&curve[0], found) - value(&curve[1], found)) < 1e-9;
    const double from = curves.share + step * (double)first, to = from + step;
    if (first == STEPS ? !isnan(found) && !touches
                       : isnan(found) || !touches || fabs(found - from) + fabs(to - found) > fabs(step) + 1e-9)
      fail_msg("round %d: %.17g, and the search found %.9f to %.9f", round, found, from, to);
    never += changes == 0;
    once += changes == 1;
    twice += changes == 2;
  }
  assert_true(never > 100 && once > 100 && twice > 100);
}

/* Where the quick test says that one curve stays above, it does. */
static void what_stays_above_does(void **state) {
  (void)state;
  uint64_t seed = 6;
  size_t stays = 0;
  for (int round = 0; round < ROUNDS; round++) {
    egb_curve curve[2] = {random_curve(&seed), random_curve(&seed)};
    const egb_curves curves = {.curve = curve, .units = 2, .share = 0};
    const double one = uniform(&seed), other = uniform(&seed), low = fmin(one, other), high = fmax(one, other);
    if (!egb_curve_stays(&curves, 0, 1, low, high))
      continue;
    stays++;
    for (size_t i = 0; i <= 100; i++) {
      const double t = low + (high - low) * ((double)i / 100);
      assert_true(value(&curve[0], t) > value(&curve[1], t));
    }
  }
  assert_true(stays > 500);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_nearer_place_is_found),
                                     cmocka_unit_test(what_stays_above_does)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
