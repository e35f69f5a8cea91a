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
                                     cmocka_unit_test(headings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
