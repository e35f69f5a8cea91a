/* Files whose columns are periods: a row per unit (and indicator), a value in each. */
#include "base/codes.h"
#include "load/data_load.h"
#include "model/period.h"

#include <string.h>

/* The period that a header names, `1990` and `1990 [YR1990]` alike; NULL: none, or out of memory (*status). */
static const char *period_of(egb_arena *arena, const egb_csv_field *header, egb_status *status) {
  size_t length = header->length;
  double time;
  for (size_t i = 1; i + 1 < length; i++)
    if (header->text[i] == ' ' && header->text[i + 1] == '[' && header->text[length - 1] == ']')
      length = i;
  while (length > 0 && header->text[length - 1] == ' ')
    length--;
  const char *text = egb_arena_text(arena, header->text, length);
  if (text == NULL)
    *status = EGB_NO_MEMORY;
  return text != NULL && length != 0 && egb_period_time(text, &time) ? text : NULL;
}

bool egb_names_period(egb_arena *arena, const egb_csv_field *header, egb_status *status) {
  return period_of(arena, header, status) != NULL;
}

static egb_status note_period(egb_table_file *file, const char *text, const egb_csv_field *header, uint32_t *number) {
  egb_loader *loader = file->loader;
  bool fresh;
  const size_t at = egb_names_add(&loader->period, text, strlen(text), &fresh);
  if (at == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (fresh) {
    loader->period.item[at].offset = header->place.offset;
    loader->period.item[at].mark = file->number;
  }
  *number = (uint32_t)at;
  return EGB_OK;
}

/* The column of the definition that a file without a column of indicators is about. */
static void choose_only(egb_table_file *file) {
  egb_loader *loader = file->loader;
  const char *only = file->spec->only_indicator;
  file->only_column = loader->wanted_count == 1 ? 0 : EGB_NAMES_NONE;
  if (file->indicator_at != EGB_NAMES_NONE)
    return;
  if (only != NULL)
    file->only_column = egb_names_find(&loader->wanted_names, only, strlen(only));
  if (file->only_column != EGB_NAMES_NONE)
    return;
  EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, file->rows.header_place,
                 only != NULL ? "`only-indicator:` names a column that no indicator uses"
                              : "no column says which indicator a row of periods is about");
  egb_diag_hint(loader->diag,
                "name the column with the indicators, `indicator: header`, or, when the file is about one "
                "column of the definition, that column: `only-indicator: ID`");
}

egb_status egb_read_period_headers(egb_table_file *file) {
  egb_loader *loader = file->loader;
  const size_t count = file->rows.header_count;
  egb_status status = EGB_OK;
  file->period_header = egb_arena_array(loader->scratch, count, sizeof *file->period_header);
  if (file->period_header == NULL)
    return EGB_NO_MEMORY;
  size_t found = 0;
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    file->period_header[i] = EGB_PERIOD_EVERY;
    const char *text = period_of(loader->scratch, &file->rows.header[i], &status);
    if (text != NULL && i != file->unit_at && i != file->indicator_at) {
      status = note_period(file, text, &file->rows.header[i], &file->period_header[i]);
      found++;
    }
  }
  if (status != EGB_OK)
    return status;
  choose_only(file);
  if (found != 0)
    return file->indicator_at == EGB_NAMES_NONE && file->only_column == EGB_NAMES_NONE ? EGB_REFUSED : EGB_OK;
  EGB_LOAD_ERROR(loader, EGB_E_COLUMN_MISSING, file->rows.header_place,
                 "no header is a period, such as 2020 or "
                 "2020 [YR2020]");
  if (!egb_advise_dialect(loader, &file->rows, NULL))
    egb_diag_hint(loader->diag, "name the line with the periods, `header: LINE`, or remove `layout: periods`");
  return EGB_REFUSED;
}

static egb_status read_row(egb_table_file *file, const egb_names *renamed) {
  egb_loader *loader = file->loader;
  egb_status status = EGB_OK;
  file->row_ignored = false;
  const size_t unit = egb_unit_number(file, &file->rows.field[file->unit_at], &status);
  if (status != EGB_OK || file->row_ignored)
    return status;
  size_t column = file->only_column;
  if (file->indicator_at != EGB_NAMES_NONE)
    status = egb_find_indicator(file, renamed, &column);
  if (status != EGB_OK || column == EGB_NAMES_NONE)
    return status;
  loader->wanted[column].found = true;
  for (size_t i = 0; i < file->rows.header_count && status == EGB_OK; i++) {
    if (file->period_header[i] == EGB_PERIOD_EVERY)
      continue;
    egb_observation cell = {.unit = (uint32_t)unit, .period = file->period_header[i]};
    const bool good = egb_read_cell(file, column, &file->rows.field[i], &cell, &status);
    if (good && unit != EGB_NAMES_NONE && status == EGB_OK)
      status = egb_add_observation(loader, &cell);
  }
  return status;
}

egb_status egb_read_periods(egb_table_file *file) {
  return egb_read_renamed(file, read_row);
}
