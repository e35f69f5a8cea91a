#include "compare/profile.h"

#include "base/codes.h"
#include "base/diag.h"
#include "model/trail.h"
#include "score/stages.h"
#include "stats/sum.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- peers ----------------------------------------------------------------------------------- */

static bool is_ranked(const egb_results *results, size_t unit) {
  return !isnan(results->rank[unit]);
}

/* Whether another unit is a peer of this kind. */
static bool is_peer(const egb_profile *profile, size_t kind, size_t other) {
  const egb_results *results = profile->results;
  if (other == profile->unit || !is_ranked(results, other))
    return false;
  if (kind == EGB_PEERS_ALL)
    return true;
  if (kind == EGB_PEERS_NEAR) {
    for (size_t i = 0; i < profile->near_count; i++)
      if (profile->near[i] == other)
        return true;
    return false;
  }
  const size_t grouping = kind - EGB_PEERS_GROUPS;
  const char *group = egb_dataset_group(results->data, results->period, profile->unit, grouping);
  return group[0] != '\0' && strcmp(group, egb_dataset_group(results->data, results->period, other, grouping)) == 0;
}

/* The ranked units nearest in score, nearest first; of two equally near the one with the better rank. */
static bool find_near(egb_profile *profile) {
  const egb_results *results = profile->results;
  const double mine = egb_results_score(results, profile->unit);
  size_t *near = egb_arena_array(profile->arena, EGB_PROFILE_NEAR + 1, sizeof *near);
  if (near == NULL)
    return false;
  profile->near = near;
  for (size_t i = 0; i < results->unit_count && !isnan(mine); i++) {
    const size_t unit = results->order[i];
    if (unit == profile->unit || !is_ranked(results, unit))
      continue;
    const double apart = fabs(egb_results_score(results, unit) - mine);
    size_t at = profile->near_count;
    for (; at > 0 && apart < fabs(egb_results_score(results, near[at - 1]) - mine); at--)
      near[at] = near[at - 1];
    if (at < EGB_PROFILE_NEAR)
      near[at] = unit;
    if (profile->near_count < EGB_PROFILE_NEAR)
      profile->near_count++;
  }
  return true;
}

static bool count_peers(egb_profile *profile) {
  size_t *peers = egb_arena_array(profile->arena, profile->kinds, sizeof *peers);
  for (size_t kind = 0; peers != NULL && kind < profile->kinds; kind++)
    for (size_t u = 0; u < profile->results->unit_count; u++)
      peers[kind] += is_peer(profile, kind, u);
  profile->peers = peers;
  return peers != NULL;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void compare_with_best(const egb_profile *profile, egb_profile_row *row) {
  const egb_results *results = profile->results;
  const double sense = egb_index_node_height(results->index, row->node, 1);
  row->best = row->gap = (double)NAN;
  row->best_unit = EGB_NONE;
  for (size_t i = 0; i < results->unit_count; i++) {
    const size_t unit = results->order[i];
    const double score = egb_results_node_score(results, row->node, unit);
    if (!is_ranked(results, unit) || isnan(score) ||
        (row->best_unit != EGB_NONE && !(sense * score > sense * row->best)))
      continue;
    row->best = score;
    row->best_unit = unit;
  }
  row->gap = sense * row->best - sense * row->score;
}

static bool compare_with_peers(const egb_profile *profile, egb_profile_row *row) {
  const egb_results *results = profile->results;
  double *mean = egb_arena_array(profile->arena, profile->kinds, sizeof *mean);
  for (size_t kind = 0; mean != NULL && kind < profile->kinds; kind++) {
    egb_sum sum = {0};
    double count = 0;
    for (size_t u = 0; u < results->unit_count; u++) {
      const double score = egb_results_node_score(results, row->node, u);
      if (isnan(score) || !is_peer(profile, kind, u))
        continue;
      egb_sum_add(&sum, score);
      count++;
    }
    mean[kind] = count > 0 ? egb_sum_value(sum) / count : (double)NAN;
  }
  row->mean = mean;
  return mean != NULL;
}

static int verdict_of(const egb_profile *profile, const egb_profile_row *row) {
  const double overall = egb_results_rank(profile->results, profile->unit);
  const double margin = EGB_PROFILE_MARGIN * (double)profile->ranked;
  return row->rank <= overall - margin ? 1 : row->rank >= overall + margin ? -1 : 0;
}

static bool fill_row(const egb_profile *profile, const egb_trail *trail, size_t node, egb_profile_row *row) {
  const egb_trail_step *step = &trail->step[node];
  *row = (egb_profile_row){.node = node,
                           .score = step->score,
                           .rank = node == 0 ? egb_results_rank(profile->results, profile->unit) : step->rank,
                           .of = node == 0 && !isnan(step->of) ? (double)profile->ranked : step->of,
                           .share = step->share,
                           .alone = (double)NAN};
  compare_with_best(profile, row);
  row->verdict = node == 0 ? 0 : verdict_of(profile, row);
  return compare_with_peers(profile, row);
}

static egb_status fill(const egb_plan *plan, egb_profile *profile, const egb_trail *trail) {
  const egb_results *results = profile->results;
  const egb_node *nodes = results->index->node;
  egb_profile_row *row = egb_arena_array(profile->arena, nodes[0].child_count + 1, sizeof *row);
  if (row == NULL || !find_near(profile) || !count_peers(profile) || !fill_row(profile, trail, 0, &row[0]))
    return EGB_NO_MEMORY;
  profile->row_count = 1;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    if (results->active[i] && !fill_row(profile, trail, i, &row[profile->row_count++]))
      return EGB_NO_MEMORY;
  profile->row = row;
  profile->step = (egb_level_step)EGB_LEVEL_STEP_INIT;
  (void)egb_results_level_step(results, profile->unit, &profile->step);
  return egb_profile_find_ways(plan, profile, row);
}

egb_status egb_profile_new(const egb_plan *plan, const egb_results *results, size_t unit, egb_diag *diag,
                           egb_profile **out) {
  egb_trail *trail = NULL;
  *out = NULL;
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  if (status == EGB_OK)
    status = egb_trail_new(results, unit, diag, &trail);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_profile *profile = egb_arena_array(arena, 1, sizeof *profile);
  if (profile == NULL) {
    egb_arena_free(arena);
    egb_trail_free(trail);
    return EGB_NO_MEMORY;
  }
  *profile = (egb_profile){
      .arena = arena, .results = results, .unit = unit, .kinds = EGB_PEERS_GROUPS + results->data->grouping_count};
  for (size_t u = 0; u < results->unit_count; u++)
    profile->ranked += is_ranked(results, u);
  status = fill(plan, profile, trail);
  egb_trail_free(trail);
  if (status == EGB_OK)
    *out = profile;
  else
    egb_profile_free(profile);
  return status;
}

void egb_profile_free(egb_profile *profile) {
  if (profile != NULL)
    egb_arena_free(profile->arena);
}
