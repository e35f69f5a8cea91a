/* A plan without one of its nodes: as a definition would be that does not have it. */
#include "score/resolve.h"

bool egb_plan_copy(const egb_plan *from, egb_arena *arena, egb_plan *to) {
  const size_t count = from->index->node_count;
  *to = *from;
  to->arena = arena;
  to->node = egb_arena_duplicate(arena, from->node, count, sizeof *to->node);
  to->weight = egb_arena_duplicate(arena, from->weight, count, sizeof *to->weight);
  to->share = egb_arena_duplicate(arena, from->share, count, sizeof *to->share);
  to->effective = egb_arena_duplicate(arena, from->effective, count, sizeof *to->effective);
  to->points = egb_arena_duplicate(arena, from->points, count, sizeof *to->points);
  return !egb_arena_failed(arena);
}

/* The node with all below it, and parents that have no children without it. */
static void deactivate(egb_plan *plan, size_t node) {
  const egb_node *nodes = plan->index->node;
  for (size_t i = node; i < nodes[node].end; i++)
    plan->node[i].active = false;
  for (size_t i = nodes[node].parent; i != 0 && i != EGB_NONE; i = nodes[i].parent) {
    bool any = false;
    for (size_t k = nodes[i].first_child; k != EGB_NONE; k = nodes[k].next)
      any = any || plan->node[k].active;
    if (any)
      return;
    plan->node[i].active = false;
  }
}

/* No other node may use the scores of what was left out. */
static bool is_whole(const egb_plan *plan, egb_diag *diag) {
  bool whole = true;
  for (size_t i = 0; plan->index->then_count > 0 && i < plan->index->node_count; i++)
    if (plan->node[i].active && plan->index->node[i].then != NULL)
      whole = egb_plan_check_then(plan, i, diag) && whole;
  return whole;
}

/* Weights that methods make (points, indicators below) are computed again; weights that were changed by settings stay
 * in their proportions. */
egb_status egb_plan_leave_out(egb_plan *plan, size_t node, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  deactivate(plan, node);
  if (!is_whole(plan, diag))
    return EGB_REFUSED;
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (nodes[i].first_child != EGB_NONE)
      plan->points[i] = 0;
  for (size_t i = plan->index->node_count; i-- > 1;) {
    if (plan->node[i].active)
      plan->points[nodes[i].parent] += plan->points[i];
    else
      plan->weight[i] = 0;
  }
  if (!plan->weights_changed)
    return egb_plan_weigh(plan, diag);
  egb_weights_spread(plan->index, plan->weight, plan->share, plan->effective);
  return EGB_OK;
}
