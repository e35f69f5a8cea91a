/* One order out of several, by the rows of the method room: what Borda, Copeland and Kemeny mean is said there. */
#include "compare/crosswalk.h"

#include "method/kemeny.h"
#include "method/order.h"
#include "method/rows.h"
#include "stats/order.h"

#include <math.h>
#include <string.h>

/* The sum of the points; equal places share theirs, so that a ranking gives the same number of points whatever its
 * ties. */
static egb_status add_borda(egb_arena *arena, const double *const *column, size_t rankings, size_t count,
                            double *score) {
  double parameter[EGB_PARAMETER_SLOTS] = {EGB_ORDER_FRACTIONAL}, fitted[EGB_FITTED_MAX] = {0};
  double *points = egb_arena_array(arena, count, sizeof *points);
  double *scratch = egb_arena_array(arena, EGB_METHOD_SCRATCH(count), sizeof *scratch);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  const egb_normalise_input input = {.parameter = parameter,
                                     .direction = -1, /* the smallest place is the best */
                                     .scale = 100,
                                     .target = (double)NAN,
                                     .reference = (double)NAN,
                                     .scratch = scratch};
  memset(score, 0, count * sizeof *score);
  for (size_t r = 0; r < rankings; r++) {
    egb_normalise_borda.apply(&input, fitted, column[r], points, count);
    for (size_t i = 0; i < count; i++)
      score[i] += points[i];
  }
  return EGB_OK;
}

/* Every ranking has the same say. quality: of Kemeny's order. */
static egb_status compare_pairwise(egb_arena *arena, egb_consensus which, const double *const *column, size_t rankings,
                                   size_t count, double *score, egb_kemeny_quality *quality) {
  const egb_aggregate *method = which == EGB_CONSENSUS_COPELAND ? &egb_aggregate_copeland : &egb_aggregate_kemeny;
  const double parameter[EGB_PARAMETER_SLOTS] = {0};
  const egb_list list[EGB_PARAMETERS_MAX] = {{0}};
  const size_t need = egb_aggregate_scratch(method, count, rankings);
  const double **child = egb_arena_array(arena, rankings, sizeof *child);
  double *weight = egb_arena_array(arena, rankings, sizeof *weight);
  double *scratch = egb_arena_array(arena, need, sizeof *scratch);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  for (size_t r = 0; r < rankings; r++) {
    double *goodness = egb_arena_array(arena, count, sizeof *goodness);
    if (goodness == NULL)
      return EGB_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
      goodness[i] = -column[r][i];
    child[r] = goodness;
    weight[r] = 1 / (double)rankings;
  }
  const egb_aggregate_input input = {.parameter = parameter,
                                     .list = list,
                                     .child = child,
                                     .weight = weight,
                                     .child_count = rankings,
                                     .count = count,
                                     .scale = 100,
                                     .scratch = scratch};
  const char *reason =
      which == EGB_CONSENSUS_KEMENY ? egb_kemeny_find(&input, score, quality) : method->apply(&input, 0, count, score);
  if (reason != NULL)
    for (size_t i = 0; i < count; i++)
      score[i] = (double)NAN;
  return EGB_OK;
}

/* The highest score has place 1; equal ones share the best place. */
static egb_status number_places(egb_arena *arena, const double *score, size_t count, double *place) {
  size_t *order = egb_arena_array(arena, count, sizeof *order);
  size_t *tie = egb_arena_array(arena, count, sizeof *tie);
  size_t *scratch = egb_arena_array(arena, count, sizeof *scratch);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  size_t scored = 0;
  for (size_t i = 0; i < count; i++) {
    place[i] = (double)NAN;
    tie[i] = i;
    if (!isnan(score[i]))
      order[scored++] = i;
  }
  egb_stats_sort(score, tie, scored, order, scratch);
  egb_stats_rank(score, order, scored, EGB_STATS_TIES_COMPETITION, place);
  return EGB_OK;
}

egb_status egb_consensus_order(egb_arena *arena, egb_consensus method, const double *const *column, size_t rankings,
                               size_t count, double *place, egb_kemeny_quality *quality) {
  double *score = egb_arena_array(arena, count, sizeof *score);
  if (score == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = method == EGB_CONSENSUS_BORDA
                                ? add_borda(arena, column, rankings, count, score)
                                : compare_pairwise(arena, method, column, rankings, count, score, quality);
  return status != EGB_OK ? status : number_places(arena, score, count, place);
}
