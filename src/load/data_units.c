/* The unit list. */
#include "base/codes.h"
#include "base/number.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "load/dialect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Where the fields of a unit are in its row. */
typedef struct unit_columns {
  size_t id, population, period;
  egb_label *names;
  size_t *names_at, name_count;
  size_t *group_at, group_count;
} unit_columns;

#define LEFT_OUT_SHOWN 8

/* Rows without an id in the column that was chosen, as Kosovo has none in M49. */
typedef struct left_out {
  size_t count;
  egb_place first;
  char list[LEFT_OUT_SHOWN * (EGB_CLIP + 4)];
} left_out;

/* A header the definition names; reported when it is missing. */
static size_t named_header(egb_loader *loader, const egb_rows *rows, egb_place place, const char *header) {
  const size_t at = egb_rows_find(rows, header);
  if (at != EGB_NAMES_NONE)
    return at;
  EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, place.source != NULL ? place : rows->header_place,
                 "the unit list `%s` has no column `%s`", rows->source->name, header);
  if (egb_advise_dialect(loader, rows, header))
    return EGB_NAMES_NONE;
  const char **headers = egb_arena_array(loader->scratch, rows->header_count, sizeof *headers);
  if (headers == NULL || !egb_load_suggests(loader, rows->header_count))
    return EGB_NAMES_NONE;
  for (size_t i = 0; i < rows->header_count; i++)
    headers[i] = rows->names.item[i].text;
  char hint[256];
  if (egb_did_you_mean(hint, sizeof hint, header, headers, rows->header_count)[0] != '\0')
    egb_diag_hint(loader->diag, "%s", hint);
  return EGB_NAMES_NONE;
}

static size_t default_header(const egb_rows *rows, const char *const *candidates) {
  for (; *candidates != NULL; candidates++) {
    const size_t at = egb_rows_find(rows, *candidates);
    if (at != EGB_NAMES_NONE)
      return at;
  }
  return EGB_NAMES_NONE;
}

static egb_status find_names(egb_loader *loader, const egb_rows *rows, const egb_unit_list *list, unit_columns *out) {
  if (list->name_count == 0)
    return egb_name_columns(loader->arena, rows, &out->names, &out->names_at, &out->name_count);
  out->names = egb_arena_array(loader->scratch, list->name_count, sizeof *out->names);
  out->names_at = egb_arena_array(loader->scratch, list->name_count, sizeof *out->names_at);
  if (out->names == NULL || out->names_at == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < list->name_count; i++) {
    const size_t at = named_header(loader, rows, list->place, list->names[i].text);
    if (at == EGB_NAMES_NONE)
      continue;
    out->names[out->name_count] = list->names[i];
    out->names_at[out->name_count++] = at;
  }
  return EGB_OK;
}

static egb_status find_groups(egb_loader *loader, const egb_rows *rows, const egb_unit_list *list, unit_columns *out) {
  static const egb_grouping_spec defaults[] = {{"region", "region"}, {"income", "income"}};
  const bool given = list->grouping_count != 0;
  const egb_grouping_spec *spec = given ? list->grouping : defaults;
  const size_t count = given ? list->grouping_count : sizeof defaults / sizeof defaults[0];
  out->group_at = egb_arena_array(loader->scratch, count, sizeof *out->group_at);
  loader->grouping = egb_arena_array(loader->arena, count, sizeof *loader->grouping);
  if (out->group_at == NULL || loader->grouping == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const size_t at =
        given ? named_header(loader, rows, list->place, spec[i].header) : egb_rows_find(rows, spec[i].header);
    if (at == EGB_NAMES_NONE)
      continue;
    out->group_at[out->group_count++] = at;
    loader->grouping[loader->grouping_count++] = spec[i].id;
  }
  return EGB_OK;
}

size_t egb_list_id_at(const egb_rows *rows, const egb_unit_list *list) {
  static const char *const ids[] = {"iso3", "unit", "id", "code", NULL};
  return list->id != NULL ? egb_rows_find(rows, list->id) : default_header(rows, ids);
}

size_t egb_list_period_at(const egb_rows *rows, const egb_unit_list *list) {
  static const char *const periods[] = {"period", "year", NULL};
  return list->period != NULL ? egb_rows_find(rows, list->period) : default_header(rows, periods);
}

static egb_status find_columns(egb_loader *loader, const egb_rows *rows, const egb_unit_list *list, unit_columns *out) {
  out->id = list->id != NULL ? named_header(loader, rows, list->place, list->id) : egb_list_id_at(rows, list);
  out->period =
      list->period != NULL ? named_header(loader, rows, list->place, list->period) : egb_list_period_at(rows, list);
  if (list->id == NULL && out->id == EGB_NAMES_NONE) {
    EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, rows->header_place, "the unit list has no column with the units' ids");
    if (!egb_advise_dialect(loader, rows, NULL))
      egb_diag_hint(loader->diag, "call it `iso3`, `unit` or `id`, or name it in the definition: units: {id: ...}");
  }
  out->population = list->population != NULL ? named_header(loader, rows, list->place, list->population)
                                             : egb_rows_find(rows, "population");
  const egb_status status = find_names(loader, rows, list, out);
  return status == EGB_OK ? find_groups(loader, rows, list, out) : status;
}

static double read_population(egb_loader *loader, const egb_dialect *dialect, const egb_csv_field *field) {
  double value = NAN;
  if (field->length == 0)
    return NAN;
  const egb_number_fault why = egb_dialect_cell(dialect, field, &value);
  if (why == EGB_NUMBER_OK && value >= 0)
    return value;
  char shown[EGB_CLIP];
  EGB_LOAD_ERROR(loader, EGB_E_NUMBER, field->place, "`%s` is not a population",
                 egb_clip(shown, field->text, field->length));
  egb_diag_hint(loader->diag, "%s",
                why == EGB_NUMBER_OK ? "write a number from 0 on, or leave the cell empty"
                                     : egb_number_fault_help(why));
  return NAN;
}

static egb_status fill_unit(egb_loader *loader, const egb_rows *rows, const unit_columns *columns, egb_unit *unit) {
  const egb_status status =
      egb_row_labels(loader->arena, rows, columns->names, columns->names_at, columns->name_count, &unit->name);
  const char **group = egb_arena_array(loader->arena, columns->group_count, sizeof *group);
  if (status != EGB_OK || group == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < columns->group_count; i++) {
    const egb_csv_field *field = &rows->field[columns->group_at[i]];
    group[i] = egb_arena_text(loader->arena, field->text, field->length);
    if (group[i] == NULL)
      return EGB_NO_MEMORY;
  }
  unit->group = group;
  unit->population = columns->population == EGB_NAMES_NONE
                         ? NAN
                         : read_population(loader, rows->dialect, &rows->field[columns->population]);
  return EGB_OK;
}

static egb_status grow_list(egb_loader *loader) {
  if (loader->listed.count <= loader->list_room)
    return EGB_OK;
  const size_t room = loader->listed.room;
  egb_unit *larger = egb_arena_array(loader->scratch, room, sizeof *larger);
  if (larger == NULL)
    return EGB_NO_MEMORY;
  if (loader->list_room != 0)
    memcpy(larger, loader->list, loader->list_room * sizeof *larger);
  egb_listed_row **rows = egb_arena_array(loader->scratch, room, sizeof *rows);
  if (rows == NULL)
    return EGB_NO_MEMORY;
  if (loader->list_room != 0)
    memcpy(rows, loader->listed_row, loader->list_room * sizeof *rows);
  loader->listed_row = rows;
  loader->list = larger;
  loader->list_room = room;
  return EGB_OK;
}

/* By the name of the unit, else by the line. */
static void leave_out(left_out *out, const egb_rows *rows, const unit_columns *columns, const egb_csv_field *id) {
  char shown[EGB_CLIP];
  const size_t length = strlen(out->list);
  const char *comma = out->count == 0 ? "" : ", ";
  const egb_csv_field *name = columns->name_count != 0 ? &rows->field[columns->names_at[0]] : NULL;
  if (out->count == 0)
    out->first = id->place;
  if (out->count < LEFT_OUT_SHOWN && name != NULL && name->length != 0)
    (void)snprintf(out->list + length, sizeof out->list - length, "%s%s", comma,
                   egb_clip(shown, name->text, name->length));
  else if (out->count < LEFT_OUT_SHOWN)
    (void)snprintf(out->list + length, sizeof out->list - length, "%sline %zu", comma, egb_place_line(id->place).line);
  out->count++;
}

static void report_left_out(egb_loader *loader, const egb_rows *rows, const unit_columns *columns,
                            const left_out *out) {
  char rest[40] = "";
  if (out->count == 0)
    return;
  if (out->count > LEFT_OUT_SHOWN)
    (void)snprintf(rest, sizeof rest, " and %zu more", out->count - LEFT_OUT_SHOWN);
  egb_diag_at(loader->diag, EGB_SEVERITY_NOTE, EGB_N_UNITS_ABSENT, out->first,
              "%zu row%s of the unit list left out, without an id in column `%s`: %s%s", out->count,
              out->count == 1 ? "" : "s", rows->names.item[columns->id].text, out->list, rest);
}

/* `match: name` in a list: its ids are those that its names or codes mean. *use is false for a row that is left out. */
egb_status egb_list_id(egb_loader *loader, const egb_unit_list *list, egb_matcher *matcher, egb_csv_field *id,
                       bool *use) {
  egb_match_answer answer = {0};
  *use = true;
  if (list->dialect.match != EGB_MATCH_NAME || id->length == 0)
    return EGB_OK;
  const egb_status status = egb_match_text(loader, matcher, id, false, &answer);
  *use = status == EGB_OK && answer.id != NULL;
  if (*use) {
    id->text = answer.id;
    id->length = strlen(answer.id);
  } else if (status == EGB_OK && !answer.refused && list->dialect.others != EGB_OTHERS_IGNORE) {
    char shown[EGB_CLIP];
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_UNKNOWN, id->place, "`%s` is no name or code of a unit that is known",
                   egb_clip(shown, id->text, id->length));
    egb_diag_hint(loader->diag, "correct it, or leave such rows out with `others: ignore`");
  }
  return status;
}

static egb_status add_listed(egb_loader *loader, const egb_unit_list *list, const egb_rows *rows,
                             const unit_columns *columns, egb_matcher *matcher, left_out *absent) {
  egb_csv_field field = rows->field[columns->id];
  const egb_csv_field *id = &field;
  bool use;
  const egb_status resolved = egb_list_id(loader, list, matcher, &field, &use);
  if (resolved != EGB_OK || !use)
    return resolved;
  if (id->length == 0) {
    leave_out(absent, rows, columns, id);
    return EGB_OK;
  }
  bool fresh;
  const size_t number = egb_names_add(&loader->listed, id->text, id->length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  egb_name *name = &loader->listed.item[number];
  const egb_csv_field *period = columns->period != EGB_NAMES_NONE ? &rows->field[columns->period] : NULL;
  if (!fresh && period == NULL) {
    const egb_place first = {rows->source, name->offset, 0};
    EGB_LOAD_ERROR(loader, EGB_E_UNIT_DUPLICATE, id->place, "unit `%s` appears twice in the unit list", name->text);
    if (egb_load_tells(loader))
      egb_diag_hint(loader->diag, "remove one of the two rows; the first is line %zu", egb_place_line(first).line);
    return EGB_OK;
  }
  if (fresh) {
    name->offset = id->place.offset;
    name->mark = loader->list_file;
  }
  egb_unit unit = {.id = name->text};
  egb_status status = grow_list(loader);
  if (status == EGB_OK)
    status = fill_unit(loader, rows, columns, &unit);
  if (status == EGB_OK && period != NULL)
    return egb_list_row(loader, number, fresh, period, id, &unit);
  if (status == EGB_OK)
    loader->list[number] = unit;
  return status;
}

egb_status egb_list_candidates(egb_loader *loader) {
  size_t count = 0;
  for (size_t i = 0; i < loader->listed.count; i++)
    count += 1 + loader->list[i].name.count;
  loader->candidate = egb_arena_array(loader->scratch, count, sizeof *loader->candidate);
  loader->candidate_id = egb_arena_array(loader->scratch, count, sizeof *loader->candidate_id);
  if (loader->candidate == NULL || loader->candidate_id == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->listed.count; i++) {
    const egb_unit *unit = &loader->list[i];
    for (size_t k = 0; k <= unit->name.count; k++) {
      loader->candidate_id[loader->candidate_count] = unit->id;
      loader->candidate[loader->candidate_count++] = k == 0 ? unit->id : unit->name.item[k - 1].text;
    }
  }
  return EGB_OK;
}

egb_status egb_load_units(egb_loader *loader, const egb_source *source, const egb_unit_list *list) {
  egb_rows rows;
  unit_columns columns = {0};
  left_out absent = {0};
  egb_matcher matcher = {0};
  loader->list_file = (uint16_t)(loader->file_count - 1); /* the file read last */
  loader->list_spec = list;
  egb_status status = egb_rows_open(&rows, loader->scratch, source, &list->dialect, loader->diag);
  if (status == EGB_OK && !egb_is_of_origin(loader, &rows))
    status = EGB_REFUSED;
  if (status == EGB_OK)
    status = find_columns(loader, &rows, list, &columns);
  if (status == EGB_OK && columns.id == EGB_NAMES_NONE)
    status = EGB_REFUSED;
  bool more = true;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&rows, loader->diag, &more);
    if (status == EGB_OK && more)
      status = add_listed(loader, list, &rows, &columns, &matcher, &absent);
  }
  if (status != EGB_OK)
    return status;
  report_left_out(loader, &rows, &columns, &absent);
  if (rows.failed && loader->status == EGB_OK)
    loader->status = EGB_REFUSED;
  if (rows.count == absent.count && !rows.failed) {
    EGB_LOAD_ERROR(loader, EGB_E_CSV_EMPTY, rows.header_place, "the unit list has no units");
    egb_diag_hint(loader->diag,
                  absent.count == 0 ? "write a row for every unit" : "name another column: `units: {id: ...}`");
  }
  egb_report_matched(loader, &matcher, source);
  loader->has_list = loader->listed.count != 0;
  loader->list_header = rows.names;
  loader->list_period_at = columns.period;
  return egb_settle_list(loader);
}
