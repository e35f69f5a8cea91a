/* What cannot be computed together is refused before anything is computed: the choices of one indicator, and of the
 * index as a whole. */
#include "score/resolve.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/suggest.h"
#include "model/period.h"

#include <math.h>
#include <string.h>

egb_place egb_choice_place(const egb_choice *choice, const egb_node *node) {
  return choice->place.source != NULL ? choice->place : node->place;
}

/* What a normalisation needs of the definition. */
static void check_needs(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_normalise *method = plan->node[i].normalise;
  if (method->needs_goalposts && !node->has_goalposts) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, node->place,
                "%s is normalised by `%s`, but has no goalposts", node->id, method->head.name);
    egb_diag_hint(diag, "add `goalposts: [low, high]` to %s", node->id);
  }
  if (method->needs_rubric && node->rubric_count == 0) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, node->place, "%s is normalised by `%s`, but has no points",
                node->id, method->head.name);
    egb_diag_hint(diag, "add `points: {answer: points, ...}` to %s", node->id);
  }
  if (method->needs_target && isnan(node->target)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, node->place, "%s is normalised by `%s`, but has no target",
                node->id, method->head.name);
    egb_diag_hint(diag, "add `target: number` to %s", node->id);
  }
}

static void check_values(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_normalise *method = plan->node[i].normalise;
  const size_t column = plan->node[i].column;
  const egb_place place = egb_choice_place(&node->normalise, node);
  if (method->ignores_direction && node->direction < 0) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, place,
                "`%s` does not support `direction: lower` (indicator %s)", method->head.name, node->id);
    egb_diag_hint(diag, method->needs_rubric ? "give the lower answers more points and leave `direction` out"
                                             : "use `goalposts` or `minmax`, or reverse the values with `compute`");
  }
  const bool words = column != EGB_NONE && plan->data->codes != NULL && plan->data->codes[column] != NULL;
  if (!method->needs_rubric && words) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, place,
                "the column `%s` holds texts, and `%s` needs numbers", node->column, method->head.name);
    egb_diag_hint(diag, "say what each text is worth: `points: {%s: 1, ...}`",
                  plan->data->code_count[column] > 0 ? plan->data->codes[column][0] : "yes");
  }
  if (words && plan->node[i].impute != NULL && !plan->node[i].impute->copies) {
    egb_plan_blame(plan, EGB_BLAMED_IMPUTE);
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->impute, node),
                "the column `%s` holds texts, and `%s` needs numbers", node->column, plan->node[i].impute->head.name);
    egb_diag_hint(
        diag,
        "write `impute: none` on %s, or `latest` where the data has periods; what a missing answer is worth can be "
        "said under `points:` with `missing:`",
        node->id);
  }
  if (words && plan->node[i].treat != NULL) {
    egb_plan_blame(plan, EGB_BLAMED_TREAT);
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->treat, node),
                "the column `%s` holds texts, which have no outliers to treat", node->column);
    egb_diag_hint(diag, "write `treat: none` on %s", node->id);
  }
}

/* ---- logarithms ------------------------------------------------------------------------------ */

static void refuse_log(const egb_node *node, egb_place place, const char *what, double value, egb_diag *diag) {
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(value, text);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, place.source != NULL ? place : node->place,
              "%s is normalised after a logarithm, and its %s %s has none", node->id, what, text);
  egb_diag_hint(diag, "write a %s above 0, or remove `log` from the normalisation of %s", what, node->id);
}

static void check_log(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_planned_node *planned = &plan->node[i];
  if (planned->normalise_with->common.log == 0)
    return;
  if (planned->normalise->needs_rubric) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->normalise, node),
                "`%s` gives points for answers, and a logarithm of answers has no meaning",
                planned->normalise->head.name);
    egb_diag_hint(diag, "remove `log` from the normalisation of %s", node->id);
  }
  if (node->has_goalposts && !(node->goalposts[0] > 0)) /* the lower one decides */
    refuse_log(node, node->goalposts_place, "goalpost", node->goalposts[0], diag);
  if (planned->normalise->needs_target && !isnan(node->target) && !(node->target > 0))
    refuse_log(node, node->target_place, "target", node->target, diag);
}

/* ---- periods --------------------------------------------------------------------------------- */

static void check_periods(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_planned_node *planned = &plan->node[i];
  const bool none = plan->data->period_count == 1 && plan->data->period[0][0] == '\0';
  if (planned->impute != NULL && planned->impute->needs_periods && none) {
    egb_plan_blame(plan, EGB_BLAMED_IMPUTE);
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->impute, node),
                "%s is imputed by `%s`, which takes values of other periods, and the data has no periods", node->id,
                planned->impute->head.name);
    egb_diag_hint(diag, "give the data a column `period`, or impute by another method, such as `mean`");
  }
  /* A method of order learns nothing that could be carried from one period to another. */
  const double fit = egb_plan_fit(plan, i);
  if (fit != EGB_PERIODS_OWN && planned->normalise->fit == NULL && !planned->normalise->fixed) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->normalise, node),
                "`%s` compares the units of one period, so %s cannot learn from %s", planned->normalise->head.name,
                node->id, fit == EGB_PERIODS_ALL ? "all periods" : "another one");
    egb_diag_hint(diag, "leave `fit: %s` out, or normalise %s by `minmax`, `zscore` or `goalposts`",
                  fit == EGB_PERIODS_ALL ? "all" : plan->data->period[(size_t)fit], node->id);
  }
}

/* A break is at a time, or at a period of the data; data without periods have nothing to compare. */
static void check_breaks(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_dataset *data = plan->data;
  for (size_t k = 0; k < node->break_count && data->period[0][0] != '\0'; k++) {
    double time;
    const char *near[1];
    bool known = egb_period_time(node->breaks[k].period, &time);
    for (size_t p = 0; p < data->period_count && !known; p++)
      known = strcmp(data->period[p], node->breaks[k].period) == 0;
    if (known)
      continue;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PERIOD_UNKNOWN, node->breaks[k].place,
                "`breaks:` of %s names `%s`, which is neither a time nor a period of the data", node->id,
                node->breaks[k].period);
    if (egb_suggest(node->breaks[k].period, data->period, data->period_count, near, 1) > 0)
      egb_diag_hint(diag, "did you mean `%s`?", near[0]);
    else
      egb_diag_hint(diag, "write the first period of the new kind, such as %s", data->period[data->period_count - 1]);
  }
}

/* ---- what the build can do ------------------------------------------------------------------- */

/* The build's fault and not the definition's: reported once, wherever the method is used. */
static void check_build(const egb_plan *plan, egb_diag *diag) {
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_node *node = &plan->index->node[i];
    const egb_method *head = plan->node[i].aggregate != NULL ? &plan->node[i].aggregate->head : NULL;
    if (!plan->node[i].active || head == NULL || head->absent == NULL)
      continue;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->aggregate, node),
                "%s is aggregated by `%s`, and this egovbench was built without %s", node->id, head->name,
                head->absent);
    egb_diag_hint(diag, "install it and build egovbench again, or aggregate by another method");
    return;
  }
}

/* What failed is named by the first check that reports something. */
static void blame(const egb_plan *plan, const egb_diag *diag, size_t before, egb_blamed stage) {
  if (egb_diag_count(diag, EGB_SEVERITY_ERROR) > before)
    egb_plan_blame(plan, stage);
}

static void check_indicator(const egb_plan *plan, size_t i, size_t before, egb_diag *diag) {
  static void (*const check[])(const egb_plan *, size_t, egb_diag *) = {check_needs, check_values, check_log,
                                                                        check_periods};
  for (size_t k = 0; k < sizeof check / sizeof check[0]; k++) {
    check[k](plan, i, diag);
    blame(plan, diag, before, EGB_BLAMED_NORMALISE);
  }
}

egb_status egb_plan_check(const egb_plan *plan, egb_diag *diag) {
  const size_t before = egb_diag_count(diag, EGB_SEVERITY_ERROR);
  check_build(plan, diag);
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (!plan->node[i].active)
      continue;
    check_breaks(plan, i, diag);
    if (plan->node[i].normalise == NULL) {
      egb_plan_check_aggregate(plan, i, diag);
      egb_plan_check_only(plan, i, diag);
      blame(plan, diag, before, EGB_BLAMED_AGGREGATE);
    } else {
      check_indicator(plan, i, before, diag);
    }
  }
  return egb_diag_count(diag, EGB_SEVERITY_ERROR) == before ? EGB_OK : EGB_REFUSED;
}
