/* dictionary.csv: every column of every table. */
#include "metadata/facts.h"
#include "metadata/metadata.h"

#include <string.h>

enum { FILE_PATH, COLUMN, LABEL, KIND, UNIT, DESCRIPTION, COLUMNS };

static const egb_bundle_column columns[COLUMNS] = {
    {.name = "file", .title = "File", .description = "The table, below the bundle.", .kind = EGB_CELL_TEXT},
    {.name = "column", .title = "Column", .description = "Its header, byte for byte.", .kind = EGB_CELL_TEXT},
    {.name = "label", .title = "Label", .description = "What it is called for people.", .kind = EGB_CELL_TEXT},
    {.name = "kind",
     .title = "Kind",
     .description = "What its cells are: text, number or integer; any may be empty.",
     .kind = EGB_CELL_TEXT},
    {.name = "unit",
     .title = "Unit",
     .description = "What it is measured in; empty: not known.",
     .kind = EGB_CELL_TEXT},
    {.name = "description",
     .title = "Description",
     .description = "What it means, in a sentence.",
     .kind = EGB_CELL_TEXT}};

static void put_cell(egb_buffer *out, const char *text, char end) {
  const bool quoted = text != NULL && strpbrk(text, ",\"\r\n") != NULL;
  if (quoted)
    egb_buffer_char(out, '"');
  for (; text != NULL && *text != '\0'; text++) {
    if (*text == '"')
      egb_buffer_char(out, '"');
    egb_buffer_char(out, *text);
  }
  if (quoted)
    egb_buffer_char(out, '"');
  egb_buffer_char(out, end);
}

static const char *kind_name(egb_cell_kind kind) {
  switch (kind) {
  case EGB_CELL_NUMBER:
    return "number";
  case EGB_CELL_INTEGER:
    return "integer";
  case EGB_CELL_TEXT:
  case EGB_CELL_EMPTY:
    break;
  }
  return "text";
}

static void put_column(egb_buffer *out, const char *path, const egb_bundle_column *column) {
  put_cell(out, path, ',');
  put_cell(out, column->name, ',');
  put_cell(out, column->title, ',');
  put_cell(out, kind_name(column->kind), ',');
  put_cell(out, column->unit, ',');
  put_cell(out, column->description, '\n');
}

static void put_file(egb_buffer *out, const egb_bundle_file *file) {
  for (size_t i = 0; i < egb_bundle_column_count(file); i++) {
    const egb_bundle_column column = egb_bundle_column_at(file, i);
    put_column(out, file->path, &column);
  }
}

static bool write_dictionary(const egb_bundle *bundle, egb_buffer *out) {
  for (size_t i = 0; i < COLUMNS; i++) {
    egb_buffer_text(out, columns[i].name);
    egb_buffer_char(out, i + 1 < COLUMNS ? ',' : '\n');
  }
  for (size_t i = 0; i < bundle->file_count; i++)
    put_file(out, &bundle->file[i]);
  for (size_t i = 0; i < COLUMNS; i++)
    put_column(out, "dictionary.csv", &columns[i]);
  return !out->failed;
}

static const egb_bundle_column *columns_of(const egb_bundle *bundle, size_t *count) {
  (void)bundle;
  *count = COLUMNS;
  return columns;
}

static const char *const key[] = {"file", "column", NULL};

const egb_bundle_metadata egb_metadata_dictionary = {.path = "dictionary.csv",
                                                     .media_type = "text/csv",
                                                     .title = "Every column of every table",
                                                     .columns = columns_of,
                                                     .key = key,
                                                     .write = write_dictionary};
