/* A text is UTF-8 where its pieces are, wherever it is cut: against the check of all of it at once. */
#include "base/utf8.h"
#include "base/utf8_pieces.h"
#include "check.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define TEXTS 60000
#define LONGEST 64
#define PIECES LONGEST

static uint32_t state = 11;

static uint32_t any(uint32_t below) {
  state = state * 1664525U + 1013904223U;
  return (uint32_t)((uint64_t)(state ^ state >> 15) * below >> 32);
}

/* Code points of one to four bytes, now and then a byte that does not belong there, or one too few. */
static size_t write_text(char *text) {
  static const char *const points[] = {
      "a", "7", "\n", "\xC3\xA9", "\xD0\x96", "\xE5\x8F\xB0", "\xEA\xB5\xAD", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"};
  static const char *const faults[] = {"\x80",         "\xC3",     "\xE5\x8F", "\xF0\x9F\x98",
                                       "\xED\xA0\x80", "\xC0\xAF", "\xFF",     "\xF4\x90\x80\x80"};
  const bool troubled = any(2) == 0;
  size_t length = 0;
  for (uint32_t count = any(14); count != 0; count--) {
    const bool fault = troubled && any(10) == 0;
    const char *point =
        fault ? faults[any(sizeof faults / sizeof *faults)] : points[any(sizeof points / sizeof *points)];
    memcpy(text + length, point, strlen(point));
    length += strlen(point);
    if (fault && any(8) == 0)
      text[length++] = '\0';
  }
  return length;
}

static bool fits(const char *text, size_t length, size_t size) {
  egb_utf8_piece piece[PIECES];
  size_t count = 0;
  for (size_t at = 0; at < length; at += size, count++) {
    const size_t left = length - at;
    piece[count] = egb_utf8_piece_of(text + at, left < size ? left : size, at == 0, left <= size);
  }
  return egb_utf8_pieces_fit(piece, count);
}

static void pieces_fit_where_the_text_is_valid(void **unused) {
  (void)unused;
  size_t valid = 0;
  for (int i = 0; i < TEXTS; i++) {
    char text[LONGEST];
    const size_t length = write_text(text), size = EGB_UTF8_EDGE + 1 + any(9);
    const bool expected = egb_utf8_check(text, length) == length;
    if (fits(text, length, size) != expected)
      fail_msg("text %d of %zu bytes in pieces of %zu", i, length, size);
    valid += expected;
  }
  assert_true(valid > TEXTS / 4 && valid < TEXTS * 9 / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pieces_fit_where_the_text_is_valid)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
