/* From values that are normalised to ranks; and after a change of weights, only what it changes. */
#include "base/codes.h"
#include "score/stages.h"
#include "score/work.h"

#include <string.h>

/* An aggregate that takes no part has no score; those of others are about to be written. */
static void begin(egb_results *results) {
  const size_t units = results->unit_count;
  for (size_t i = 0; i < results->node_count; i++) {
    const bool kept = results->kept != NULL && results->kept[i];
    if (results->index->node[i].first_child == EGB_NONE || results->active[i] || kept)
      continue;
    memcpy(results->own_score[i], results->no_value, units * sizeof *results->no_value);
    memcpy(results->own_state[i], results->no_state, units * sizeof *results->no_state);
  }
}

egb_status egb_score_normalised(const egb_plan *plan, egb_results *results, egb_diag *diag, size_t *ranked) {
  begin(results);
  *ranked = 0;
  if (!egb_stage_coverage(results))
    return EGB_NO_MEMORY;
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
