/* Axes: ticks by hand, and what must hold for every pair of ends. */
#include "check.h"
#include "draw/axis.h"

#include <float.h>
#include <math.h>
#include <string.h>

static void expect_ticks(egb_axis axis, const double *tick, size_t count) {
  for (size_t i = 0; i < count; i++)
    assert_near(egb_axis_tick(&axis, i), tick[i], 1e-9 * (1 + fabs(tick[i])));
  assert_true(isnan(egb_axis_tick(&axis, count)));
}

#define TICKS(axis, ...)                                                                                               \
  expect_ticks((axis), (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

static void ticks_are_round(void **state) {
  (void)state;
  TICKS(egb_axis_make(0, 100, 0, 1, 5), 0, 20, 40, 60, 80, 100);
  TICKS(egb_axis_make(3, 97, 0, 1, 5), 0, 20, 40, 60, 80, 100); /* widened */
  TICKS(egb_axis_exact(3, 97, 0, 1, 5), 20, 40, 60, 80);        /* as it is */
  TICKS(egb_axis_make(-0.31, 0.42, 0, 1, 4), -0.4, -0.2, 0, 0.2, 0.4, 0.6);
  TICKS(egb_axis_make(0, 0.3, 0, 1, 3), 0, 0.1, 0.2, 0.3); /* 0.3 / 0.1 is 2.9999...: rounding takes no tick */
  TICKS(egb_axis_make(1e6, 1.4e6, 0, 1, 4), 1e6, 1.1e6, 1.2e6, 1.3e6, 1.4e6);
}

static void one_value_gets_room(void **state) {
  (void)state;
  egb_axis axis = egb_axis_make(5, 5, 0, 100, 5);
  assert_near(egb_axis_at(&axis, 5), 50, 1e-9);
  axis = egb_axis_make(0, 0, 0, 100, 5);
  assert_near(egb_axis_at(&axis, 0), 50, 1e-9);
  axis = egb_axis_make(INFINITY, -INFINITY, 0, 100, 5); /* no value at all */
  assert_true(axis.low < axis.high);
  /* What differs by the rounding of a sum is one value. */
  axis = egb_axis_exact(0.1 + 0.2, 0.3, 0, 100, 5);
  assert_true(axis.high - axis.low > 0.01);
}

static void whole_numbers(void **state) {
  (void)state;
  TICKS(egb_axis_whole(1, 198, 0, 1, 10), 1, 20, 40, 60, 80, 100, 120, 140, 160, 180);
  TICKS(egb_axis_whole(1, 5, 0, 1, 10), 1, 2, 3, 4, 5);
  TICKS(egb_axis_whole(1, 2, 0, 1, 10), 1, 2);
  TICKS(egb_axis_whole(1, 1, 0, 1, 10), 1, 2); /* a single unit */
  TICKS(egb_axis_whole(1, 13, 0, 1, 6), 1, 2, 4, 6, 8, 10, 12);
  TICKS(egb_axis_whole(1, 13, 0, 1, 3), 1, 5, 10);
  TICKS(egb_axis_whole(0, 10, 0, 1, 5), 0, 2, 4, 6, 8, 10);
}

static void missing_values_change_nothing(void **state) {
  double low = INFINITY, high = -INFINITY;
  (void)state;
  egb_axis_stretch(&low, &high, NAN);
  assert_true(low > high);
  egb_axis_stretch(&low, &high, 2);
  egb_axis_stretch(&low, &high, NAN);
  egb_axis_stretch(&low, &high, -1);
  assert_near(low, -1, 0);
  assert_near(high, 2, 0);
}

/* Whatever the ends are: a positive step, ticks that rise and end, values inside that stay inside. */
static void every_pair_of_ends(void **state) {
  static const double end[] = {-INFINITY, -DBL_MAX,    -1e300,  -1e15,   -7,       -1e-9, -DBL_MIN, -5e-324,
                               0,         5e-324,      DBL_MIN, 1e-300,  1e-12,    0.1,   3,        1e9,
                               1e15,      1e15 + 0.25, 1e300,   DBL_MAX, INFINITY, NAN};
  (void)state;
  for (size_t a = 0; a < sizeof end / sizeof *end; a++)
    for (size_t b = 0; b < sizeof end / sizeof *end; b++)
      for (int kind = 0; kind < 3; kind++) {
        const egb_axis axis = kind == 0   ? egb_axis_make(end[a], end[b], 10, 500, 6)
                              : kind == 1 ? egb_axis_exact(end[a], end[b], 10, 500, 6)
                                          : egb_axis_whole(end[a], end[b], 10, 500, 6);
        size_t count = 0;
        assert_true(axis.low < axis.high && isfinite(axis.low) && isfinite(axis.high));
        assert_true(axis.step > 0 && isfinite(axis.step));
        for (double before = -INFINITY; !isnan(egb_axis_tick(&axis, count)); count++) {
          assert_true(egb_axis_tick(&axis, count) >= before);
          before = egb_axis_tick(&axis, count);
        }
        assert_true(count < 60);
        assert_near(egb_axis_at(&axis, axis.low), 10, 1e-6);
        assert_near(egb_axis_at(&axis, axis.high), 500, 1e-6);
        egb_buffer out = {0};
        egb_axis_draw_across(&out, &axis, 0, 100, NULL);
        egb_axis_draw_upright(&out, &axis, 0, 100, NULL);
        assert_false(out.failed);
        assert_true(strstr(egb_buffer_string(&out), "nan") == NULL && strstr(egb_buffer_string(&out), "inf") == NULL);
        egb_buffer_clear(&out);
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ticks_are_round), cmocka_unit_test(one_value_gets_room),
                                     cmocka_unit_test(whole_numbers), cmocka_unit_test(missing_values_change_nothing),
                                     cmocka_unit_test(every_pair_of_ends)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
