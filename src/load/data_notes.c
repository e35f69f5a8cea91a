/* What an import keeps for its log: the rows it did not take, and the texts it took for units. */
#include "load/data_load.h"

#include <string.h>

#define ROOM_FIRST 64

/* Room for one more element of size bytes. */
static egb_status grow(egb_arena *arena, void **list, size_t count, size_t *room, size_t size) {
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
      grow(loader->arena, &list, notes->dropped_count, &notes->dropped_room, sizeof *notes->dropped) != EGB_OK)
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
        grow(loader->arena, &list, notes->resolved_count, &notes->resolved_room, sizeof *notes->resolved) != EGB_OK)
      return EGB_NO_MEMORY;
    notes->resolved = list;
    notes->resolved[notes->resolved_count++] = one;
  }
  return EGB_OK;
}
