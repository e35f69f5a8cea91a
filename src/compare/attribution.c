#include "model/attribution.h"

#include "score/stages.h"
#include "stats/sum.h"

#include <math.h>

#define ENOUGH 1e-9 /* smaller contributions are rounding */

/* ---- dimensions ------------------------------------------------------------------------------ */

static bool list_dimensions(egb_arena *arena, egb_attribution *a) {
  const egb_index *before = a->results[0]->index, *after = a->results[1]->index;
  egb_dimension_difference *list =
      egb_arena_array(arena, before->node[0].child_count + after->node[0].child_count, sizeof *list);
  for (int k = 0; k < 2 && list != NULL; k++) {
    const egb_results *results = a->results[k], *others = a->results[!k];
    const egb_node *nodes = results->index->node;
    for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next) {
      const size_t twin = egb_index_find(others->index, nodes[i].id);
      const bool matched = twin != EGB_NONE && others->index->node[twin].parent == 0 && others->active[twin];
      if (!results->active[i] || (k == 1 && matched))
        continue;
      list[a->dimension_count] = (egb_dimension_difference){.id = nodes[i].id, .node = {EGB_NONE, EGB_NONE}};
      list[a->dimension_count].node[k] = i;
      list[a->dimension_count++].node[!k] = matched ? twin : EGB_NONE;
    }
  }
  a->dimension = list;
  return list != NULL;
}

/* ---- contributions --------------------------------------------------------------------------- */

/* The sum of the shares of the dimensions that a unit has. */
static double present_share(const egb_results *results, size_t unit) {
  egb_sum present = {0};
  for (size_t i = results->index->node[0].first_child; i != EGB_NONE; i = results->index->node[i].next)
    if (results->active[i] && !isnan(egb_results_node_score(results, i, unit)))
      egb_sum_add(&present, results->share[i]);
  return egb_sum_value(present);
}

/* Share of a dimension among those that the unit has, and its score; false: the unit does not have it. */
static bool weigh(const egb_attribution *a, int side, size_t unit, size_t node, double present, double *weight,
                  double *score) {
  *weight = 0;
  *score = node == EGB_NONE ? (double)NAN : egb_results_node_score(a->results[side], node, unit) * a->factor[side];
  if (isnan(*score))
    return false;
  *weight = present > 0 ? a->results[side]->share[node] / present : 0;
  return true;
}

/* A dimension that only one side has is exchanged with its score there and a share of 0 on the other side. */
static void contribute(const egb_attribution *a, const egb_attributed *unit, double *out) {
  const double middle = (unit->score[0] + unit->score[1]) / 2;
  const double present[2] = {present_share(a->results[0], unit->unit[0]), present_share(a->results[1], unit->unit[1])};
  for (size_t i = 0; i < a->dimension_count; i++) {
    const size_t *node = a->dimension[i].node;
    double weight[2], score[2];
    const bool before = weigh(a, 0, unit->unit[0], node[0], present[0], &weight[0], &score[0]);
    const bool after = weigh(a, 1, unit->unit[1], node[1], present[1], &weight[1], &score[1]);
    if (!before && !after)
      continue;
    score[0] = before ? score[0] : score[1];
    score[1] = after ? score[1] : score[0];
    out[i] = (weight[0] + weight[1]) / 2 * (score[1] - score[0]) +
             (weight[1] - weight[0]) * ((score[0] + score[1]) / 2 - middle);
  }
}

static bool is_attributed(const egb_attributed *unit) {
  return !isnan(unit->score[0]) && !isnan(unit->score[1]);
}

static void find_means(const egb_attribution *a, const egb_attributed *unit, size_t count) {
  for (size_t k = 0; k < a->dimension_count; k++) {
    egb_sum sum = {0};
    size_t compared = 0;
    for (size_t i = 0; i < count; i++) {
      if (!is_attributed(&unit[i]) || isnan(unit[i].rank_change))
        continue;
      egb_sum_add(&sum, a->contribution[i * a->dimension_count + k]);
      compared++;
    }
    a->mean[k] = compared > 0 ? egb_sum_value(sum) / (double)compared : 0;
  }
}

/* ---- drivers --------------------------------------------------------------------------------- */

/* How far a dimension moved unit i in the direction of its rank. */
static double reach(const egb_attribution *a, const egb_attributed *unit, size_t i, size_t dimension) {
  const double by = egb_attribution_against_mean(a, i, dimension);
  const double way = egb_index_height(a->results[1]->index, unit[i].rank_change); /* of the score that moved it so */
  return way > 0 ? by : way < 0 ? -by : fabs(by);
}

/* Insertion into a list of a few. Of equal ones the first in the order of the definition comes first. */
static void find_drivers(const egb_attribution *a, const egb_attributed *unit, size_t i, size_t *out) {
  size_t count = 0;
  for (size_t k = 0; k < EGB_DRIVERS_MAX; k++)
    out[k] = EGB_NONE;
  for (size_t k = 0; k < a->dimension_count && is_attributed(&unit[i]); k++) {
    const double far = reach(a, unit, i, k);
    if (!(far > ENOUGH))
      continue;
    size_t at = count;
    for (; at > 0 && far > reach(a, unit, i, out[at - 1]) + ENOUGH; at--)
      if (at < EGB_DRIVERS_MAX)
        out[at] = out[at - 1];
    if (at < EGB_DRIVERS_MAX)
      out[at] = k;
    count += count < EGB_DRIVERS_MAX;
  }
}

bool egb_attribute(egb_arena *arena, const egb_results *before, const egb_results *after, const double factor[2],
                   const egb_attributed *unit, size_t count, egb_attribution *out) {
  *out = (egb_attribution){.results = {before, after}, .factor = {factor[0], factor[1]}};
  if (!list_dimensions(arena, out))
    return false;
  if (!egb_results_is_weighted_sum(before, 0) || !egb_results_is_weighted_sum(after, 0))
    return true;
  if (out->dimension_count >= EGB_ARENA_REQUEST_MAX / sizeof *out->contribution / (count + 1))
    return false;
  out->contribution = egb_arena_array(arena, count * out->dimension_count, sizeof *out->contribution);
  out->mean = egb_arena_array(arena, out->dimension_count, sizeof *out->mean);
  out->driver = egb_arena_array(arena, count, EGB_DRIVERS_MAX * sizeof *out->driver);
  if (egb_arena_failed(arena))
    return false;
  for (size_t i = 0; i < count; i++)
    if (is_attributed(&unit[i]))
      contribute(out, &unit[i], out->contribution + i * out->dimension_count);
  find_means(out, unit, count);
  for (size_t i = 0; i < count; i++)
    find_drivers(out, unit, i, out->driver + i * EGB_DRIVERS_MAX);
  return true;
}
