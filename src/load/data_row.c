/* What wide and long files have in common: unit and period of a record, and keeping what was observed. */
#include "base/codes.h"
#include "load/data_load.h"
#include "model/form.h"

#include <string.h>

bool egb_load_tells(const egb_loader *loader) {
  return egb_diag_count(loader->diag, EGB_SEVERITY_ERROR) <= EGB_DIAG_CAP;
}

bool egb_load_suggests(egb_loader *loader, size_t candidates) {
  if (!egb_load_tells(loader) || candidates > EGB_COMPARISONS_MOST - loader->comparisons)
    return false;
  loader->comparisons += candidates;
  return true;
}

static egb_status read_period(egb_table_file *file, uint32_t *period, bool *use) {
  egb_loader *loader = file->loader;
  const char *only = file->spec->only_period;
  const char *text = only;
  size_t length = only != NULL ? strlen(only) : 0;
  if (file->period_at != EGB_NAMES_NONE) {
    const egb_csv_field *field = &file->rows.field[file->period_at];
    text = field->text;
    length = field->length;
    if (length == 0) {
      EGB_LOAD_ERROR(loader, EGB_E_PERIOD_UNKNOWN, field->place, "this row has no period");
      egb_diag_hint(loader->diag, "write the period in column `%s`; to apply a file to every period, remove the column",
                    file->rows.names.item[file->period_at].text);
      *use = false;
      return EGB_OK;
    }
  } else if (only == NULL) {
    *period = EGB_PERIOD_EVERY;
    return EGB_OK;
  }
  bool fresh;
  const size_t number = egb_names_add(&loader->period, text, length, &fresh);
  *period = (uint32_t)number;
  if (fresh && file->period_at != EGB_NAMES_NONE) {
    loader->period.item[number].offset = file->rows.field[file->period_at].place.offset;
    loader->period.item[number].mark = file->number;
  } else if (fresh) {
    loader->period.item[number].mark = EGB_NAME_FILE;
  }
  return number == EGB_NAMES_NONE ? EGB_NO_MEMORY : EGB_OK;
}

bool egb_row_describes(const egb_table_file *file) {
  const egb_csv_field *field = &file->rows.field[file->unit_at];
  return egb_form_describes(field->text, field->length);
}

egb_status egb_read_keys(egb_table_file *file, uint32_t *unit, uint32_t *period, bool *use) {
  egb_status status = EGB_OK;
  file->row_ignored = egb_row_describes(file);
  if (file->row_ignored)
    return EGB_OK;
  const size_t number = egb_unit_number(file, &file->rows.field[file->unit_at], &status);
  *use = number != EGB_NAMES_NONE;
  *unit = (uint32_t)number;
  return status == EGB_OK && !file->row_ignored ? read_period(file, period, use) : status;
}

egb_chunk *egb_add_chunk(egb_loader *loader) {
  egb_chunk *chunk = egb_arena_array(loader->scratch, 1, sizeof *chunk);
  if (chunk == NULL)
    return NULL;
  if (loader->last == NULL)
    loader->first = chunk;
  else
    loader->last->next = chunk;
  loader->last = chunk;
  return chunk;
}

egb_status egb_add_observation(egb_loader *loader, const egb_observation *observation) {
  const egb_chunk *last = loader->last;
  if (last == NULL || last->block != NULL || last->count == EGB_OBSERVATIONS_PER_CHUNK) {
    egb_chunk *chunk = egb_add_chunk(loader);
    if (chunk == NULL)
      return EGB_NO_MEMORY;
    chunk->item = egb_arena_array(loader->scratch, EGB_OBSERVATIONS_PER_CHUNK, sizeof *chunk->item);
    if (chunk->item == NULL)
      return EGB_NO_MEMORY;
  }
  loader->last->item[loader->last->count++] = *observation;
  loader->observation_count++;
  return EGB_OK;
}
