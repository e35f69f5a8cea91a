#include "base/names.h"

#include <string.h>

#define ITEMS_FIRST 32
#define ITEMS_MOST ((size_t)1 << 30)

uint32_t egb_names_hash(const egb_names *names, const char *text, size_t length) {
  return (uint32_t)egb_hash(names->key, text, length);
}

/* The slot that holds the text or would take it. slot_count is a power of two and never full. */
static size_t slot_of(const egb_names *names, const char *text, size_t length, uint32_t hash) {
  size_t at = hash & (names->slot_count - 1);
  for (; names->slot[at] != 0; at = (at + 1) & (names->slot_count - 1)) {
    const egb_name *item = &names->item[names->slot[at] - 1];
    if (item->hash == hash && item->length == length && memcmp(item->text, text, length) == 0)
      break;
  }
  return at;
}

size_t egb_names_find(const egb_names *names, const char *text, size_t length) {
  if (names->count == 0)
    return EGB_NAMES_NONE;
  const uint32_t number = names->slot[slot_of(names, text, length, egb_names_hash(names, text, length))];
  return number == 0 ? EGB_NAMES_NONE : number - 1;
}

/* The old arrays stay in the arena: where the room doubles, together no larger than the new ones. */
static bool grow(egb_names *names, size_t room) {
  if (room > ITEMS_MOST)
    return false;
  egb_name *item = egb_arena_array(names->arena, room, sizeof *item);
  uint32_t *slot = egb_arena_array(names->arena, room * 2, sizeof *slot);
  if (item == NULL || slot == NULL)
    return false;
  if (names->count != 0)
    memcpy(item, names->item, names->count * sizeof *item);
  if (names->room == 0)
    names->key = egb_hash_fresh_key();
  names->item = item;
  names->room = room;
  names->slot = slot;
  names->slot_count = room * 2;
  for (size_t i = 0; i < names->count; i++) {
    size_t at = item[i].hash & (names->slot_count - 1);
    while (slot[at] != 0)
      at = (at + 1) & (names->slot_count - 1);
    slot[at] = (uint32_t)i + 1;
  }
  return true;
}

bool egb_names_reserve(egb_names *names, size_t count) {
  size_t room = names->room == 0 ? ITEMS_FIRST : names->room;
  while (room < count && room <= ITEMS_MOST)
    room *= 2;
  return room == names->room || grow(names, room);
}

/* copied: the text is not kept by whoever adds it. */
static size_t add(egb_names *names, const char *text, size_t length, uint32_t hash, bool copied, bool *fresh) {
  size_t at = slot_of(names, text, length, hash);
  *fresh = false;
  if (names->slot[at] != 0)
    return names->slot[at] - 1;
  if (names->count == names->room) {
    if (!grow(names, names->room * 2))
      return EGB_NAMES_NONE;
    at = slot_of(names, text, length, hash);
  }
  if (copied)
    text = egb_arena_text(names->texts != NULL ? names->texts : names->arena, text, length);
  if (text == NULL || length > UINT32_MAX)
    return EGB_NAMES_NONE;
  *fresh = true;
  names->item[names->count] = (egb_name){.text = text, .length = (uint32_t)length, .hash = hash};
  names->slot[at] = (uint32_t)++names->count;
  return names->count - 1;
}

size_t egb_names_add(egb_names *names, const char *text, size_t length, bool *fresh) {
  *fresh = false;
  if (names->room == 0 && !grow(names, ITEMS_FIRST))
    return EGB_NAMES_NONE;
  return add(names, text, length, egb_names_hash(names, text, length), true, fresh);
}

size_t egb_names_take(egb_names *names, const char *text, size_t length, uint32_t hash, bool *fresh) {
  return add(names, text, length, hash, false, fresh);
}
