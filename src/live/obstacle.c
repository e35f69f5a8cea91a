/* Which scores follow other weights in a page, and why the others do not. */
#include "live/payload.h"

static const egb_planned_node *above(const egb_plan *plan, size_t node) {
  return node > 0 ? &plan->node[plan->index->node[node].parent] : NULL;
}

/* What keeps the node itself. */
static bool is_kept(const egb_plan *plan, size_t node) {
  const egb_planned_node *planned = &plan->node[node], *parent = above(plan, node);
  return planned->aggregate->programs || planned->fill != NULL || plan->index->node[node].then != NULL ||
         egb_index_is_published(plan->index) || (parent != NULL && parent->weigh->needs_data);
}

bool egb_live_follows(const egb_plan *plan, size_t node) {
  if (plan->index->node[node].first_child == EGB_NONE)
    return true;
  for (size_t i = node; i != EGB_NONE; i = plan->index->node[i].parent)
    if (is_kept(plan, i))
      return false;
  return true;
}

void egb_live_obstacle(const egb_plan *plan, size_t node, egb_buffer *out) {
  const egb_node *nodes = plan->index->node;
  const egb_planned_node *planned = &plan->node[node], *parent = above(plan, node);
  if (egb_live_follows(plan, node))
    return;
  if (egb_index_is_published(plan->index))
    egb_buffer_text(out, "ranks as published are made by no weights");
  else if (parent != NULL && !egb_live_follows(plan, nodes[node].parent))
    egb_buffer_format(out, "the score of %s above it is shown as computed", nodes[nodes[node].parent].id);
  else if (planned->aggregate->programs)
    egb_buffer_format(out, "`%s` solves a mathematical program", planned->aggregate->head.name);
  else if (planned->fill != NULL)
    egb_buffer_format(out, "missing scores are imputed by `%s`", planned->fill->head.name);
  else if (nodes[node].then != NULL)
    egb_buffer_text(out, "`then:` changes it");
  else if (parent != NULL)
    egb_buffer_format(out, "the weights below %s come from the data by `%s` and would change with it",
                      nodes[nodes[node].parent].id, parent->weigh->head.name);
}
