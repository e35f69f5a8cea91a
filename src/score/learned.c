#include "score/learned.h"

#include "score/resolve.h"

#include <string.h>

bool egb_fit_is_shared(double fit) {
  return fit != EGB_PERIODS_OWN;
}

static bool any_shared(const egb_plan *plan) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].active && plan->node[i].normalise != NULL &&
        (egb_fit_is_shared(egb_plan_fit(plan, i)) || egb_fit_is_shared(egb_plan_fit_treat(plan, i))))
      return true;
  return false;
}

/* Choices follow from the definition and the scenario, unless options or a draw put others in their place. */
static bool is_own(const egb_plan *plan) {
  return plan->override_count == 0 && plan->disturbance == NULL;
}

static const egb_forced **copy(egb_arena *arena, const egb_forced *const *list, size_t units) {
  return list != NULL ? egb_arena_duplicate(arena, list, units, sizeof *list) : NULL;
}

egb_status egb_learned_make(const egb_plan *plan, egb_results *results) {
  const size_t units = results->unit_count, nodes = results->node_count;
  egb_arena *arena = results->arena;
  if (!is_own(plan) || plan->data->period_count < 2 || !any_shared(plan))
    return EGB_OK;
  egb_learned *learned = egb_arena_array(arena, 1, sizeof *learned);
  if (learned == NULL)
    return EGB_NO_MEMORY;
  learned->fit = plan->fit;
  learned->fit_treat = plan->fit_treat;
  learned->include = copy(arena, plan->include, units);
  learned->exclude = copy(arena, plan->exclude, units);
  learned->count = egb_arena_array(arena, nodes, sizeof *learned->count);
  learned->reference = egb_arena_array(arena, nodes, sizeof *learned->reference);
  learned->treatment = egb_arena_array(arena, nodes, sizeof *learned->treatment);
  learned->treats = egb_arena_array(arena, nodes, sizeof *learned->treats);
  results->learned = learned;
  return egb_arena_failed(arena) ? EGB_NO_MEMORY : EGB_OK;
}

static bool same_units(const egb_forced *const *a, const egb_forced *const *b, size_t units) {
  for (size_t u = 0; u < units && a != b; u++)
    if ((a != NULL ? a[u] : NULL) != (b != NULL ? b[u] : NULL))
      return false;
  return true;
}

static bool same_scenario(const char *a, const char *b) {
  return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

const egb_learned *egb_learned_of(const egb_plan *plan, const egb_results *like) {
  const egb_learned *learned = like != NULL ? like->learned : NULL;
  if (learned == NULL || !is_own(plan) || like->index != plan->index || like->data != plan->data ||
      !same_scenario(like->scenario, plan->scenario) || learned->fit != plan->fit ||
      learned->fit_treat != plan->fit_treat || !same_units(learned->include, plan->include, like->unit_count) ||
      !same_units(learned->exclude, plan->exclude, like->unit_count))
    return NULL;
  for (size_t i = 0; i < like->node_count; i++)
    if (like->active[i] != plan->node[i].active)
      return NULL;
  return learned;
}
