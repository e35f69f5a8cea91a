/* What an import keeps for its log: the rows it did not take, the texts it took for units, and its columns. */
#include "load/data_load.h"

#include <string.h>

#define ROOM_FIRST 64

egb_status egb_note_room(egb_arena *arena, void **list, size_t count, size_t *room, size_t size) {
  if (count < *room)
    return EGB_OK;
  const size_t more = *room == 0 ? ROOM_FIRST : *room * 2;
  void *larger = egb_arena_array(arena, more, size);
  if (larger == NULL)
    return EGB_NO_MEMORY;
  if (count != 0)
    memcpy(larger, *list, count * size);
  *list = larger;
  *room = more;
  return EGB_OK;
}

egb_status egb_note_dropped(egb_loader *loader, const char *unit, const egb_csv_field *field, uint16_t file) {
  egb_import_notes *notes = &loader->notes;
  void *list = notes->dropped;
  if (!loader->everything)
    return EGB_OK;
  const char *copy = egb_arena_copy(loader->arena, unit);
  if (copy == NULL ||
      egb_note_room(loader->arena, &list, notes->dropped_count, &notes->dropped_room, sizeof *notes->dropped) != EGB_OK)
    return EGB_NO_MEMORY;
  notes->dropped = list;
  notes->dropped[notes->dropped_count++] = (egb_dropped){copy, field->place.offset, file};
  return EGB_OK;
}

egb_status egb_note_resolved(egb_loader *loader, const egb_matcher *matcher, uint16_t file) {
  egb_import_notes *notes = &loader->notes;
  for (size_t i = 0; loader->everything && i < matcher->text.count; i++) {
    const egb_name *name = &matcher->text.item[i];
    const char *id = matcher->answer[i].id;
    void *list = notes->resolved;
    if (id == NULL || (strlen(id) == name->length && memcmp(id, name->text, name->length) == 0))
      continue;
    const egb_resolved one = {egb_arena_copy(loader->arena, name->text), egb_arena_copy(loader->arena, id), file};
    if (one.text == NULL || one.id == NULL ||
        egb_note_room(loader->arena, &list, notes->resolved_count, &notes->resolved_room, sizeof *notes->resolved) !=
            EGB_OK)
      return EGB_NO_MEMORY;
    notes->resolved = list;
    notes->resolved[notes->resolved_count++] = one;
  }
  return EGB_OK;
}

/* ---- columns --------------------------------------------------------------------------------- */

static void use(egb_column_use *uses, size_t at, egb_column_use as) {
  if (at != EGB_NAMES_NONE)
    uses[at] = as;
}

static void find_uses(const egb_table_file *file, egb_column_use *uses) {
  for (size_t i = 0; i < file->spec->dialect.where_count; i++)
    use(uses, file->rows.where_at[i], EGB_USE_WHERE);
  for (size_t i = 0; i < file->name_count; i++)
    use(uses, file->names_at[i], EGB_USE_NAME);
  for (size_t i = 0; !file->is_long && i < file->loader->wanted_count; i++) {
    use(uses, file->column_at[i], EGB_USE_INDICATOR);
    use(uses, file->errors_at[i], EGB_USE_ERROR);
  }
  use(uses, file->indicator_at, EGB_USE_INDICATORS);
  use(uses, file->value_at, EGB_USE_VALUES);
  use(uses, file->error_at, EGB_USE_ERRORS);
  use(uses, file->period_at, EGB_USE_PERIOD);
  use(uses, file->unit_at, EGB_USE_UNIT);
}

egb_status egb_note_columns(const egb_table_file *file) {
  egb_loader *loader = file->loader;
  egb_import_notes *notes = &loader->notes;
  egb_column_use *uses = egb_arena_array(loader->scratch, file->rows.header_count, sizeof *uses);
  if (uses == NULL)
    return EGB_NO_MEMORY;
  find_uses(file, uses);
  for (size_t i = 0; i < file->rows.header_count; i++) {
    const egb_csv_field *header = &file->rows.header[i];
    void *list = notes->column;
    if ((header->length == 0 && uses[i] == EGB_USE_UNUSED) ||
        (file->period_header != NULL && file->period_header[i] != EGB_PERIOD_EVERY))
      continue;
    const char *name = header->length == 0 ? egb_arena_format(loader->arena, "column %zu", i + 1)
                                           : egb_arena_text(loader->arena, header->text, header->length);
    if (name == NULL ||
        egb_note_room(loader->arena, &list, notes->column_count, &notes->column_room, sizeof *notes->column) != EGB_OK)
      return EGB_NO_MEMORY;
    notes->column = list;
    notes->column[notes->column_count++] = (egb_noted_column){name, file->number, uses[i]};
  }
  return EGB_OK;
}

egb_status egb_note_skipped(const egb_table_file *file, const char *text, size_t length) {
  egb_loader *loader = file->loader;
  egb_import_notes *notes = &loader->notes;
  void *list = notes->skipped;
  const char *name = egb_arena_text(loader->arena, text, length);
  if (name == NULL ||
      egb_note_room(loader->arena, &list, notes->skipped_count, &notes->skipped_room, sizeof *notes->skipped) != EGB_OK)
    return EGB_NO_MEMORY;
  notes->skipped = list;
  notes->skipped[notes->skipped_count++] = (egb_noted_column){name, file->number, EGB_USE_UNUSED};
  return EGB_OK;
}
