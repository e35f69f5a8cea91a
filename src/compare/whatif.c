/* Two results side by side: which units move, how far, and by which dimension. */
#include "base/codes.h"
#include "base/diag.h"
#include "model/revision.h"
#include "stats/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOP 10

static int by_change(const void *a, const void *b) {
  const egb_mover *left = a, *right = b;
  const bool left_in = !isnan(left->change), right_in = !isnan(right->change);
  if (left_in != right_in) /* those that entered or left first */
    return left_in - right_in;
  if (left_in && fabs(left->change) != fabs(right->change))
    return fabs(left->change) < fabs(right->change) ? 1 : -1;
  const double left_rank = isnan(left->after) ? INFINITY : left->after;
  const double right_rank = isnan(right->after) ? INFINITY : right->after;
  if (left_rank != right_rank)
    return left_rank > right_rank ? 1 : -1;
  return (left->unit > right->unit) - (left->unit < right->unit);
}

/* Units among the first `top` of one and not of the other, in the order of their ranks. */
static size_t turnover(const egb_results *in, const egb_results *of, size_t top, size_t *out) {
  size_t count = 0;
  for (size_t i = 0; i < in->unit_count; i++) {
    const size_t u = in->order[i];
    if (in->rank[u] <= (double)top && !(of->rank[u] <= (double)top))
      out[count++] = u;
  }
  return count;
}

static bool correlate(egb_whatif *w) {
  const size_t units = w->before->unit_count;
  double *before = egb_arena_array(w->arena, units, sizeof *before);
  double *after = egb_arena_array(w->arena, units, sizeof *after);
  double *scratch = egb_arena_array(w->arena, egb_stats_agreement_scratch(units), sizeof *scratch);
  if (egb_arena_failed(w->arena))
    return false;
  size_t count = 0;
  for (size_t u = 0; u < units; u++) {
    if (isnan(w->before->rank[u]) || isnan(w->after->rank[u]))
      continue;
    before[count] = w->before->rank[u];
    after[count++] = w->after->rank[u];
  }
  egb_agreement agreement;
  egb_stats_agree_spearman(before, after, count, scratch, &agreement);
  w->spearman = agreement.estimate;
  return true;
}

static bool attribute(egb_whatif *w, const egb_mover *mover, size_t units) {
  static const double same[2] = {1, 1};
  egb_attributed *list = egb_arena_array(w->arena, units, sizeof *list);
  for (size_t u = 0; list != NULL && u < units; u++)
    list[u] = (egb_attributed){
        .unit = {u, u}, .score = {mover[u].score_before, mover[u].score_after}, .rank_change = mover[u].change};
  return list != NULL && egb_attribute(w->arena, w->before, w->after, same, list, units, &w->attribution);
}

static void name_driver(const egb_attribution *by, egb_mover *mover) {
  const size_t driver = by->contribution == NULL ? EGB_NONE : by->driver[mover->unit * EGB_DRIVERS_MAX];
  if (driver == EGB_NONE)
    return;
  const size_t *node = by->dimension[driver].node;
  mover->driver = node[1] != EGB_NONE ? node[1] : node[0]; /* one definition: the same node, unless it is left out */
  mover->driver_change = egb_attribution_against_mean(by, mover->unit, driver);
}

static bool fill_movers(egb_whatif *w) {
  const egb_results *before = w->before, *after = w->after;
  const size_t units = before->unit_count;
  egb_mover *mover = egb_arena_array(w->arena, units, sizeof *mover);
  if (mover == NULL)
    return false;
  for (size_t u = 0; u < units; u++)
    mover[u] = (egb_mover){.unit = u,
                           .before = before->rank[u],
                           .after = after->rank[u],
                           .change = before->rank[u] - after->rank[u],
                           .score_before = egb_results_score(before, u),
                           .score_after = egb_results_score(after, u),
                           .driver = EGB_NONE,
                           .driver_change = (double)NAN};
  if (!attribute(w, mover, units))
    return false;
  for (size_t u = 0; u < units; u++)
    name_driver(&w->attribution, &mover[u]);
  qsort(mover, units, sizeof *mover, by_change);
  w->mover = mover;
  w->count = units;
  return true;
}

static bool fill(egb_whatif *w) {
  const size_t units = w->before->unit_count;
  size_t ranked = 0;
  for (size_t u = 0; u < units; u++) {
    const bool before = !isnan(w->before->rank[u]), after = !isnan(w->after->rank[u]);
    ranked += before;
    w->compared += before && after;
    w->entered += !before && after;
    w->left += before && !after;
    w->moved += before && after && w->before->rank[u] != w->after->rank[u];
  }
  w->top = ranked < TOP ? ranked : TOP;
  size_t *in = egb_arena_array(w->arena, units, sizeof *in), *out = egb_arena_array(w->arena, units, sizeof *out);
  if (egb_arena_failed(w->arena))
    return false;
  w->top_in_count = turnover(w->after, w->before, w->top, in);
  w->top_out_count = turnover(w->before, w->after, w->top, out);
  w->top_in = in;
  w->top_out = out;
  return fill_movers(w) && correlate(w);
}

egb_status egb_whatif_new(const egb_results *before, const egb_results *after, egb_diag *diag, egb_whatif **out) {
  *out = NULL;
  if (!egb_index_is_kin(before->index, after->index) || before->data != after->data ||
      before->period != after->period) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
                 "only results of the same index, data and period can be compared");
    egb_diag_hint(diag, "`egovbench diff` compares also what has other data");
    return EGB_USAGE;
  }
  const egb_status computed = egb_index_refuse_published(before->index, diag);
  if (computed != EGB_OK)
    return computed;
  egb_arena *arena = egb_arena_new();
  egb_whatif *w = egb_arena_array(arena, 1, sizeof *w);
  if (w != NULL) {
    *w = (egb_whatif){.arena = arena, .before = before, .after = after};
    if (fill(w)) {
      *out = w;
      return EGB_OK;
    }
  }
  egb_arena_free(arena);
  return EGB_NO_MEMORY;
}

void egb_whatif_free(egb_whatif *whatif) {
  if (whatif != NULL)
    egb_arena_free(whatif->arena);
}
