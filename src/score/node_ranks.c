/* Ranks of every node, as the ranking gives those of the index: on quantised scores. */
#include "model/node_ranks.h"
#include "base/codes.h"
#include "base/diag.h"
#include "score/stages.h"
#include "score/work.h"
#include "stats/order.h"

#include <math.h>

typedef struct sorter {
  double *height;
  size_t *order, *scratch;
} sorter;

/* Competition ranks of a node below the index. */
static void rank_below(const egb_results *r, size_t node, const sorter *s, double *rank) {
  const double sense = egb_index_node_height(r->index, node, 1);
  size_t count = 0;
  for (size_t u = 0; u < r->unit_count; u++) {
    const double score = egb_scores(r, node)[u];
    rank[u] = (double)NAN;
    s->height[u] = sense * egb_score_quantise(score, r->work->decimals, r->index->rank.rounding);
    if (!isnan(score) && r->unranked[u] == NULL)
      s->order[count++] = u;
  }
  egb_stats_sort(s->height, egb_results_id_order(r), count, s->order, s->scratch);
  for (size_t i = 0; i < count; i++) {
    const bool same = i > 0 && !(s->height[s->order[i - 1]] > s->height[s->order[i]]);
    rank[s->order[i]] = same ? rank[s->order[i - 1]] : (double)(i + 1);
  }
  for (size_t i = 0; i < r->unit_count; i++)
    if (isnan(rank[r->order[i]]))
      s->order[count++] = r->order[i];
}

static void add_node(egb_node_ranks *out, size_t node, const double *rank, const size_t *order) {
  const egb_results *r = out->results;
  size_t of = 0;
  for (size_t u = 0; u < r->unit_count; u++)
    of += isnan(rank[u]) ? 0 : 1;
  for (size_t i = 0; i < r->unit_count; i++) {
    const size_t u = order[i];
    out->item[out->count++] =
        (egb_node_rank){.unit = u, .node = node, .score = egb_scores(r, node)[u], .rank = rank[u], .of = of};
  }
}

egb_status egb_node_ranks_new(const egb_results *results, size_t node, egb_diag *diag, egb_node_ranks **out) {
  *out = NULL;
  if (node != SIZE_MAX && node >= results->node_count) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no node with the number %zu", node);
    egb_diag_hint(diag, "nodes count from 0 to %zu", results->node_count - 1);
    return EGB_USAGE;
  }
  const size_t first = node == SIZE_MAX ? 0 : node, last = node == SIZE_MAX ? results->node_count : node + 1;
  size_t nodes = 0;
  for (size_t i = first; i < last; i++)
    nodes += results->active[i];
  egb_arena *arena = egb_arena_new();
  egb_node_ranks *ranks = egb_arena_array(arena, 1, sizeof *ranks);
  egb_node_rank *item = egb_arena_array(arena, nodes, results->unit_count * sizeof *item);
  double *rank = egb_arena_array(arena, results->unit_count, sizeof *rank);
  const sorter s = {.height = egb_arena_array(arena, results->unit_count, sizeof(double)),
                    .order = egb_arena_array(arena, results->unit_count, sizeof(size_t)),
                    .scratch = egb_arena_array(arena, results->unit_count, sizeof(size_t))};
  if (egb_arena_failed(arena)) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *ranks = (egb_node_ranks){.arena = arena, .results = results, .item = item};
  for (size_t i = first; i < last; i++) {
    if (!results->active[i])
      continue;
    if (i > 0)
      rank_below(results, i, &s, rank);
    for (size_t u = 0; i == 0 && u < results->unit_count; u++)
      rank[u] = egb_results_rank(results, u);
    add_node(ranks, i, rank, i > 0 ? s.order : results->order);
  }
  *out = ranks;
  return EGB_OK;
}

void egb_node_ranks_free(egb_node_ranks *ranks) {
  if (ranks != NULL)
    egb_arena_free(ranks->arena);
}

size_t egb_node_ranks_count(const egb_node_ranks *ranks) {
  return ranks->count;
}

egb_node_rank egb_node_ranks_at(const egb_node_ranks *ranks, size_t i) {
  return i < ranks->count
             ? ranks->item[i]
             : (egb_node_rank){.unit = SIZE_MAX, .node = SIZE_MAX, .score = (double)NAN, .rank = (double)NAN};
}
