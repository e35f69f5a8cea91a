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

egb_live_reason egb_live_obstacle(const egb_plan *plan, size_t node) {
  const egb_node *nodes = plan->index->node;
  const egb_planned_node *planned = &plan->node[node];
  const size_t parent = node > 0 ? nodes[node].parent : EGB_NONE;
  if (egb_live_follows(plan, node))
    return (egb_live_reason){NULL, NULL};
  if (egb_index_is_published(plan->index))
    return (egb_live_reason){"whyPublished", NULL};
  if (parent != EGB_NONE && !egb_live_follows(plan, parent))
    return (egb_live_reason){"whyAbove", nodes[parent].id};
  if (planned->aggregate->programs)
    return (egb_live_reason){"whyProgram", planned->aggregate->head.name};
  if (planned->fill != NULL)
    return (egb_live_reason){"whyImputed", planned->fill->head.name};
  if (nodes[node].then != NULL)
    return (egb_live_reason){"whyThen", NULL};
  return (egb_live_reason){"whyData", parent != EGB_NONE ? plan->node[parent].weigh->head.name : NULL};
}
