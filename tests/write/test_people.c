/* Raw values for people: no zero at the end says more than the value does, and none is lost that counts. */
#include "base/number.h"
#include "check.h"
#include "write/people.h"

#include <math.h>
#include <string.h>

static void shown_as(double value, const char *expected) {
  char out[EGB_PEOPLE_NUMBER_MAX];
  assert_int_equal(egb_people_raw(value, out), strlen(expected));
  assert_string_equal(out, expected);
}

static void by_hand(void **state) {
  (void)state;
  shown_as(1234567.5000001, "1234567.5");
  shown_as(1234567.0000001, "1234567");
  shown_as(100000000.00000001, "100000000");
  shown_as(12345678900.0, "12345678900"); /* these zeros count */
  shown_as(0.33333333333, "0.333333");
  shown_as(1234.1111111, "1234.111111");
  shown_as(0.1200000000001, "0.12");
  shown_as(-2500.25000000012, "-2500.25");
  shown_as(20, "20");
}

/* The text is the number at six decimals, whatever its zeros. */
static void zeros_at_the_end(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 20000; round++) {
    const double decimals = pow(10, (double)(next_random(&seed) % 7));
    const double value =
        (double)(next_random(&seed) % 100000000) / decimals + 1e-9 * (double)(next_random(&seed) % 100);
    char out[EGB_PEOPLE_NUMBER_MAX], shortest[EGB_PEOPLE_NUMBER_MAX];
    const size_t length = egb_people_raw(value, out);
    double read;
    if (egb_number_shortest(value, shortest) <= 10 || value < 1e-3)
      continue;
    assert_int_equal(egb_number_parse(out, length, &read), EGB_NUMBER_OK);
    if (!(fabs(read - value) <= 0.5000001e-6))
      fail_msg("%.17g is shown as %s", value, out);
    if (strchr(out, '.') != NULL && (out[length - 1] == '0' || out[length - 1] == '.'))
      fail_msg("%.17g is shown as %s", value, out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(by_hand), cmocka_unit_test(zeros_at_the_end)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
