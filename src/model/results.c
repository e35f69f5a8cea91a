#include "model/results.h"

#include <math.h>

void egb_results_free(egb_results *results) {
  if (results != NULL)
    egb_arena_free(results->arena);
}

double egb_results_score(const egb_results *results, size_t unit) {
  return egb_results_node_score(results, 0, unit);
}

double egb_results_rank(const egb_results *results, size_t unit) {
  if (unit >= results->unit_count || isnan(results->rank[unit]))
    return (double)NAN;
  const double published =
      egb_index_is_published(results->index) ? results->raw.value[results->unit_count + unit] : (double)NAN;
  return isnan(published) ? results->rank[unit] : published;
}

double egb_results_node_score(const egb_results *results, size_t node, size_t unit) {
  if (node >= results->node_count || unit >= results->unit_count)
    return (double)NAN;
  return results->scored.value[node * results->unit_count + unit];
}

double egb_results_coverage(const egb_results *results, size_t node, size_t unit) {
  if (node >= results->node_count || unit >= results->unit_count)
    return (double)NAN;
  return results->coverage[node * results->unit_count + unit];
}

size_t egb_results_order(const egb_results *results, size_t position) {
  return position < results->unit_count ? results->order[position] : EGB_NONE;
}

const char *egb_results_level(const egb_results *results, size_t unit) {
  if (unit >= results->unit_count || results->level[unit] == EGB_NONE)
    return "";
  return results->index->level[results->level[unit]].id;
}
