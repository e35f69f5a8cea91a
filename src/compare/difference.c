#include "compare/difference.h"

#include "compare/editions.h"

#include "base/codes.h"
#include "score/stages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ALL (EGB_COALITIONS - 1U)
/* Scores that differ by less are the same: the steps in which ranks compare. */
#define SAME (1 / EGB_SCORE_QUANTUM)

/* What a mixture gives every unit of either side. */
typedef struct values {
  double *score, *rank; /* per joined unit and coalition: [unit * EGB_COALITIONS + coalition] */
} values;

/* ---- units of both sides --------------------------------------------------------------------- */

static egb_unit_difference *join_units(egb_arena *arena, const egb_mix_side side[2], size_t *count) {
  const egb_dataset *before = side[EGB_BEFORE].results->data, *after = side[EGB_AFTER].results->data;
  egb_unit_difference *unit = egb_arena_array(arena, before->unit_count + after->unit_count, sizeof *unit);
  *count = 0;
  for (size_t u = 0; unit != NULL && u < before->unit_count; u++) {
    const char *id = before->unit[u].id;
    unit[(*count)++] = (egb_unit_difference){.id = id, .unit = {u, egb_mix_find(&side[EGB_AFTER], id)}};
  }
  for (size_t u = 0; unit != NULL && u < after->unit_count; u++)
    if (egb_mix_find(&side[EGB_BEFORE], after->unit[u].id) == EGB_NONE)
      unit[(*count)++] = (egb_unit_difference){.id = after->unit[u].id, .unit = {EGB_NONE, u}};
  return unit;
}

static double factor_of(const egb_difference *d, int side) {
  return d->per_cent ? 100 / d->results[side]->index->scale : 1;
}

static void take_sides(const egb_difference *d, egb_unit_difference *unit, size_t count) {
  for (size_t i = 0; i < count; i++) {
    for (int k = 0; k < 2; k++) {
      const bool there = unit[i].unit[k] != EGB_NONE;
      unit[i].score[k] = there ? egb_results_score(d->results[k], unit[i].unit[k]) * factor_of(d, k) : (double)NAN;
      unit[i].rank[k] = there ? egb_results_rank(d->results[k], unit[i].unit[k]) : (double)NAN;
    }
    unit[i].score_change = unit[i].score[EGB_AFTER] - unit[i].score[EGB_BEFORE];
    unit[i].rank_change = unit[i].rank[EGB_BEFORE] - unit[i].rank[EGB_AFTER];
  }
}

/* ---- mixtures -------------------------------------------------------------------------------- */

static void put_mixture(const egb_difference *d, const egb_unit_difference *unit, size_t count, unsigned coalition,
                        const double *score, const double *rank, const values *out) {
  const size_t member = coalition >> EGB_CAUSE_MEMBERSHIP & 1;
  const double factor = factor_of(d, coalition >> EGB_CAUSE_METHOD & 1);
  for (size_t i = 0; i < count; i++) {
    const size_t at = unit[i].unit[member];
    out->score[i * EGB_COALITIONS + coalition] = score == NULL || at == EGB_NONE ? (double)NAN : score[at] * factor;
    out->rank[i * EGB_COALITIONS + coalition] = rank == NULL || at == EGB_NONE ? (double)NAN : rank[at];
  }
}

static void copy_mixture(size_t count, unsigned from, unsigned to, const values *out) {
  for (size_t i = 0; i < count; i++) {
    out->score[i * EGB_COALITIONS + to] = out->score[i * EGB_COALITIONS + from];
    out->rank[i * EGB_COALITIONS + to] = out->rank[i * EGB_COALITIONS + from];
  }
}

/* The mixtures of one side only are that side. A cause in which the sides are the same needs no exchange: of the
 * mixtures that differ by such causes only, one is scored. */
static egb_status score_mixtures(egb_difference *d, const egb_mix_side side[2], const egb_unit_difference *unit,
                                 size_t count, const values *out) {
  const unsigned same = egb_mix_same(side);
  d->same = same;
  size_t most = side[0].results->unit_count;
  if (side[1].results->unit_count > most)
    most = side[1].results->unit_count;
  double *score = egb_arena_array(d->arena, most, sizeof *score), *rank = egb_arena_array(d->arena, most, sizeof *rank);
  if (egb_arena_failed(d->arena))
    return EGB_NO_MEMORY;
  for (unsigned coalition = 0; coalition < EGB_COALITIONS; coalition++) {
    const unsigned least = coalition & ~same;
    if (least == 0 || (coalition | same) == ALL) {
      const int whole = least == 0 ? EGB_BEFORE : EGB_AFTER;
      for (size_t i = 0; i < count; i++) {
        out->score[i * EGB_COALITIONS + coalition] = unit[i].score[whole];
        out->rank[i * EGB_COALITIONS + coalition] = unit[i].rank[whole];
      }
    } else if (least != coalition) {
      copy_mixture(count, least, coalition, out);
    } else {
      const char *reason = NULL;
      const egb_status status = egb_mix_score(side, coalition, score, rank, d->arena, &reason);
      if (status != EGB_OK && status != EGB_UNCOMPUTABLE)
        return status;
      const bool none = status != EGB_OK;
      if (none && d->unscored++ == 0) {
        d->unscored_mixture = coalition;
        d->unscored_reason = reason;
      }
      put_mixture(d, unit, count, coalition, none ? NULL : score, none ? NULL : rank, out);
    }
  }
  return EGB_OK;
}

/* ---- parts ----------------------------------------------------------------------------------- */

/* Adds what each cause changes when the four are exchanged in one order; false when a value in between is missing. */
static bool walk(const double *value, unsigned order, double part[EGB_CAUSE_COUNT]) {
  double step[EGB_CAUSE_COUNT];
  unsigned coalition = 0;
  for (int i = 0; i < EGB_CAUSE_COUNT; i++, order >>= 2) {
    const unsigned next = coalition | 1U << (order & 3);
    step[order & 3] = value[next] - value[coalition];
    if (isnan(step[order & 3]))
      return false;
    coalition = next;
  }
  for (int i = 0; i < EGB_CAUSE_COUNT; i++)
    part[i] += step[i];
  return true;
}

/* The mean over the orders in which every mixture in between has a value: each sums to the whole change, so their mean
 * does. An order of four is a number of four two-bit digits, all different. */
static void split(const double *value, double sign, double part[EGB_CAUSE_COUNT]) {
  size_t orders = 0;
  for (int i = 0; i < EGB_CAUSE_COUNT; i++)
    part[i] = 0;
  for (unsigned order = 0; order < 256; order++) {
    unsigned seen = 0;
    for (unsigned i = 0; i < 8; i += 2)
      seen |= 1U << (order >> i & 3);
    orders += seen == ALL && walk(value, order, part);
  }
  for (int i = 0; i < EGB_CAUSE_COUNT; i++)
    part[i] = orders > 0 ? sign * part[i] / (double)orders : (double)NAN;
}

/* ---- dimensions ------------------------------------------------------------------------------ */

static bool attribute(egb_difference *d) {
  const double factor[2] = {factor_of(d, EGB_BEFORE), factor_of(d, EGB_AFTER)};
  egb_attributed *list = egb_arena_array(d->arena, d->count, sizeof *list);
  for (size_t i = 0; list != NULL && i < d->count; i++)
    list[i] = (egb_attributed){.unit = {d->unit[i].unit[0], d->unit[i].unit[1]},
                               .score = {d->unit[i].score[0], d->unit[i].score[1]},
                               .rank_change = d->unit[i].rank_change};
  return list != NULL && egb_attribute(d->arena, d->results[0], d->results[1], factor, list, d->count, &d->attribution);
}

/* ---- what only one side has, order, and figures ---------------------------------------------- */

static bool list_unmatched(egb_difference *d) {
  for (int k = 0; k < 2; k++) {
    const egb_results *results = d->results[k], *others = d->results[!k];
    const char **only = egb_arena_array(d->arena, results->node_count, sizeof *only);
    if (only == NULL)
      return false;
    d->only[k] = only;
    for (size_t i = 1; i < results->node_count; i++) {
      const size_t twin = egb_index_find(others->index, results->index->node[i].id);
      if (results->active[i] && (twin == EGB_NONE || !others->active[twin]))
        only[d->only_count[k]++] = results->index->node[i].id;
    }
  }
  return true;
}

/* Larger first; NaN last. */
static int falling(double a, double b) {
  if (isnan(a) || isnan(b))
    return isnan(a) - isnan(b);
  return (a < b) - (a > b);
}

static int by_change(const void *left, const void *right) {
  const egb_unit_difference *a = left, *b = right;
  int order = falling(fabs(a->rank_change), fabs(b->rank_change));
  if (order == 0)
    order = falling(fabs(a->score_change), fabs(b->score_change));
  if (order == 0)
    order = falling(-a->rank[EGB_AFTER], -b->rank[EGB_AFTER]);
  if (order == 0)
    order = falling(-a->rank[EGB_BEFORE], -b->rank[EGB_BEFORE]);
  return order != 0 ? order : strcmp(a->id, b->id);
}

static void count_units(egb_difference *d) {
  for (size_t i = 0; i < d->count; i++) {
    const egb_unit_difference *unit = &d->unit[i];
    const bool before = !isnan(unit->rank[EGB_BEFORE]), after = !isnan(unit->rank[EGB_AFTER]);
    d->entered += after && !before;
    d->left += before && !after;
    if (!before || !after)
      continue;
    d->compared++;
    d->gained += unit->rank_change > 0;
    d->lost += unit->rank_change < 0;
    d->unsplit += isnan(unit->score_part[0]) ? 1 : 0;
    d->mean_score_change += unit->score_change;
    d->mean_rank_move += fabs(unit->rank_change);
    for (int f = 0; f < EGB_CAUSE_COUNT; f++) {
      d->mean_score_part[f] += isnan(unit->score_part[f]) ? 0 : unit->score_part[f];
      d->mean_rank_part[f] += isnan(unit->rank_part[f]) ? 0 : fabs(unit->rank_part[f]);
    }
  }
  const double count = d->compared > 0 ? (double)d->compared : 1;
  d->mean_score_change /= count;
  d->mean_rank_move /= count;
  for (int f = 0; f < EGB_CAUSE_COUNT; f++) {
    d->mean_score_part[f] /= count;
    d->mean_rank_part[f] /= count;
  }
}

static egb_status compare(egb_difference *d) {
  egb_mix_side side[2];
  for (int k = 0; k < 2; k++)
    if (egb_mix_open(d->arena, d->results[k], &side[k]) != EGB_OK)
      return EGB_NO_MEMORY;
  egb_unit_difference *unit = join_units(d->arena, side, &d->count);
  const values all = {.score = egb_arena_array(d->arena, d->count, EGB_COALITIONS * sizeof(double)),
                      .rank = egb_arena_array(d->arena, d->count, EGB_COALITIONS * sizeof(double))};
  if (egb_arena_failed(d->arena))
    return EGB_NO_MEMORY;
  take_sides(d, unit, d->count);
  const egb_status status = score_mixtures(d, side, unit, d->count, &all);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < d->count; i++) {
    split(all.score + i * EGB_COALITIONS, 1, unit[i].score_part);
    split(all.rank + i * EGB_COALITIONS, -1, unit[i].rank_part);
  }
  qsort(unit, d->count, sizeof *unit, by_change);
  d->unit = unit;
  count_units(d);
  return attribute(d) && list_unmatched(d) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_difference_new(const egb_results *before, const egb_results *after, egb_diag *diag,
                              egb_difference **out) {
  *out = NULL;
  egb_warn_editions(before, after, diag);
  egb_arena *arena = egb_arena_new();
  egb_difference *d = egb_arena_array(arena, 1, sizeof *d);
  if (d == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  const double scale = before->index->scale;
  const bool per_cent = scale < after->index->scale || scale > after->index->scale;
  *d = (egb_difference){
      .arena = arena, .results = {before, after}, .per_cent = per_cent, .scale = per_cent ? 100 : scale};
  const egb_status status = compare(d);
  if (status == EGB_OK)
    *out = d;
  else
    egb_difference_free(d);
  return status;
}

void egb_difference_free(egb_difference *difference) {
  if (difference != NULL)
    egb_arena_free(difference->arena);
}

bool egb_difference_any(const egb_difference *difference) {
  for (size_t i = 0; i < difference->count; i++) {
    const egb_unit_difference *unit = &difference->unit[i];
    if (!isnan(unit->score[0]) != !isnan(unit->score[1]) || !isnan(unit->rank[0]) != !isnan(unit->rank[1]))
      return true;
    if (fabs(unit->score_change) > SAME || fabs(unit->rank_change) > 0)
      return true;
  }
  return false;
}
