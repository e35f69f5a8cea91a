/* Wide files: a row per unit (and period), a column per indicator. */
#include "base/codes.h"
#include "load/data_load.h"

#include <math.h>
#include <string.h>

/* Columns with values do not tell rows apart. */
static egb_status advise(egb_table_file *file, uint32_t first, uint32_t second, bool *hinted) {
  egb_loader *loader = file->loader;
  bool *skip = egb_arena_array(loader->scratch, file->rows.header_count, sizeof *skip);
  if (skip == NULL)
    return EGB_NO_MEMORY;
  for (size_t c = 0; c < loader->wanted_count; c++) {
    if (file->column_at[c] != EGB_NAMES_NONE)
      skip[file->column_at[c]] = true;
    if (file->errors_at[c] != EGB_NAMES_NONE)
      skip[file->errors_at[c]] = true;
  }
  for (size_t i = 0; i < file->name_count; i++)
    skip[file->names_at[i]] = true;
  return egb_hint_where(loader, &(egb_two_rows){file->number, first, second, skip}, hinted);
}

/* Where the unit (in this period) had its row before; that of this record is kept when it is the first. */
static egb_status find_first(egb_table_file *file, uint32_t unit, uint32_t period, bool *first, uint32_t *before) {
  const uint32_t offset = file->rows.field[file->unit_at].place.offset, pair[2] = {unit, period};
  char key[sizeof pair];
  memcpy(key, pair, sizeof pair);
  const size_t number = egb_names_add(&file->seen, key, sizeof key, first);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (*first)
    file->seen.item[number].offset = offset;
  *before = file->seen.item[number].offset;
  return EGB_OK;
}

static egb_status make_room(egb_table_file *file, size_t unit) {
  if (unit < file->row_room)
    return EGB_OK;
  const size_t room = 2 * (unit + 1);
  uint32_t *row_of = egb_arena_array(file->loader->scratch, room, sizeof *row_of);
  if (row_of == NULL)
    return EGB_NO_MEMORY;
  if (file->row_room != 0)
    memcpy(row_of, file->row_of, file->row_room * sizeof *row_of);
  file->row_of = row_of;
  file->row_room = room;
  return EGB_OK;
}

/* Where the units of the rows are that were read in pieces, for the rows that follow. */
static egb_status note_rows(egb_table_file *file) {
  const egb_block *block = file->block;
  egb_status status = EGB_OK;
  if (block == NULL || file->rows.csv.at == file->rows.source->length)
    return EGB_OK;
  for (size_t row = 0; row < block->row_count && status == EGB_OK; row++) {
    status = make_room(file, block->unit[row]);
    if (status == EGB_OK)
      file->row_of[block->unit[row]] = egb_block_field(file->loader, block, row, file->unit_at).offset + 1;
  }
  return status;
}

/* The same where all rows are about one period, or about all of them. */
static egb_status find_first_of_unit(egb_table_file *file, uint32_t unit, bool *first, uint32_t *before) {
  const uint32_t offset = file->rows.field[file->unit_at].place.offset;
  if (make_room(file, unit) != EGB_OK)
    return EGB_NO_MEMORY;
  *first = file->row_of[unit] == 0;
  if (*first)
    file->row_of[unit] = offset + 1;
  *before = file->row_of[unit] - 1;
  return EGB_OK;
}

/* *first is false, and it is reported, when the unit (in this period) had a row before. */
static egb_status check_first(egb_table_file *file, uint32_t unit, uint32_t period, bool *first) {
  egb_loader *loader = file->loader;
  const bool dated = file->period_at != EGB_NAMES_NONE;
  uint32_t before = 0;
  const egb_status found =
      dated ? find_first(file, unit, period, first, &before) : find_first_of_unit(file, unit, first, &before);
  if (found != EGB_OK || *first)
    return found;
  const egb_place place = file->rows.field[file->unit_at].place;
  EGB_LOAD_ERROR(loader, EGB_E_UNIT_DUPLICATE, place, "unit `%s` has two rows%s%s", loader->unit.item[unit].text,
                 dated ? " for " : "", dated ? loader->period.item[period].text : "");
  bool hinted = false;
  const egb_status status = advise(file, before, place.offset, &hinted);
  if (egb_load_tells(loader) && !hinted) {
    const egb_place other = {file->rows.source, before, 0};
    egb_diag_hint(loader->diag, "keep one of them; the first is line %zu", egb_place_line(other).line);
  }
  return status;
}

/* Into the columns of the block, where the file has one. */
static egb_status read_columns(egb_table_file *file, uint32_t unit, uint32_t period, bool keep) {
  egb_block *block = file->block;
  egb_status status = EGB_OK;
  for (size_t k = 0; k < block->column_count && status == EGB_OK; k++) {
    const size_t c = block->column[k];
    const egb_csv_field *field = &file->rows.field[file->column_at[c]];
    egb_observation cell = {.unit = unit, .period = period};
    if (egb_plain_cell(file, c, field, &cell.value) || egb_read_cell(file, c, field, &cell, &status))
      egb_block_put(block, k, cell.value);
    else if (status == EGB_OK)
      status = egb_block_refuse(block, k);
  }
  if (status == EGB_OK && keep)
    egb_block_end_row(file, unit, period);
  return status;
}

static egb_status read_cells(egb_table_file *file, uint32_t unit, uint32_t period, bool keep) {
  egb_loader *loader = file->loader;
  egb_status status = EGB_OK;
  for (size_t c = 0; c < loader->wanted_count && status == EGB_OK; c++) {
    if (file->column_at[c] == EGB_NAMES_NONE)
      continue;
    egb_observation cell = {.unit = unit, .period = period};
    bool good = egb_read_cell(file, c, &file->rows.field[file->column_at[c]], &cell, &status);
    if (file->errors_at[c] != EGB_NAMES_NONE)
      good = egb_read_error(file, &file->rows.field[file->errors_at[c]], &cell.error, &status) && good;
    if (good && keep && status == EGB_OK)
      status = egb_add_observation(loader, &cell);
  }
  return status;
}

egb_status egb_read_wide(egb_table_file *file) {
  egb_loader *loader = file->loader;
  file->seen = (egb_names){.arena = loader->scratch};
  /* A piece does not know whether a row with one cell is at the end. */
  egb_status status = file->spec->dialect.footer == EGB_FOOTER_NOTES ? EGB_OK : egb_read_pieces(file);
  if (status == EGB_OK)
    status = note_rows(file);
  while (status == EGB_OK) {
    bool more, use, first = false;
    uint32_t unit, period;
    status = egb_rows_next(&file->rows, loader->diag, &more);
    if (status != EGB_OK || !more)
      return status;
    status = egb_block_next(file);
    if (status != EGB_OK)
      return status;
    status = egb_read_keys(file, &unit, &period, &use);
    if (status == EGB_OK && file->row_ignored)
      continue;
    if (status == EGB_OK && use)
      status = check_first(file, unit, period, &first);
    if (status == EGB_OK)
      status = (file->block != NULL ? read_columns : read_cells)(file, unit, period, use && first);
  }
  return status;
}
