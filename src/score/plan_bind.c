/* Rubrics bound to the data's answers, and the points of every node. */
#include "score/resolve.h"

#include "base/codes.h"

#include <math.h>
#include <string.h>

/* More answers than any questionnaire has: every answer of every unit is held against them one by one. */
#define ANSWERS_MAX 4096

/* The number of a text answer in a column; NaN, which equals nothing, when there is none. The search goes
 * round from where the last one ended, because the data lists the answers in the order of the rubric. */
static double code_of(const egb_dataset *data, size_t column, const char *text, size_t *from) {
  if (column == EGB_NONE || data->codes == NULL || data->codes[column] == NULL)
    return (double)NAN;
  const size_t count = data->code_count[column];
  for (size_t i = 0; i < count; i++) {
    const size_t at = (*from + i) % count;
    if (strcmp(data->codes[column][at], text) == 0) {
      *from = at + 1;
      return (double)at;
    }
  }
  return (double)NAN;
}

static egb_status bind_rubric(egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  egb_planned_node *planned = &plan->node[i];
  if (node->rubric_count > ANSWERS_MAX) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_RUBRIC, node->rubric[ANSWERS_MAX].place, "%s has more than %d answers",
                node->id, ANSWERS_MAX);
    egb_diag_hint(diag, "use comparisons such as \">=10\", or `compute:` and goalposts");
    return EGB_REFUSED;
  }
  egb_rubric_rule *rule = egb_arena_array(plan->arena, node->rubric_count, sizeof *rule);
  if (rule == NULL)
    return EGB_NO_MEMORY;
  double most = 0;
  size_t from = 0;
  for (size_t k = 0; k < node->rubric_count; k++) {
    rule[k] = node->rubric[k].rule;
    if (node->rubric[k].code_text != NULL)
      rule[k].code = code_of(plan->data, planned->column, node->rubric[k].code_text, &from);
    if (rule[k].points > most)
      most = rule[k].points;
  }
  planned->rubric = (egb_rubric){rule, node->rubric_count, most};
  plan->points[i] = most;
  if (most > 0)
    return EGB_OK;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_RUBRIC, node->rubric[0].place, "no answer of %s earns any points",
              node->id);
  egb_diag_hint(diag, "give the best answer more than 0 points");
  return EGB_REFUSED;
}

/* The position of a column; EGB_NONE for no name, or reported. */
static size_t bind_column(const egb_plan *plan, const char *name, egb_place place, egb_status *status, egb_diag *diag) {
  const size_t column = name != NULL ? egb_dataset_column(plan->data, name) : EGB_NONE;
  if (name != NULL && column == EGB_NONE) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, place, "the data has no column `%s`", name);
    *status = EGB_REFUSED;
  }
  return column;
}

egb_status egb_plan_bind(egb_plan *plan, egb_diag *diag) {
  const egb_index *index = plan->index;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < index->node_count; i++) {
    const egb_node *node = &index->node[i];
    plan->points[i] = node->first_child == EGB_NONE ? (double)NAN : 0;
    plan->node[i].column = bind_column(plan, node->column, node->column_place, &status, diag);
    plan->node[i].per = bind_column(plan, node->per, node->per_place, &status, diag);
    if (node->rubric == NULL || node->rubric_count == 0)
      continue;
    const egb_status bound = bind_rubric(plan, i, diag);
    if (bound == EGB_NO_MEMORY)
      return bound;
    status = egb_status_worse(status, bound);
  }
  for (size_t i = index->node_count; i-- > 1;)
    if (plan->node[i].active)
      plan->points[index->node[i].parent] += plan->points[i]; /* NaN spreads upwards, as it should */
  return egb_status_worse(status, egb_plan_bind_compute(plan, diag));
}
