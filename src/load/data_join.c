/* The list of observations as matrices: units in order of first appearance, periods ascending, columns as needed. */
#include "base/codes.h"
#include "base/number.h"
#include "load/data_load.h"
#include "model/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A few rows that each have their own unit and period would make a huge, empty matrix: it may have so many cells as
 * a panel with gaps needs, not more. */
#define CELLS_FREE ((size_t)1 << 22)
#define CELLS_PER_OBSERVATION 64
#define CELLS_MOST ((size_t)1 << 27)

typedef struct period_entry {
  const char *text;
  double number; /* its time; NaN: text */
  uint32_t from; /* number in the order of reading */
} period_entry;

static int compare_periods(const void *a, const void *b) {
  const period_entry *left = a, *right = b;
  return egb_period_compare(left->text, left->number, right->text, right->number);
}

/* Sorts the periods; *place[old number] is the new one. */
static egb_status order_periods(egb_loader *loader, egb_dataset *data, uint32_t **place) {
  const size_t count = loader->period.count;
  period_entry *entry = egb_arena_array(loader->scratch, count, sizeof *entry);
  const char **text = egb_arena_array(loader->arena, count == 0 ? 1 : count, sizeof *text);
  *place = egb_arena_array(loader->scratch, count, sizeof **place);
  if (entry == NULL || text == NULL || *place == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const egb_name *name = &loader->period.item[i];
    entry[i] = (period_entry){name->text, NAN, (uint32_t)i};
    if (!egb_period_time(name->text, &entry[i].number))
      entry[i].number = (double)NAN;
  }
  if (count != 0)
    qsort(entry, count, sizeof *entry, compare_periods);
  for (size_t i = 0; i < count; i++) {
    text[i] = entry[i].text;
    (*place)[entry[i].from] = (uint32_t)i;
  }
  if (count == 0)
    text[0] = "";
  data->period = text;
  data->period_count = count == 0 ? 1 : count;
  return EGB_OK;
}

static egb_status check_size(egb_loader *loader, const egb_dataset *data) {
  const size_t units = data->unit_count, columns = data->column_count, periods = data->period_count;
  size_t most = CELLS_FREE + CELLS_PER_OBSERVATION * loader->observation_count;
  if (most > CELLS_MOST)
    most = CELLS_MOST;
  if (units != 0 && columns != 0 && (columns > most / units || periods > most / (units * columns))) {
    EGB_LOAD_ERROR(loader, EGB_E_CSV_SIZE, (egb_place){0},
                   "%zu units x %zu columns x %zu periods are too many cells for %zu values", units, columns, periods,
                   loader->observation_count);
    egb_diag_hint(loader->diag, "is the right column named as the unit, and the right one as the period?");
    return EGB_REFUSED;
  }
  return EGB_OK;
}

/* Every cell missing, and in no file. */
static egb_status allocate(egb_loader *loader, egb_dataset *data) {
  const size_t cells = data->unit_count * data->column_count * data->period_count;
  data->value = egb_arena_array(loader->arena, cells, sizeof *data->value);
  data->cell_offset = egb_arena_array(loader->arena, cells, sizeof *data->cell_offset);
  data->cell_length = egb_arena_array(loader->arena, cells, sizeof *data->cell_length);
  data->cell_source = egb_arena_array(loader->arena, cells, sizeof *data->cell_source);
  if (loader->has_errors)
    data->error = egb_arena_array(loader->arena, cells, sizeof *data->error);
  if (egb_arena_failed(loader->arena))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < cells; i++) {
    data->value[i] = NAN;
    data->cell_source[i] = UINT16_MAX;
  }
  for (size_t i = 0; data->error != NULL && i < cells; i++)
    data->error[i] = NAN;
  return EGB_OK;
}

/* ---- filling --------------------------------------------------------------------------------- */

static void write_cell(const egb_wanted *wanted, double value, char out[EGB_NUMBER_MAX]) {
  if (isnan(value))
    memcpy(out, "nothing", sizeof "nothing");
  else if (wanted->answers)
    memcpy(out, "another answer", sizeof "another answer");
  else
    egb_number_shortest(value, out);
}

/* The cell was given before: twice in one file, or with different values in two. */
static void refuse_cell(egb_loader *loader, const egb_dataset *data, const egb_observation *seen, size_t cell,
                        size_t period) {
  const egb_place first = {data->file[data->cell_source[cell]].source, data->cell_offset[cell], 0};
  const egb_place place = {data->file[seen->file].source, seen->offset, seen->length};
  const egb_wanted *wanted = &loader->wanted[seen->column];
  const char *in = data->period[period];
  EGB_LOAD_ERROR(loader, EGB_E_CELL_DUPLICATE, place, "`%s` of unit `%s`%s%s is given twice", wanted->name,
                 loader->unit.item[seen->unit].text, in[0] != '\0' ? " in " : "", in);
  if (!egb_load_tells(loader))
    return;
  bool hinted = false;
  if (data->cell_source[cell] == seen->file)
    loader->status = egb_status_worse(
        loader->status, egb_hint_where(loader, &(egb_two_rows){seen->file, first.offset, seen->offset, NULL}, &hinted));
  if (hinted)
    return;
  char before[EGB_NUMBER_MAX];
  write_cell(wanted, data->value[cell], before);
  egb_diag_hint(loader->diag, "keep one of them; %s:%zu has %s", first.source->name, egb_place_line(first).line,
                before);
}

static void put(egb_dataset *data, const egb_observation *seen, size_t cell) {
  data->value[cell] = seen->value;
  data->cell_offset[cell] = seen->offset;
  data->cell_length[cell] = seen->length;
  data->cell_source[cell] = seen->file;
  if (data->error != NULL)
    data->error[cell] = seen->error;
}

/* False when the cell was refused. A missing cell is replaced by a value of another file. */
static bool fill(egb_loader *loader, egb_dataset *data, const egb_observation *seen, size_t period) {
  const size_t cell = (period * data->column_count + seen->column) * data->unit_count + seen->unit;
  if (data->cell_source[cell] == UINT16_MAX) {
    put(data, seen, cell);
    return true;
  }
  if (data->cell_source[cell] == seen->file) {
    refuse_cell(loader, data, seen, cell, period);
    return false;
  }
  if (isnan(seen->value))
    return true;
  if (isnan(data->value[cell])) {
    put(data, seen, cell);
    return true;
  }
  const bool same_error =
      data->error == NULL || isnan(seen->error) || isnan(data->error[cell]) || seen->error == data->error[cell];
  if (data->value[cell] != seen->value || !same_error) {
    refuse_cell(loader, data, seen, cell, period);
    return false;
  }
  if (data->error != NULL && isnan(data->error[cell]))
    data->error[cell] = seen->error;
  return true;
}

static void fill_periods(egb_loader *loader, egb_dataset *data, const egb_observation *seen, const uint32_t *place) {
  const bool every = seen->period == EGB_PERIOD_EVERY;
  size_t period = every ? 0 : place[seen->period];
  const size_t end = every ? data->period_count : period + 1;
  while (period < end && fill(loader, data, seen, period))
    period++;
}

static egb_status fill_block(egb_loader *loader, egb_dataset *data, const egb_block *block, const uint32_t *place) {
  size_t fields = 0;
  for (size_t k = 0; k < block->column_count; k++)
    fields = block->field[k] >= fields ? (size_t)block->field[k] + 1 : fields;
  egb_place *at = egb_arena_array(loader->scratch, fields, sizeof *at);
  for (size_t row = 0; at != NULL && row < block->row_count; row++) {
    egb_observation cell;
    egb_block_places(loader, block, row, at, fields);
    for (size_t k = 0; k < block->column_count; k++)
      if (egb_block_cell(block, row, k, at, &cell))
        fill_periods(loader, data, &cell, place);
  }
  return at != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status fill_all(egb_loader *loader, egb_dataset *data, const uint32_t *place) {
  egb_status status = EGB_OK;
  for (const egb_chunk *chunk = loader->first; chunk != NULL && status == EGB_OK; chunk = chunk->next) {
    for (size_t i = 0; i < chunk->count; i++)
      fill_periods(loader, data, &chunk->item[i], place);
    if (chunk->block != NULL)
      status = fill_block(loader, data, chunk->block, place);
  }
  return status;
}

static egb_status fill_columns(egb_loader *loader, egb_dataset *data, const uint32_t *place) {
  egb_status status = check_size(loader, data);
  if (status != EGB_OK)
    return status;
  if (egb_block_is_dataset(loader, data))
    return egb_block_take(loader, data);
  status = allocate(loader, data);
  return status == EGB_OK ? fill_all(loader, data, place) : status;
}

/* ---- names of columns and answers ------------------------------------------------------------ */

static egb_status copy_columns(egb_loader *loader, egb_dataset *data) {
  const size_t count = loader->wanted_count;
  const char **column = egb_arena_array(loader->arena, count, sizeof *column);
  data->codes = egb_arena_array(loader->arena, count, sizeof *data->codes);
  data->code_count = egb_arena_array(loader->arena, count, sizeof *data->code_count);
  if (column == NULL || data->codes == NULL || data->code_count == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const egb_wanted *wanted = &loader->wanted[i];
    column[i] = wanted->name;
    if (!wanted->answers)
      continue;
    const char **codes = egb_arena_array(loader->arena, wanted->codes.count, sizeof *codes);
    if (codes == NULL)
      return EGB_NO_MEMORY;
    for (size_t k = 0; k < wanted->codes.count; k++)
      codes[k] = wanted->codes.item[k].text;
    data->codes[i] = codes;
    data->code_count[i] = wanted->codes.count;
  }
  data->column = column;
  data->column_count = count;
  return egb_dataset_sort_columns(loader->arena, data) ? EGB_OK : EGB_NO_MEMORY;
}

/* Names in expressions that no file has are other indicators: no columns. */
static egb_status drop_spared(egb_loader *loader) {
  uint32_t *to = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *to), kept = 0;
  if (to == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->wanted_count; i++) {
    to[i] = kept;
    if (loader->wanted[i].found || !loader->wanted[i].spared)
      loader->wanted[kept++] = loader->wanted[i];
  }
  if (kept == loader->wanted_count)
    return EGB_OK;
  loader->wanted_count = kept;
  for (egb_chunk *chunk = loader->first; chunk != NULL; chunk = chunk->next) {
    for (size_t i = 0; i < chunk->count; i++)
      chunk->item[i].column = to[chunk->item[i].column];
    for (size_t k = 0; chunk->block != NULL && k < chunk->block->column_count; k++)
      chunk->block->column[k] = to[chunk->block->column[k]];
  }
  return EGB_OK;
}

egb_status egb_join(egb_loader *loader, egb_dataset *data) {
  uint32_t *place;
  if (drop_spared(loader) != EGB_OK)
    return EGB_NO_MEMORY;
  data->unit_count = loader->unit.count;
  data->grouping = loader->all_grouping;
  data->grouping_count = loader->all_grouping_count;
  data->file = loader->file;
  data->file_count = loader->file_count;
  data->notes = loader->notes;
  egb_status status = egb_unit_table(loader, &data->unit);
  if (status == EGB_OK)
    status = copy_columns(loader, data);
  if (status == EGB_OK)
    status = order_periods(loader, data, &place);
  if (status == EGB_OK)
    status = egb_join_groups(loader, data);
  return status == EGB_OK ? fill_columns(loader, data, place) : status;
}
