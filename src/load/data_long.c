/* Long files: a row per unit, indicator (and period) with its value. */
#include "base/codes.h"
#include "load/data_load.h"

#include <string.h>

/* The column the row is about; EGB_NAMES_NONE when the definition does not use the indicator or none is given. */
egb_status egb_find_indicator(egb_table_file *file, const egb_names *renamed, size_t *column) {
  egb_loader *loader = file->loader;
  const egb_csv_field *field = &file->rows.field[file->indicator_at];
  *column = EGB_NAMES_NONE;
  if (field->length == 0) {
    EGB_LOAD_ERROR(loader, EGB_E_INDICATOR_UNKNOWN, field->place, "this row has no indicator");
    egb_diag_hint(loader->diag, "write the name of the data column in `%s`",
                  file->rows.names.item[file->indicator_at].text);
    return EGB_OK;
  }
  const size_t alias = egb_names_find(renamed, field->text, field->length);
  if (alias < renamed->count)
    *column = renamed->item[alias].mark;
  else
    *column = egb_names_find(&loader->wanted_names, field->text, field->length);
  if (*column != EGB_NAMES_NONE)
    return EGB_OK;
  bool fresh;
  const size_t unused = egb_names_add(&file->unused, field->text, field->length, &fresh);
  if (fresh)
    file->unused.item[unused].offset = field->place.offset;
  return unused == EGB_NAMES_NONE ? EGB_NO_MEMORY : EGB_OK;
}

/* `columns:` of a long file renames indicators: name in the file -> column of the data. */
egb_status egb_read_renames(egb_table_file *file, egb_names *renamed) {
  const egb_data_file *spec = file->spec;
  *renamed = (egb_names){.arena = file->loader->scratch};
  for (size_t i = 0; i < spec->rename_count; i++) {
    const egb_rename *rename = &spec->rename[i];
    const size_t column = egb_names_find(&file->loader->wanted_names, rename->column, strlen(rename->column));
    if (column == EGB_NAMES_NONE)
      continue; /* reported with the header */
    bool fresh;
    const size_t number = egb_names_add(renamed, rename->header, strlen(rename->header), &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    if (fresh)
      renamed->item[number].mark = (uint32_t)column;
  }
  return EGB_OK;
}

static egb_status read_row(egb_table_file *file, const egb_names *renamed) {
  egb_loader *loader = file->loader;
  uint32_t unit, period;
  bool use;
  size_t column = EGB_NAMES_NONE;
  egb_status status = egb_read_keys(file, &unit, &period, &use);
  if (file->row_ignored)
    return status;
  if (status == EGB_OK)
    status = egb_find_indicator(file, renamed, &column);
  if (status != EGB_OK || column == EGB_NAMES_NONE)
    return status;
  loader->wanted[column].found = true;
  egb_observation cell = {.unit = unit, .period = period};
  bool good = egb_read_cell(file, column, &file->rows.field[file->value_at], &cell, &status);
  if (file->error_at != EGB_NAMES_NONE)
    good = egb_read_error(file, &file->rows.field[file->error_at], &cell.error, &status) && good;
  if (good && use && status == EGB_OK)
    status = egb_add_observation(loader, &cell);
  return status;
}

egb_status egb_read_long(egb_table_file *file) {
  egb_names renamed;
  egb_status status = egb_read_renames(file, &renamed);
  bool more = true;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file->rows, file->loader->diag, &more);
    if (status == EGB_OK && more)
      status = read_row(file, &renamed);
  }
  return status;
}
