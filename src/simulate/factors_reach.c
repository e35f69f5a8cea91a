/* Which nodes the alternatives of a factor reach. The page's engine has this file and no other of the factors. */
#include "simulate/factors.h"

bool egb_factors_changes(const egb_factors *factors, egb_factor_kind kind, size_t node) {
  const egb_planned_node *planned = &factors->plan->node[node];
  if (kind == EGB_FACTOR_AGGREGATE)
    return planned->active && planned->aggregate != NULL &&
           (factors->aggregate_at == NULL || factors->aggregate_at[node]);
  return egb_planned_is_measured(planned);
}

bool egb_factors_hold(const egb_factors *factors, const egb_plan *variant, size_t node) {
  const egb_aggregate *aggregate = variant->node[node].aggregate;
  return factors->factor[EGB_FACTOR_AGGREGATE].varies && egb_factors_changes(factors, EGB_FACTOR_AGGREGATE, node) &&
         aggregate != NULL && aggregate->own_weights;
}
