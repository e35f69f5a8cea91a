#include "load/data_rows.h"

#include "base/codes.h"
#include "base/text.h"
#include "load/data_text.h"

#include <string.h>

/* Text from standard input has no extension: a list of YAML records begins with its dash. */
static bool looks_like_yaml(const egb_source *source) {
  if (egb_text_ends(source->name, ".yaml") || egb_text_ends(source->name, ".yml"))
    return true;
  return source->name[0] == '<' && (strncmp(source->text, "- ", 2) == 0 || strncmp(source->text, "---", 3) == 0);
}

static egb_status note_header(egb_rows *rows, egb_csv_field field, size_t position, egb_diag *diag) {
  bool fresh;
  if (field.length == 0) {
    rows->failed = true;
    egb_diag_at(diag, EGB_ERROR, EGB_E_CSV_HEADER, field.place, "column %zu has no header", position + 1);
    egb_diag_hint(diag, "give it a name, or remove the column (a comma at the end of every line makes one)");
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
  egb_diag_at(diag, EGB_ERROR, EGB_E_CSV_HEADER, field.place, "the header `%s` appears twice, first as column %zu",
              egb_clip(text, field.text, field.length), number + 1);
  egb_diag_hint(diag, "rename or remove one of the two columns");
  return EGB_REFUSED;
}

/* ---- CSV ------------------------------------------------------------------------------------- */

/* A comma unless the dialect or the file's name says otherwise. */
static char delimiter_of(const egb_source *source, const egb_dialect *dialect) {
  if (dialect->delimiter != '\0')
    return dialect->delimiter;
  return egb_text_ends(source->name, ".tsv") || egb_text_ends(source->name, ".tab") ? '\t' : ',';
}

static egb_status open_csv(egb_rows *rows, const egb_dialect *dialect, egb_diag *diag) {
  bool more = false;
  egb_status status = egb_csv_open(&rows->csv, rows->arena, rows->source, delimiter_of(rows->source, dialect), diag);
  if (status == EGB_OK)
    status = egb_csv_next(&rows->csv, diag, &more);
  if (status != EGB_OK)
    return status;
  if (rows->csv.failed) /* what came out may be a row behind a broken header */
    return EGB_REFUSED;
  if (!more) {
    egb_diag_at(diag, EGB_ERROR, EGB_E_CSV_EMPTY, (egb_place){rows->source, 0, 0}, "the file is empty");
    egb_diag_hint(diag, "its first line is the header, such as unit,name,I-1,I-2");
    return EGB_REFUSED;
  }
  rows->header_count = rows->csv.field_count;
  rows->header_place = rows->csv.record_place;
  rows->header = egb_arena_array(rows->arena, rows->header_count, sizeof *rows->header);
  if (rows->header == NULL)
    return EGB_NO_MEMORY;
  memcpy(rows->header, rows->csv.field, rows->header_count * sizeof *rows->header);
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
  const egb_csv *csv = &rows->csv;
  const bool longer = csv->field_count > rows->header_count;
  egb_place place = csv->record_place;
  if (longer) {
    place = csv->field[rows->header_count].place;
  } else {
    place.offset += place.length;
    place.length = 0;
  }
  rows->failed = true;
  egb_diag_at(diag, EGB_ERROR, EGB_E_CSV_RAGGED, place, "this row has %zu field%s where the header has %zu",
              csv->field_count, csv->field_count == 1 ? "" : "s", rows->header_count);
  if (longer)
    egb_diag_hint(diag, "put quotes around a text that holds a comma, and write decimals with a point");
  else
    egb_diag_hint(diag, "a missing value still needs its comma");
}

static egb_status next_csv(egb_rows *rows, egb_diag *diag, bool *more) {
  for (;;) {
    const egb_status status = egb_csv_next(&rows->csv, diag, more);
    rows->failed = rows->failed || rows->csv.failed;
    if (status != EGB_OK || !*more)
      return status;
    rows->field = rows->csv.field;
    rows->place = rows->csv.record_place;
    size_t filled = 0;
    while (filled < rows->csv.field_count && rows->field[filled].length == 0)
      filled++;
    if (filled == rows->csv.field_count)
      continue; /* a row of commas alone says nothing */
    if (rows->csv.field_count == rows->header_count)
      return EGB_OK;
    refuse_ragged(rows, diag);
  }
}

/* ---- YAML ------------------------------------------------------------------------------------ */

static egb_status refuse_yaml(egb_rows *rows, egb_place place, const char *text, egb_diag *diag) {
  rows->failed = true;
  egb_diag_at(diag, EGB_ERROR, EGB_E_KEY_KIND, place, "%s", text);
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

egb_status egb_rows_open(egb_rows *rows, egb_arena *arena, const egb_source *source, const egb_dialect *dialect,
                         egb_diag *diag) {
  *rows = (egb_rows){.source = source, .arena = arena, .names = {.arena = arena}};
  rows->is_yaml = looks_like_yaml(source);
  return rows->is_yaml ? open_yaml(rows, diag) : open_csv(rows, dialect, diag);
}

egb_status egb_rows_next(egb_rows *rows, egb_diag *diag, bool *more) {
  const egb_status status = rows->is_yaml ? next_yaml(rows, diag, more) : next_csv(rows, diag, more);
  if (status == EGB_OK && *more)
    rows->count++;
  return status;
}

size_t egb_rows_find(const egb_rows *rows, const char *header) {
  return egb_names_find(&rows->names, header, strlen(header));
}
