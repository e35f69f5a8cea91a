/* A unit list that has a unit once per period: what its rows say together. */
#include "base/codes.h"
#include "load/data_load.h"
#include "model/period.h"

#include <math.h>
#include <string.h>

/* ---- rows ------------------------------------------------------------------------------------ */

/* The row says something else than another one of the same unit and period. */
static void refuse_row(egb_loader *loader, const egb_listed_row *before, const egb_csv_field *id, const char *what,
                       const char *one, const char *other) {
  const egb_place first = {loader->file[loader->list_file].source, before->offset, 0};
  const char *period = loader->list_period.item[before->period].text;
  EGB_LOAD_ERROR(loader, EGB_E_UNIT_DUPLICATE, id->place, "%s of unit `%s` is `%s` here and `%s` in line %zu%s%s", what,
                 before->unit.id, other, one, egb_place_line(first).line, period[0] != '\0' ? ", both in " : "",
                 period);
  egb_diag_hint(loader->diag, "correct one of the two rows");
}

static const char *name_in(egb_labels labels, const char *language) {
  for (size_t i = 0; i < labels.count; i++)
    if (strcmp(labels.item[i].language, language) == 0)
      return labels.item[i].text;
  return NULL;
}

/* Names that both rows have are the same. */
static bool same_names(egb_loader *loader, const egb_listed_row *before, const egb_csv_field *id, egb_labels names) {
  for (size_t i = 0; i < names.count; i++) {
    const char *known = name_in(before->unit.name, names.item[i].language);
    if (known == NULL || strcmp(known, names.item[i].text) == 0)
      continue;
    refuse_row(loader, before, id, "the name", known, names.item[i].text);
    return false;
  }
  return true;
}

static egb_status merge_groups(egb_loader *loader, egb_listed_row *before, const egb_csv_field *id,
                               const egb_unit *unit) {
  const char **group = egb_arena_array(loader->arena, loader->grouping_count, sizeof *group);
  if (group == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->grouping_count; i++) {
    const char *known = before->unit.group[i], *more = unit->group[i];
    group[i] = known[0] != '\0' ? known : more;
    if (known[0] == '\0' || more[0] == '\0' || strcmp(known, more) == 0)
      continue;
    refuse_row(loader, before, id, loader->grouping[i], known, more);
    return EGB_OK;
  }
  before->unit.group = group;
  return EGB_OK;
}

/* Another row of a unit in a period: what it adds. */
static egb_status merge(egb_loader *loader, egb_listed_row *before, const egb_csv_field *id, const egb_unit *unit) {
  if (!same_names(loader, before, id, unit->name))
    return EGB_OK;
  if (before->unit.name.count < unit->name.count)
    before->unit.name = unit->name;
  if (isnan(before->unit.population))
    before->unit.population = unit->population;
  return merge_groups(loader, before, id, unit);
}

egb_status egb_list_row(egb_loader *loader, size_t number, bool fresh, const egb_csv_field *period,
                        const egb_csv_field *id, const egb_unit *unit) {
  bool first;
  loader->list_period.arena = loader->arena;
  const size_t when = egb_names_add(&loader->list_period, period->text, period->length, &first);
  if (when == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  for (egb_listed_row *row = loader->listed_row[number]; row != NULL; row = row->next)
    if (row->period == when)
      return merge(loader, row, id, unit);
  egb_listed_row *row = egb_arena_array(loader->scratch, 1, sizeof *row);
  if (row == NULL)
    return EGB_NO_MEMORY;
  *row = (egb_listed_row){loader->listed_row[number], (uint32_t)when, id->place.offset, *unit};
  loader->listed_row[number] = row;
  loader->list_repeats = loader->list_repeats || !fresh;
  return EGB_OK;
}

/* ---- units ----------------------------------------------------------------------------------- */

static double time_of(const char *period) {
  double time;
  return egb_period_time(period, &time) ? time : (double)NAN;
}

static bool is_later(const egb_loader *loader, uint32_t a, uint32_t b) {
  return egb_period_compare(loader->list_period.item[a].text, loader->list_time[a], loader->list_period.item[b].text,
                            loader->list_time[b]) > 0;
}

/* The group of a unit by its rows up to a period (NULL: by all), the latest that is known; where all that are known are
 * the same, that one. *changes: they are not. */
static const char *group_at(const egb_loader *loader, const egb_listed_row *rows, size_t grouping, const char *period,
                            bool *changes) {
  const double now = period != NULL ? time_of(period) : (double)NAN;
  const egb_listed_row *latest = NULL;
  const char *any = NULL;
  bool differ = false;
  for (const egb_listed_row *row = rows; row != NULL; row = row->next) {
    const char *group = row->unit.group[grouping], *when = loader->list_period.item[row->period].text;
    if (group[0] == '\0')
      continue;
    differ = differ || (any != NULL && strcmp(any, group) != 0);
    any = group;
    if ((period == NULL || strcmp(when, period) == 0 || loader->list_time[row->period] <= now) &&
        (latest == NULL || is_later(loader, row->period, latest->period)))
      latest = row;
  }
  *changes = *changes || differ;
  return !differ && any != NULL ? any : latest != NULL ? latest->unit.group[grouping] : "";
}

/* Its latest names and groups. */
static egb_status settle_unit(egb_loader *loader, size_t number) {
  const egb_listed_row *latest = NULL;
  egb_unit *unit = &loader->list[number];
  const char **group = egb_arena_array(loader->arena, loader->grouping_count, sizeof *group);
  bool changes = false;
  if (group == NULL)
    return EGB_NO_MEMORY;
  for (const egb_listed_row *row = loader->listed_row[number]; row != NULL; row = row->next)
    if (row->unit.name.count > 0 && (latest == NULL || is_later(loader, row->period, latest->period)))
      latest = row;
  *unit = loader->listed_row[number]->unit;
  if (latest != NULL)
    unit->name = latest->unit.name;
  for (size_t i = 0; i < loader->grouping_count; i++)
    group[i] = group_at(loader, loader->listed_row[number], i, NULL, &changes);
  unit->group = group;
  return EGB_OK;
}

egb_status egb_settle_list(egb_loader *loader) {
  egb_status status = EGB_OK;
  loader->list_time = egb_arena_array(loader->scratch, loader->list_period.count, sizeof *loader->list_time);
  if (loader->list_time == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->list_period.count; i++)
    loader->list_time[i] = time_of(loader->list_period.item[i].text);
  for (size_t i = 0; i < loader->listed.count && status == EGB_OK; i++)
    if (loader->listed_row[i] != NULL)
      status = settle_unit(loader, i);
  return status;
}

const char *egb_list_group(const egb_loader *loader, const char *unit, size_t grouping, const char *period,
                           bool *changes) {
  const size_t number = egb_names_find(&loader->listed, unit, strlen(unit));
  if (number == EGB_NAMES_NONE)
    return "";
  if (loader->listed_row[number] == NULL)
    return loader->list[number].group[grouping];
  return group_at(loader, loader->listed_row[number], grouping, period, changes);
}

/* ---- periods --------------------------------------------------------------------------------- */

static bool changes_of(const egb_loader *loader, const char *unit) {
  bool changes = false;
  for (size_t i = 0; i < loader->all_grouping_count; i++)
    (void)egb_united_group(loader, unit, i, NULL, &changes);
  return changes;
}

/* The list whose groups of the unit change. */
static const egb_loader *changing_list(const egb_loader *loader, const char *unit) {
  for (size_t k = 0; k <= loader->more_count; k++) {
    const egb_loader *list = k == 0 ? loader : &loader->more[k - 1];
    bool changes = false;
    for (size_t i = 0; i < list->grouping_count; i++)
      (void)egb_list_group(list, unit, i, NULL, &changes);
    if (changes)
      return list;
  }
  return loader;
}

static void refuse_periods(egb_loader *loader, const char *unit) {
  const egb_loader *list = changing_list(loader, unit);
  const egb_listed_row *row = list->listed_row[egb_names_find(&list->listed, unit, strlen(unit))];
  const egb_place place = {loader->file[list->list_file].source, row->offset, 0};
  EGB_LOAD_ERROR(loader, EGB_E_PERIOD_UNKNOWN, place,
                 "the groups of `%s` change between periods, and the data has none", unit);
  egb_diag_hint(loader->diag, "take the rows of one period of the list: `where: {%s: %s}` under `units:`",
                list->list_header.item[list->list_period_at].text, list->list_period.item[row->period].text);
}

static egb_status join_unit(egb_loader *loader, egb_dataset *data, const char *const **group_of, size_t unit) {
  bool changes = false;
  for (size_t p = 0; p < data->period_count; p++) {
    const char **group = egb_arena_array(loader->arena, data->grouping_count, sizeof *group);
    if (group == NULL)
      return EGB_NO_MEMORY;
    for (size_t i = 0; i < data->grouping_count; i++)
      group[i] = egb_united_group(loader, data->unit[unit].id, i, data->period[p], &changes);
    group_of[p * data->unit_count + unit] = group;
  }
  return EGB_OK;
}

static bool any_repeats(const egb_loader *loader) {
  bool repeats = loader->list_repeats;
  for (size_t k = 0; k < loader->more_count; k++)
    repeats = repeats || loader->more[k].list_repeats;
  return repeats;
}

static bool any_changes(const egb_loader *loader) {
  bool changes = false;
  for (size_t i = 0; any_repeats(loader) && i < loader->listed.count && !changes; i++)
    changes = changes_of(loader, loader->listed.item[i].text);
  return changes;
}

egb_status egb_list_take_periods(egb_loader *loader) {
  const bool changes = any_changes(loader);
  for (size_t k = 0; changes && k <= loader->more_count; k++) {
    const egb_loader *list = k == 0 ? loader : &loader->more[k - 1];
    for (size_t i = 0; list->list_repeats && i < list->list_period.count; i++) {
      const egb_name *name = &list->list_period.item[i];
      bool fresh;
      if (name->length != 0 && egb_names_add(&loader->period, name->text, name->length, &fresh) == EGB_NAMES_NONE)
        return EGB_NO_MEMORY;
    }
  }
  return EGB_OK;
}

egb_status egb_join_groups(egb_loader *loader, egb_dataset *data) {
  const bool none = data->period_count == 1 && data->period[0][0] == '\0', repeats = any_repeats(loader);
  const size_t cells = data->period_count * data->unit_count;
  const char *const **group_of = NULL;
  egb_status status = EGB_OK;
  for (size_t u = 0; repeats && u < data->unit_count && status == EGB_OK; u++) {
    if (!changes_of(loader, data->unit[u].id))
      continue;
    if (none) {
      refuse_periods(loader, data->unit[u].id);
      return EGB_OK;
    }
    if (group_of == NULL) {
      group_of = egb_arena_array(loader->arena, cells, sizeof *group_of);
      for (size_t i = 0; group_of != NULL && i < cells; i++)
        group_of[i] = data->unit[i % data->unit_count].group;
    }
    status = group_of == NULL ? EGB_NO_MEMORY : join_unit(loader, data, group_of, u);
  }
  data->group_of = group_of;
  return status;
}
