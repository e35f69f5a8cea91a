/* Order, ranks and levels. Scores are compared after quantising, so that the last digits of binary arithmetic, which no
 * reader can see, never decide a rank. */
#include "base/codes.h"
#include "base/diag.h"
#include "score/many.h"
#include "score/rounding.h"
#include "score/stages.h"
#include "score/work.h"
#include "stats/order.h"

#include <math.h>

double egb_score_quantise(double score, int decimals, egb_rounding rounding) {
  static const double power[EGB_RANK_DECIMALS_MAX + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
  if (rounding == EGB_ROUNDING_R && decimals >= 0)
    return egb_round(score, decimals, rounding);        /* which looks at the last digits */
  const double steps = rint(score * EGB_SCORE_QUANTUM); /* half to even */
  if (!isfinite(steps))
    return score;
  if (decimals < 0 || decimals > EGB_RANK_DECIMALS_MAX)
    return steps / EGB_SCORE_QUANTUM;
  /* Steps are whole, so a half is met exactly where the published decimals have one. */
  const double tens = EGB_SCORE_QUANTUM / power[decimals];
  if (rounding == EGB_ROUNDING_HALF_UP)
    return copysign(floor(fabs(steps) / tens + 0.5), steps) / power[decimals];
  return rint(steps / tens) / power[decimals];
}

/* The height of a score at full precision. */
static double as_compared(const egb_index *index, double score) {
  return egb_index_height(index, egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN));
}

bool egb_score_reaches(const egb_index *index, double score, double goal) {
  return as_compared(index, score) >= as_compared(index, goal);
}

size_t egb_score_level(const egb_index *index, double score, size_t first) {
  size_t at = first;
  while (at < index->level_count && !egb_score_reaches(index, score, index->level[at].from))
    at++;
  return at < index->level_count ? at : EGB_NONE;
}

/* By bisection: quantising never falls with the score. A higher score of an index where a lower one is better has less
 * height, and quantising is symmetric. */
double egb_score_least_reaching(const egb_index *index, double goal) {
  const double height = egb_index_height(index, goal);
  const double quantised = egb_score_quantise(height, -1, EGB_ROUNDING_HALF_EVEN);
  double below = height - 2 / EGB_SCORE_QUANTUM, least = height + 2 / EGB_SCORE_QUANTUM;
  for (;;) {
    const double between = below + (least - below) / 2;
    if (!(between > below && between < least))
      return least;
    if (egb_score_quantise(between, -1, EGB_ROUNDING_HALF_EVEN) >= quantised)
      least = between;
    else
      below = between;
  }
}

static egb_stats_ties ties_of(egb_ties ties) {
  switch (ties) {
  case EGB_TIES_DENSE:
    return EGB_STATS_TIES_DENSE;
  case EGB_TIES_FRACTIONAL:
    return EGB_STATS_TIES_FRACTIONAL;
  case EGB_TIES_ORDINAL:
    return EGB_STATS_TIES_ORDINAL;
  default:
    return EGB_STATS_TIES_COMPETITION;
  }
}

/* ---- levels ---------------------------------------------------------------------------------- */

static bool has_minimum(const egb_results *results, const egb_level *level, size_t unit) {
  const egb_index *index = results->index;
  const egb_node *nodes = index->node;
  if (!isfinite(level->minimum))
    return true;
  for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next) {
    const double score = egb_scores(results, child)[unit];
    if (results->active[child] && egb_results_applies(results, child, unit) &&
        !egb_score_reaches(index, score, level->minimum))
      return false; /* a missing child does not reach it either */
  }
  return true;
}

static void find_levels(egb_results *results) {
  const egb_index *index = results->index;
  for (size_t u = 0; results->level != NULL && u < results->unit_count; u++) {
    const double score = egb_scores(results, 0)[u];
    size_t at = egb_score_level(index, score, 0);
    while (at != EGB_NONE && !has_minimum(results, &index->level[at], u))
      at = egb_score_level(index, score, at + 1);
    results->level[u] = at;
  }
}

/* ---- ranks ----------------------------------------------------------------------------------- */

/* Moves the ranked units to the front and sorts the rest by id. Both keep their former order, which is nearly sorted
 * when scores are brought up to date. Returns how many are ranked. */
static size_t part(egb_results *results) {
  size_t ranked = 0, unranked = 0;
  size_t *order = results->order, *aside = results->work->sort;
  for (size_t i = 0; i < results->unit_count; i++)
    if (isnan(results->ranked_score[order[i]]))
      aside[unranked++] = order[i];
    else
      order[ranked++] = order[i];
  for (size_t i = 0; i < unranked; i++)
    order[ranked + i] = aside[i];
  return ranked;
}

/* Sorts units of equal keys by the score of another node, at full precision, a missing one last; then numbers the
 * groups that are still equal, falling, as their keys. */
static void break_ties(egb_results *results, size_t node, size_t ranked) {
  const double *score = egb_scores(results, node);
  size_t *order = results->order;
  double *rank_key = results->work->rank_key, *key = results->work->scratch;
  const double sense = egb_index_node_height(results->index, node, 1);
  for (size_t i = 0; i < ranked; i++)
    key[order[i]] =
        isnan(score[order[i]]) ? -HUGE_VAL : sense * egb_score_quantise(score[order[i]], -1, EGB_ROUNDING_HALF_EVEN);
  double group = (double)ranked;
  for (size_t first = 0, end; first < ranked; first = end) {
    for (end = first + 1; end < ranked && rank_key[order[end]] == rank_key[order[first]]; end++)
      ;
    egb_stats_sort(key, results->work->tie, end - first, order + first, results->work->sort);
    for (size_t i = first; i < end; i++) {
      if (i > first && key[order[i]] != key[order[i - 1]])
        group--;
      rank_key[order[i]] = group;
    }
    group--;
  }
}

size_t egb_stage_rank(egb_results *results) {
  const size_t units = results->unit_count;
  const egb_rank_rule *rule = &results->index->rank;
  double *key = results->work->scratch;
  for (size_t u = 0; u < units; u++) {
    const double score = egb_scores(results, 0)[u];
    results->ranked_score[u] = isnan(score) || results->unranked[u] != NULL
                                   ? (double)NAN
                                   : egb_score_quantise(score, results->work->decimals, rule->rounding);
    results->work->rank_key[u] = egb_index_height(results->index, results->ranked_score[u]);
    results->rank[u] = (double)NAN;
  }
  const size_t ranked = part(results);
  for (size_t i = ranked; i < units; i++)
    key[results->order[i]] = 0;
  (egb_is_many(results) ? results->work->many->sort : egb_stats_sort)(results->work->rank_key, results->work->tie,
                                                                      ranked, results->order, results->work->sort);
  egb_stats_sort(key, results->work->tie, units - ranked, results->order + ranked, results->work->sort);
  for (size_t i = 0; i < rule->tie_breaker_count; i++)
    if (results->active[rule->tie_breaker[i]])
      break_ties(results, rule->tie_breaker[i], ranked);
  egb_stats_rank(results->work->rank_key, results->order, ranked, ties_of(rule->ties), results->rank);
  find_levels(results);
  return ranked;
}

/* The ranked units sorted by their group, in the order of the ranking within each: a counting sort. start: count + 1.
 */
static void sort_groups(const egb_results *r, const size_t *group, size_t count, size_t *start, size_t *order) {
  for (size_t u = 0; u < r->unit_count; u++)
    if (group[u] < count && !isnan(r->ranked_score[u]))
      start[group[u] + 1]++;
  for (size_t g = 0; g < count; g++)
    start[g + 1] += start[g];
  for (size_t i = 0; i < r->unit_count; i++) {
    const size_t unit = r->order[i];
    if (group[unit] < count && !isnan(r->ranked_score[unit]))
      order[start[group[unit]]++] = unit;
  }
}

static egb_status refuse_group(size_t group, size_t count, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "a unit is in group %zu of %zu", group, count);
  egb_diag_hint(diag, "groups count from 0; SIZE_MAX: none");
  return EGB_USAGE;
}

egb_status egb_results_rank_groups(const egb_results *results, const size_t *group, size_t count, egb_diag *diag,
                                   double *rank) {
  for (size_t u = 0; u < results->unit_count; u++)
    if (group[u] >= count && group[u] != SIZE_MAX)
      return refuse_group(group[u], count, diag);
  egb_arena *arena = egb_arena_new();
  size_t *order = egb_arena_array(arena, results->unit_count, sizeof *order);
  size_t *start = count < SIZE_MAX ? egb_arena_array(arena, count + 1, sizeof *start) : NULL;
  const bool room = !egb_arena_failed(arena) && start != NULL;
  for (size_t u = 0; u < results->unit_count; u++)
    rank[u] = (double)NAN;
  if (room)
    sort_groups(results, group, count, start, order);
  for (size_t g = 0, from = 0; room && g < count; from = start[g++]) /* now where each group ends */
    egb_stats_rank(results->work->rank_key, order + from, start[g] - from, ties_of(results->index->rank.ties), rank);
  egb_arena_free(arena);
  return room ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_results_rank_within(const egb_results *results, const bool *member, egb_diag *diag, double *rank) {
  egb_arena *arena = egb_arena_new();
  size_t *group = egb_arena_array(arena, results->unit_count, sizeof *group);
  egb_status status = EGB_NO_MEMORY;
  if (group != NULL) {
    for (size_t u = 0; u < results->unit_count; u++)
      group[u] = member[u] ? 0 : SIZE_MAX;
    status = egb_results_rank_groups(results, group, 1, diag, rank);
  }
  egb_arena_free(arena);
  return status;
}
