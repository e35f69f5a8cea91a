#include "base/codes.h"
#include "base/names.h"
#include "base/utf8.h"
#include "table/cells.h"
#include "table/ranking.h"
#include "table/sort_key.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- groups ---------------------------------------------------------------------------------- */

static size_t find_grouping(const egb_dataset *data, const char *id, size_t length) {
  for (size_t i = 0; i < data->grouping_count; i++)
    if (strlen(data->grouping[i]) == length && memcmp(data->grouping[i], id, length) == 0)
      return i;
  return EGB_NONE;
}

static egb_status unknown_grouping(egb_ranking *ranking, const char *setting, size_t length) {
  const char *typed = egb_arena_text(ranking->arena, setting, length);
  if (typed == NULL)
    return EGB_NO_MEMORY;
  egb_report_unknown(ranking->diag, "grouping", typed, ranking->data->grouping, ranking->data->grouping_count);
  if (ranking->data->grouping_count == 0)
    egb_diag_hint(ranking->diag, "the unit list of this index names no groupings");
  return EGB_USAGE;
}

/* The groups of a grouping, each once, in order of first appearance; the number of each unit's in *number. */
static bool list_groups(const egb_ranking *ranking, size_t grouping, egb_names *out, size_t **number) {
  const egb_dataset *data = ranking->data;
  *out = (egb_names){.arena = ranking->arena};
  *number = egb_arena_array(ranking->arena, data->unit_count, sizeof **number);
  for (size_t u = 0; *number != NULL && u < data->unit_count; u++) {
    const char *group = egb_dataset_group(data, ranking->results->period, u, grouping);
    bool fresh;
    (*number)[u] = group[0] == '\0' ? EGB_NAMES_NONE : egb_names_add(out, group, strlen(group), &fresh);
    if (group[0] != '\0' && (*number)[u] == EGB_NAMES_NONE)
      return false;
  }
  return *number != NULL;
}

/* Ranks of all units, each within its own group; units without a group get none. */
static egb_status rank_grouping(egb_ranking *ranking, size_t grouping) {
  egb_names group;
  size_t *number;
  double *rank = egb_arena_array(ranking->arena, ranking->data->unit_count, sizeof *rank);
  if (rank == NULL || !list_groups(ranking, grouping, &group, &number))
    return EGB_NO_MEMORY;
  ranking->group_rank[grouping] = rank;
  return egb_results_rank_groups(ranking->results, number, group.count, ranking->diag, rank);
}

egb_status egb_ranking_rank_groups(egb_ranking *ranking) {
  const size_t groupings = ranking->data->grouping_count;
  ranking->group_rank = egb_arena_array(ranking->arena, groupings, sizeof *ranking->group_rank);
  if (ranking->group_rank == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (const char *const *setting = ranking->options->groups; setting != NULL && *setting != NULL; setting++) {
    const size_t length = strcspn(*setting, "=");
    const size_t grouping = find_grouping(ranking->data, *setting, length);
    egb_status fault = EGB_OK;
    if (grouping == EGB_NONE)
      fault = unknown_grouping(ranking, *setting, length);
    else if (ranking->group_rank[grouping] == NULL)
      fault = rank_grouping(ranking, grouping);
    if (fault != EGB_OK)
      status = fault;
  }
  return status;
}

/* The group of this name: written exactly so, else the same but for case and accents. *out is NULL when there is none.
 */
static egb_status find_group(const egb_ranking *ranking, size_t grouping, const char *wanted, const char **out) {
  egb_names group;
  size_t *number;
  egb_buffer key = {0}, other = {0};
  *out = NULL;
  if (!list_groups(ranking, grouping, &group, &number))
    return EGB_NO_MEMORY;
  const size_t found = egb_names_find(&group, wanted, strlen(wanted));
  if (found < group.count)
    *out = group.item[found].text;
  egb_utf8_fold(&key, wanted, strlen(wanted));
  for (size_t i = 0; i < group.count && *out == NULL && !other.failed; i++) {
    other.length = 0;
    egb_utf8_fold(&other, group.item[i].text, group.item[i].length);
    if (key.length == other.length && key.length > 0 && memcmp(key.text, other.text, key.length) == 0)
      *out = group.item[i].text;
  }
  const char **names = egb_arena_array(ranking->arena, group.count, sizeof *names);
  const bool failed = key.failed || other.failed || names == NULL;
  egb_buffer_clear(&key);
  egb_buffer_clear(&other);
  if (failed)
    return EGB_NO_MEMORY;
  if (*out != NULL)
    return EGB_OK;
  for (size_t i = 0; i < group.count; i++)
    names[i] = group.item[i].text;
  const char *what = egb_arena_format(ranking->arena, "group of %s named", ranking->data->grouping[grouping]);
  egb_report_unknown(ranking->diag, what == NULL ? "group" : what, wanted, names, group.count);
  return EGB_USAGE;
}

/* Marks the units of the groups named for a grouping; *named says whether any was. */
static egb_status mark_groups(egb_ranking *ranking, size_t grouping, bool *inside, bool *named) {
  const egb_dataset *data = ranking->data;
  egb_status status = EGB_OK;
  for (const char *const *setting = ranking->options->groups; setting != NULL && *setting != NULL; setting++) {
    const size_t length = strcspn(*setting, "=");
    if ((*setting)[length] == '\0' || find_grouping(data, *setting, length) != grouping)
      continue;
    const char *group;
    const egb_status found = find_group(ranking, grouping, *setting + length + 1, &group);
    *named = true;
    if (found != EGB_OK)
      status = found;
    for (size_t u = 0; u < data->unit_count && group != NULL; u++)
      inside[u] = inside[u] || strcmp(egb_dataset_group(data, ranking->results->period, u, grouping), group) == 0;
  }
  return status;
}

/* Settings "region=Europe": units outside all groups named for a grouping are dropped. */
static egb_status keep_groups(egb_ranking *ranking, bool *keep) {
  const egb_dataset *data = ranking->data;
  bool *inside = egb_arena_array(ranking->arena, data->unit_count, sizeof *inside);
  if (inside == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t grouping = 0; grouping < data->grouping_count; grouping++) {
    bool named = false;
    memset(inside, 0, data->unit_count * sizeof *inside);
    const egb_status marked = mark_groups(ranking, grouping, inside, &named);
    if (marked != EGB_OK)
      status = marked;
    for (size_t u = 0; u < data->unit_count && named; u++)
      keep[u] = keep[u] && inside[u];
  }
  return status;
}

/* ---- order ----------------------------------------------------------------------------------- */

/* Units without a value come last in either direction, equal ones stay in rank order. */
static bool text_key(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_sort_key *key) {
  egb_buffer text = {0};
  egb_ranking_text(ranking, field, unit, &text);
  const bool done = !text.failed && egb_sort_key_fold(key, egb_buffer_string(&text), text.length, ranking->arena);
  key->missing = done && key->text[0] == '\0';
  egb_buffer_clear(&text);
  return done;
}

static bool fill_key(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_sort_key *key) {
  if (field->number == NULL && field->values == NULL)
    return text_key(ranking, field, unit, key);
  key->number = egb_ranking_number(ranking, field, unit);
  key->missing = isnan(key->number);
  return true;
}

static egb_status sort_units(egb_ranking *ranking, size_t *unit) {
  const char *by = ranking->options->sort;
  const bool reverse = by[0] == '-';
  const egb_field *field = egb_ranking_find_field(ranking, by + reverse);
  if (field == NULL)
    return egb_ranking_unknown_field(ranking, by + reverse);
  egb_sort_key *key = egb_arena_array(ranking->arena, ranking->unit_count, sizeof *key);
  if (key == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < ranking->unit_count; i++) {
    key[i] = (egb_sort_key){.reverse = reverse, .place = i, .item = unit[i]};
    if (!fill_key(ranking, field, unit[i], &key[i]))
      return EGB_NO_MEMORY;
  }
  qsort(key, ranking->unit_count, sizeof *key, egb_sort_key_compare);
  for (size_t i = 0; i < ranking->unit_count; i++)
    unit[i] = key[i].item;
  return EGB_OK;
}

static bool keeps_all(const bool *keep, size_t units) {
  return memchr(keep, false, units) == NULL;
}

/* All of them in the order of the ranking are the results' own list. */
egb_status egb_ranking_choose_units(egb_ranking *ranking) {
  const size_t units = ranking->results->unit_count;
  const char *by = ranking->options->sort;
  bool *keep = egb_arena_array(ranking->arena, units, sizeof *keep);
  if (keep == NULL)
    return EGB_NO_MEMORY;
  memset(keep, true, units * sizeof *keep);
  const egb_status by_name =
      egb_report_keep_units(ranking->data, ranking->options->units, ranking->arena, ranking->diag, keep);
  const egb_status by_group = keep_groups(ranking, keep);
  const bool sorted = by != NULL && by[0] != '\0', all = !sorted && keeps_all(keep, units);
  size_t *own = all ? NULL : egb_report_pick_units(ranking->results, keep, ranking->arena, &ranking->unit_count);
  if (!all && own == NULL)
    return EGB_NO_MEMORY;
  ranking->unit = all ? ranking->results->order : own;
  ranking->unit_count = all ? units : ranking->unit_count;
  const egb_status by_order = sorted ? sort_units(ranking, own) : EGB_OK;
  if (ranking->options->top != 0 && ranking->options->top < ranking->unit_count)
    ranking->unit_count = ranking->options->top;
  return by_name != EGB_OK ? by_name : by_group != EGB_OK ? by_group : by_order;
}
