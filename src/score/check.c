/* What `validate` asks: would anything be refused? */
#include "base/diag.h"
#include "egovbench.h"
#include "model/dataset.h"
#include "model/index.h"

static egb_status check_one(const egb_index *index, const egb_dataset *data, const egb_plan_options *options,
                            egb_diag *diag) {
  egb_diag *own = egb_diag_new();
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  if (own == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_plan_new(index, data, options, own, &plan);
  if (status == EGB_OK)
    status = egb_score(plan, own, &results);
  egb_diag_merge(diag, own);
  egb_results_free(results);
  egb_plan_free(plan);
  egb_diag_free(own);
  return status;
}

/* The definition's own period comes first, then the others from the first to the last. One without a value, such as the
 * year to come in many publishers' files, is no fault of the definition unless it is its own. */
static egb_status check_scenario(const egb_index *index, const egb_dataset *data, const char *scenario,
                                 egb_diag *diag) {
  egb_plan_options options = {.size = sizeof options, .scenario = scenario};
  egb_status first = check_one(index, data, &options, diag);
  for (size_t p = 0; p < data->period_count && data->period_count > 1 && first != EGB_NO_MEMORY; p++) {
    if (!egb_dataset_has_values(data, p))
      continue;
    options.period = data->period[p];
    const egb_status status = check_one(index, data, &options, diag);
    if (first == EGB_OK || status == EGB_NO_MEMORY)
      first = status;
  }
  return first;
}

egb_status egb_check(const egb_index *index, const egb_dataset *data, egb_diag *diag) {
  egb_status first = check_scenario(index, data, NULL, diag);
  for (size_t s = 0; s < index->scenario_count && first != EGB_NO_MEMORY; s++) {
    const egb_status status = check_scenario(index, data, index->scenario[s].id, diag);
    if (first == EGB_OK || status == EGB_NO_MEMORY)
      first = status;
  }
  return first;
}
