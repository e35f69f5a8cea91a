/* Structures of options of programs that were built for an older or a newer header. */
#include "base/diag.h"
#include "base/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct older {
  size_t size;
  int first;
} older;

typedef struct ours {
  size_t size;
  int first;
  double second;
} ours;

typedef struct newer {
  size_t size;
  int first;
  double second;
  const char *third;
} newer;

static egb_status take(ours *own, const void *given, const char *text) {
  egb_diag *diag = egb_diag_new();
  assert_non_null(diag);
  const egb_status status = EGB_OPTIONS_TAKE(*own, given, diag);
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_ERROR), text != NULL);
  if (text != NULL)
    assert_non_null(strstr(egb_diag_message(diag, 0)->text, text));
  egb_diag_free(diag);
  return status;
}

static void nothing_is_all_defaults(void **state) {
  (void)state;
  ours own = {1, 1, 1};
  assert_int_equal(take(&own, NULL, NULL), EGB_OK);
  assert_true(own.size == sizeof own && own.first == 0 && own.second == 0);
}

static void older_and_newer_programs_are_understood(void **state) {
  (void)state;
  ours own;
  const older before = {sizeof before, 7};
  assert_int_equal(take(&own, &before, NULL), EGB_OK);
  assert_true(own.size == sizeof own && own.first == 7 && own.second == 0);
  const ours now = {sizeof now, 7, 0.5};
  assert_int_equal(take(&own, &now, NULL), EGB_OK);
  assert_true(own.size == sizeof own && own.first == 7 && own.second == 0.5);
  const newer after = {sizeof after, 7, 0.5, NULL};
  assert_int_equal(take(&own, &after, NULL), EGB_OK);
  assert_true(own.size == sizeof own && own.first == 7 && own.second == 0.5);
}

static void what_would_be_ignored_is_refused(void **state) {
  (void)state;
  ours own;
  const newer set = {sizeof set, 7, 0.5, "x"};
  assert_int_equal(take(&own, &set, "does not have"), EGB_USAGE);
  const ours unsized = {0, 7, 0.5};
  assert_int_equal(take(&own, &unsized, "has no size"), EGB_USAGE);
}

static void every_structure_has_its_beginning(void **state) {
  (void)state;
  const egb_data_options data = EGB_DATA_OPTIONS_INIT;
  const egb_plan_options plan = EGB_PLAN_OPTIONS_INIT;
  const egb_bounds_options bounds = EGB_BOUNDS_OPTIONS_INIT;
  const egb_uncertainty_options uncertainty = EGB_UNCERTAINTY_OPTIONS_INIT;
  const egb_edit_options edit = EGB_EDIT_OPTIONS_INIT;
  const egb_ranking_options ranking = EGB_RANKING_OPTIONS_INIT;
  const egb_whatif_options whatif = EGB_WHATIF_OPTIONS_INIT;
  const egb_difference_options difference = EGB_DIFFERENCE_OPTIONS_INIT;
  const egb_spread_options spread = EGB_SPREAD_OPTIONS_INIT;
  const egb_write_options write = EGB_WRITE_OPTIONS_INIT;
  assert_true(data.size == sizeof data && plan.size == sizeof plan && bounds.size == sizeof bounds);
  assert_true(uncertainty.size == sizeof uncertainty && edit.size == sizeof edit && ranking.size == sizeof ranking);
  assert_true(whatif.size == sizeof whatif && difference.size == sizeof difference && spread.size == sizeof spread);
  assert_true(write.size == sizeof write && EGB_OPTIONS(egb_write_options, .digits = 3).digits == 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_is_all_defaults),
      cmocka_unit_test(older_and_newer_programs_are_understood),
      cmocka_unit_test(what_would_be_ignored_is_refused),
      cmocka_unit_test(every_structure_has_its_beginning),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
