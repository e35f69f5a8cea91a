/* Units that would otherwise be missing without a word. */
#include "base/buffer.h"
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"

#include <string.h>

#define NOTE_ROOM 1700 /* bytes of ids that one message takes */

/* Notes that name every unit by its id, as many in each as it takes. */
static void tell(egb_loader *loader, const char *what, const char *file, const egb_unit *unit, const size_t *number,
                 size_t count) {
  for (size_t i = 0; i < count;) {
    egb_buffer names = {0};
    for (; i < count && names.length < NOTE_ROOM && !names.failed; i++) {
      const char *id = unit[number != NULL ? number[i] : i].id;
      char shown[EGB_CLIP];
      egb_buffer_format(&names, "%s%s", names.length == 0 ? "" : ", ", egb_clip(shown, id, strlen(id)));
    }
    if (names.failed)
      i = count; /* the ranking names them all the same */
    else
      egb_diag_say(loader->diag, EGB_SEVERITY_NOTE, EGB_N_UNITS_ABSENT, "%zu unit%s %s `%s`: %s%s", count,
                   count == 1 ? "" : "s", what, file, names.text == NULL ? "" : names.text, i < count ? ", ..." : "");
    egb_buffer_clear(&names);
  }
}

static egb_status find_absent(egb_loader *loader, egb_dataset *data) {
  egb_unit *absent = egb_arena_array(loader->arena, loader->listed.count, sizeof *absent);
  if (absent == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->listed.count; i++) {
    const egb_name *name = &loader->listed.item[i];
    if (egb_names_find(&loader->unit, name->text, name->length) == EGB_NAMES_NONE)
      absent[data->absent_count++] = loader->list[i];
  }
  data->absent = absent;
  if (data->absent_count != 0)
    tell(loader, "in no data file, but in the list", loader->index->units.file, absent, NULL, data->absent_count);
  return EGB_OK;
}

/* The first file that gives a column; EGB_NAME_FILE: none does. */
static uint16_t owner_of(const egb_dataset *data, size_t column) {
  uint16_t owner = EGB_NAME_FILE;
  for (size_t p = 0; p < data->period_count; p++) {
    const size_t first = (p * data->column_count + column) * data->unit_count;
    for (size_t u = 0; u < data->unit_count; u++) {
      const uint16_t source = egb_dataset_cell_file(data, first + u);
      owner = source < owner ? source : owner;
    }
  }
  return owner;
}

static void mark_rows(const egb_dataset *data, size_t column, bool *has) {
  for (size_t p = 0; p < data->period_count; p++) {
    const size_t first = (p * data->column_count + column) * data->unit_count;
    for (size_t u = 0; u < data->unit_count; u++)
      has[u] = has[u] || egb_dataset_cell_file(data, first + u) != UINT16_MAX;
  }
}

static egb_status add_gap(egb_loader *loader, egb_dataset *data, egb_gap *gap, size_t file, const bool *has) {
  size_t count = 0;
  for (size_t u = 0; u < data->unit_count; u++)
    count += !has[u];
  if (count == 0)
    return EGB_OK;
  size_t *unit = egb_arena_array(loader->arena, count, sizeof *unit);
  if (unit == NULL)
    return EGB_NO_MEMORY;
  *gap = (egb_gap){data->file[file].source->name, unit, 0};
  for (size_t u = 0; u < data->unit_count; u++)
    if (!has[u])
      unit[gap->count++] = u;
  data->gap_count++;
  tell(loader, "without a row in", gap->file, data->unit, unit, count);
  return EGB_OK;
}

/* A column belongs to the first file that gives it: files that share the units among themselves leave no gap. */
static egb_status find_lacking(egb_loader *loader, egb_dataset *data) {
  uint16_t *owner = egb_arena_array(loader->scratch, data->column_count, sizeof *owner);
  bool *has = egb_arena_array(loader->scratch, data->unit_count, sizeof *has);
  egb_gap *gap = egb_arena_array(loader->arena, data->file_count, sizeof *gap);
  egb_status status = owner == NULL || has == NULL || gap == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t c = 0; c < data->column_count && status == EGB_OK; c++)
    owner[c] = owner_of(data, c);
  for (size_t f = 0; f < data->file_count && status == EGB_OK; f++) {
    bool any = false;
    memset(has, 0, data->unit_count * sizeof *has);
    for (size_t c = 0; c < data->column_count; c++)
      if (owner[c] == f) {
        mark_rows(data, c, has);
        any = true;
      }
    if (any)
      status = add_gap(loader, data, &gap[data->gap_count], f, has);
  }
  data->gap = gap;
  return status;
}

egb_status egb_find_gaps(egb_loader *loader, egb_dataset *data) {
  const egb_status status = find_absent(loader, data);
  /* Each unit has its record where they are all in one table. */
  return status == EGB_OK && data->records == NULL ? find_lacking(loader, data) : status;
}
