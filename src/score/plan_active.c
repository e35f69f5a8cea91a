/* Which nodes take part: a scenario drops and adds; optional nodes wait to be added. */
#include "score/resolve.h"

#include "base/codes.h"

#include <string.h>

static bool any_dropped(const egb_plan *plan) {
  for (size_t i = 0; i < plan->override_count; i++)
    if (plan->override[i].drop)
      return true;
  return false;
}

/* An aggregate must keep a child. Reported at the lowest node that has none left. */
static bool complete(const egb_plan *plan, const egb_scenario *scenario, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  bool fine = true;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (!plan->node[i].active || nodes[i].first_child == EGB_NONE)
      continue;
    size_t child = nodes[i].first_child;
    while (child != EGB_NONE && !plan->node[child].active)
      child = nodes[child].next;
    if (child != EGB_NONE)
      continue;
    if (any_dropped(plan)) {
      egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, "what is dropped leaves nothing of %s", nodes[i].id);
      egb_diag_hint(diag, "drop %s itself, or keep one of its parts", nodes[i].id);
      fine = false;
      continue;
    }
    if (scenario != NULL)
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, scenario->place, "the scenario `%s` leaves nothing of %s",
                  scenario->id, nodes[i].id);
    else
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, nodes[i].place,
                  "every part of %s is optional, so nothing is left", nodes[i].id);
    egb_diag_hint(diag,
                  scenario != NULL ? "drop %s itself, or keep one of its parts"
                                   : "make %s optional itself, or remove `optional:` from one of its children",
                  nodes[i].id);
    fine = false;
  }
  return fine;
}

egb_status egb_plan_activate(egb_plan *plan, const egb_scenario *scenario, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  plan->node[0].active = true;
  if (scenario != NULL && egb_nodes_have(scenario->drop, scenario->drop_count, 0)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, scenario->place,
                "the scenario `%s` drops the whole index %s", scenario->id, nodes[0].id);
    egb_diag_hint(diag, "drop parts of it, such as %s", nodes[1].id);
    return EGB_REFUSED;
  }
  for (size_t i = 1; i < plan->index->node_count; i++) { /* parents come before children */
    const bool dropped = scenario != NULL && egb_nodes_have(scenario->drop, scenario->drop_count, i);
    const bool added = scenario != NULL && egb_nodes_have(scenario->add, scenario->add_count, i);
    plan->node[i].active =
        plan->node[nodes[i].parent].active && !dropped && !egb_plan_drops(plan, i) && (!nodes[i].optional || added);
  }
  return complete(plan, scenario, diag) ? EGB_OK : EGB_REFUSED;
}
