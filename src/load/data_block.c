/* The cells of a wide file in columns. The lines that are left say how many rows there may be; a file that has more, by
 * whatever is no line, is continued in another block. A dataset whose rows are exactly those of one block takes the
 * columns as they are; else the cells are joined one by one, row by row, as observations of a list are. */
#include "load/data_load.h"

#include <math.h>
#include <string.h>

size_t egb_block_rows(const egb_rows *rows, size_t lines) {
  const egb_source *source = rows->source;
  const size_t left = source->length - rows->csv.at;
  const size_t most = left / (rows->header_count == 0 ? 1 : rows->header_count) + 1;
  if (left != 0 && (source->again != NULL ? source->again->last : source->text[source->length - 1]) != '\n')
    lines++;
  return lines == 0 ? 1 : lines < most ? lines : most;
}

static bool allocate(egb_arena *scratch, egb_block *block, size_t room) {
  const size_t most = EGB_ARENA_REQUEST_MAX / sizeof *block->value / block->column_count;
  block->room = room < most ? room : most;
  const size_t cells = block->room * block->column_count;
  block->unit = egb_arena_array(scratch, block->room, sizeof *block->unit); /* a dataset knows these otherwise */
  block->period = egb_arena_array(scratch, block->room, sizeof *block->period);
  block->offset = egb_arena_array(block->arena, block->room, sizeof *block->offset);
  block->value = egb_arena_array(block->arena, cells, sizeof *block->value);
  return !egb_arena_failed(block->arena) && !egb_arena_failed(scratch);
}

static size_t count_columns(const egb_table_file *file) {
  size_t count = 0;
  for (size_t c = 0; c < file->loader->wanted_count; c++) {
    if (file->errors_at[c] != EGB_NAMES_NONE)
      return 0;
    count += file->column_at[c] != EGB_NAMES_NONE;
  }
  return count;
}

egb_status egb_block_begin(egb_table_file *file, size_t room) {
  egb_loader *loader = file->loader;
  const size_t columns = count_columns(file);
  file->block = NULL;
  if (file->rows.is_yaml || columns == 0 || (file->rows.origin != NULL && file->rows.origin->packed != NULL))
    return EGB_OK;
  egb_chunk *chunk = egb_add_chunk(loader);
  egb_block *block = egb_arena_array(loader->scratch, 1, sizeof *block);
  if (chunk == NULL || block == NULL)
    return EGB_NO_MEMORY;
  chunk->block = block;
  *block = (egb_block){
      .arena = egb_arena_new(), .column_count = columns, .delimiter = file->rows.csv.delimiter, .file = file->number};
  block->column = egb_arena_array(loader->scratch, columns, sizeof *block->column);
  block->field = egb_arena_array(block->arena, columns, sizeof *block->field);
  if (block->column == NULL || block->field == NULL)
    return EGB_NO_MEMORY;
  for (size_t c = 0, at = 0; c < loader->wanted_count; c++)
    if (file->column_at[c] != EGB_NAMES_NONE) {
      block->column[at] = (uint32_t)c;
      block->field[at++] = (uint32_t)file->column_at[c];
    }
  file->block = block;
  return allocate(loader->scratch, block, room) ? EGB_OK : EGB_NO_MEMORY;
}

/* The lines are counted once: those that end otherwise would be counted again and again. */
egb_status egb_block_next(egb_table_file *file) {
  const egb_block *block = file->block;
  return block == NULL || block->row_count < block->room ? EGB_OK : egb_block_begin(file, 2 * block->room);
}

void egb_block_put(egb_block *block, size_t column, double value) {
  const size_t at = column * block->room + block->row_count;
  block->value[at] = value;
  if (block->refused != NULL)
    block->refused[at] = false; /* of a row that was not kept */
}

egb_status egb_block_refuse(egb_block *block, size_t column) {
  if (block->refused == NULL)
    block->refused = egb_arena_array(block->arena, block->room * block->column_count, sizeof *block->refused);
  if (block->refused == NULL)
    return EGB_NO_MEMORY;
  block->refused[column * block->room + block->row_count] = true;
  return EGB_OK;
}

void egb_block_end_row(egb_table_file *file, uint32_t unit, uint32_t period) {
  egb_block *block = file->block;
  block->unit[block->row_count] = unit;
  block->period[block->row_count] = period;
  block->offset[block->row_count] = file->rows.place.offset;
  file->loader->observation_count += block->column_count;
  for (size_t k = 0; k < block->column_count && block->refused != NULL; k++)
    file->loader->observation_count -= block->refused[k * block->room + block->row_count];
  block->row_count++;
}

void egb_block_places(const egb_loader *loader, const egb_block *block, size_t row, egb_place *out, size_t count) {
  egb_record record = egb_record_at(loader->file[block->file].source, block->offset[row], block->delimiter);
  for (size_t i = 0; i < count; i++)
    out[i] = egb_record_field(&record);
}

egb_place egb_block_field(const egb_loader *loader, const egb_block *block, size_t row, size_t field) {
  egb_record record = egb_record_at(loader->file[block->file].source, block->offset[row], block->delimiter);
  while (field-- != 0)
    (void)egb_record_field(&record);
  return egb_record_field(&record);
}

bool egb_block_cell(const egb_block *block, size_t row, size_t column, const egb_place *places, egb_observation *out) {
  const size_t at = column * block->room + row;
  if (block->refused != NULL && block->refused[at])
    return false;
  *out = (egb_observation){.value = block->value[at],
                           .error = NAN,
                           .unit = block->unit[row],
                           .column = block->column[column],
                           .period = block->period[row],
                           .offset = places[block->field[column]].offset,
                           .length = places[block->field[column]].length,
                           .file = block->file};
  return true;
}

/* ---- as the columns of a dataset ------------------------------------------------------------- */

/* All blocks behind the first are empty: that of a row that was not kept. */
static bool is_alone(const egb_loader *loader) {
  if (loader->first == NULL || loader->first->block == NULL)
    return false;
  for (const egb_chunk *chunk = loader->first->next; chunk != NULL; chunk = chunk->next)
    if (chunk->block == NULL || chunk->block->row_count != 0)
      return false;
  return true;
}

/* Columns of a block are in the order of those wanted: as many of them as the dataset has are the same. */
bool egb_block_is_dataset(const egb_loader *loader, const egb_dataset *data) {
  if (!is_alone(loader) || loader->has_errors || data->period_count != 1)
    return false;
  const egb_block *block = loader->first->block;
  if (block->refused != NULL || block->row_count != data->unit_count || block->column_count != data->column_count)
    return false;
  for (size_t row = 0; row < block->row_count; row++)
    if (block->unit[row] != row)
      return false;
  return true;
}

/* Columns move together where there was room for more rows. */
static void close_up(egb_block *block) {
  for (size_t k = 1; k < block->column_count && block->row_count != block->room; k++)
    memmove(block->value + k * block->row_count, block->value + k * block->room,
            block->row_count * sizeof *block->value);
}

egb_status egb_block_take(egb_loader *loader, egb_dataset *data) {
  egb_block *block = loader->first->block;
  egb_records *records = egb_arena_array(loader->arena, 1, sizeof *records);
  if (records == NULL)
    return EGB_NO_MEMORY;
  close_up(block);
  data->value = block->value;
  *records = (egb_records){block->offset, block->field, block->delimiter, block->file};
  data->records = records;
  egb_arena_take_over(loader->arena, block->arena);
  block->arena = NULL;
  return EGB_OK;
}

void egb_blocks_free(egb_loader *loader) {
  for (egb_chunk *chunk = loader->first; chunk != NULL; chunk = chunk->next)
    if (chunk->block != NULL)
      egb_arena_free(chunk->block->arena);
}
