/* Points for answers; the row says formula, reference and edges.
 *
 * The maximum is the most that any answer can earn. The first rule that takes an answer decides, in the order equal,
 * comparisons as written, value, answered, else. An answer that no rule takes, and a `value:` outside [0, 1], come out
 * as NaN: the caller refuses them. The caller has checked: a rubric is given, its maximum is positive, text answers are
 * bound to the data's codes. */
#include "method/rows.h"

#include <math.h>

#define SMALL 8

static bool takes(const egb_rubric_rule *rule, double x) {
  switch (rule->kind) {
  case EGB_RUBRIC_AT_LEAST:
    return x >= rule->code;
  case EGB_RUBRIC_ABOVE:
    return x > rule->code;
  case EGB_RUBRIC_AT_MOST:
    return x <= rule->code;
  case EGB_RUBRIC_BELOW:
    return x < rule->code;
  default:
    return false;
  }
}

static const egb_rubric_rule *rule_of(const egb_rubric *rubric, egb_rubric_kind kind) {
  for (size_t i = 0; i < rubric->count; i++)
    if (rubric->rule[i].kind == kind)
      return &rubric->rule[i];
  return NULL;
}

static double points_of(const egb_rubric *rubric, double x) {
  const egb_rubric_rule *rule;
  if (isnan(x))
    return (rule = rule_of(rubric, EGB_RUBRIC_MISSING)) != NULL ? rule->points : (double)NAN;
  for (size_t i = 0; i < rubric->count; i++)
    if (rubric->rule[i].kind == EGB_RUBRIC_EQUALS && rubric->rule[i].code == x)
      return rubric->rule[i].points;
  for (size_t i = 0; i < rubric->count; i++)
    if (takes(&rubric->rule[i], x))
      return rubric->rule[i].points;
  if ((rule = rule_of(rubric, EGB_RUBRIC_VALUE)) != NULL && x >= 0 && x <= 1)
    return rule->points * x;
  if ((rule = rule_of(rubric, EGB_RUBRIC_ANSWERED)) != NULL || (rule = rule_of(rubric, EGB_RUBRIC_ELSE)) != NULL)
    return rule->points;
  return (double)NAN;
}

static double score_of(const egb_normalise_input *input, double x) {
  return input->scale * points_of(input->rubric, x) / input->rubric->maximum;
}

/* SMALL: it is none. A zero below zero is not the other one: by `value:` it earns one of its sign. */
static size_t small_answer(double x) {
  const size_t k = x >= 0 && x < SMALL && !signbit(x) ? (size_t)x : SMALL;
  return k < SMALL && (double)k < x ? SMALL : k;
}

/* Most answers are small whole numbers, whose scores are found once. */
static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  double small[SMALL];
  (void)fitted;
  for (size_t k = 0; k < SMALL; k++)
    small[k] = score_of(input, (double)k);
  for (size_t i = 0; i < count; i++) {
    const size_t k = small_answer(x[i]);
    y[i] = k < SMALL ? small[k] : score_of(input, x[i]);
  }
}

static const char *const comparisons[] = {[EGB_RUBRIC_EQUALS] = "=",
                                          [EGB_RUBRIC_AT_LEAST] = ">=",
                                          [EGB_RUBRIC_ABOVE] = ">",
                                          [EGB_RUBRIC_AT_MOST] = "<=",
                                          [EGB_RUBRIC_BELOW] = "<"};

/* "IF(x>=3,2," for the rules of a kind, or those that compare; how many were written. */
static size_t put_rules(const egb_rubric *rubric, bool equals, const egb_sheet_value *at, egb_buffer *out) {
  size_t count = 0;
  for (size_t i = 0; i < rubric->count; i++) {
    const egb_rubric_rule *rule = &rubric->rule[i];
    if (rule->kind > EGB_RUBRIC_BELOW || (rule->kind == EGB_RUBRIC_EQUALS) != equals)
      continue;
    char code[EGB_SHEET_NUMBER_MAX], points[EGB_SHEET_NUMBER_MAX];
    const egb_sheet_word word[] = {{'x', at->x},
                                   {'o', comparisons[rule->kind]},
                                   {'c', egb_sheet_number(rule->code, code)},
                                   {'p', egb_sheet_number(rule->points, points)},
                                   {0, NULL}};
    egb_sheet_put(out, "IF(%x%o%c,%p,", word);
    count++;
  }
  return count;
}

/* Nested, in the order in which rules decide; an answer that none takes is an error, as it is refused. The nesting that
 * spreadsheets allow is 64. */
static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  const egb_rubric *rubric = input->rubric;
  char scale[EGB_SHEET_NUMBER_MAX], most[EGB_SHEET_NUMBER_MAX], points[EGB_SHEET_NUMBER_MAX];
  const egb_rubric_rule *value = rule_of(rubric, EGB_RUBRIC_VALUE);
  const egb_rubric_rule *other = rule_of(rubric, EGB_RUBRIC_ANSWERED);
  other = other != NULL ? other : rule_of(rubric, EGB_RUBRIC_ELSE);
  if (rubric->count > 60)
    return EGB_SHEET_NONE;
  egb_buffer_format(out, "%s*", egb_sheet_number(input->scale, scale));
  size_t open = put_rules(rubric, true, at, out);
  open += put_rules(rubric, false, at, out);
  if (value != NULL) {
    const egb_sheet_word word[] = {{'x', at->x}, {'p', egb_sheet_number(value->points, points)}, {0, NULL}};
    egb_sheet_put(out, "IF((%x>=0)*(%x<=1),%p*%x,", word);
    open++;
  }
  egb_buffer_text(out, other != NULL ? egb_sheet_number(other->points, points) : "NA()");
  egb_buffer_repeat(out, ')', open);
  egb_buffer_format(out, "/%s", egb_sheet_number(rubric->maximum, most));
  return EGB_SHEET_PLAIN;
}

const egb_normalise egb_normalise_points = {
    .head =
        {.name = "points",
         .summary = EGB_WORDS("Points for answers, as a share of the most that can be earned"),
         .formula = EGB_WORDS("scale * points(x) / maximum"),
         .reference = EGB_WORDS("World Bank, GovTech Maturity Index, 2022 update (methodology)"),
         .edges = EGB_WORDS(
             "An answer that the rubric does not have is refused. Missing stays missing unless the rubric has a rule "
             "`missing`. The direction must not be lower: the rubric says what is better."),
         .example = EGB_WORDS("points: {1: 0, 2: 0.5, 3: 1}"),
         .implied_by = "points"},
    .needs_rubric = true,
    .ignores_direction = true,
    .fixed = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
