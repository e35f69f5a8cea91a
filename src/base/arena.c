#include "base/arena.h"
#include "base/system.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Blocks double from the first to the largest size, so that a small object stays small and a large one needs few
 * calls. A request that does not fit gets a block of its own size. What is handed out of a block is zeroed then, while
 * it is about to be used; a block of its own is asked for as zeros, which fresh pages are without being touched. */
#define BLOCK_FIRST ((size_t)4096)
#define BLOCK_LARGEST ((size_t)8 << 20)

typedef struct block {
  struct block *previous;
  size_t capacity;
  size_t used;
  max_align_t bytes[];
} block;

struct egb_arena {
  block *newest;
  size_t next_size;
  bool failed;
};

egb_arena *egb_arena_new(void) {
  egb_arena *arena = calloc(1, sizeof *arena);
  if (arena != NULL)
    arena->next_size = BLOCK_FIRST;
  return arena;
}

void egb_arena_free(egb_arena *arena) {
  if (arena == NULL)
    return;
  block *current = arena->newest;
  while (current != NULL) {
    block *previous = current->previous;
    free(current);
    current = previous;
  }
  free(arena);
}

static block *block_add(egb_arena *arena, size_t need) {
  const bool whole = need > arena->next_size;
  const size_t capacity = whole ? need : arena->next_size;
  block *fresh = whole ? calloc(1, sizeof *fresh + capacity) : malloc(sizeof *fresh + capacity);
  if (fresh == NULL)
    return NULL;
  egb_system_expect_use(fresh, sizeof *fresh + capacity);
  fresh->capacity = capacity;
  fresh->used = whole ? need : 0;
  /* A block made for one large request is full at once: it is linked behind the newest one, whose rest stays usable. */
  if (whole && arena->newest != NULL) {
    fresh->previous = arena->newest->previous;
    arena->newest->previous = fresh;
    return fresh;
  }
  fresh->previous = arena->newest;
  arena->newest = fresh;
  if (arena->next_size < BLOCK_LARGEST)
    arena->next_size *= 2;
  return fresh;
}

static void *fail(egb_arena *arena) {
  if (arena != NULL)
    arena->failed = true;
  return NULL;
}

/* A request of zero bytes takes one unit all the same: every pointer handed out is distinct. */
static void *take(egb_arena *arena, size_t bytes) {
  const size_t unit = _Alignof(max_align_t);
  if (arena == NULL || bytes > EGB_ARENA_REQUEST_MAX)
    return fail(arena);
  const size_t need = bytes == 0 ? unit : (bytes + unit - 1) / unit * unit;
  block *place = arena->newest;
  if (place == NULL || place->capacity - place->used < need)
    place = block_add(arena, need);
  if (place == NULL)
    return fail(arena);
  if (place->used == place->capacity) /* a block of its own */
    return place->bytes;
  void *result = memset((char *)place->bytes + place->used, 0, need);
  place->used += need;
  return result;
}

void *egb_arena_array(egb_arena *arena, size_t count, size_t size) {
  if (size != 0 && count > EGB_ARENA_REQUEST_MAX / size)
    return fail(arena);
  return take(arena, count * size);
}

void *egb_arena_duplicate(egb_arena *arena, const void *from, size_t count, size_t size) {
  void *copy = egb_arena_array(arena, count, size);
  if (copy != NULL && count * size != 0)
    memcpy(copy, from, count * size);
  return copy;
}

char *egb_arena_text(egb_arena *arena, const char *text, size_t length) {
  if (length >= EGB_ARENA_REQUEST_MAX)
    return fail(arena);
  char *copy = take(arena, length + 1);
  if (copy != NULL && length != 0)
    memcpy(copy, text, length);
  return copy;
}

char *egb_arena_copy(egb_arena *arena, const char *text) {
  return text == NULL ? NULL : egb_arena_text(arena, text, strlen(text));
}

void egb_arena_take_over(egb_arena *arena, egb_arena *other) {
  block **end = arena->newest == NULL ? &arena->newest : &arena->newest->previous;
  block *rest = *end;
  *end = other->newest;
  while (*end != NULL)
    end = &(*end)->previous;
  *end = rest;
  arena->failed = arena->failed || other->failed;
  free(other);
}

bool egb_arena_failed(const egb_arena *arena) {
  return arena == NULL || arena->failed;
}
