#include "load/data_rows.h"

#include "base/codes.h"
#include "base/text.h"
#include "load/data_packed.h"
#include "load/data_start.h"
#include "load/data_text.h"
#include "load/dialect.h"

#include <string.h>

#define PLACE_DIGITS 5

/* Text from standard input has no extension: a list of YAML records begins with its dash. */
static bool looks_like_yaml(const egb_source *source, const egb_dialect *dialect) {
  if (dialect->workbook)
    return false; /* whatever the name of its sheet ends with */
  if (egb_text_ends(source->name, ".yaml") || egb_text_ends(source->name, ".yml"))
    return true;
  return source->name[0] == '<' && (strncmp(source->text, "- ", 2) == 0 || strncmp(source->text, "---", 3) == 0);
}

static egb_status note_header(egb_rows *rows, egb_csv_field field, size_t position, egb_diag *diag) {
  bool fresh;
  if (field.length == 0) {
    if (rows->unnamed++ == 0)
      egb_diag_at(diag, EGB_SEVERITY_NOTE, EGB_N_COLUMN_UNUSED, field.place,
                  "column %zu has no header, and is used only where a key names it: `column %zu`", position + 1,
                  position + 1);
    /* Keeps position = number: no name can hold a NUL, and no two positions have the same bytes. */
    char stand_in[1 + sizeof position] = {'\0'};
    memcpy(stand_in + 1, &position, sizeof position);
    return egb_names_add(&rows->names, stand_in, sizeof stand_in, &fresh) != EGB_NAMES_NONE ? EGB_OK : EGB_NO_MEMORY;
  }
  const size_t number = egb_names_add(&rows->names, field.text, field.length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (fresh)
    return EGB_OK;
  char text[EGB_CLIP];
  rows->failed = true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_HEADER, field.place,
              "the header `%s` appears twice, first as column %zu", egb_clip(text, field.text, field.length),
              number + 1);
  egb_diag_hint(diag, "rename or remove one of the two columns");
  return EGB_REFUSED;
}

/* ---- CSV ------------------------------------------------------------------------------------- */

egb_status egb_rows_record(egb_rows *rows, egb_diag *diag, bool *more) {
  const egb_status status = egb_csv_next(&rows->csv, diag, more);
  if (status != EGB_OK || !*more)
    return status;
  rows->field = rows->csv.field;
  rows->field_count = rows->csv.field_count;
  rows->place = rows->csv.record_place;
  return rows->origin != NULL && rows->origin->packed != NULL ? egb_rows_unpack(rows) : EGB_OK;
}

/* Headers that the publisher's row says, whatever the file has. */
static void name_columns(egb_rows *rows) {
  const char *const *names = rows->origin != NULL ? rows->origin->columns : NULL;
  for (size_t i = 0; names != NULL && names[i] != NULL && i < rows->header_count; i++) {
    rows->header[i].text = names[i];
    rows->header[i].length = strlen(names[i]);
  }
}

/* Where the lines of the header begin and end: as the dialect names them, else where the publisher's signature is, else
 * the first that is not blank (*end is 0). */
static size_t find_header(egb_rows *rows, size_t *end) {
  const egb_dialect *dialect = rows->dialect;
  size_t first = dialect->header_first, last = dialect->header_last;
  rows->origin = egb_origin_find(dialect->as);
  if (first == 0 && rows->origin != NULL)
    first = last = egb_dialect_find_header(rows->source, rows->csv.delimiter, rows->origin);
  if (first == 0)
    rows->origin = NULL;
  *end = first != 0 ? egb_dialect_line(rows->source, last + 1) : 0;
  return first != 0 ? egb_dialect_line(rows->source, first) : egb_dialect_start(rows->source);
}

/* *found is false when there is none. */
static egb_status read_header(egb_rows *rows, egb_diag *diag, bool *found) {
  size_t end;
  *found = false;
  rows->csv.at = find_header(rows, &end);
  const bool named = end != 0;
  for (;;) {
    bool more = false;
    const size_t before = rows->csv.at;
    egb_status status = egb_rows_record(rows, diag, &more);
    if (status != EGB_OK || rows->csv.failed)
      return status == EGB_OK ? EGB_REFUSED : status; /* what came out may be a row behind a broken header */
    if (more && named && rows->csv.record_place.offset >= end) {
      rows->csv.at = before; /* only blank lines were left of the header's */
      more = false;
    }
    if (!more)
      return EGB_OK;
    if (!*found)
      rows->header_place = rows->csv.record_place;
    *found = true;
    status = egb_rows_join_header(rows);
    if (status != EGB_OK || !named || rows->csv.at >= end)
      return status;
  }
}

static egb_status refuse_no_header(egb_rows *rows, egb_diag *diag) {
  const egb_dialect *dialect = rows->dialect;
  if (dialect->header_first != 0) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_HEADER, dialect->header_place,
                "line %zu of `%s`, named as its header, is %s", dialect->header_first, rows->source->name,
                egb_dialect_line(rows->source, dialect->header_first) < rows->source->length ? "blank"
                                                                                             : "beyond its end");
    egb_diag_hint(diag, "name the line that holds the headers: `header: LINE`");
  } else {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_EMPTY, (egb_place){rows->source, 0, 0}, "the file is empty");
    egb_diag_hint(diag, "its first line is the header, such as unit,name,I-1,I-2");
  }
  return EGB_REFUSED;
}

static egb_status open_csv(egb_rows *rows, egb_diag *diag) {
  bool found = false;
  egb_status status =
      egb_csv_open(&rows->csv, rows->arena, rows->source, egb_dialect_delimiter(rows->dialect, rows->source), diag);
  if (status == EGB_OK)
    status = read_header(rows, diag, &found);
  if (status != EGB_OK)
    return status;
  if (!found)
    return refuse_no_header(rows, diag);
  name_columns(rows);
  for (size_t i = 0; i < rows->header_count; i++) {
    const egb_status noted = note_header(rows, rows->header[i], i, diag);
    if (noted == EGB_NO_MEMORY)
      return noted;
    if (noted != EGB_OK)
      status = noted;
  }
  return status;
}

/* More fields: the first one too many; fewer: the end of the record. */
static void refuse_ragged(egb_rows *rows, egb_diag *diag) {
  const size_t count = rows->field_count;
  const bool longer = count > rows->header_count;
  egb_place place = rows->place;
  if (longer) {
    place = rows->field[rows->header_count].place;
  } else {
    place.offset += place.length;
    place.length = 0;
  }
  const bool unnamed = count == rows->header_count + 1 && rows->count == 0 && !rows->failed;
  const bool notes = count == 1 && rows->count != 0;
  rows->failed = true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_RAGGED, place, "this row has %zu field%s where the header has %zu",
              count, count == 1 ? "" : "s", rows->header_count);
  if (unnamed)
    egb_diag_hint(diag, "where the header lacks the name of the first column, as R writes it, begin it with a comma; "
                        "else put quotes around a text that holds a comma, and write decimals with a point");
  else if (longer)
    egb_diag_hint(diag, "put quotes around a text that holds a comma, and write decimals with a point");
  else if (notes)
    egb_diag_hint(diag, "a missing value still needs its comma; where notes end the file, a cell in each line, declare "
                        "`footer: notes`");
  else
    egb_diag_hint(diag, "a missing value still needs its comma");
}

/* ---- rows ------------------------------------------------------------------------------------ */

static egb_status next_csv(egb_rows *rows, egb_diag *diag, bool *more) {
  for (;;) {
    const size_t before = rows->csv.at;
    egb_status status = egb_rows_record(rows, diag, more);
    rows->failed = rows->failed || rows->csv.failed;
    if (status != EGB_OK || !*more)
      return status;
    const egb_place place = rows->place;
    const size_t filled = egb_rows_filled(rows);
    const bool empty = filled == 0; /* a row of commas alone says nothing */
    if (egb_rows_end_at_blank(rows) && (empty || (!rows->csv.failed && rows->place.offset > before))) {
      egb_rows_note_footer(rows, before, "blank", diag);
      *more = false;
      return EGB_OK;
    }
    bool ends = false;
    if (filled == 1)
      status = egb_rows_end_at_notes(rows, diag, &ends);
    if (ends && status == EGB_OK)
      egb_rows_note_footer(rows, place.offset, "notes", diag);
    if (ends || status != EGB_OK) {
      *more = false;
      return status;
    }
    if (empty)
      continue;
    if (rows->field_count == rows->header_count)
      return EGB_OK;
    refuse_ragged(rows, diag);
  }
}

/* ---- YAML ------------------------------------------------------------------------------------ */

static egb_status refuse_yaml(egb_rows *rows, egb_place place, const char *text, egb_diag *diag) {
  rows->failed = true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_KEY_KIND, place, "%s", text);
  egb_diag_hint(diag, "data in YAML is a list of records: - {unit: EST, I-1: 2, I-2: 1.5}");
  return EGB_REFUSED;
}

static egb_status open_yaml(egb_rows *rows, egb_diag *diag) {
  const egb_yaml *yaml = &rows->yaml;
  const egb_status status = egb_yaml_parse(rows->arena, rows->source, diag, &rows->yaml);
  if (status != EGB_OK)
    return status;
  if (yaml->node[0].kind != EGB_YAML_LIST)
    return refuse_yaml(rows, yaml->node[0].place, "a list of records is expected here", diag);
  for (size_t item = yaml->node[0].first; item != EGB_YAML_NONE; item = yaml->node[item].next) {
    if (yaml->node[item].kind != EGB_YAML_MAP) {
      (void)refuse_yaml(rows, yaml->node[item].place, "a record (a map) is expected here", diag);
      continue; /* the other records are still read */
    }
    for (size_t key = yaml->node[item].first; key != EGB_YAML_NONE; key = yaml->node[key].next) {
      bool fresh;
      const char *name = yaml->node[key].key;
      const size_t number = egb_names_add(&rows->names, name, strlen(name), &fresh);
      if (number == EGB_NAMES_NONE)
        return EGB_NO_MEMORY;
      if (fresh)
        rows->names.item[number].offset = yaml->node[key].key_place.offset;
    }
  }
  rows->header_count = rows->names.count;
  rows->header_place = yaml->node[0].place;
  rows->header = egb_arena_array(rows->arena, rows->header_count, sizeof *rows->header);
  rows->field = egb_arena_array(rows->arena, rows->header_count, sizeof *rows->field);
  if (rows->header == NULL || rows->field == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < rows->header_count; i++) {
    const egb_name *name = &rows->names.item[i];
    rows->header[i] = (egb_csv_field){name->text, name->length, {rows->source, name->offset, name->length}, false};
  }
  rows->at = yaml->node[0].first;
  return EGB_OK;
}

static bool is_null(const egb_yaml_node *node) {
  return !node->quoted && (strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

static egb_status next_yaml(egb_rows *rows, egb_diag *diag, bool *more) {
  const egb_yaml *yaml = &rows->yaml;
  while (rows->at != EGB_YAML_NONE && yaml->node[rows->at].kind != EGB_YAML_MAP)
    rows->at = yaml->node[rows->at].next;
  *more = rows->at != EGB_YAML_NONE;
  if (!*more)
    return EGB_OK;
  const egb_yaml_node *record = &yaml->node[rows->at];
  rows->place = record->place;
  for (size_t i = 0; i < rows->header_count; i++)
    rows->field[i] = (egb_csv_field){"", 0, {rows->source, record->place.offset, 0}, false};
  for (size_t key = record->first; key != EGB_YAML_NONE; key = yaml->node[key].next) {
    const egb_yaml_node *node = &yaml->node[key];
    egb_csv_field *field = &rows->field[egb_names_find(&rows->names, node->key, strlen(node->key))];
    field->place = node->place;
    if (node->kind != EGB_YAML_SCALAR_NODE) {
      (void)refuse_yaml(rows, node->place, "a single value is expected here", diag);
    } else if (!is_null(node)) {
      field->text = node->text;
      field->length = node->length;
      field->quoted = node->quoted;
    }
  }
  rows->at = record->next;
  return EGB_OK;
}

/* ---- both ------------------------------------------------------------------------------------ */

/* Every column of `where:` is there. */
static egb_status find_where(egb_rows *rows, egb_diag *diag) {
  const egb_dialect *dialect = rows->dialect;
  egb_status status = EGB_OK;
  rows->where_at = egb_arena_array(rows->arena, dialect->where_count, sizeof *rows->where_at);
  if (rows->where_at == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < dialect->where_count; i++) {
    rows->where_at[i] = egb_rows_find(rows, dialect->where[i].column);
    if (rows->where_at[i] != EGB_NAMES_NONE)
      continue;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, dialect->where[i].place,
                "`%s` has no column `%s` (`where:`)", rows->source->name, dialect->where[i].column);
    egb_diag_hint(diag, "write a header of the file, letter for letter");
    status = EGB_REFUSED;
  }
  return status;
}

static bool is_one_of(const egb_where *where, const egb_csv_field *field) {
  for (size_t i = 0; i < where->count; i++)
    if (strlen(where->value[i]) == field->length && memcmp(where->value[i], field->text, field->length) == 0)
      return true;
  return false;
}

static bool is_wanted(const egb_rows *rows) {
  for (size_t i = 0; i < rows->dialect->where_count; i++)
    if (!is_one_of(&rows->dialect->where[i], &rows->field[rows->where_at[i]]))
      return false;
  return true;
}

egb_status egb_rows_open(egb_rows *rows, egb_arena *arena, const egb_source *source, const egb_dialect *dialect,
                         egb_diag *diag) {
  *rows = (egb_rows){.source = source, .arena = arena, .dialect = dialect, .names = {.arena = arena}};
  rows->is_yaml = looks_like_yaml(source, dialect);
  if ((rows->is_yaml || !egb_start_has_header(source, dialect)) && egb_source_text(source) == NULL)
    return egb_start_refuse(source, diag);
  const egb_status status = rows->is_yaml ? open_yaml(rows, diag) : open_csv(rows, diag);
  return status == EGB_OK ? find_where(rows, diag) : status;
}

egb_status egb_rows_next(egb_rows *rows, egb_diag *diag, bool *more) {
  egb_status status = EGB_OK;
  if (!rows->is_yaml && rows->csv.at != rows->source->length && egb_source_text(rows->source) == NULL)
    return egb_start_refuse(rows->source, diag);
  do {
    status = rows->is_yaml ? next_yaml(rows, diag, more) : next_csv(rows, diag, more);
  } while (status == EGB_OK && *more && !is_wanted(rows));
  if (status == EGB_OK && *more)
    rows->count++;
  return status;
}

/* The place of `column 1` among the columns without a header. */
static size_t find_unnamed(const egb_rows *rows, const char *header) {
  static const char word[] = "column ";
  const size_t length = strlen(header), digits = sizeof word - 1;
  size_t number = 0;
  if (rows->unnamed == 0 || length <= digits || length > digits + PLACE_DIGITS || memcmp(header, word, digits) != 0)
    return EGB_NAMES_NONE;
  for (size_t i = digits; i < length; i++) {
    if (!egb_is_digit(header[i]))
      return EGB_NAMES_NONE;
    number = number * 10 + (size_t)(header[i] - '0');
  }
  return number != 0 && number <= rows->header_count && rows->header[number - 1].length == 0 ? number - 1
                                                                                             : EGB_NAMES_NONE;
}

size_t egb_rows_find(const egb_rows *rows, const char *header) {
  const size_t at = egb_names_find(&rows->names, header, strlen(header));
  return at != EGB_NAMES_NONE ? at : find_unnamed(rows, header);
}
