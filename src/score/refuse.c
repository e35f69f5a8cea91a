/* What belongs together: a plan and its results, an index and both, results and their units. */
#include "base/codes.h"
#include "score/stages.h"

/* Another scenario leaves other nodes out: its values are others, too. */
static bool is_of(const egb_results *results, const egb_plan *plan) {
  bool same = results->index == plan->index && results->data == plan->data && results->period == plan->period;
  for (size_t i = 0; same && i < results->node_count; i++)
    same = results->active[i] == plan->node[i].active;
  return same;
}

egb_status egb_results_refuse_foreign(const egb_results *results, const egb_plan *plan, egb_diag *diag) {
  if (is_of(results, plan))
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the results are of another index, data set, period or scenario");
  egb_diag_hint(diag, "score the plan anew");
  return EGB_USAGE;
}

egb_status egb_index_refuse_foreign(const egb_index *index, const egb_plan *plan, const egb_results *results,
                                    egb_diag *diag) {
  const char *what = plan != NULL && plan->index != index         ? "the plan is"
                     : results != NULL && results->index != index ? "the results are"
                                                                  : NULL;
  if (what == NULL)
    return plan != NULL && results != NULL ? egb_results_refuse_foreign(results, plan, diag) : EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s of another index than %s", what, index->id);
  egb_diag_hint(diag, "plan and score the index anew");
  return EGB_USAGE;
}

egb_status egb_results_refuse_unit(const egb_results *results, size_t unit, egb_diag *diag) {
  if (unit < results->unit_count)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no unit with the number %zu", unit);
  egb_diag_hint(diag, "units count from 0 to %zu", results->unit_count - 1);
  return EGB_USAGE;
}
