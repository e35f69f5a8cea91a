/* Points for answers; the row says formula, reference and edges.
 *
 * The maximum is the most that any answer can earn. The first rule that takes an answer decides, in the order equal,
 * comparisons as written, value, answered, else. An answer that no rule takes, and a `value:` outside [0, 1], come out
 * as NaN: the caller refuses them. The caller has checked: a rubric is given, its maximum is positive, text answers are
 * bound to the data's codes. */
#include "method/rows.h"

#include <math.h>

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

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)fitted;
  for (size_t i = 0; i < count; i++)
    y[i] = input->scale * points_of(input->rubric, x[i]) / input->rubric->maximum;
}

const egb_normalise egb_normalise_points = {
    .head =
        {.name = "points",
         .summary = "Points for answers, as a share of the most that can be earned",
         .formula = "scale * points(x) / maximum",
         .reference = "World Bank, GovTech Maturity Index, 2022 update (methodology)",
         .edges =
             "An answer that the rubric does not have is refused. Missing stays missing unless the rubric has a rule "
             "`missing`. The direction must not be lower: the rubric says what is better.",
         .example = "points: {1: 0, 2: 0.5, 3: 1}",
         .implied_by = "points"},
    .needs_rubric = true,
    .ignores_direction = true,
    .fixed = true,
    .apply = apply};
