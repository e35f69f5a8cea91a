/* Which scores `then:` uses: whether they are there, and who must not be changed alone because of it. */
#include "score/resolve.h"
#include "score/stages.h"

#include "base/codes.h"

static bool uses(const egb_node *node, size_t other) {
  for (size_t k = 0; node->then != NULL && k < egb_expression_column_count(node->then); k++)
    if (node->then_operand[k] == other)
      return true;
  return false;
}

size_t egb_then_user(const egb_plan *plan, size_t node, size_t from, size_t end) {
  for (size_t i = 0; plan->index->then_used[node] && i < plan->index->node_count; i++)
    if ((i < from || i >= end) && plan->node[i].active && uses(&plan->index->node[i], node))
      return i;
  return EGB_NONE;
}

size_t egb_then_used(const egb_plan *plan, size_t branch, size_t *user) {
  const size_t end = plan->index->node[branch].end;
  *user = EGB_NONE;
  for (size_t i = branch; plan->index->then_count > 0 && i < end; i++) {
    *user = plan->node[i].active ? egb_then_user(plan, i, branch, end) : EGB_NONE;
    if (*user != EGB_NONE)
      return i;
  }
  return EGB_NONE;
}

static bool is_comparable(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  if (egb_plan_learns_own(plan) || !egb_expression_compares(node->then))
    return true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, node->then_place,
              "`then:` of %s depends on the units of its period, and `fit:` has methods learn from others", node->id);
  egb_diag_hint(diag, "write the number itself, or leave `fit:` out");
  return false;
}

bool egb_plan_check_then(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  if (node->then == NULL)
    return true;
  bool fine = is_comparable(plan, i, diag);
  for (size_t k = 0; k < egb_expression_column_count(node->then); k++) {
    const size_t other = node->then_operand[k];
    if (other == EGB_NONE || plan->node[other].active)
      continue;
    const char *id = plan->index->node[other].id;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_expression_column_place(node->then, k),
                "`then:` of %s uses the score of %s, which takes no part", node->id, id);
    egb_diag_hint(diag, "keep %s (`weight: 0` leaves it out of the score above it), or change the expression", id);
    fine = false;
  }
  return fine;
}
