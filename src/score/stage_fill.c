/* Missing scores of a node, filled from the scores of other units by the choice on the node (`impute:` with children);
 * and what is marked as imputed above it. */
#include "base/codes.h"
#include "score/resolve.h"
#include "score/stages.h"
#include "score/work.h"

#include <math.h>

/* A unit that does not take part gets nothing, and neither does one that the node is not for. */
static void mark(const egb_results *results, size_t i, const double *before) {
  const size_t units = results->unit_count;
  double *value = results->own_score[i];
  uint8_t *state = results->own_state[i];
  for (size_t u = 0; u < units; u++) {
    if (!isnan(before[u]))
      value[u] = before[u];
    else if (!isfinite(value[u]) || results->screened[u] != NULL || !egb_results_applies(results, i, u))
      value[u] = (double)NAN;
    else
      state[u] = EGB_STATE_IMPUTED;
  }
}

egb_status egb_stage_fill(const egb_plan *plan, const egb_results *results, size_t i, egb_diag *diag) {
  const egb_planned_node *planned = &plan->node[i];
  const egb_node *node = &plan->index->node[i];
  double *column = results->own_score[i], *before = results->work->present;
  const int direction = 1;
  for (size_t u = 0; u < results->unit_count; u++)
    before[u] = column[u];
  const egb_impute_input input = {.parameter = planned->fill_with->parameter,
                                  .list = planned->fill_with->list,
                                  .column = &column,
                                  .direction = &direction,
                                  .column_count = 1,
                                  .count = results->unit_count,
                                  .group = results->work->group[i],
                                  .group_count = results->work->group_count[i],
                                  .scratch = results->work->scratch};
  const char *reason = planned->fill->apply(&input);
  if (reason == NULL) {
    mark(results, i, before);
    return EGB_OK;
  }
  if (diag != NULL) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, egb_choice_place(&node->fill, node),
                "the scores of %s cannot be imputed by `%s`: %s", node->id, planned->fill->head.name, reason);
    egb_diag_hint(diag, "%s", planned->fill->head.edges);
  }
  return EGB_UNCOMPUTABLE;
}

/* From the leaves up: of two filled nodes on a path, the upper one counts as a whole. */
void egb_stage_mark_filled(const egb_plan *plan, const egb_results *results) {
  const egb_node *nodes = results->index->node;
  const size_t units = results->unit_count;
  const double *below = results->work->below;
  for (size_t i = results->node_count; i-- > 1;) {
    if (plan->node[i].fill == NULL || !results->active[i])
      continue;
    for (size_t u = 0; u < units; u++) {
      if (egb_score_states(results, i)[u] != EGB_STATE_IMPUTED)
        continue;
      const double more = (1 - results->imputed_share[i][u]) * below[i];
      for (size_t at = i; at != EGB_NONE; at = nodes[at].parent)
        results->imputed_share[at][u] += more / below[at];
    }
  }
}
