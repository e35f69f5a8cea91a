/* What the headers of a data file mean. */
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"

#include <stdio.h>
#include <string.h>

static const char *const error_headers[] = {"error", NULL};

static const char *const *either(const char *const *theirs, const char *const *otherwise) {
  return theirs != NULL ? theirs : otherwise;
}

static egb_origin headers_of(const egb_table_file *file) {
  const egb_origin *origin = file->rows.origin;
  return origin == NULL ? egb_origin_usual
                        : (egb_origin){.unit = either(origin->unit, egb_origin_usual.unit),
                                       .period = either(origin->period, egb_origin_usual.period),
                                       .indicator = either(origin->indicator, egb_origin_usual.indicator),
                                       .value = either(origin->value, egb_origin_usual.value)};
}

static void hint_headers(egb_table_file *file, const char *typed) {
  egb_loader *loader = file->loader;
  if (egb_advise_dialect(loader, &file->rows, typed))
    return;
  if (!egb_load_suggests(loader, file->rows.header_count))
    return;
  const char **headers = egb_arena_array(loader->scratch, file->rows.header_count, sizeof *headers);
  if (headers == NULL)
    return;
  for (size_t i = 0; i < file->rows.header_count; i++)
    headers[i] = file->rows.names.item[i].text;
  char hint[256];
  if (egb_did_you_mean(hint, sizeof hint, typed, headers, file->rows.header_count)[0] != '\0')
    egb_diag_hint(loader->diag, "%s", hint);
}

/* A header that a file of the user was given with. */
static bool is_own(const egb_data_file *spec, const char *header) {
  const egb_data_file *base = spec->base;
  return base != NULL && header != base->unit && header != base->period && header != base->indicator &&
         header != base->value && header != base->error;
}

/* A header the definition names must be there, unless the file was given in place of the definition's. */
static size_t given_header(egb_table_file *file, const char *header, const char *role) {
  const size_t at = egb_rows_find(&file->rows, header);
  if (at != EGB_NAMES_NONE || (file->lenient && !is_own(file->spec, header)))
    return at;
  egb_loader *loader = file->loader;
  const egb_place place = file->spec->place.source != NULL ? file->spec->place : file->rows.header_place;
  EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, place, "`%s` has no column `%s` (%s)", file->rows.source->name, header,
                 role);
  hint_headers(file, header);
  return EGB_NAMES_NONE;
}

/* The position of a role: the given header, else the first default that exists and is not a column of an indicator. */
static size_t role_header(egb_table_file *file, const char *given, const char *const *defaults, const char *role) {
  if (given != NULL) {
    const size_t at = given_header(file, given, role);
    if (at != EGB_NAMES_NONE || !file->lenient || is_own(file->spec, given))
      return at;
  }
  for (; *defaults != NULL; defaults++) {
    const size_t at = egb_rows_find(&file->rows, *defaults);
    if (at != EGB_NAMES_NONE &&
        egb_names_find(&file->loader->wanted_names, *defaults, strlen(*defaults)) == EGB_NAMES_NONE)
      return at;
  }
  return EGB_NAMES_NONE;
}

static void refuse_without_unit(egb_table_file *file) {
  egb_loader *loader = file->loader;
  EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, file->rows.header_place, "no column says which unit a row is about");
  const egb_rows *rows = &file->rows;
  if (rows->unnamed != 0 && rows->header[0].length == 0 && rows->unnamed * 2 <= rows->header_count)
    egb_hint_key(loader, "unit: column 1", "if it is the first one, which has no header: ");
  else if (!egb_advise_dialect(loader, rows, NULL))
    egb_diag_hint(loader->diag,
                  "call it `unit`, `iso3`, `id` or `code`, or name it in the definition's data file: unit: header");
}

bool egb_is_of_origin(egb_loader *loader, const egb_rows *rows) {
  const egb_origin *origin = egb_origin_find(rows->dialect->as);
  char list[400];
  size_t length = 0;
  if (origin == NULL || rows->origin != NULL)
    return true;
  for (size_t i = 0; origin->signature[i] != NULL; i++)
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", i == 0 ? "" : ", ", origin->signature[i]);
  EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, rows->header_place,
                 "this is no file of `as: %s`: none of its first lines has the headers %s", origin->name, list);
  egb_diag_hint(loader->diag,
                "`egovbench import %s` shows what it looks like; or name the line of the header, "
                "`header: LINE`",
                rows->source->name);
  return false;
}

static void choose_layout(egb_table_file *file) {
  const egb_origin headers = headers_of(file);
  const egb_data_file *spec = file->spec;
  file->indicator_at = file->value_at = file->error_at = EGB_NAMES_NONE;
  if (spec->layout == EGB_LAYOUT_WIDE)
    return;
  if (spec->layout == EGB_LAYOUT_PERIODS) {
    file->is_long = true; /* no header is an indicator's */
    file->period_at = EGB_NAMES_NONE;
    if (spec->only_indicator == NULL)
      file->indicator_at = role_header(file, spec->indicator, headers.indicator, "the indicators");
    return;
  }
  const bool must =
      !file->lenient && (spec->layout == EGB_LAYOUT_LONG || spec->indicator != NULL || spec->value != NULL);
  file->indicator_at = role_header(file, spec->indicator, headers.indicator, "the indicators");
  file->value_at = role_header(file, spec->value, headers.value, "the values");
  file->is_long = must || (file->indicator_at != EGB_NAMES_NONE && file->value_at != EGB_NAMES_NONE);
  if (!file->is_long)
    file->indicator_at = file->value_at = EGB_NAMES_NONE;
  else
    file->error_at = role_header(file, spec->error, error_headers, "the standard errors");
}

/* A header that was given and is missing has been reported already. */
static bool long_is_complete(egb_table_file *file) {
  const egb_data_file *spec = file->spec;
  const bool no_indicator = file->indicator_at == EGB_NAMES_NONE, no_value = file->value_at == EGB_NAMES_NONE;
  if (!no_indicator && !no_value)
    return true;
  if ((no_indicator && spec->indicator == NULL) || (no_value && spec->value == NULL)) {
    EGB_LOAD_ERROR(file->loader, EGB_E_COLUMN_MISSING, file->rows.header_place,
                   "a long file needs a column with the %s", no_indicator ? "indicators" : "values");
    egb_diag_hint(file->loader->diag, "call it `%s`, or name it in the definition's data file: %s: header",
                  no_indicator ? "indicator" : "value", no_indicator ? "indicator" : "value");
  }
  return false;
}

/* ---- columns of a wide file ------------------------------------------------------------------ */

/* Entries of the same column keep their order: the walk is from the last. */
static egb_status map_renames(egb_loader *loader, const egb_rename *list, size_t count, egb_rename_map *out) {
  out->columns = (egb_names){.arena = loader->scratch};
  out->next = egb_arena_array(loader->scratch, count, sizeof *out->next);
  if (out->next == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = count; i-- > 0;) {
    bool fresh;
    const size_t number = egb_names_add(&out->columns, list[i].column, strlen(list[i].column), &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    out->next[i] = fresh ? EGB_NAMES_NONE : out->columns.item[number].mark;
    out->columns.item[number].mark = (uint32_t)i;
  }
  return EGB_OK;
}

/* The position of the first entry for a column, EGB_NAMES_NONE. */
static size_t first_rename(const egb_rename_map *map, const char *column) {
  const size_t number = egb_names_find(&map->columns, column, strlen(column));
  return number < map->columns.count ? map->columns.item[number].mark : EGB_NAMES_NONE;
}

/* Renames and errors are for columns that exist in the definition. */
static void check_map(egb_table_file *file, const egb_rename *list, size_t count, const char *key) {
  egb_loader *loader = file->loader;
  for (size_t i = 0; i < count && !file->lenient; i++) {
    if (egb_names_find(&loader->wanted_names, list[i].column, strlen(list[i].column)) != EGB_NAMES_NONE)
      continue;
    EGB_LOAD_ERROR(loader, EGB_E_INDICATOR_UNKNOWN, list[i].place, "`%s:` names `%s`, a column that no indicator uses",
                   key, list[i].column);
    if (!egb_load_suggests(loader, loader->wanted_count))
      continue;
    const char **wanted = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *wanted);
    char hint[256];
    for (size_t k = 0; wanted != NULL && k < loader->wanted_count; k++)
      wanted[k] = loader->wanted[k].name;
    if (wanted != NULL && egb_did_you_mean(hint, sizeof hint, list[i].column, wanted, loader->wanted_count)[0] != '\0')
      egb_diag_hint(loader->diag, "%s", hint);
    else
      egb_diag_hint(loader->diag, "write it as the definition does: name of the column, then header in the file");
  }
}

static void refuse_rename(egb_table_file *file, const egb_rename *rename, const char *key) {
  EGB_LOAD_ERROR(file->loader, EGB_E_COLUMN_MISSING, rename->place, "`%s` has no column `%s`, which `%s:` names",
                 file->rows.source->name, rename->header, key);
  hint_headers(file, rename->header);
}

static size_t find_wanted(egb_table_file *file, egb_wanted *wanted) {
  const char *column = wanted->name;
  for (size_t i = first_rename(&file->renames, column); i != EGB_NAMES_NONE; i = file->renames.next[i]) {
    const egb_rename *rename = &file->spec->rename[i];
    const size_t at = egb_rows_find(&file->rows, rename->header);
    if (at != EGB_NAMES_NONE)
      return at;
    if (!file->lenient) {
      refuse_rename(file, rename, "columns");
      wanted->found = true; /* that it is missing has been reported */
      return EGB_NAMES_NONE;
    }
  }
  return egb_rows_find(&file->rows, column);
}

/* The header of a column's standard errors: as given, else NAME.error after the header or the column. */
static egb_status find_errors(egb_table_file *file, const char *column, size_t column_at, size_t *at) {
  for (size_t i = first_rename(&file->errors, column); i != EGB_NAMES_NONE; i = file->errors.next[i]) {
    const egb_rename *rename = &file->spec->errors[i];
    *at = egb_rows_find(&file->rows, rename->header);
    if (*at != EGB_NAMES_NONE || !file->lenient) {
      if (*at == EGB_NAMES_NONE)
        refuse_rename(file, rename, "errors");
      return EGB_OK;
    }
  }
  const char *bases[] = {file->rows.names.item[column_at].text, column};
  for (size_t i = 0; i < 2; i++) {
    const char *header = egb_arena_format(file->loader->scratch, "%s.error", bases[i]);
    if (header == NULL)
      return EGB_NO_MEMORY;
    *at = egb_rows_find(&file->rows, header);
    if (*at != EGB_NAMES_NONE)
      break;
  }
  return EGB_OK;
}

static egb_status find_columns(egb_table_file *file) {
  egb_loader *loader = file->loader;
  file->column_at = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *file->column_at);
  file->errors_at = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *file->errors_at);
  if (file->column_at == NULL || file->errors_at == NULL ||
      map_renames(loader, file->spec->rename, file->spec->rename_count, &file->renames) != EGB_OK ||
      map_renames(loader, file->spec->errors, file->spec->error_count, &file->errors) != EGB_OK)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->wanted_count; i++) {
    egb_wanted *wanted = &loader->wanted[i];
    file->errors_at[i] = EGB_NAMES_NONE;
    file->column_at[i] = find_wanted(file, wanted);
    if (file->column_at[i] == EGB_NAMES_NONE)
      continue;
    wanted->found = true;
    if (find_errors(file, wanted->name, file->column_at[i], &file->errors_at[i]) != EGB_OK)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

/* Headers that have no meaning here, for the note and to suggest. */
static egb_status find_unused(egb_table_file *file) {
  egb_loader *loader = file->loader;
  bool *used = egb_arena_array(loader->scratch, file->rows.header_count, sizeof *used);
  if (used == NULL)
    return EGB_NO_MEMORY;
  const size_t roles[] = {file->unit_at, file->period_at, file->indicator_at, file->value_at, file->error_at};
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
    if (roles[i] != EGB_NAMES_NONE)
      used[roles[i]] = true;
  for (size_t i = 0; i < file->name_count; i++)
    used[file->names_at[i]] = true;
  for (size_t i = 0; i < file->spec->dialect.where_count; i++)
    used[file->rows.where_at[i]] = true;
  for (size_t i = 0; file->period_header != NULL && i < file->rows.header_count; i++)
    used[i] = used[i] || file->period_header[i] != EGB_PERIOD_EVERY;
  for (size_t i = 0; !file->is_long && i < loader->wanted_count; i++) {
    if (file->column_at[i] != EGB_NAMES_NONE)
      used[file->column_at[i]] = true;
    if (file->errors_at[i] != EGB_NAMES_NONE)
      used[file->errors_at[i]] = true;
  }
  for (size_t i = 0; i < file->rows.header_count; i++) {
    bool fresh;
    const egb_csv_field *header = &file->rows.header[i];
    if (used[i] || header->length == 0)
      continue;
    const size_t number = egb_names_add(&file->unused, header->text, header->length, &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    file->unused.item[number].offset = header->place.offset;
  }
  return EGB_OK;
}

egb_status egb_read_header(egb_table_file *file) {
  egb_loader *loader = file->loader;
  file->unused = (egb_names){.arena = loader->scratch};
  if (!file->lenient && !egb_is_of_origin(loader, &file->rows))
    return EGB_REFUSED;
  file->unit_at = role_header(file, file->spec->unit, headers_of(file).unit, "the units");
  if (file->unit_at == EGB_NAMES_NONE) {
    if (file->spec->unit == NULL || (file->lenient && !is_own(file->spec, file->spec->unit)))
      refuse_without_unit(file);
    return EGB_REFUSED;
  }
  file->period_at = role_header(file, file->spec->period, headers_of(file).period, "the periods");
  choose_layout(file);
  if (file->spec->layout != EGB_LAYOUT_PERIODS && file->is_long && !long_is_complete(file))
    return EGB_REFUSED;
  check_map(file, file->spec->rename, file->spec->rename_count, "columns");
  check_map(file, file->spec->errors, file->spec->error_count, "errors");
  egb_status status = egb_name_columns(loader->arena, &file->rows, &file->names, &file->names_at, &file->name_count);
  if (status == EGB_OK && file->spec->layout == EGB_LAYOUT_PERIODS)
    status = egb_read_period_headers(file);
  if (file->units_only)
    return status;
  if (status == EGB_OK && !file->is_long)
    status = find_columns(file);
  return status == EGB_OK ? find_unused(file) : status;
}
