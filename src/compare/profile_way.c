/* What would be enough for the next level: the smallest rise of one dimension alone, and of all by the same amount. The
 * root is aggregated again, for this unit alone, over scores that rise; it never falls when a part rises, so halving
 * finds the least. What is found is enough as it is written: rounded up to seven decimals, and tried once more. */
#include "compare/profile.h"

#include "score/rounding.h"
#include "score/scale.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

#define HALVINGS 100
#define FINEST 1e7          /* rises are reported in steps of 1e-7 */
#define EVEN (1.5 / FINEST) /* rises that differ by less are the same */

typedef struct way {
  const egb_plan *plan;
  const egb_results *results;
  const egb_level *next;
  size_t unit, count;  /* dimensions that take part */
  double *score, *cap; /* heights: a rise is for the better, whichever direction that is */
  double *tried, *weight, *scratch;
  double *before, *present, *side; /* of all units, where the index is rescaled */
  const double **child;            /* of tried */
  bool *counts;                    /* for this unit */
} way;

/* Methods that compare units cannot say what one unit's own scores would give; nor is a dimension higher alone when
 * others use a score below it. */
static bool is_own(const egb_plan *plan) {
  const egb_planned_node *root = &plan->node[0];
  const egb_node *nodes = plan->index->node;
  size_t user;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    if (egb_then_used(plan, i, &user) != EGB_NONE)
      return false;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    if (plan->node[i].active && nodes[i].subtract) /* a rise takes more away */
      return false;
  if (nodes[0].then != NULL)
    return false;
  return !root->aggregate->whole && (root->rescale == NULL || !root->rescale->compares);
}

/* The index is rescaled by what its scores are, this unit's own among them. */
static double rescaled(const way *w, double value) {
  const egb_planned_node *root = &w->plan->node[0];
  const size_t reference = egb_scaling_reference(root->rescale, root->rescale_with);
  double result = (double)NAN, fitted[EGB_FITTED_MAX] = {0};
  size_t count = 0;
  w->before[w->unit] = value;
  for (size_t u = 0; u < w->results->unit_count; u++)
    if (!isnan(w->before[u]))
      w->present[count++] = w->before[u];
  egb_scaling scaling;
  egb_scaling_make(w->plan, 0, reference != EGB_NONE ? w->before[reference] : (double)NAN, w->scratch, &scaling);
  if (egb_scaling_fit(&scaling, w->present, count, w->present, fitted) != NULL)
    return (double)NAN;
  egb_scaling_apply(&scaling, fitted, &value, &result, 1, w->side);
  return result;
}

/* Whether the scores tried reach the next level, by the rule of the stage that gives levels. */
static bool reaches(const way *w) {
  const egb_planned_node *root = &w->plan->node[0];
  const egb_common *common = &root->aggregate_with->common;
  const egb_aggregate_input input = {.parameter = root->aggregate_with->parameter,
                                     .list = root->aggregate_with->list,
                                     .child = w->child,
                                     .weight = w->weight,
                                     .child_count = w->count,
                                     .count = 1,
                                     .scale = w->plan->index->scale,
                                     .scratch = w->scratch};
  double value = (double)NAN;
  for (size_t k = 0; k < w->count && isfinite(w->next->minimum); k++)
    if (w->counts[k] && !egb_score_reaches(w->plan->index, w->tried[k], w->next->minimum)) /* nor does a missing one */
      return false;
  if (root->aggregate->apply(&input, 0, 1, &value) != NULL)
    return false;
  if (common->round >= 0)
    value = egb_round(value, common->round, common->rounding);
  if (root->rescale != NULL)
    value = rescaled(w, value);
  return egb_score_reaches(w->plan->index, value, w->next->from);
}

/* Dimension `which`, or every one (EGB_NONE), higher by as much, none beyond its cap; the others as they are. */
static bool is_enough(const way *w, size_t which, double rise) {
  for (size_t k = 0; k < w->count; k++)
    w->tried[k] = isnan(w->score[k]) ? (double)NAN
                                     : egb_index_height(w->plan->index, which == EGB_NONE || which == k
                                                                            ? fmin(w->cap[k], w->score[k] + rise)
                                                                            : w->score[k]);
  return reaches(w);
}

/* The least rise that is enough; NaN: none is. */
static double find_rise(const way *w, size_t which) {
  double low = 0, high = 0;
  for (size_t k = 0; k < w->count; k++)
    if (!isnan(w->score[k]) && (which == EGB_NONE || which == k))
      high = fmax(high, w->cap[k] - w->score[k]);
  if (is_enough(w, which, 0))
    return 0;
  if (!is_enough(w, which, high))
    return (double)NAN;
  for (int i = 0; i < HALVINGS && high > low; i++) {
    const double middle = low + (high - low) / 2;
    if (is_enough(w, which, middle))
      high = middle;
    else
      low = middle;
  }
  const double steps = rint(high * FINEST);
  for (int i = 0; i < 2; i++)
    if (is_enough(w, which, (steps + i) / FINEST))
      return (steps + i) / FINEST;
  return high;
}

static bool make_room(egb_arena *arena, way *w) {
  const size_t units = w->results->unit_count;
  const egb_aggregate *method = w->plan->node[0].aggregate;
  const size_t need = egb_aggregate_scratch(method, 1, w->count);
  const size_t learned = w->plan->node[0].rescale != NULL ? units : 1;
  w->score = egb_arena_array(arena, w->count, sizeof *w->score);
  w->tried = egb_arena_array(arena, w->count, sizeof *w->tried);
  w->cap = egb_arena_array(arena, w->count, sizeof *w->cap);
  w->weight = egb_arena_array(arena, w->count, sizeof *w->weight);
  w->child = egb_arena_array(arena, w->count, sizeof *w->child);
  w->counts = egb_arena_array(arena, w->count, sizeof *w->counts);
  w->scratch = egb_arena_array(arena, need + EGB_METHOD_SCRATCH(learned), sizeof *w->scratch);
  w->before = egb_arena_array(arena, learned, sizeof *w->before);
  w->present = egb_arena_array(arena, learned, sizeof *w->present);
  w->side = egb_arena_array(arena, learned, sizeof *w->side);
  if (egb_arena_failed(arena))
    return false;
  if (w->plan->node[0].rescale != NULL)
    memcpy(w->before, w->results->before_rescale, units * sizeof *w->before);
  return true;
}

static void take_scores(way *w, const egb_profile *profile, const egb_profile_row *row, size_t *below) {
  const egb_index *index = w->plan->index;
  const double end = egb_index_height(index, index->lower ? 0 : index->scale);
  for (size_t k = 0; k < w->count; k++) {
    w->score[k] = egb_index_height(index, row[k + 1].score);
    w->weight[k] = profile->results->share[row[k + 1].node];
    w->cap[k] = fmax(end, w->score[k]);
    w->child[k] = &w->tried[k];
    w->counts[k] = egb_results_applies(w->results, row[k + 1].node, w->unit);
    *below +=
        w->counts[k] && isfinite(w->next->minimum) && !egb_score_reaches(index, row[k + 1].score, w->next->minimum);
  }
}

/* Of equally short steps, the one through what limits the unit. */
static bool is_shorter(const egb_profile *profile, const egb_profile_row *row, size_t k) {
  if (isnan(row[k].alone) || profile->shortest == EGB_NONE)
    return !isnan(row[k].alone);
  const double gain = row[profile->shortest].alone - row[k].alone;
  return gain > EVEN || (fabs(gain) <= EVEN && row[k].node == profile->step.node);
}

egb_status egb_profile_find_ways(const egb_plan *plan, egb_profile *profile, egb_profile_row *row) {
  profile->shortest = EGB_NONE;
  profile->evenly = (double)NAN;
  profile->has_way = profile->step.next != SIZE_MAX && is_own(plan);
  if (!profile->has_way)
    return EGB_OK;
  way w = {.plan = plan,
           .results = profile->results,
           .unit = profile->unit,
           .next = &profile->results->index->level[profile->step.next],
           .count = profile->row_count - 1};
  if (!make_room(profile->arena, &w))
    return EGB_NO_MEMORY;
  take_scores(&w, profile, row, &profile->below_minimum);
  profile->evenly = find_rise(&w, EGB_NONE);
  for (size_t k = 0; k < w.count; k++) {
    row[k + 1].alone = find_rise(&w, k);
    if (is_shorter(profile, row, k + 1))
      profile->shortest = k + 1;
  }
  return EGB_OK;
}
