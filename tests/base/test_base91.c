/* "test" is "fPNKd" in basE91's own digits; the others are those of an encoder written apart, each digit exchanged for
 * ours. */
#include "base/base91.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void bytes_are_pairs_of_digits(void **state) {
  (void)state;
  static const struct vector {
    const char *bytes;
    size_t length;
    const char *text;
  } vectors[] = {
      {"", 0, ""},
      {"\x74", 1, ";\""},
      {"\x74\x65", 2, "B1$"},
      {"\x74\x65\x73\x74", 4, "B1/,@"},
      {"\x00\x00\x00\x00\x00", 5, "!!!!!!"},
      {"\xFF\xFF\xFF\xFF\xFF", 5, "\"~\"~\"~\""},
      {"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\x20\x21\x22\x23\x24\x25\x26\x27",
       40, "n#cgn#sD7\"d.4E7%SJ@\"!.;3TS'B\"\"o*8p|:27b!xRd:x\?eV5"}};
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
    egb_buffer out = {0};
    egb_base91(&out, vectors[i].bytes, vectors[i].length);
    assert_string_equal(egb_buffer_string(&out), vectors[i].text);
    egb_buffer_clear(&out);
  }
}

static void no_digit_has_a_meaning_in_a_page(void **state) {
  (void)state;
  assert_int_equal(strlen(EGB_BASE91), 91);
  assert_null(strpbrk(EGB_BASE91, "<&\\ "));
  for (const char *at = EGB_BASE91; *at != '\0'; at++)
    assert_null(strchr(at + 1, *at));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(bytes_are_pairs_of_digits),
                                     cmocka_unit_test(no_digit_has_a_meaning_in_a_page)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
