#include "exact/stability.h"

#include "model/stability.h"
#include "score/stages.h"

#define TOP 10

void egb_stability_free(egb_stability *stability) {
  if (stability != NULL)
    egb_arena_free(stability->arena);
}

const egb_stability_summary *egb_stability_about(const egb_stability *stability) {
  return &stability->about;
}

size_t egb_stability_count(const egb_stability *stability) {
  return stability->count;
}

const egb_stable_node *egb_stability_at(const egb_stability *stability, size_t i) {
  return i < stability->count ? &stability->node[i] : NULL;
}

egb_stable_range egb_range_whole(void) {
  const egb_crossing nothing = {.share = 0, .loses = SIZE_MAX, .gains = SIZE_MAX};
  egb_stable_range range = {nothing, nothing};
  range.upper.share = 1;
  return range;
}

void egb_range_keep(const egb_curves *curves, const egb_ranked_order *by_rank, size_t above, size_t below,
                    egb_stable_range *range) {
  const bool level = by_rank->score[above] == by_rank->score[below];
  const bool lower = curves->plan->index->lower; /* curves are of scores */
  const size_t high = lower ? below : above, low = lower ? above : below;
  if (!level && egb_curve_stays(curves, high, low, range->lower.share, range->upper.share))
    return;
  const double down = egb_curve_crossing(curves, high, low, level, range->lower.share);
  const double up = egb_curve_crossing(curves, high, low, level, range->upper.share);
  if (down > range->lower.share)
    range->lower = (egb_crossing){.share = down, .loses = above, .gains = below};
  if (up < range->upper.share)
    range->upper = (egb_crossing){.share = up, .loses = above, .gains = below};
}

/* With a weight of 0 now, units enter the ranking or leave it as soon as it has one. */
typedef struct arrivals {
  size_t *unit, count; /* those that enter */
  size_t any, leaver;  /* one that enters or leaves; the first by rank that leaves; SIZE_MAX: none */
} arrivals;

static egb_stable_range nothing_holds(const egb_curves *curves, size_t unit) {
  const egb_crossing here = {.share = curves->share, .loses = SIZE_MAX, .gains = unit};
  return (egb_stable_range){here, here};
}

/* The same units stay at the top of the ranking: `front` of them. A tie that begins within the first `most` ranks
 * and ends behind them (start: its first place) must not come apart, nor meet any unit. */
static egb_stable_range keep_front(const egb_curves *curves, const egb_ranked_order *by_rank, const arrivals *in,
                                   size_t front, size_t start) {
  egb_stable_range range = egb_range_whole();
  for (size_t i = start; i + 1 < front; i++)
    egb_range_keep(curves, by_rank, by_rank->order[i], by_rank->order[i + 1], &range);
  for (size_t i = 0; i < start && start < front; i++)
    egb_range_keep(curves, by_rank, by_rank->order[i], by_rank->order[start], &range);
  for (size_t i = 0; i < front; i++) {
    for (size_t k = front; k < by_rank->count; k++)
      egb_range_keep(curves, by_rank, by_rank->order[i], by_rank->order[k], &range);
    for (size_t k = 0; k < in->count; k++)
      egb_range_keep(curves, by_rank, by_rank->order[i], in->unit[k], &range);
  }
  return range;
}

static egb_stable_range keep_top(const egb_curves *curves, const egb_ranked_order *by_rank, const arrivals *in,
                                 size_t top) {
  size_t front = 0;
  while (front < by_rank->count && by_rank->rank[by_rank->order[front]] <= (double)top)
    front++;
  if (front < top && in->count > 0) /* there is a place left */
    return nothing_holds(curves, in->unit[0]);
  if (in->leaver != SIZE_MAX && by_rank->rank[in->leaver] <= (double)top)
    return nothing_holds(curves, in->leaver);
  size_t start = front;
  if (front > top) /* the last of them share a rank */
    while (start > 0 && by_rank->rank[by_rank->order[start - 1]] == by_rank->rank[by_rank->order[front - 1]])
      start--;
  return keep_front(curves, by_rank, in, front, start);
}

static egb_stable_range keep_all(const egb_curves *curves, const egb_ranked_order *by_rank) {
  egb_stable_range range = egb_range_whole();
  for (size_t i = 0; i + 1 < by_rank->count; i++)
    egb_range_keep(curves, by_rank, by_rank->order[i], by_rank->order[i + 1], &range);
  return range;
}

static void weigh(const egb_curves *curves, egb_stable_range *range) {
  range->lower.weight = range->lower.share * curves->total;
  range->upper.weight = range->upper.share * curves->total;
}

static void find_arrivals(const egb_curves *curves, const egb_ranked_order *by_rank, arrivals *out) {
  out->count = 0;
  out->any = out->leaver = SIZE_MAX;
  for (size_t u = 0; u < curves->units && !(curves->share > 0); u++) {
    const bool scored = curves->curve[u].kind != EGB_CURVE_NONE, ranked = !isnan(by_rank->rank[u]);
    if (scored == !isnan(egb_scores(curves->results, 0)[u]) || !(ranked || scored))
      continue;
    out->any = out->any == SIZE_MAX ? u : out->any;
    if (scored)
      out->unit[out->count++] = u;
    else if (out->leaver == SIZE_MAX || by_rank->rank[u] < by_rank->rank[out->leaver])
      out->leaver = u;
  }
}

static void look(const egb_curves *curves, const egb_ranked_order *by_rank, size_t top, arrivals *in,
                 egb_stable_node *out) {
  find_arrivals(curves, by_rank, in);
  out->share = curves->share;
  out->weight = curves->share * curves->total;
  out->first = keep_top(curves, by_rank, in, 1);
  out->top = keep_top(curves, by_rank, in, top);
  out->all = in->any != SIZE_MAX ? nothing_holds(curves, in->any) : keep_all(curves, by_rank);
  weigh(curves, &out->first);
  weigh(curves, &out->top);
  weigh(curves, &out->all);
}

egb_status egb_stability_one(const egb_plan *plan, const egb_results *results, size_t node, size_t top,
                             egb_stable_node *out) {
  egb_curves curves;
  egb_ranked_order by_rank;
  egb_arena *arena = egb_arena_new();
  arrivals in = {.unit = egb_arena_array(arena, results->unit_count, sizeof *in.unit)};
  egb_status status = EGB_NO_MEMORY;
  *out = (egb_stable_node){.node = node, .share = results->share[node], .weight = results->weight[node]};
  if (in.unit != NULL && egb_ranked_order_make(arena, results, &by_rank) &&
      egb_curves_open(arena, plan, results, &curves)) {
    const char *reason = egb_curves_of(arena, &curves, node);
    status = reason == NULL ? EGB_NO_MEMORY : reason[0] != '\0' ? EGB_UNCOMPUTABLE : EGB_OK;
    if (status == EGB_OK)
      look(&curves, &by_rank, top, &in, out);
  }
  egb_arena_free(arena);
  return status;
}

static egb_status fill(egb_stability *stability, const egb_plan *plan, const egb_results *results) {
  egb_arena *arena = stability->arena;
  egb_curves curves;
  egb_ranked_order by_rank;
  arrivals in = {.unit = egb_arena_array(arena, results->unit_count, sizeof *in.unit)};
  egb_stable_node *node = egb_arena_array(arena, plan->index->node_count, sizeof *node);
  stability->node = node;
  if (node == NULL || in.unit == NULL || !egb_ranked_order_make(arena, results, &by_rank) ||
      !egb_curves_open(arena, plan, results, &curves))
    return EGB_NO_MEMORY;
  for (size_t i = 1; i < plan->index->node_count; i++) {
    if (!results->active[i])
      continue;
    egb_stable_node *out = &node[stability->count++];
    *out = (egb_stable_node){.node = i, .share = results->share[i], .weight = results->weight[i]};
    const char *reason = egb_curves_of(arena, &curves, i);
    if (reason == NULL)
      return EGB_NO_MEMORY;
    if (reason[0] != '\0')
      out->reason = reason;
    else
      look(&curves, &by_rank, stability->about.top, &in, out);
  }
  return EGB_OK;
}

egb_status egb_stability_new(const egb_plan *plan, const egb_results *results, size_t top, egb_diag *diag,
                             egb_stability **out) {
  *out = NULL;
  const egb_status own = egb_results_refuse_foreign(results, plan, diag);
  const egb_status computed = own == EGB_OK ? egb_index_refuse_published(plan->index, diag) : own;
  if (computed != EGB_OK)
    return computed;
  egb_arena *arena = egb_arena_new();
  egb_stability *stability = arena != NULL ? egb_arena_array(arena, 1, sizeof *stability) : NULL;
  if (stability == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *stability = (egb_stability){.arena = arena, .results = results, .about = {.top = top > 0 ? top : TOP}};
  const egb_status status = fill(stability, plan, results);
  if (status != EGB_OK) {
    egb_stability_free(stability);
    return status;
  }
  *out = stability;
  return EGB_OK;
}
