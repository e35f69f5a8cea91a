/* What the names in `compute:` are: columns of the data, else indicators, whose raw values are then derived before. */
#include "score/resolve.h"

#include "base/codes.h"
#include "model/links.h"

#include <string.h>

/* Whether an indicator is that column of the data, perhaps divided by another: its id is then the column's name. */
static bool is_column(const egb_node *node, const char *name) {
  return node->compute == NULL && strcmp(node->column, name) == 0;
}

/* The data column is meant, as it was before anybody gave an indicator this id; that the two differ is reported. */
static void warn_two_names(const egb_plan *plan, size_t i, size_t name, egb_diag *diag) {
  const egb_expression *compute = plan->index->node[i].compute;
  const char *text = egb_expression_column(compute, name);
  const size_t node = egb_index_find(plan->index, text);
  if (node == EGB_NONE || node == i || plan->index->node[node].first_child != EGB_NONE || !plan->node[i].active ||
      is_column(&plan->index->node[node], text))
    return;
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_TWO_NAMES, egb_expression_column_place(compute, name),
              "`%s` is a column of the data here; the indicator %s has other values", text, text);
  egb_diag_hint(diag, "give the indicator another id than that of the column, and use that id where it is meant");
}

static bool is_in_words(const egb_plan *plan, size_t node) {
  const size_t column = plan->node[node].column;
  return column != EGB_NONE && plan->data->codes != NULL && plan->data->codes[column] != NULL;
}

static void refuse_name(const egb_plan *plan, size_t i, size_t name, size_t node, egb_diag *diag) {
  const egb_expression *compute = plan->index->node[i].compute;
  const char *text = egb_expression_column(compute, name);
  const egb_place place = egb_expression_column_place(compute, name);
  if (node == EGB_NONE || node == i) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, place, "the data has no column `%s`", text);
    if (node == i)
      egb_diag_hint(diag, "an indicator cannot be computed from itself");
  } else if (plan->index->node[node].first_child != EGB_NONE) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, place,
                "%s is an aggregate: it has scores, and `compute:` is about values before they are scored", text);
    egb_diag_hint(diag, "name an indicator or a column of the data; scores are used by `then:` of an aggregate");
  } else {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, place,
                "the values of %s are answers in words, and an expression needs numbers", text);
    egb_diag_hint(diag, "write the answers as numbers in the data and in `points:` of %s", text);
  }
}

static bool bind_name(const egb_plan *plan, size_t i, size_t name, egb_operand *out, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  const char *text = egb_expression_column(nodes[i].compute, name);
  *out = (egb_operand){.column = egb_dataset_column(plan->data, text), .node = EGB_NONE};
  if (out->column != EGB_NONE) {
    warn_two_names(plan, i, name, diag);
    return true;
  }
  out->node = egb_index_find(plan->index, text);
  if (out->node != EGB_NONE && out->node != i && nodes[out->node].first_child == EGB_NONE &&
      !is_in_words(plan, out->node))
    return true;
  refuse_name(plan, i, name, out->node, diag);
  return false;
}

/* Over the units of a period, where the index learns from others: two answers, and neither is the obvious one. */
static bool may_compare(const egb_plan *plan, size_t i, egb_diag *diag) {
  if (egb_plan_learns_own(plan) || !egb_expression_compares(plan->index->node[i].compute))
    return true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, plan->index->node[i].compute_place,
              "the expression of %s depends on the units of its period, and `fit:` has methods learn from others",
              plan->index->node[i].id);
  egb_diag_hint(diag, "normalise by `minmax` instead, which learns as `fit:` says, or write the number itself");
  return false;
}

static egb_status bind_operands(egb_plan *plan, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_expression *compute = plan->index->node[i].compute;
    if (compute == NULL)
      continue;
    const size_t count = egb_expression_column_count(compute);
    egb_operand *operand = egb_arena_array(plan->arena, count, sizeof *operand);
    if (operand == NULL)
      return EGB_NO_MEMORY;
    for (size_t k = 0; k < count; k++)
      if (!bind_name(plan, i, k, &operand[k], diag))
        status = EGB_REFUSED;
    plan->node[i].operand = operand;
  }
  return status;
}

/* ---- order ----------------------------------------------------------------------------------- */

static size_t count_of(const egb_plan *plan, size_t i) {
  const egb_expression *compute = plan->index->node[i].compute;
  return compute != NULL ? egb_expression_column_count(compute) : 0;
}

/* Which indicators each one needs. False: out of memory. */
static bool link(const egb_plan *plan, egb_arena *arena, egb_links *out) {
  const size_t count = plan->index->node_count;
  size_t total = 0;
  for (size_t i = 0; i < count; i++)
    total += count_of(plan, i);
  size_t *first = egb_arena_array(arena, count + 1, sizeof *first);
  size_t *needs = egb_arena_array(arena, total + 1, sizeof *needs);
  if (egb_arena_failed(arena))
    return false;
  size_t at = 0;
  for (size_t i = 0; i < count; i++) {
    first[i] = at;
    for (size_t k = 0; k < count_of(plan, i); k++)
      if (plan->node[i].operand[k].node != EGB_NONE)
        needs[at++] = plan->node[i].operand[k].node;
  }
  first[count] = at;
  *out = (egb_links){count, first, needs};
  return true;
}

static egb_place compute_place(const egb_node *node) {
  return node->compute_place;
}

/* Those that take part and, whether or not they do, those that they are computed from. */
static void keep_needed(egb_plan *plan, const egb_links *links, size_t *order, bool *needed) {
  for (size_t i = 0; i < links->count; i++)
    needed[i] = plan->node[i].active && plan->index->node[i].first_child == EGB_NONE;
  for (size_t k = links->count; k-- > 0;) /* whatever needs a thing comes after it */
    for (size_t n = links->first[order[k]]; needed[order[k]] && n < links->first[order[k] + 1]; n++)
      needed[links->needs[n]] = true;
  for (size_t k = 0; k < links->count; k++)
    if (needed[order[k]])
      order[plan->derive_count++] = order[k];
  plan->derive = order;
}

static egb_status put_in_order(egb_plan *plan, egb_arena *scratch, egb_diag *diag) {
  const size_t count = plan->index->node_count;
  egb_links links;
  size_t *order = egb_arena_array(plan->arena, count, sizeof *order);
  size_t *room = egb_arena_array(scratch, 3 * count, sizeof *room);
  bool *needed = egb_arena_array(scratch, count, sizeof *needed);
  if (order == NULL || room == NULL || needed == NULL || !link(plan, scratch, &links))
    return EGB_NO_MEMORY;
  const size_t circle = egb_links_order(&links, false, order, room);
  if (circle > 0)
    return egb_refuse_circle(plan->index, "compute", room, circle, compute_place, diag);
  keep_needed(plan, &links, order, needed);
  return EGB_OK;
}

egb_status egb_plan_bind_compute(egb_plan *plan, egb_diag *diag) {
  egb_status status = bind_operands(plan, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *scratch = egb_arena_new();
  status = scratch != NULL ? put_in_order(plan, scratch, diag) : EGB_NO_MEMORY;
  egb_arena_free(scratch);
  for (size_t k = 0; k < plan->derive_count && status != EGB_NO_MEMORY; k++)
    if (plan->index->node[plan->derive[k]].compute != NULL && !may_compare(plan, plan->derive[k], diag))
      status = EGB_REFUSED;
  return status;
}
