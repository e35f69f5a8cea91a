/* Two results side by side: who moves, how far, and by which dimension. */
#include "base/codes.h"
#include "base/diag.h"
#include "model/revision.h"
#include "stats/agreement.h"
#include "stats/sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TOP 10

/* What the children of the root add to each unit's score: share among those present * score. contribution[k * units +
 * u] for the k-th child; 0 for a missing one. */
static void contributions(const egb_results *results, double *contribution) {
  const egb_node *nodes = results->index->node;
  for (size_t u = 0; u < results->unit_count; u++) {
    egb_sum present = {0};
    size_t k = 0;
    for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next)
      if (!isnan(results->scored.value[child * results->unit_count + u]))
        egb_sum_add(&present, results->share[child]);
    for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next, k++) {
      const double score = results->scored.value[child * results->unit_count + u], total = egb_sum_value(present);
      contribution[k * results->unit_count + u] =
          isnan(score) || !(total > 0) ? 0 : results->share[child] / total * score;
    }
  }
}

/* Every child's change less its mean over the units ranked in both: what moves all alike moves nobody. */
static void centre(const egb_whatif *w, const double *before, double *after) {
  const size_t units = w->before->unit_count;
  for (size_t k = 0; k < w->before->index->node[0].child_count; k++) {
    egb_sum sum = {0};
    for (size_t u = 0; u < units; u++) {
      after[k * units + u] -= before[k * units + u];
      if (!isnan(w->before->rank[u]) && !isnan(w->after->rank[u]))
        egb_sum_add(&sum, after[k * units + u]);
    }
    for (size_t u = 0; u < units && w->compared > 0; u++)
      after[k * units + u] -= egb_sum_value(sum) / (double)w->compared;
  }
}

/* The child whose change went farthest the way the unit went; without a way, farthest. */
static void find_driver(const egb_whatif *w, const double *change, egb_mover *mover) {
  const egb_node *nodes = w->before->index->node;
  const double way = egb_index_height(w->before->index, mover->change); /* of the score that moves the rank so */
  double best = 0;
  size_t k = 0;
  mover->driver = EGB_NONE;
  for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next, k++) {
    const double by = change[k * w->before->unit_count + mover->unit];
    const double far = way > 0 ? by : way < 0 ? -by : fabs(by);
    if (!(far > best + 1e-12))
      continue;
    best = far;
    mover->driver = child;
    mover->driver_change = by;
  }
}

static int by_change(const void *a, const void *b) {
  const egb_mover *left = a, *right = b;
  const bool left_in = !isnan(left->change), right_in = !isnan(right->change);
  if (left_in != right_in) /* those that came or went first */
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
  if (before == NULL || after == NULL || scratch == NULL)
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

static bool fill_movers(egb_whatif *w) {
  const egb_results *before = w->before, *after = w->after;
  const size_t units = before->unit_count, children = before->index->node[0].child_count;
  if (units > 0 && children > EGB_ARENA_REQUEST_MAX / units)
    return false;
  egb_mover *mover = egb_arena_array(w->arena, units, sizeof *mover);
  double *was = egb_arena_array(w->arena, units * children, sizeof *was);
  double *is = egb_arena_array(w->arena, units * children, sizeof *is);
  if (mover == NULL || was == NULL || is == NULL)
    return false;
  contributions(before, was);
  contributions(after, is);
  centre(w, was, is);
  for (size_t u = 0; u < units; u++) {
    mover[u] = (egb_mover){.unit = u,
                           .before = before->rank[u],
                           .after = after->rank[u],
                           .change = before->rank[u] - after->rank[u],
                           .score_before = egb_results_score(before, u),
                           .score_after = egb_results_score(after, u),
                           .driver = EGB_NONE,
                           .driver_change = (double)NAN};
    if (!isnan(mover[u].change))
      find_driver(w, is, &mover[u]);
  }
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
  if (in == NULL || out == NULL)
    return false;
  w->top_in_count = turnover(w->after, w->before, w->top, in);
  w->top_out_count = turnover(w->before, w->after, w->top, out);
  w->top_in = in;
  w->top_out = out;
  return fill_movers(w) && correlate(w);
}

egb_status egb_whatif_new(const egb_results *before, const egb_results *after, egb_diag *diag, egb_whatif **out) {
  *out = NULL;
  if (before->index != after->index || before->data != after->data || before->period != after->period) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_USAGE,
                 "only results of the same index, data and period can stand side by side");
    return EGB_USAGE;
  }
  egb_arena *arena = egb_arena_new();
  egb_whatif *w = arena != NULL ? egb_arena_array(arena, 1, sizeof *w) : NULL;
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
