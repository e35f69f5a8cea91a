/* How much of the data each unit has. */
#include "examine/examine.h"

#include <math.h>

#define ROUNDING 1e-9 /* 13 of 20 meet 65 % */

/* Indicators below each node that take part for a unit, and of them those observed. */
static void count_below(const egb_examined *e, size_t unit, size_t *all, size_t *observed) {
  const egb_node *nodes = e->results->index->node;
  const egb_frame *raw = &e->results->raw;
  for (size_t node = 0; node < e->results->node_count; node++)
    all[node] = observed[node] = 0;
  for (size_t node = e->results->node_count; node-- > 0;) {
    if (nodes[node].first_child == EGB_NONE && e->results->active[node] &&
        egb_results_applies(e->results, node, unit)) {
      all[node] = 1;
      observed[node] = (size_t)!isnan(raw->value[node][unit]);
    }
    if (node > 0) {
      all[nodes[node].parent] += all[node];
      observed[nodes[node].parent] += observed[node];
    }
  }
}

static void cover(const egb_examined *e, size_t unit, const size_t *all, const size_t *observed,
                  egb_unit_coverage *out) {
  const egb_node *nodes = e->results->index->node;
  *out = (egb_unit_coverage){
      .unit = unit, .observed = observed[e->top], .share = (double)observed[e->top] / (double)all[e->top]};
  out->least = out->share;
  out->least_node = e->top;
  for (size_t i = nodes[e->top].first_child; i != EGB_NONE; i = nodes[i].next) {
    const double share = (double)observed[i] / (double)all[i];
    if (all[i] > 0 && share < out->least) {
      out->least = share;
      out->least_node = i;
    }
  }
  out->below = fmin(out->share, out->least) < e->out->threshold - ROUNDING;
}

/* Per node, over the units of egb_examine_coverage. */
static void cover_nodes(egb_examined *e, const size_t *all, const size_t *observed, egb_node_coverage *row) {
  for (size_t node = e->top; node < e->results->index->node[e->top].end; node++) {
    egb_node_coverage *out = &row[node - e->top];
    if (all[node] == 0)
      continue;
    out->node = node;
    out->indicators = out->indicators > all[node] ? out->indicators : all[node];
    out->units++;
    out->asked += all[node];
    out->observed += observed[node];
    out->whole += observed[node] == all[node];
    out->below += (double)observed[node] / (double)all[node] < e->out->threshold - ROUNDING;
  }
}

egb_status egb_examine_coverage_nodes(egb_examined *e) {
  const size_t nodes = e->results->index->node[e->top].end - e->top;
  egb_node_coverage *row = egb_arena_array(e->out->arena, nodes, sizeof *row);
  size_t *all = egb_arena_array(e->out->arena, 2 * e->results->node_count, sizeof *all);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < e->results->unit_count; u++)
    if (e->results->unranked[u] == NULL) {
      count_below(e, u, all, all + e->results->node_count);
      cover_nodes(e, all, all + e->results->node_count, row);
    }
  for (size_t i = 0; i < nodes; i++) {
    if (row[i].units == 0)
      continue;
    egb_node_coverage *out = &row[e->out->count++];
    *out = row[i];
    out->share = (double)out->observed / (double)out->asked;
    out->low = out->share < e->out->threshold - ROUNDING;
  }
  e->out->row.node_coverage = row;
  return EGB_OK;
}

/* Also of units that do not take part, since too little data may be why. */
egb_status egb_examine_coverage(egb_examined *e) {
  egb_unit_coverage *row = egb_arena_array(e->out->arena, e->results->unit_count, sizeof *row);
  size_t *all = egb_arena_array(e->out->arena, 2 * e->results->node_count, sizeof *all);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < e->results->unit_count; u++) {
    if (e->results->unranked[u] != NULL)
      continue;
    count_below(e, u, all, all + e->results->node_count);
    cover(e, u, all, all + e->results->node_count, &row[e->out->count++]);
  }
  e->out->row.coverage = row;
  return EGB_OK;
}
