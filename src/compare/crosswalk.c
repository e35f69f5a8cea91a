/* Several rankings of the same units: matched by their ids, compared two by two and all together. */
#include "compare/crosswalk.h"

#include "base/codes.h"
#include "base/diag.h"
#include "stats/agreement.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RANKINGS_MAX 1000

/* ---- units of all rankings ------------------------------------------------------------------- */

typedef struct entry {
  const char *id;
  size_t ranking, unit;
} entry;

static int by_id(const void *a, const void *b) {
  const entry *left = a, *right = b;
  const int order = strcmp(left->id, right->id);
  return order != 0 ? order : (left->ranking > right->ranking) - (left->ranking < right->ranking);
}

static entry *list_entries(const egb_crosswalk *c, size_t *count) {
  size_t room = 0;
  *count = 0;
  for (size_t r = 0; r < c->count; r++)
    room += c->results[r]->unit_count;
  entry *list = egb_arena_array(c->arena, room, sizeof *list);
  for (size_t r = 0; r < c->count && list != NULL; r++)
    for (size_t u = 0; u < c->results[r]->unit_count; u++)
      if (!isnan(egb_results_rank(c->results[r], u)))
        list[(*count)++] = (entry){c->results[r]->data->unit[u].id, r, u};
  if (list != NULL)
    qsort(list, *count, sizeof *list, by_id);
  return list;
}

static bool start_unit(const egb_crosswalk *c, const char *id, egb_crosswalk_unit *out) {
  size_t *unit = egb_arena_array(c->arena, c->count, sizeof *unit);
  double *place = egb_arena_array(c->arena, 2 * c->count, sizeof *place);
  if (egb_arena_failed(c->arena))
    return false;
  for (size_t r = 0; r < c->count; r++) {
    unit[r] = EGB_NONE;
    place[r] = place[c->count + r] = (double)NAN;
  }
  *out =
      (egb_crosswalk_unit){.id = id, .unit = unit, .place = place, .common = place + c->count, .spread = (double)NAN};
  for (int m = 0; m < EGB_CONSENSUS_COUNT; m++)
    out->consensus[m] = (double)NAN;
  return true;
}

static egb_crosswalk_unit *join_units(egb_crosswalk *c) {
  size_t count = 0;
  const entry *list = list_entries(c, &count);
  egb_crosswalk_unit *unit = egb_arena_array(c->arena, count, sizeof *unit);
  for (size_t i = 0; list != NULL && unit != NULL && i < count; i++) {
    if (i == 0 || strcmp(list[i].id, list[i - 1].id) != 0)
      if (!start_unit(c, list[i].id, &unit[c->unit_count++]))
        return NULL;
    egb_crosswalk_unit *last = &unit[c->unit_count - 1];
    last->unit[list[i].ranking] = list[i].unit;
    last->place[list[i].ranking] = egb_results_rank(c->results[list[i].ranking], list[i].unit);
    last->rankings++;
  }
  return unit;
}

/* ---- two rankings ---------------------------------------------------------------------------- */

/* Room for the places of all units in two rankings, their ranks, and what the measures need. */
typedef struct room {
  double *place[2], *rank[2], *scratch;
  size_t *unit;
} room;

static bool make_room(const egb_crosswalk *c, room *out) {
  const size_t count = c->unit_count;
  for (int k = 0; k < 2; k++) {
    out->place[k] = egb_arena_array(c->arena, count, sizeof *out->place[k]);
    out->rank[k] = egb_arena_array(c->arena, count, sizeof *out->rank[k]);
  }
  const size_t need = egb_stats_agreement_scratch(count);
  out->scratch = egb_arena_array(c->arena, need, sizeof *out->scratch);
  out->unit = egb_arena_array(c->arena, count, sizeof *out->unit);
  return !egb_arena_failed(c->arena);
}

static void find_apart(const room *with, egb_crosswalk_pair *pair) {
  double most = 0;
  pair->apart = EGB_NONE;
  for (int k = 0; k < 2; k++)
    (void)egb_stats_mean_ranks(with->place[k], pair->count, with->rank[k], with->scratch);
  for (size_t i = 0; i < pair->count; i++) {
    if (!(fabs(with->rank[0][i] - with->rank[1][i]) > most))
      continue;
    most = fabs(with->rank[0][i] - with->rank[1][i]);
    pair->apart = with->unit[i];
    pair->place[0] = with->rank[0][i];
    pair->place[1] = with->rank[1][i];
  }
}

static void compare_pair(const egb_crosswalk *c, const room *with, egb_crosswalk_pair *pair) {
  egb_agreement spearman, kendall;
  for (size_t i = 0; i < c->unit_count; i++) {
    const double a = c->unit[i].place[pair->first], b = c->unit[i].place[pair->second];
    if (isnan(a) || isnan(b))
      continue;
    with->place[0][pair->count] = a;
    with->place[1][pair->count] = b;
    with->unit[pair->count++] = i;
  }
  egb_stats_agree_spearman(with->place[0], with->place[1], pair->count, with->scratch, &spearman);
  egb_stats_agree_kendall(with->place[0], with->place[1], pair->count, with->scratch, &kendall);
  pair->spearman = spearman.estimate;
  pair->spearman_low = spearman.low;
  pair->spearman_high = spearman.high;
  pair->spearman_p = spearman.p;
  pair->kendall = kendall.estimate;
  pair->kendall_low = kendall.low;
  pair->kendall_high = kendall.high;
  pair->kendall_p = kendall.p;
  find_apart(with, pair);
}

static egb_status compare_pairs(egb_crosswalk *c) {
  room with;
  egb_crosswalk_pair *pair = egb_arena_array(c->arena, c->count * (c->count - 1) / 2, sizeof *pair);
  if (!make_room(c, &with))
    return EGB_NO_MEMORY;
  for (size_t a = 0; a < c->count; a++)
    for (size_t b = a + 1; b < c->count; b++) {
      pair[c->pair_count] = (egb_crosswalk_pair){.first = a, .second = b};
      compare_pair(c, &with, &pair[c->pair_count++]);
    }
  c->pair = pair;
  return EGB_OK;
}

/* ---- all rankings together ------------------------------------------------------------------- */

static int by_consensus(const void *left, const void *right) {
  const egb_crosswalk_unit *a = left, *b = right;
  if (a->rankings != b->rankings)
    return a->rankings > b->rankings ? -1 : 1;
  for (int m = 0; m < EGB_CONSENSUS_COUNT; m++)
    if (a->consensus[m] < b->consensus[m] || a->consensus[m] > b->consensus[m])
      return a->consensus[m] < b->consensus[m] ? -1 : 1;
  return strcmp(a->id, b->id);
}

static void measure_spread(const egb_crosswalk *c, egb_crosswalk_unit *unit) {
  double least = INFINITY, most = -INFINITY;
  for (size_t r = 0; r < c->count; r++) {
    least = fmin(least, unit->common[r]);
    most = fmax(most, unit->common[r]);
  }
  unit->spread = most - least;
}

/* The places of the common units, a column per ranking; which units they are in which[]. */
static double **common_columns(egb_crosswalk *c, const egb_crosswalk_unit *unit, size_t *which) {
  double **column = egb_arena_array(c->arena, c->count, sizeof *column);
  for (size_t i = 0; i < c->unit_count; i++)
    if (unit[i].rankings == c->count)
      which[c->common_count++] = i;
  for (size_t r = 0; column != NULL && r < c->count; r++) {
    column[r] = egb_arena_array(c->arena, c->common_count, sizeof *column[r]);
    if (column[r] == NULL)
      return NULL;
    for (size_t i = 0; i < c->common_count; i++)
      column[r][i] = unit[which[i]].place[r];
  }
  return column;
}

static egb_status join_rankings(egb_crosswalk *c, egb_crosswalk_unit *unit) {
  size_t *which = egb_arena_array(c->arena, c->unit_count, sizeof *which);
  double **column = which == NULL ? NULL : common_columns(c, unit, which);
  double *rank = egb_arena_array(c->arena, c->common_count, sizeof *rank);
  double *scratch = egb_arena_array(c->arena, 6 * c->common_count, sizeof *scratch);
  if (column == NULL || egb_arena_failed(c->arena))
    return EGB_NO_MEMORY;
  const double *const *columns = (const double *const *)column;
  egb_concordance together;
  egb_stats_concordance(columns, c->count, c->common_count, scratch, &together);
  c->w = together.w;
  c->chi_squared = together.chi_squared;
  c->freedom = together.freedom;
  c->p = together.p;
  for (size_t r = 0; r < c->count; r++) {
    (void)egb_stats_mean_ranks(column[r], c->common_count, rank, scratch);
    for (size_t i = 0; i < c->common_count; i++)
      unit[which[i]].common[r] = rank[i];
  }
  egb_kemeny_quality quality = {.short_of = (double)NAN};
  for (int m = 0; m < EGB_CONSENSUS_COUNT; m++) {
    const egb_status status =
        egb_consensus_order(c->arena, (egb_consensus)m, columns, c->count, c->common_count, rank, &quality);
    if (status != EGB_OK)
      return status;
    for (size_t i = 0; i < c->common_count; i++)
      unit[which[i]].consensus[m] = rank[i];
  }
  c->kemeny_short = quality.short_of;
  for (size_t i = 0; i < c->common_count; i++)
    measure_spread(c, &unit[which[i]]);
  qsort(unit, c->unit_count, sizeof *unit, by_consensus);
  c->unit = unit;
  return EGB_OK;
}

static egb_status take_sources(egb_crosswalk *c, const egb_crosswalk_source *source) {
  c->results = egb_arena_array(c->arena, c->count, sizeof *c->results);
  c->name = egb_arena_array(c->arena, c->count, sizeof *c->name);
  for (size_t r = 0; !egb_arena_failed(c->arena) && r < c->count; r++) {
    c->results[r] = source[r].results;
    c->name[r] = egb_arena_copy(c->arena, source[r].name);
  }
  return egb_arena_failed(c->arena) ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_crosswalk_new(const egb_crosswalk_source *source, size_t count, egb_diag *diag, egb_crosswalk **out) {
  *out = NULL;
  if (count < 2 || count > RANKINGS_MAX) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "a crosswalk is of 2 to %d rankings", RANKINGS_MAX);
    return EGB_USAGE;
  }
  egb_arena *arena = egb_arena_new();
  egb_crosswalk *c = egb_arena_array(arena, 1, sizeof *c);
  if (c == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *c = (egb_crosswalk){.arena = arena, .count = count};
  egb_status status = take_sources(c, source);
  egb_crosswalk_unit *unit = status == EGB_OK ? join_units(c) : NULL;
  if (status == EGB_OK)
    status = unit == NULL ? EGB_NO_MEMORY : join_rankings(c, unit);
  if (status == EGB_OK)
    status = compare_pairs(c);
  if (status == EGB_OK)
    *out = c;
  else
    egb_crosswalk_free(c);
  return status;
}

void egb_crosswalk_free(egb_crosswalk *crosswalk) {
  if (crosswalk != NULL)
    egb_arena_free(crosswalk->arena);
}
