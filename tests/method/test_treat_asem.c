/* The treatments against COINr 1.1.14 on its ASEM example, every indicator (tests/reference/asem/README.md). */

#include "check.h"
#include "method/figures.h"
#include "method/method.h"

#define TOLERANCE 1e-9 /* of the larger of 1 and the figure; COINr wrote 17 digits */
#define UNITS 51
#define INDICATORS 49

/* One variant of treat.csv, and how our methods are told to do the same. */
typedef struct variant {
  const char *name, *method;
  const char *parameter[3];
  double value[3];
  bool details;
} variant;

static const egb_treat *method_named(const char *name) {
  for (size_t i = 0; egb_treatments[i] != NULL; i++)
    if (strcmp(egb_treatments[i]->head.name, name) == 0)
      return egb_treatments[i];
  fail_msg("there is no method %s", name);
  return NULL;
}

static const char *fit(const variant *v, const double *x, egb_treatment *out) {
  static double scratch[4 * UNITS + 64];
  const egb_treat *method = method_named(v->method);
  double parameter[EGB_PARAMETER_SLOTS] = {0}, present[UNITS];
  const egb_list none[EGB_PARAMETERS_MAX] = {{0}};
  size_t count = 0, known = 0;
  for (size_t i = 0; i < method->head.parameter_count; i++) {
    memcpy(&parameter[2 * i], method->head.parameter[i].preset, 2 * sizeof *parameter);
    for (size_t k = 0; k < 3; k++)
      if (v->parameter[k] != NULL && strcmp(v->parameter[k], method->head.parameter[i].name) == 0) {
        parameter[2 * i] = v->value[k];
        known++;
      }
  }
  assert_int_equal(known, (v->parameter[0] != NULL) + (v->parameter[1] != NULL) + (v->parameter[2] != NULL));
  for (size_t u = 0; u < UNITS; u++)
    if (!isnan(x[u]))
      present[count++] = x[u];
  const egb_treat_input input = {.parameter = parameter, .list = none, .scratch = scratch};
  return method->fit(&input, present, count, out);
}

/* The row of an indicator in the details: before, after winsorising, after the logarithm. */
static void check_details(const variant *v, const figures *details, const char *name, const egb_treatment *got) {
  size_t r = 0;
  while (r < details->rows && strcmp(details->text[1][r], name) != 0)
    r++;
  assert_true(r < details->rows);
  const bool untouched = figures_values(details, "pass_before")[r] != 0;
  const double points = figures_values(details, "points")[r];
  const bool logged = !isnan(figures_values(details, "skewness_after_log")[r]);
  const char *skewness = untouched ? "skewness_before" : logged ? "skewness_after_log" : "skewness_after_winsorise";
  const char *kurtosis = untouched ? "kurtosis_before" : logged ? "kurtosis_after_log" : "kurtosis_after_winsorise";
  if (!is_close(got->skewness[0], figures_values(details, "skewness_before")[r], TOLERANCE) ||
      !is_close(got->kurtosis[0], figures_values(details, "kurtosis_before")[r], TOLERANCE) ||
      !is_close(got->skewness[1], figures_values(details, skewness)[r], TOLERANCE) ||
      !is_close(got->kurtosis[1], figures_values(details, kurtosis)[r], TOLERANCE))
    fail_msg("%s, %s: skewness %.17g to %.17g, kurtosis %.17g to %.17g", v->name, name, got->skewness[0],
             got->skewness[1], got->kurtosis[0], got->kurtosis[1]);
  assert_true(got->passed);
  assert_true((got->transform != EGB_TRANSFORM_NONE) == logged);
  if (!logged)
    assert_int_equal(got->winsorised_low + got->winsorised_high, untouched ? 0 : (size_t)points);
}

static size_t check(const variant *v, const figures *screened, const figures *about) {
  figures *expected = figures_read("asem/treat.csv", v->name);
  figures *details = v->details ? figures_read("asem/treat-details.csv", v->name) : NULL;
  size_t logs = 0;
  assert_int_equal(expected->rows, UNITS);
  for (size_t i = 0; i < INDICATORS; i++) {
    const char *name = about->text[0][i];
    const double *x = figures_values(screened, name), *theirs = figures_values(expected, name);
    egb_treatment learned;
    double got[UNITS];
    const char *reason = fit(v, x, &learned);
    if (reason != NULL)
      fail_msg("%s, %s: %s", v->name, name, reason);
    egb_treatment_apply(&learned, x, got, UNITS);
    for (size_t u = 0; u < UNITS; u++)
      if (!is_close(got[u], theirs[u], TOLERANCE))
        fail_msg("%s, %s, %s: %.17g where COINr has %.17g", v->name, name, screened->text[1][u], got[u], theirs[u]);
    if (details != NULL)
      check_details(v, details, name, &learned);
    logs += learned.transform != EGB_TRANSFORM_NONE;
  }
  figures_free(expected);
  if (details != NULL)
    figures_free(details);
  return logs;
}

static void figures_are_those_of_coinr(void **state) {
  (void)state;
  enum { NOTHING, LOG, LOG_OF_WINSORISED };
  enum { ONE = 1, RANGE, TAIL };
  static const variant variants[] = {
      {"winsorise-5", "winsorise", {"points", "then"}, {5, NOTHING}, true},
      {"winsorise-unlimited", "winsorise", {"points"}, {1000}, true},
      {"winsorise-3-log-ct", "winsorise", {"points", "then"}, {3, LOG}, true},
      {"winsorise-5-log-ct-plus", "winsorise", {"then", "shift"}, {LOG, TAIL}, true},
      {"winsorise-5-log-ct-orig", "winsorise", {"then", "shift"}, {LOG, ONE}, true},
      {"winsorise-log-combined", "winsorise", {"then"}, {LOG_OF_WINSORISED}, false},
      {"winsorise-5-forced", "winsorise", {"force"}, {1}, false},
      {"log-ct", "log", {"shift"}, {RANGE}, false},
      {"log-ct-plus", "log", {"shift"}, {TAIL}, false},
      {"log-ct-orig", "log", {"shift"}, {ONE}, false},
      {"boxcox-0", "box-cox", {"lambda"}, {0}, false},
      {"boxcox-2", "box-cox", {"lambda"}, {2}, false},
  };
  figures *screened = figures_read("asem/stages.csv", "screened"), *about = figures_read("asem/indicators.csv", NULL);
  assert_int_equal(about->rows, INDICATORS);
  for (size_t k = 0; k < sizeof variants / sizeof *variants; k++) {
    const size_t logs = check(&variants[k], screened, about);
    if (strcmp(variants[k].name, "winsorise-3-log-ct") == 0)
      assert_int_equal(logs, 1); /* Services */
  }
  figures_free(screened);
  figures_free(about);
}

/* The build: the stage treated from the stage screened, with the figures of the details. */
static void the_stage_treated_is_that_of_coinr(void **state) {
  (void)state;
  static const variant build = {"full", "winsorise", {"then"}, {1}, true};
  figures *screened = figures_read("asem/stages.csv", "screened"),
          *treated = figures_read("asem/stages.csv", "treated");
  figures *about = figures_read("asem/indicators.csv", NULL), *details = figures_read("asem/treat-details.csv", "full");
  for (size_t i = 0; i < INDICATORS; i++) {
    const char *name = about->text[0][i];
    const double *x = figures_values(screened, name), *theirs = figures_values(treated, name);
    egb_treatment learned;
    double got[UNITS];
    assert_null(fit(&build, x, &learned));
    egb_treatment_apply(&learned, x, got, UNITS);
    for (size_t u = 0; u < UNITS; u++)
      assert_true(is_close(got[u], theirs[u], TOLERANCE));
    check_details(&build, details, name, &learned);
  }
  figures_free(screened);
  figures_free(treated);
  figures_free(about);
  figures_free(details);
}

/* Before a logarithm follows nothing may be winsorised beside it; our own limits tell what was moved. */
static void the_points_moved_are_those_of_coinr(void **state) {
  (void)state;
  static const variant build = {"winsorise-5", "winsorise", {"points"}, {5}, true};
  figures *screened = figures_read("asem/stages.csv", "screened"), *about = figures_read("asem/indicators.csv", NULL);
  figures *points = figures_read("asem/treat-points.csv", "winsorise-5");
  size_t moved = 0;
  for (size_t i = 0; i < INDICATORS; i++) {
    const char *name = about->text[0][i];
    const double *x = figures_values(screened, name);
    egb_treatment learned;
    assert_null(fit(&build, x, &learned));
    for (size_t u = 0; u < UNITS; u++) {
      const char *mark = x[u] > learned.high ? "winhi" : x[u] < learned.low ? "winlo" : NULL;
      bool listed = mark == NULL;
      for (size_t r = 0; !listed && r < points->rows; r++)
        listed = strcmp(points->text[1][r], screened->text[1][u]) == 0 && strcmp(points->text[2][r], name) == 0 &&
                 strcmp(points->text[3][r], mark) == 0;
      if (!listed)
        fail_msg("%s of %s is %s here only", name, screened->text[1][u], mark);
      moved += mark != NULL;
    }
  }
  assert_int_equal(moved, points->rows);
  figures_free(screened);
  figures_free(about);
  figures_free(points);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(figures_are_those_of_coinr),
                                     cmocka_unit_test(the_stage_treated_is_that_of_coinr),
                                     cmocka_unit_test(the_points_moved_are_those_of_coinr)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
