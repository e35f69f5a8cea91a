/* check.h - what the suites share: numbers compared within a tolerance, what was reported, numbers that look random.
 *
 * NaN, which stands for a missing value, equals NaN and nothing else. */
#ifndef EGB_TESTS_CHECK_H
#define EGB_TESTS_CHECK_H

#include "base/diag.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Within an absolute tolerance. */
static inline bool is_near(double got, double expected, double tolerance) {
  return isnan(expected) ? isnan(got) : fabs(got - expected) <= tolerance;
}

/* Within a tolerance relative to the expected value, absolute below 1. */
static inline bool is_close(double got, double expected, double tolerance) {
  return is_near(got, expected, tolerance * fmax(1, fabs(expected)));
}

static inline void check_number(bool holds, double got, double expected, const char *file, int line) {
  if (holds)
    return;
  print_error("%.17g where %.17g is expected\n", got, expected);
  _fail(file, line);
}

/* Both fail the test at the line that asks. */
#define assert_near(got, expected, tolerance)                                                                          \
  check_number(is_near(got, expected, tolerance), got, expected, __FILE__, __LINE__)
#define assert_close(got, expected, tolerance)                                                                         \
  check_number(is_close(got, expected, tolerance), got, expected, __FILE__, __LINE__)

/* One number per unit, each close to what is expected of it. */
static inline void assert_all_close(const char *what, const double *got, const double *expected, size_t count,
                                    double tolerance) {
  for (size_t u = 0; u < count; u++)
    if (!is_close(got[u], expected[u], tolerance))
      fail_msg("%s, unit %zu: %.17g where %.17g is expected", what, u + 1, got[u], expected[u]);
}

/* True when a message or a hint contains the text. */
static inline bool reports(const egb_diag *diag, const char *text) {
  for (size_t i = 0; i < egb_diag_kept(diag); i++) {
    const egb_message *message = egb_diag_message(diag, i);
    if (strstr(message->text, text) != NULL || (message->hint != NULL && strstr(message->hint, text) != NULL))
      return true;
  }
  return false;
}

static inline void print_messages(const egb_diag *diag) {
  char *text = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
  print_error("%s", text != NULL ? text : "");
  egb_free(text);
}

/* Prints the messages, and fails the test at the line that asks, unless the status is EGB_OK. */
static inline void check_status(egb_status status, const egb_diag *diag, const char *file, int line) {
  if (status == EGB_OK)
    return;
  print_messages(diag);
  print_error("status %s\n", egb_status_name(status));
  _fail(file, line);
}

#define assert_ok(status, diag) check_status(status, diag, __FILE__, __LINE__)

/* Numbers that look random and are the same everywhere (SplitMix64, G. L. Steele et al., OOPSLA 2014, 453-472). */
static inline uint64_t next_random(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

#endif
