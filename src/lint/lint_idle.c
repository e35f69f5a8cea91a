/* Weights that do nothing: of nothing, of an only child, of an indicator that says the same of every unit. */
#include "lint/lint.h"

#include "base/codes.h"

#include <math.h>
#include <string.h>

/* Some other thing of the definition uses the node: a scenario, `then:`, `compute:`, a tie breaker. */
static bool is_used(const egb_index *index, size_t node) {
  bool used = index->then_used != NULL && index->then_used[node];
  for (size_t i = 0; i < index->scenario_count && !used; i++)
    for (size_t k = 0; k < index->scenario[i].count; k++)
      used = used || (index->scenario[i].weight[k].node == node && index->scenario[i].weight[k].weight > 0);
  for (size_t i = 0; i < index->rank.tie_breaker_count; i++)
    used = used || index->rank.tie_breaker[i] == node;
  for (size_t i = 0; i < index->node_count && !used; i++) {
    const egb_expression *compute = index->node[i].compute;
    for (size_t k = 0; compute != NULL && k < egb_expression_column_count(compute); k++)
      used = used || strcmp(egb_expression_column(compute, k), index->node[node].id) == 0;
  }
  return used;
}

/* Nothing below the node is used either. */
static bool is_all_idle(const egb_index *index, size_t node) {
  for (size_t i = node; i < index->node[node].end; i++)
    if (is_used(index, i))
      return false;
  return true;
}

static bool is_only_child(const egb_lint_work *work, size_t node) {
  const egb_node *nodes = work->index->node;
  for (size_t i = nodes[nodes[node].parent].first_child; i != EGB_NONE; i = nodes[i].next)
    if (i != node && work->results->active[i])
      return false;
  return true;
}

/* How many units have its value, when it is the same for all; 0 otherwise. */
static size_t same_for_all(const egb_lint_work *work, size_t node) {
  const size_t units = work->results->unit_count;
  double least, most;
  const size_t count = egb_lint_range(egb_lint_column(work, EGB_STAGE_SCORED, node), units, &least, &most);
  return count >= 2 && least == most ? count : 0;
}

static void look_at(egb_lint_work *work, size_t i) {
  const egb_node *node = &work->index->node[i];
  const egb_place place = node->weight_place.source != NULL ? node->weight_place : node->place;
  egb_buffer text = {0}, advice = {0};
  size_t count = 0;
  if (work->results->share[i] == 0 && node->weight == 0 && node->weight_of == NULL) {
    if (!is_all_idle(work->index, i))
      return;
    egb_buffer_format(&text, "the weight of %s is 0 and nothing else uses it: it does nothing", node->id);
    egb_buffer_format(&advice, "take %s out, or write `optional: true` and add it in a scenario", node->id);
  } else if (node->weight_place.source != NULL && node->weight != 1 && is_only_child(work, i)) {
    egb_buffer_format(&text, "%s is the only node of %s: its weight does nothing", node->id,
                      work->index->node[node->parent].id);
    egb_buffer_format(&advice, "take the weight out; %s counts with the weight of %s", node->id,
                      work->index->node[node->parent].id);
  } else if (egb_lint_is_indicator(work, i) && (count = same_for_all(work, i)) > 0) {
    egb_buffer_format(&text, "%s is the same for all %zu units: its weight moves no rank", node->id, count);
    egb_buffer_format(&advice, "take %s out, or see whether its data is right", node->id);
  } else {
    return;
  }
  egb_lint_find(work, i, place, &text, &advice);
}

static void look(egb_lint_work *work) {
  for (size_t i = 1; i < work->index->node_count; i++)
    if (work->results->active[i])
      look_at(work, i);
}

const egb_lint_rule egb_lint_idle = {
    .id = "idle", .code = EGB_W_LINT_IDLE, .summary = "weights that do nothing", .look = look};
