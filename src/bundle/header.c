/* The columns of a file that was brought: its header, what its description says of each, what kind its cells are. */
#include "base/diag.h"
#include "base/number.h"
#include "base/text.h"
#include "bundle/licence.h"
#include "model/dataset.h"
#include "read/csv.h"

#include <string.h>

/* What a cell is in a dictionary: EMPTY says nothing about the column. "004" is a code. */
static egb_cell_kind kind_of(const egb_csv_field *field) {
  double value;
  if (field->length > 1 && field->text[0] == '0' && egb_is_digit(field->text[1]))
    return EGB_CELL_TEXT;
  return field->length == 0                                                                        ? EGB_CELL_EMPTY
         : !field->quoted && egb_number_parse(field->text, field->length, &value) == EGB_NUMBER_OK ? EGB_CELL_NUMBER
                                                                                                   : EGB_CELL_TEXT;
}

static egb_bundle_column *read_header(egb_arena *arena, const egb_csv *csv) {
  egb_bundle_column *column = egb_arena_array(arena, csv->field_count, sizeof *column);
  for (size_t i = 0; column != NULL && i < csv->field_count; i++)
    column[i].name = egb_arena_text(arena, csv->field[i].text, csv->field[i].length);
  return egb_arena_failed(arena) ? NULL : column;
}

static void describe(egb_bundle_column *column, const egb_source_notes *notes) {
  for (size_t i = 0; i < notes->column_count; i++)
    if (strcmp(notes->column[i].name, column->name) == 0) {
      column->title = notes->column[i].title;
      column->description = notes->column[i].description;
      column->unit = notes->column[i].unit;
    }
}

/* A column has numbers when no cell of it is anything else. */
static egb_status read_kinds(egb_csv *csv, egb_diag *diag, egb_bundle_column *column, size_t count) {
  bool more = true;
  egb_status status = EGB_OK;
  while (status == EGB_OK && more) {
    status = egb_csv_next(csv, diag, &more);
    for (size_t i = 0; status == EGB_OK && more && i < csv->field_count && i < count; i++)
      if (column[i].kind != EGB_CELL_TEXT) {
        const egb_cell_kind kind = kind_of(&csv->field[i]);
        column[i].kind = kind == EGB_CELL_EMPTY ? column[i].kind : kind;
      }
  }
  for (size_t i = 0; i < count; i++)
    column[i].kind = column[i].kind == EGB_CELL_EMPTY ? EGB_CELL_TEXT : column[i].kind;
  return status;
}

/* The entry of the definition that a file of data is of; NULL: it is of none, or not of one alone. */
static const egb_data_file *entry_of(const egb_bundle *bundle, const egb_data_source *file) {
  const egb_data_file *found = NULL;
  for (size_t i = 0; i < bundle->index->file_count && strcmp(file->role, "data") == 0; i++)
    if (strcmp(egb_path_name(bundle->index->file[i].file), egb_path_name(file->bytes->name)) == 0) {
      if (found != NULL)
        return NULL;
      found = &bundle->index->file[i];
    }
  return found;
}

/* Its first column of these names. */
static const char *first_named(const egb_bundle_file *file, const char *own, const char *const *names) {
  for (size_t i = 0; i < file->column_count; i++)
    if (own != NULL && strcmp(file->column[i].name, own) == 0)
      return own;
  for (; own == NULL && *names != NULL; names++)
    for (size_t i = 0; i < file->column_count; i++)
      if (strcmp(file->column[i].name, *names) == 0)
        return *names;
  return NULL;
}

/* What tells the rows apart: the unit, and the period and the indicator where there are such columns. */
static egb_status put_key(const egb_bundle *bundle, const egb_data_file *entry, egb_bundle_file *out) {
  static const char *const units[] = {"unit", "iso3", "id", NULL}, *const periods[] = {"period", "year", NULL},
                           *const indicators[] = {"indicator", NULL};
  const char *unit = first_named(out, entry == NULL ? NULL : entry->unit, units);
  if (unit == NULL || entry == NULL || entry->dialect.where_count != 0)
    return EGB_OK;
  const char **key = egb_arena_array(bundle->arena, 4, sizeof *key);
  size_t count = 0;
  if (key == NULL)
    return EGB_NO_MEMORY;
  key[count++] = unit;
  key[count] = first_named(out, entry->period, periods);
  count += key[count] != NULL;
  key[count] = first_named(out, entry->indicator, indicators);
  out->key = key;
  return EGB_OK;
}

/* Commas, and the header in the first line: what standards take for granted. */
static bool is_plain(const egb_data_file *entry) {
  return entry == NULL || ((entry->dialect.delimiter == '\0' || entry->dialect.delimiter == ',') &&
                           entry->dialect.header_first < 2 && entry->dialect.header_last < 2);
}

/* What it cannot read is read all the same by whoever knows how the file is written: then it has no columns here. */
egb_status egb_bundle_columns(const egb_bundle *bundle, size_t source, const egb_source_notes *notes,
                              egb_bundle_file *out) {
  const egb_data_source *file = &bundle->data->file[source];
  const egb_data_file *entry = entry_of(bundle, file);
  if (file->source != file->bytes || !egb_text_ends(file->bytes->name, ".csv") || !is_plain(entry))
    return EGB_OK;
  egb_arena *scratch = egb_arena_new();
  egb_diag *aside = egb_diag_new();
  egb_csv csv;
  bool more = false;
  egb_status status =
      scratch == NULL || aside == NULL ? EGB_NO_MEMORY : egb_csv_open(&csv, scratch, file->bytes, ',', aside);
  if (status == EGB_OK)
    status = egb_csv_next(&csv, aside, &more);
  if (status == EGB_OK && more && csv.field_count > 1) {
    const size_t count = csv.field_count;
    egb_bundle_column *column = read_header(bundle->arena, &csv);
    for (size_t i = 0; column != NULL && i < count; i++)
      describe(&column[i], notes);
    status = column == NULL ? EGB_NO_MEMORY : read_kinds(&csv, aside, column, count);
    if (status == EGB_OK && !csv.failed) {
      out->column = column;
      out->column_count = count;
      status = put_key(bundle, entry, out);
    }
  }
  egb_diag_free(aside);
  egb_arena_free(scratch);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}
