/* Which written weight a node has in the period that is scored: the number of the definition, its entry of the period
 * there, or that of a file. */
#include "score/resolve.h"

#include "base/codes.h"
#include "base/text.h"
#include "model/period.h"

/* Whether the children of a node have their weights from a file. */
static bool has_file(const egb_plan *plan, size_t node) {
  const egb_planned_node *planned = &plan->node[node];
  const size_t file =
      planned->weigh != NULL ? egb_parameter_of_kind(&planned->weigh->head, EGB_PARAMETER_FILE) : EGB_PARAMETER_NONE;
  return file != EGB_PARAMETER_NONE && planned->weigh_with->parameter[2 * file] > 0 && plan->data->given != NULL;
}

static bool refuse_double(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  if (node->weight_place.source == NULL)
    return false;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, node->weight_place,
              "the weight of %s has no effect: the children of %s have their weights from a file", node->id,
              plan->index->node[node->parent].id);
  egb_diag_hint(diag, "remove it here, or remove `file:` from `weights:`");
  return true;
}

/* A period that the weights do not reach back to has no answer; the others have. */
static egb_status refuse_period(const egb_plan *plan, size_t i, const egb_period_weight *first, egb_diag *diag) {
  const char *id = plan->index->node[i].id, *now = plan->data->period[plan->period];
  double time;
  if (now[0] == '\0') {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PERIOD_UNKNOWN, first->place,
                "the weight of %s depends on the period, and the data has no periods", id);
    egb_diag_hint(diag, "write one weight, or add a column `period` to the data");
    return EGB_REFUSED;
  }
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PERIOD_UNKNOWN, first->place, "%s has no weight in %s", id, now);
  if (egb_period_time(now, &time))
    egb_diag_hint(diag, "a weight holds from its period on, and the first is that of %s: add one for %s or earlier",
                  first->period, now);
  else
    egb_diag_hint(diag, "add a weight for %s: periods that are no times, such as years, need one each", now);
  return EGB_UNCOMPUTABLE;
}

static egb_status give(egb_plan *plan, size_t i, const egb_period_weight *list, size_t count, egb_diag *diag) {
  const char *now = plan->data->period[plan->period];
  const egb_period_weight *found = egb_period_weight_at(list, count, now);
  if (found == NULL || (found->period != NULL && now[0] == '\0'))
    return refuse_period(plan, i, &list[0], diag);
  plan->given[i] = found->weight;
  plan->given_place[i] = found->place;
  plan->given_of[i] = found;
  return EGB_OK;
}

static egb_status give_one(egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_given *read = i > 0 && has_file(plan, node->parent) ? &plan->data->given[i] : NULL;
  plan->given[i] = node->weight;
  plan->given_place[i] = node->weight_place;
  plan->given_of[i] = NULL;
  if (!plan->node[i].active || plan->data->mixture)
    return EGB_OK;
  if (read != NULL && read->count > 0)
    return refuse_double(plan, i, diag) ? EGB_REFUSED : give(plan, i, read->item, read->count, diag);
  return node->weight_of_count > 0 && plan->node[node->parent].weigh->uses_given
             ? give(plan, i, node->weight_of, node->weight_of_count, diag)
             : EGB_OK;
}

/* The first status that is not good; that something is wrong weighs more than that there is no answer. */
egb_status egb_plan_give(egb_plan *plan, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_status given = give_one(plan, i, diag);
    if (given != EGB_OK && status != EGB_REFUSED)
      status = given;
  }
  return status;
}

double egb_plan_given(const egb_plan *plan, size_t node, egb_place *place) {
  *place = plan->given_place[node];
  return plan->given[node];
}
