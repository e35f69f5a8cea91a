/* The numbers are those of Python's base64.b85encode (RFC 1924's digits), each digit exchanged for ours. */
#include "base/base85.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void bytes_are_written_by_fours(void **state) {
  (void)state;
  static const struct vector {
    const char *bytes;
    size_t length;
    const char *text;
  } vectors[] = {{"", 0, ""},
                 {"f", 1, "W("},
                 {"fo", 2, "W@V"},
                 {"foo", 3, "W@Zo"},
                 {"foob", 4, "W@Zp_"},
                 {"fooba", 5, "W@Zp_VE"},
                 {"foobar", 6, "W@Zp_VR8"},
                 {"\x00\x00\x00\x00\x00", 5, "0000000"},
                 {"\xFF\xFF\xFF\xFF\xFF", 5, "_NsC0^^"}};
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
    egb_buffer out = {0};
    egb_base85(&out, vectors[i].bytes, vectors[i].length);
    assert_string_equal(egb_buffer_string(&out), vectors[i].text);
    egb_buffer_clear(&out);
  }
}

static void no_digit_has_a_meaning_in_a_page(void **state) {
  (void)state;
  assert_int_equal(strlen(EGB_BASE85), 85);
  assert_null(strpbrk(EGB_BASE85, "<>&\"'`\\ "));
  for (const char *at = EGB_BASE85; *at != '\0'; at++)
    assert_null(strchr(at + 1, *at));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(bytes_are_written_by_fours),
                                     cmocka_unit_test(no_digit_has_a_meaning_in_a_page)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
