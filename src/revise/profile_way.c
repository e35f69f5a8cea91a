/* What would be enough for the next level: the smallest rise of one dimension, and of all evenly. The root is
 * aggregated again, for this unit alone, over scores that rise; it never falls when a part rises, so halving finds the
 * least. */
#include "revise/profile.h"

#include "score/rounding.h"
#include "score/scale.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

#define HALVINGS 100
#define EVEN (1 / EGB_SCORE_QUANTUM) /* rises that differ by less are the same */

typedef struct way {
  const egb_plan *plan;
  const egb_results *results;
  const egb_level *next;
  size_t count;                        /* dimensions that take part */
  double *score, *least, *tried, *cap; /* heights: a rise is for the better, whichever way that is */
  double *shown, *weight, *scratch;
  const double **child; /* of shown: the scores of what is tried */
} way;

/* Methods that compare units cannot say what one unit's own scores would give. */
static bool is_own(const egb_plan *plan) {
  static const char *const orders[] = {"rank", "borda", "percentile"};
  if (plan->node[0].aggregate->whole)
    return false;
  for (size_t i = 0; i < 3 && plan->node[0].rescale != NULL; i++)
    if (strcmp(plan->node[0].rescale->head.name, orders[i]) == 0)
      return false;
  return true;
}

static double rescaled(const way *w, double value) {
  const size_t reference = egb_scaling_reference(w->plan->node[0].rescale, w->plan->node[0].rescale_with);
  double result = (double)NAN, side[1];
  egb_scaling scaling;
  egb_scaling_make(w->plan, 0, reference != EGB_NONE ? w->results->before_rescale[reference] : (double)NAN, w->scratch,
                   &scaling);
  egb_scaling_apply(&scaling, w->results->fitted, &value, &result, 1, side);
  return result;
}

/* Whether the scores tried reach the next level. */
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
  for (size_t k = 0; k < w->count; k++)
    w->shown[k] = egb_index_height(w->plan->index, w->tried[k]);
  if (root->aggregate->apply(&input, 0, 1, &value) != NULL)
    return false;
  if (common->round >= 0)
    value = egb_round(value, common->round, common->rounding);
  if (root->rescale != NULL)
    value = rescaled(w, value);
  return egb_score_reaches(w->plan->index, value, w->next->from);
}

/* Every dimension by at least this much, none beyond its cap or below what the minimum asks. */
static void rise_all(const way *w, double rise) {
  for (size_t k = 0; k < w->count; k++)
    w->tried[k] = isnan(w->score[k]) ? (double)NAN : fmax(w->least[k], fmin(w->cap[k], w->score[k] + rise));
}

static double find_even(const way *w) {
  double low = 0, high = 0;
  for (size_t k = 0; k < w->count; k++)
    if (!isnan(w->score[k]))
      high = fmax(high, w->cap[k] - w->score[k]);
  rise_all(w, 0);
  if (reaches(w))
    return 0;
  rise_all(w, high);
  if (!reaches(w))
    return (double)NAN;
  for (int i = 0; i < HALVINGS && high > low; i++) {
    const double middle = low + (high - low) / 2;
    rise_all(w, middle);
    if (reaches(w))
      high = middle;
    else
      low = middle;
  }
  return high;
}

static double find_alone(const way *w, size_t k) {
  if (isnan(w->score[k]))
    return (double)NAN;
  double low = w->least[k], high = fmax(w->cap[k], low);
  memcpy(w->tried, w->least, w->count * sizeof *w->tried);
  if (reaches(w))
    return low - w->score[k];
  w->tried[k] = high;
  if (!reaches(w))
    return (double)NAN;
  for (int i = 0; i < HALVINGS && high > low; i++) {
    w->tried[k] = low + (high - low) / 2;
    if (reaches(w))
      high = w->tried[k];
    else
      low = w->tried[k];
  }
  return high - w->score[k];
}

static bool make_room(egb_arena *arena, way *w) {
  const egb_aggregate *method = w->plan->node[0].aggregate;
  const size_t need = method->scratch != NULL ? method->scratch(1, w->count) : 4 * w->count + 64;
  w->score = egb_arena_array(arena, w->count, sizeof *w->score);
  w->least = egb_arena_array(arena, w->count, sizeof *w->least);
  w->tried = egb_arena_array(arena, w->count, sizeof *w->tried);
  w->cap = egb_arena_array(arena, w->count, sizeof *w->cap);
  w->shown = egb_arena_array(arena, w->count, sizeof *w->shown);
  w->weight = egb_arena_array(arena, w->count, sizeof *w->weight);
  w->child = egb_arena_array(arena, w->count, sizeof *w->child);
  w->scratch = egb_arena_array(arena, need + 68, sizeof *w->scratch);
  return w->score != NULL && w->least != NULL && w->tried != NULL && w->cap != NULL && w->shown != NULL &&
         w->weight != NULL && w->child != NULL && w->scratch != NULL;
}

/* The unit's scores, and the least that the minimum of the level leaves them. False: a dimension that must have a
 * minimum is missing. */
static bool take_scores(way *w, const egb_profile *profile, const egb_profile_row *row, size_t *lifted) {
  const egb_index *index = w->plan->index;
  const double end = egb_index_height(index, index->lower ? 0 : index->scale);
  const double minimum = egb_index_height(index, w->next->minimum);
  for (size_t k = 0; k < w->count; k++) {
    w->score[k] = w->least[k] = egb_index_height(index, row[k + 1].score);
    w->weight[k] = profile->results->share[row[k + 1].node];
    w->cap[k] = fmax(end, w->score[k]);
    w->child[k] = &w->shown[k];
    if (!isfinite(minimum))
      continue;
    if (isnan(w->score[k]))
      return false;
    if (w->score[k] < minimum) {
      w->least[k] = minimum;
      ++*lifted;
    }
  }
  return true;
}

/* Of equally short ways, the one through what holds the unit back. */
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
           .next = &profile->results->index->level[profile->step.next],
           .count = profile->row_count - 1};
  if (!make_room(profile->arena, &w))
    return EGB_NO_MEMORY;
  if (!take_scores(&w, profile, row, &profile->lifted))
    return EGB_OK;
  profile->evenly = find_even(&w);
  for (size_t k = 0; k < w.count; k++) {
    row[k + 1].alone = find_alone(&w, k);
    if (is_shorter(profile, row, k + 1))
      profile->shortest = k + 1;
  }
  return EGB_OK;
}
