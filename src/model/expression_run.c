/* Evaluation of compiled expressions, one step over all units at a time. In the rows of the stack NaN is missing and
 * infinity a fault: everything else is finite. */
#include "model/expression_step.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FAULT ((double)INFINITY)

/* Halves go away from zero, as spreadsheets do it, in which most methodologies were worked out. */
static double round_to(double x, double decimals) {
  if (decimals != floor(decimals) || fabs(decimals) > 15)
    return FAULT;
  const double power = pow(10, fabs(decimals));
  return decimals >= 0 ? round(x * power) / power : round(x / power) * power;
}

static double add_mark(double count, double x) {
  return count + (isfinite(x) ? 1 : 0);
}

/* a, b: comparisons would otherwise turn missing into 0. */
static double two(egb_step_kind kind, double a, double b) {
  if (kind == EGB_STEP_COUNT)
    return add_mark(a, b);
  if (isnan(a) || isnan(b))
    return (double)NAN;
  if (isinf(a) || isinf(b))
    return FAULT;
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
  if (kind == EGB_STEP_MISSING)
    return !isfinite(a);
  if (kind == EGB_STEP_COUNT_FIRST)
    return add_mark(0, a);
  if (!isfinite(a))
    return a;
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
  default: /* EGB_STEP_EXP */
    return exp(a);
  }
}

static double three(egb_step_kind kind, double a, double b, double c) {
  if (!isfinite(a))
    return a;
  if (kind == EGB_STEP_CHOOSE)
    return a != 0 ? b : c;
  if (isnan(b) || isnan(c)) /* clamp */
    return (double)NAN;
  if (isinf(b) || isinf(c) || b > c)
    return FAULT;
  return a < b ? b : a > c ? c : a;
}

size_t egb_step_takes(egb_step_kind kind) {
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
  case EGB_STEP_MEAN_FIRST:
  case EGB_STEP_COUNT_FIRST:
  case EGB_STEP_MINIMUM:
  case EGB_STEP_MAXIMUM:
  case EGB_STEP_MEDIAN:
    return 1;
  case EGB_STEP_CLAMP:
  case EGB_STEP_CHOOSE:
  case EGB_STEP_MEAN_NEXT:
    return 3;
  default:
    return 2;
  }
}

size_t egb_step_gives(egb_step_kind kind) {
  return kind == EGB_STEP_MEAN_FIRST || kind == EGB_STEP_MEAN_NEXT ? 2 : 1;
}

/* ---- of those that are there ----------------------------------------------------------------- */

/* A sum and how many are in it. A fault among the arguments makes the sum one. */
static void add_to_mean(double *sum, double *count, const double *x, size_t n) {
  for (size_t u = 0; u < n; u++) {
    if (isnan(x[u]))
      continue;
    sum[u] = isfinite(sum[u] + x[u]) ? sum[u] + x[u] : FAULT;
    count[u]++;
  }
}

static void begin_mean(double *sum, double *count, size_t n) {
  for (size_t u = 0; u < n; u++) {
    const bool there = !isnan(sum[u]);
    count[u] = there;
    sum[u] = there ? sum[u] : 0;
  }
}

static void end_mean(double *sum, const double *count, size_t n) {
  for (size_t u = 0; u < n; u++)
    sum[u] = count[u] > 0 ? sum[u] / count[u] : (double)NAN;
}

/* ---- over the units -------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
  const double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

static double median(double *sorted, size_t count) {
  qsort(sorted, count, sizeof *sorted, by_size);
  const double low = sorted[(count - 1) / 2], high = sorted[count / 2];
  return low + (high - low) / 2;
}

/* Of the units that have a value, for all of them; a unit whose own value is a fault keeps that, so that it is the one
 * which is reported. side: room for n. */
static void over_units(egb_step_kind kind, double *row, double *side, size_t n) {
  size_t count = 0;
  double result = (double)NAN;
  for (size_t u = 0; u < n; u++) {
    if (!isfinite(row[u]))
      continue;
    if (count == 0 || (kind == EGB_STEP_MINIMUM && row[u] < result) || (kind == EGB_STEP_MAXIMUM && row[u] > result))
      result = row[u];
    side[count++] = row[u];
  }
  if (kind == EGB_STEP_MEDIAN && count > 0)
    result = median(side, count);
  for (size_t u = 0; u < n; u++)
    row[u] = isinf(row[u]) ? FAULT : result;
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* NaN of finite arguments, such as the root of -1, is a fault like infinity. */
static double settle(double value, double a, double b) {
  return isfinite(value) || isnan(a) || isnan(b) ? value : FAULT;
}

/* One step for each unit by itself. */
static void each(const egb_step *step, size_t n, double *row) {
  const size_t count = egb_step_takes(step->kind);
  const egb_step_kind kind = step->kind;
  for (size_t u = 0; u < n; u++)
    if (count == 0)
      row[u] = step->number;
    else if (count == 1)
      row[u] = settle(one(kind, row[u]), row[u], 0);
    else if (count == 2)
      row[u] = settle(two(kind, row[u], row[n + u]), row[u], row[n + u]);
    else
      row[u] = three(kind, row[u], row[n + u], row[2 * n + u]);
}

/* Runs one step on the rows from `row` on, where its arguments are and its result is written. */
static void run(const egb_step *step, const double *const *columns, size_t n, double *row) {
  switch (step->kind) {
  case EGB_STEP_COLUMN:
    memcpy(row, columns[step->column], n * sizeof *row);
    return;
  case EGB_STEP_MEAN_FIRST:
    begin_mean(row, row + n, n);
    return;
  case EGB_STEP_MEAN_NEXT:
    add_to_mean(row, row + n, row + 2 * n, n);
    return;
  case EGB_STEP_MEAN:
    end_mean(row, row + n, n);
    return;
  case EGB_STEP_MINIMUM:
  case EGB_STEP_MAXIMUM:
  case EGB_STEP_MEDIAN:
    over_units(step->kind, row, row + n, n);
    return;
  default:
    each(step, n, row);
  }
}

void egb_expression_run(const egb_expression *expression, const double *const *columns, size_t n, double *scratch) {
  size_t depth = 0;
  for (size_t i = 0; i < expression->step_count; i++) {
    const egb_step *step = &expression->step[i];
    depth -= egb_step_takes(step->kind);
    run(step, columns, n, scratch + depth * n);
    depth += egb_step_gives(step->kind);
  }
}

size_t egb_expression_evaluate(const egb_expression *expression, const double *const *columns, size_t n, double *out,
                               double *scratch, size_t *fault) {
  size_t faults = 0;
  egb_expression_run(expression, columns, n, scratch);
  for (size_t u = 0; u < n; u++) {
    out[u] = isfinite(scratch[u]) ? scratch[u] : (double)NAN;
    if (isinf(scratch[u]) && faults++ == 0 && fault != NULL)
      *fault = u;
  }
  return faults;
}

bool egb_expression_compares(const egb_expression *expression) {
  for (size_t i = 0; i < expression->step_count; i++) {
    const egb_step_kind kind = expression->step[i].kind;
    if (kind == EGB_STEP_MINIMUM || kind == EGB_STEP_MAXIMUM || kind == EGB_STEP_MEDIAN)
      return true;
  }
  return false;
}

double egb_expression_constant(const egb_expression *expression) {
  double scratch[EGB_EXPRESSION_STACK] = {0}, value = (double)NAN;
  const double *const no_columns[] = {&value};
  if (expression->column_count > 0)
    return value;
  egb_expression_evaluate(expression, no_columns, 1, &value, scratch, NULL);
  return value;
}
