/* Expressions: values worked out by hand, places of faults, bounds on hostile input. */
#include "check.h"
#include "model/expression.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct trial {
  egb_arena *arena;
  egb_diag *diag;
  egb_source source;
  egb_expression *expression;
} trial;

static trial begin(const char *text) {
  trial t = {.arena = egb_arena_new(), .diag = egb_diag_new()};
  t.source = (egb_source){"x.yaml", text, strlen(text), NULL};
  t.expression = egb_expression_parse(t.arena, text, (egb_place){&t.source, 0, (uint32_t)strlen(text)}, t.diag);
  return t;
}

static void end(trial *t) {
  egb_arena_free(t->arena);
  egb_diag_free(t->diag);
}

static void constant_is(const char *text, double expected) {
  trial t = begin(text);
  if (t.expression == NULL)
    fail_msg("%s: %s", text, egb_diag_message(t.diag, 0)->text);
  const double got = egb_expression_constant(t.expression);
  if (!is_close(got, expected, 1e-15))
    fail_msg("%s is %.17g, not %.17g", text, got, expected);
  end(&t);
}

static void operators_bind_as_in_school(void **state) {
  (void)state;
  constant_is("1+2*3", 7);
  constant_is("(1+2)*3", 9);
  constant_is("8-3-2", 3);
  constant_is("16/4/2", 2);
  constant_is("2^3^2", 512);
  constant_is("-2^2", -4);
  constant_is("2^-1", 0.5);
  constant_is("2^-3^2", 1.0 / 512);
  constant_is("2*-3+1", -5);
  constant_is("- -3", 3);
  constant_is("1+2 <= 3", 1);
  constant_is("3 > 2+1", 0);
  constant_is("1 != 2", 1);
  constant_is("(1 = 1) * (2 == 3)", 0);
  constant_is(" 1.5e-1\t+ .5\n", 0.65);
  constant_is("1e3", 1000);
  constant_is("2E+1-1", 19);
  constant_is("2E-1+1e+1-3", 7.2);
  constant_is("2>=2", 1);
}

static void functions_do_what_they_say(void **state) {
  (void)state;
  constant_is("ln(exp(1))", 1);
  constant_is("log10(1000)", 3);
  constant_is("sqrt(2)^2-2", sqrt(2) * sqrt(2) - 2);
  constant_is("abs(-3)", 3);
  constant_is("min(4)", 4);
  constant_is("min(4, 2, 3)", 2);
  constant_is("max(1, min(5, 7), -2)", 5);
  constant_is("clamp(12, 0, 10)", 10);
  constant_is("clamp(-1, 0, 10)", 0);
  constant_is("round(2.5)", 3);
  constant_is("round(-2.5)", -3);
  constant_is("round(1234.567, 1)", 1234.6);
  constant_is("round(1234.567, -2)", 1200);
  constant_is("if(2 > 1, 10, 20)", 10);
  constant_is("if(0, ln(0), 20)", 20);
  constant_is("missing(1)", 0);
  constant_is("missing(ln(0))", 1);
  constant_is("missing(missing)", 1);
  constant_is("if(1, 3, missing)", 3);
}

static void what_is_there_counts(void **state) {
  (void)state;
  constant_is("mean(4)", 4);
  constant_is("mean(1, missing, 3, 2 + 6)", 4);
  constant_is("mean(missing, missing)", NAN);
  constant_is("mean(1, ln(0))", NAN);
  constant_is("count(1, missing, ln(0), 0)", 2);
  constant_is("count(missing)", 0);
  constant_is("2 * mean(1, mean(2, 4, missing), count(1, 1, 1, 1, 1)) ^ 2", 18);
  constant_is("minimum(3) + maximum(4) * median(2)", 11);
}

/* Missing is less than a fault: where both meet, the result is missing, and only if() looks away from either. */
static void faults_and_missing_are_two_things(void **state) {
  (void)state;
  static const char *const texts[] = {
      "ln(a) + b",       "b + ln(a)",          "mean(ln(a), b)", "if(missing(b), ln(a), 1)",
      "if(a, b, ln(a))", "if(ln(a), 1, 1)",    "a + 1",          "max(ln(a), b)",
      "median(b)",       "maximum(ln(a)) * b", "-ln(a)",         "clamp(1, b, ln(a))"};
  static const size_t faults[] = {0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0};
  const double a[] = {0}, b[] = {NAN};
  const double *columns[2];
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    trial t = begin(texts[i]);
    double out, scratch[EGB_EXPRESSION_STACK];
    assert_non_null(t.expression);
    for (size_t k = 0; k < egb_expression_column_count(t.expression); k++)
      columns[k] = egb_expression_column(t.expression, k)[0] == 'a' ? a : b;
    if (egb_expression_evaluate(t.expression, columns, 1, &out, scratch, NULL) != faults[i])
      fail_msg("%s", texts[i]);
    end(&t);
  }
}

static void what_is_not_finite_is_missing(void **state) {
  (void)state;
  constant_is("1/0", NAN);
  constant_is("1/(1/0)", NAN);
  constant_is("ln(-1)", NAN);
  constant_is("10^400", NAN);
  constant_is("if(1, ln(0), 20)", NAN);
  constant_is("clamp(1, 3, 2)", NAN);
  constant_is("round(1, 0.5)", NAN);
}

static void columns_are_found_and_missing_propagates(void **state) {
  (void)state;
  const double a[] = {1, NAN, 4, 0}, b[] = {10, 20, NAN, 0};
  const double *const columns[] = {a, b};
  double out[4], scratch[4 * EGB_EXPRESSION_STACK];
  size_t fault = 99;
  trial t = begin("[I-16] / if(missing(人口), 2, 人口) + 0 * [I-16]");
  assert_non_null(t.expression);
  assert_int_equal(egb_expression_column_count(t.expression), 2);
  assert_string_equal(egb_expression_column(t.expression, 0), "I-16");
  assert_string_equal(egb_expression_column(t.expression, 1), "人口");
  assert_int_equal(egb_expression_column_place(t.expression, 0).offset, 1);
  assert_int_equal(egb_expression_column_place(t.expression, 0).length, 4);
  assert_true(isnan(egb_expression_constant(t.expression)));
  assert_int_equal(egb_expression_evaluate(t.expression, columns, 4, out, scratch, &fault), 1);
  assert_int_equal(fault, 3); /* 0 / 0 with all inputs; the others are missing or finite */
  assert_true(out[0] == 0.1 && isnan(out[1]) && out[2] == 2 && isnan(out[3]));
  end(&t);
}

static void refused(const char *text, size_t column, size_t width, const char *part, const char *hint) {
  trial t = begin(text);
  assert_null(t.expression);
  assert_int_equal(egb_diag_count(t.diag, EGB_SEVERITY_ERROR), 1);
  const egb_message *m = egb_diag_message(t.diag, 0);
  if (m->column != column || m->width != width || strstr(m->text, part) == NULL || m->hint == NULL ||
      strstr(m->hint, hint) == NULL)
    fail_msg("%s: column %zu, width %zu: %s; %s", text, m->column, m->width, m->text, m->hint);
  assert_string_equal(m->code, "E0211");
  end(&t);
}

static void faults_are_told_at_their_place(void **state) {
  (void)state;
  refused("", 1, 1, "not complete", "must follow");
  refused("1 +", 3, 1, "not complete", "must follow");
  refused("1 + * 2", 5, 1, "expected here", "not complete");
  refused("(1 + 2", 1, 1, "never closed", ")");
  refused("1 + 2)", 6, 1, "never opened", "remove");
  refused("1, 2", 2, 1, "comma", "3.14");
  refused("a b", 3, 1, "operator is expected", "square brackets");
  refused("2x", 1, 2, "not a number", "square brackets");
  refused("1..2", 1, 4, "not a number", "");
  refused("[I-16", 1, 1, "never closed", "]");
  refused("[]", 1, 2, "no name", "[");
  refused("1 + sqr(2)", 5, 3, "unknown function `sqr`", "`sqrt`");
  refused("log(2)", 1, 3, "unknown function `log`", "log10");
  refused("SUM(1, 2)", 1, 3, "unknown function `SUM`", "mean(x, y) * count(x, y)");
  refused("average(1, 2)", 1, 7, "unknown function", "write mean(x, ...)");
  refused("isNA(1)", 1, 4, "unknown function", "missing(x)");
  refused("zzzzzz(2)", 1, 6, "unknown function", "the functions are");
  refused("ln()", 4, 1, "expected here", "not complete");
  refused("ln(1, 2)", 1, 8, "takes 1 argument, not 2", "ln(x)");
  refused("median(1, 2)", 1, 12, "takes 1 argument, not 2", "median(x)");
  refused("mean()", 6, 1, "expected here", "not complete");
  refused("clamp(1)", 1, 8, "takes 3 arguments, not 1", "low, high");
  refused("round(1, 2, 3)", 1, 14, "takes 2 arguments, not 3", "decimals");
  refused("1 < 2 < 3", 7, 1, "chained", "multiply");
  refused("1e999", 1, 5, "not a number", "");
  refused("a & b", 3, 1, "operator is expected", "");
}

static void hostile_input_meets_a_bound(void **state) {
  (void)state;
  static const char *const pieces[] = {"(",      "-",       "2^",     "min(",    "if(1,",      "1+",
                                       "max(1,", "mean(1,", "count(", "median(", "if(missing,"};
  static char text[80000];
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    text[0] = '\0';
    size_t length = 0;
    for (int k = 0; k < 5000; k++)
      length += (size_t)snprintf(text + length, sizeof text - length, "%s", pieces[i]);
    (void)snprintf(text + length, sizeof text - length, "1");
    trial t = begin(text);
    assert_null(t.expression);
    assert_int_equal(egb_diag_count(t.diag, EGB_SEVERITY_ERROR), 1);
    end(&t);
  }
}

/* What is below the bounds works. */
static void depth_below_the_bound_works(void **state) {
  (void)state;
  char text[4000];
  size_t length = 0;
  for (int k = 0; k < 60; k++)
    length += (size_t)snprintf(text + length, sizeof text - length, "(1+");
  length += (size_t)snprintf(text + length, sizeof text - length, "1");
  for (int k = 0; k < 60; k++)
    length += (size_t)snprintf(text + length, sizeof text - length, ")");
  constant_is(text, 61);
  length = 0;
  for (int k = 0; k < 200; k++)
    length += (size_t)snprintf(text + length, sizeof text - length, "1+");
  (void)snprintf(text + length, sizeof text - length, "1");
  constant_is(text, 201);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(operators_bind_as_in_school),    cmocka_unit_test(functions_do_what_they_say),
      cmocka_unit_test(what_is_there_counts),           cmocka_unit_test(faults_and_missing_are_two_things),
      cmocka_unit_test(what_is_not_finite_is_missing),  cmocka_unit_test(columns_are_found_and_missing_propagates),
      cmocka_unit_test(faults_are_told_at_their_place), cmocka_unit_test(hostile_input_meets_a_bound),
      cmocka_unit_test(depth_below_the_bound_works)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
