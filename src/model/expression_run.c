/* Evaluation of compiled expressions, one step over all units at a time. */
#include "model/expression_step.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* Halves go away from zero, as spreadsheets do it, in which most methodologies were worked out. */
static double round_to(double x, double decimals) {
  if (decimals != floor(decimals) || fabs(decimals) > 15)
    return (double)NAN;
  const double power = pow(10, fabs(decimals));
  return decimals >= 0 ? round(x * power) / power : round(x / power) * power;
}

/* a, b: missing comes in and goes out as NaN; the comparisons would otherwise turn it into 0. */
static double two(egb_step_kind kind, double a, double b) {
  if (isnan(a) || isnan(b))
    return (double)NAN;
  switch (kind) {
  case EGB_STEP_ADD:
    return a + b;
  case EGB_STEP_SUBTRACT:
    return a - b;
  case EGB_STEP_MULTIPLY:
    return a * b;
  case EGB_STEP_DIVIDE:
    return a / b;
  case EGB_STEP_POWER:
    return pow(a, b);
  case EGB_STEP_LESS:
    return a < b;
  case EGB_STEP_LESS_EQUAL:
    return a <= b;
  case EGB_STEP_GREATER:
    return a > b;
  case EGB_STEP_GREATER_EQUAL:
    return a >= b;
  case EGB_STEP_EQUAL:
    return a == b;
  case EGB_STEP_UNEQUAL:
    return a != b;
  case EGB_STEP_MIN:
    return a < b ? a : b;
  case EGB_STEP_MAX:
    return a > b ? a : b;
  default: /* EGB_STEP_ROUND */
    return round_to(a, b);
  }
}

static double one(egb_step_kind kind, double a) {
  switch (kind) {
  case EGB_STEP_NEGATE:
    return -a;
  case EGB_STEP_LN:
    return log(a);
  case EGB_STEP_LOG10:
    return log10(a);
  case EGB_STEP_SQRT:
    return sqrt(a);
  case EGB_STEP_ABS:
    return fabs(a);
  case EGB_STEP_EXP:
    return exp(a);
  default: /* EGB_STEP_MISSING */
    return isnan(a);
  }
}

static double three(egb_step_kind kind, double a, double b, double c) {
  if (isnan(a))
    return a;
  if (kind == EGB_STEP_CHOOSE)
    return a != 0 ? b : c;
  if (isnan(b) || isnan(c) || b > c) /* clamp */
    return (double)NAN;
  return a < b ? b : a > c ? c : a;
}

static size_t arguments(egb_step_kind kind) {
  switch (kind) {
  case EGB_STEP_NUMBER:
  case EGB_STEP_COLUMN:
    return 0;
  case EGB_STEP_NEGATE:
  case EGB_STEP_LN:
  case EGB_STEP_LOG10:
  case EGB_STEP_SQRT:
  case EGB_STEP_ABS:
  case EGB_STEP_EXP:
  case EGB_STEP_MISSING:
    return 1;
  case EGB_STEP_CLAMP:
  case EGB_STEP_CHOOSE:
    return 3;
  default:
    return 2;
  }
}

/* Runs one step on the rows from `row` on, where its arguments are and its result is written. */
static void run(const egb_step *step, const double *const *columns, size_t n, double *row) {
  const size_t count = arguments(step->kind);
  if (step->kind == EGB_STEP_COLUMN) {
    memcpy(row, columns[step->column], n * sizeof *row);
    return;
  }
  for (size_t u = 0; u < n; u++) {
    double value = step->number;
    if (count == 1)
      value = one(step->kind, row[u]);
    else if (count == 2)
      value = two(step->kind, row[u], row[n + u]);
    else if (count == 3)
      value = three(step->kind, row[u], row[n + u], row[2 * n + u]);
    row[u] = isfinite(value) ? value : (double)NAN;
  }
}

size_t egb_expression_evaluate(const egb_expression *expression, const double *const *columns, size_t n, double *out,
                               double *scratch, size_t *fault) {
  size_t depth = 0, faults = 0;
  for (size_t i = 0; i < expression->step_count; i++) {
    const egb_step *step = &expression->step[i];
    depth -= arguments(step->kind);
    run(step, columns, n, scratch + depth * n);
    depth++;
  }
  memcpy(out, scratch, n * sizeof *out);
  for (size_t u = 0; u < n; u++) {
    bool complete = isnan(out[u]);
    for (size_t i = 0; complete && i < expression->column_count; i++)
      complete = !isnan(columns[i][u]);
    if (complete && faults++ == 0 && fault != NULL)
      *fault = u;
  }
  return faults;
}

double egb_expression_constant(const egb_expression *expression) {
  double scratch[EGB_EXPRESSION_STACK] = {0}, value = (double)NAN;
  const double *const no_columns[] = {&value};
  if (expression->column_count > 0)
    return value;
  egb_expression_evaluate(expression, no_columns, 1, &value, scratch, NULL);
  return value;
}
