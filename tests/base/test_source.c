/* Places in a source text. */
#include "base/source.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static egb_line locate(const char *text, size_t offset) {
  const egb_source source = {.name = "t", .text = text, .length = strlen(text)};
  const egb_place place = {.source = &source, .offset = (uint32_t)offset, .length = 1};
  const egb_line line = egb_place_line(place);
  /* The other way to find it says the same, from wherever it was before. */
  egb_arena *arena = egb_arena_new();
  egb_line_starts starts;
  assert_true(egb_line_starts_find(&source, arena, &starts));
  const size_t before[] = {offset, offset, 0, strlen(text), 1000};
  for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
    size_t number, column;
    egb_line_starts_place(&starts, before[i], &number, &column);
    egb_line_starts_place(&starts, offset, &number, &column);
    assert_int_equal(number, line.line);
    assert_int_equal(column, line.column);
  }
  egb_arena_free(arena);
  return line;
}

static void line_is(egb_line line, size_t number, size_t column, size_t start, size_t length) {
  assert_int_equal(line.line, number);
  assert_int_equal(line.column, column);
  assert_int_equal(line.start, start);
  assert_int_equal(line.length, length);
}

static void lines_end_at_lf(void **state) {
  (void)state;
  line_is(locate("ab\ncd\n", 0), 1, 1, 0, 2);
  line_is(locate("ab\ncd\n", 2), 1, 3, 0, 2);
  line_is(locate("ab\ncd\n", 3), 2, 1, 3, 2);
  line_is(locate("ab\ncd\n", 6), 3, 1, 6, 0);
  line_is(locate("\n\nx", 2), 3, 1, 2, 1);
}

/* From any place of a text to any other. */
static void places_in_any_order(void **state) {
  (void)state;
  const char text[] = "unit,a\r\nX,12\n\nlong line, 3\r\n,";
  const egb_source source = {.name = "t", .text = text, .length = strlen(text)};
  egb_arena *arena = egb_arena_new();
  egb_line_starts starts;
  assert_true(egb_line_starts_find(&source, arena, &starts));
  for (size_t from = 0; from <= source.length; from++)
    for (size_t to = 0; to <= source.length; to++) {
      size_t line, column;
      egb_line_starts_place(&starts, from, &line, &column);
      egb_line_starts_place(&starts, to, &line, &column);
      assert_int_equal(line, locate(text, to).line);
      assert_int_equal(column, locate(text, to).column);
    }
  egb_arena_free(arena);
}

static void crlf_is_one_line_end(void **state) {
  (void)state;
  line_is(locate("ab\r\ncd\r\n", 1), 1, 2, 0, 2);
  line_is(locate("ab\r\ncd\r\n", 5), 2, 2, 4, 2);
  line_is(locate("a\rb\ncd", 2), 1, 3, 0, 3);   /* a CR alone is a character where lines end at LF */
  line_is(locate("ab\rcd\ref", 4), 2, 2, 3, 2); /* and a line end where no LF is */
}

static void the_last_line_needs_no_end(void **state) {
  (void)state;
  line_is(locate("ab\ncd", 4), 2, 2, 3, 2);
  line_is(locate("ab\ncd", 5), 2, 3, 3, 2);
  line_is(locate("", 0), 1, 1, 0, 0);
  line_is(locate("ab", 999), 1, 3, 0, 2);
}

static void columns_are_characters_and_a_bom_is_none(void **state) {
  (void)state;
  line_is(locate("\xEF\xBB\xBFid: x", 3), 1, 1, 3, 5);
  line_is(locate("\xEF\xBB\xBFid: x", 0), 1, 1, 3, 5);
  line_is(locate("\xEF\xBB\xBFid: x", 7), 1, 5, 3, 5);
  line_is(locate("\xEF\xBB\xBF\nb", 4), 2, 1, 4, 1);
  line_is(locate("日本 = 1", 9), 1, 6, 0, 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lines_end_at_lf),
      cmocka_unit_test(places_in_any_order),
      cmocka_unit_test(crlf_is_one_line_end),
      cmocka_unit_test(the_last_line_needs_no_end),
      cmocka_unit_test(columns_are_characters_and_a_bom_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
