/* names.h - texts that are given numbers: ids of units, periods, headers. A small open-addressing table; numbers count
 * from 0 in the order of addition, so that everything built on them is the same in every run. Slots follow a hash whose
 * key each table draws for itself: no file can be made so that its names collide. */
#ifndef EGB_BASE_NAMES_H
#define EGB_BASE_NAMES_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/prefetch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct egb_name {
  const char *text; /* NUL-terminated copy */
  uint32_t length;
  uint32_t hash;
  uint32_t offset; /* free for the user: where it was first seen */
  uint32_t mark;   /* free for the user */
} egb_name;

typedef struct egb_names {
  egb_arena *arena; /* set by the user before the first addition; everything lives here */
  egb_arena *texts; /* where the texts live instead; NULL: there, too */
  egb_name *item;
  size_t count, room;
  uint32_t *slot; /* number + 1 of an item, 0 when empty */
  size_t slot_count;
  egb_hash_key key; /* drawn with the first room */
} egb_names;

#define EGB_NAMES_NONE ((size_t)-1)

/* The number of a text, EGB_NAMES_NONE when it was not added. */
size_t egb_names_find(const egb_names *names, const char *text, size_t length);
/* The number of a text, added when it is new (*fresh). EGB_NAMES_NONE: out of memory. */
size_t egb_names_add(egb_names *names, const char *text, size_t length, bool *fresh);

/* For very many names. Room for `count` of them in one step; false: out of memory. From then on any thread may ask for
 * the hash of a text, and a text that has its NUL and stays where it is need not be copied. */
bool egb_names_reserve(egb_names *names, size_t count);
uint32_t egb_names_hash(const egb_names *names, const char *text, size_t length);
/* A text of this hash is looked for soon. */
static inline void egb_names_expect(const egb_names *names, uint32_t hash) {
  egb_prefetch(&names->slot[hash & (names->slot_count - 1)]);
}
size_t egb_names_take(egb_names *names, const char *text, size_t length, uint32_t hash, bool *fresh);

#endif
