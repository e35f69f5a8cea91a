/* Numbers that are found in one word, against strtod of what a reader that looks at each byte takes for the number.
 * Here the plain ways of word.h, for any order of bytes and any compiler; those of this compiler are behind
 * egb_number_parse. */
#define EGB_NUMBER_HALVES
#include "base/number.h"
#include "base/number_usual.h"
#include "check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS 200000
#define LONGEST 48
#define DIGITS_MOST 15

static uint32_t state = 7;

static uint32_t any(uint32_t below) {
  state = state * 1664525U + 1013904223U;
  return (uint32_t)((uint64_t)(state ^ state >> 15) * below >> 32);
}

static size_t put_digits(char *to, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    to[i] = (char)('0' + any(10));
  return count;
}

/* Bytes of the number at the start, 0: none. */
static size_t length_of(const char *text, size_t length) {
  const size_t minus = length != 0 && text[0] == '-';
  size_t at = minus, digits = 0, behind = 0;
  for (; at < length && isdigit((unsigned char)text[at]) != 0; at++)
    digits++;
  if (digits != 0 && at < length && text[at] == '.') {
    for (at++; at < length && isdigit((unsigned char)text[at]) != 0; at++)
      behind++;
    if (behind == 0)
      return 0;
  }
  return digits != 0 && digits + behind <= DIGITS_MOST ? at : 0;
}

static void check(const char *text, size_t length) {
  char copy[LONGEST + 1] = "";
  double found = -1, parsed = -1;
  const size_t expected = length_of(text, length), taken = egb_number_usual(text, text + length, &found);
  if (taken != expected)
    fail_msg("`%.*s`: %zu bytes, not %zu", (int)length, text, taken, expected);
  if (expected == 0)
    return;
  memcpy(copy, text, expected);
  if (found != strtod(copy, NULL))
    fail_msg("`%s` is %.17g", copy, found);
  assert_int_equal(egb_number_parse(copy, expected, &parsed), EGB_NUMBER_OK);
  assert_memory_equal(&parsed, &found, sizeof found);
}

static void numbers_are_those_of_strtod(void **unused) {
  (void)unused;
  static const char next[] = ",;\t\n\r.-+eE x\"/:0\x7f\x80\xff";
  for (int i = 0; i < TEXTS; i++) {
    char text[LONGEST];
    size_t length = 0;
    if (any(5) == 0)
      text[length++] = '-';
    length += put_digits(text + length, any(any(4) == 0 ? 18 : 6));
    if (any(3) != 0)
      text[length++] = '.';
    length += put_digits(text + length, any(any(4) == 0 ? 18 : 6));
    for (uint32_t more = any(10); more != 0 && length < sizeof text; more--)
      text[length++] = next[any(sizeof next - 1)];
    check(text, length);
  }
}

/* Every byte behind, before and in the place of a point. */
static void every_other_byte_ends_a_number(void **unused) {
  (void)unused;
  for (int c = 0; c < 256; c++)
    for (size_t at = 0; at < 12; at++)
      for (size_t length = at + 1; length < 16; length++) {
        char text[] = "1234567890123456";
        text[at] = (char)c;
        check(text, length);
        text[length / 2] = '.';
        check(text, length);
      }
}

static void all_short_numbers(void **unused) {
  (void)unused;
  for (int whole = 0; whole < 1000; whole += 7)
    for (int behind = 0; behind < 10000; behind += 13) {
      char text[LONGEST];
      check(text, (size_t)snprintf(text, sizeof text, "%d.%04d,99", whole, behind));
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_are_those_of_strtod),
                                     cmocka_unit_test(every_other_byte_ends_a_number),
                                     cmocka_unit_test(all_short_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
