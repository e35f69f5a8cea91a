/* RFC 4648, section 10: the test vectors. */
#include "base/base64.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void vectors_of_the_standard(void **state) {
  (void)state;
  static const char *const vectors[][2] = {{"", ""},
                                           {"f", "Zg=="},
                                           {"fo", "Zm8="},
                                           {"foo", "Zm9v"},
                                           {"foob", "Zm9vYg=="},
                                           {"fooba", "Zm9vYmE="},
                                           {"foobar", "Zm9vYmFy"}};
  for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
    egb_buffer out = {0};
    egb_base64(&out, vectors[i][0], strlen(vectors[i][0]));
    assert_string_equal(egb_buffer_string(&out), vectors[i][1]);
    egb_buffer_clear(&out);
  }
}

static void the_last_letters_are_there(void **state) {
  (void)state;
  egb_buffer out = {0};
  egb_base64(&out, "\xFB\xEF\xBE\xFF\xFF\xFF", 6);
  assert_string_equal(egb_buffer_string(&out), "++++////");
  egb_buffer_clear(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(vectors_of_the_standard),
                                     cmocka_unit_test(the_last_letters_are_there)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
