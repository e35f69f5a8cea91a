/* Strips of ranks, by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "table/interval_bar.h"

#include <math.h>

static void expect(egb_bar bar, const char *strip) {
  char text[EGB_BAR_MOST + 1];
  egb_bar_draw(&bar, text);
  assert_string_equal(text, strip);
}

/* Seventeen signs for ranks 1 to 17: one each. */
static void a_sign_per_rank(void **state) {
  (void)state;
  expect((egb_bar){1, 17, 17, 4, 9, 7, 6}, "...==o|==........");
  expect((egb_bar){1, 17, 17, 1, 17, 9, 9}, "========o========");
  expect((egb_bar){1, 17, 17, 17, 17, 17, 1}, "o...............|");
  expect((egb_bar){1, 17, 17, 2, 3, 2.5, NAN}, ".=|..............");
  expect((egb_bar){1, 17, 17, NAN, NAN, NAN, 3}, "..o..............");
}

static void other_scales(void **state) {
  (void)state;
  expect((egb_bar){101, 117, 17, 104, 109, 107, 106}, "...==o|==........");
  expect((egb_bar){1, 161, 17, 41, 81, 61, 71}, "....==|o=........"); /* ten ranks a sign: (rank - 1) / 10 */
  expect((egb_bar){1, 2, 16, 1, 2, 1, 2}, "|==============o");
  expect((egb_bar){1, 1, 16, 1, 1, 1, 1}, "o...............");
  expect((egb_bar){1, 10, 16, 8, 14, 12, 9}, "............=o=|"); /* ranks beyond the end stand at it */
}

static void expect_bar(double value, double other, double most, const char *strip) {
  char text[EGB_BAR_MOST + 1];
  egb_bar_of(value, other, most, 10, text);
  assert_string_equal(text, strip);
}

static void bars(void **state) {
  (void)state;
  expect_bar(0.5, NAN, 1, "=====.....");
  expect_bar(0.5, 0.8, 1, "=====..|..");
  expect_bar(0.5, 0.2, 1, "=|===.....");
  expect_bar(0, NAN, 1, "..........");
  expect_bar(1, 1, 1, "=========|");
  expect_bar(7, NAN, 5, "==========");
  expect_bar(-0.3, NAN, 1, "..........");
  expect_bar(0, 0, 0, "|.........");
  expect_bar(NAN, 0.5, 1, "");
}

static void expect_stack(const double *value, size_t count, double most, const char *strip) {
  char text[EGB_BAR_MOST + 1];
  egb_bar_stack(value, count, most, 10, text);
  assert_string_equal(text, strip);
}

static void stacks(void **state) {
  static const double third[] = {1.0 / 3, 1.0 / 3, 1.0 / 3}, mixed[] = {0.2, NAN, -0.4, 0.3};
  double many[64];
  (void)state;
  for (size_t i = 0; i < 64; i++)
    many[i] = 1.0 / 64;
  expect_stack(third, 3, 1, "1112222333"); /* ends at 3.3, 6.7 and 10 */
  expect_stack(mixed, 4, 1, "11444.....");
  expect_stack(mixed, 0, 1, "..........");
  expect_stack(many, 64, 1, "4agnt+++++"); /* a sign for six parts or seven: that of the part its middle is in */
}

static void headings(void **state) {
  char text[EGB_BAR_MOST + 1];
  (void)state;
  egb_bar_heading(1, 198, 16, text);
  assert_string_equal(text, "1            198");
  egb_bar_heading(5, 5, 16, text);
  assert_string_equal(text, "5               ");
  egb_bar_heading(12345678901234567890u, 12345678901234567891u, 30, text);
  assert_string_equal(text, "                              ");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_sign_per_rank), cmocka_unit_test(other_scales),
                                     cmocka_unit_test(bars), cmocka_unit_test(stacks), cmocka_unit_test(headings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
