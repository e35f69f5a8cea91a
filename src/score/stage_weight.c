/* Weights as used: copied from the plan; where shares changed, the parents are marked for aggregation. */
#include "score/resolve.h"
#include "score/stages.h"
#include "score/work.h"

#include <string.h>

void egb_stage_weight(const egb_plan *plan, egb_results *results) {
  const egb_node *nodes = plan->index->node;
  for (size_t i = 1; i < results->node_count; i++) {
    if (plan->node[nodes[i].parent].weigh->needs_data)
      continue; /* comes with the children's columns */
    if (results->share[i] != plan->share[i]) {
      results->share[i] = plan->share[i];
      results->work->changed[nodes[i].parent] = 1;
    }
    results->weight[i] = plan->weight[i];
  }
  results->share[0] = results->weight[0] = results->effective[0] = 1;
  for (size_t i = 1; i < results->node_count; i++)
    results->effective[i] = results->effective[nodes[i].parent] * results->share[i];
  results->weights_changed = plan->weights_changed;
  results->scenario = plan->scenario;
}
