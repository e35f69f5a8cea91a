/* From values that are normalised to ranks; and after a change of weights, only what it changes. */
#include "base/codes.h"
#include "score/stages.h"
#include "score/work.h"

#include <string.h>

/* The values of indicators, and none above them. */
static void begin(egb_results *results) {
  const size_t units = results->unit_count, cells = units * results->node_count;
  if (results->normalised.value != results->scored.value) {
    memcpy(results->scored.value, results->normalised.value, cells * sizeof *results->scored.value);
    memcpy(results->scored.state, results->normalised.state, cells * sizeof *results->scored.state);
    return;
  }
  for (size_t i = 0; i < results->node_count; i++) {
    if (results->index->node[i].first_child == EGB_NONE)
      continue;
    memcpy(results->scored.value + i * units, results->no_value, units * sizeof *results->scored.value);
    memcpy(results->scored.state + i * units, results->no_state, units * sizeof *results->scored.state);
  }
}

egb_status egb_score_normalised(const egb_plan *plan, egb_results *results, egb_diag *diag, size_t *ranked) {
  begin(results);
  egb_stage_coverage(results);
  egb_stage_weight(plan, results);
  const egb_status status = egb_stage_aggregate(plan, results, diag);
  egb_stage_mark_filled(plan, results);
  *ranked = status == EGB_OK ? egb_stage_rank(results) : 0;
  return status;
}

egb_status egb_score_again(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  egb_stage_weight(plan, results);
  const egb_status status = egb_stage_aggregate(plan, results, diag);
  const size_t ranked = egb_stage_rank(results);
  if (status == EGB_OK && ranked > 0)
    return EGB_OK;
  egb_plan_blame(plan, EGB_BLAMED_AGGREGATE);
  if (status == EGB_OK && diag != NULL)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "no unit can be ranked with these weights");
  return status == EGB_OK ? EGB_UNCOMPUTABLE : status;
}
