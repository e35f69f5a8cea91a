/* arena.h - memory that is released all at once.
 *
 * One arena belongs to each top-level object (index, dataset, results, table); there are no reference counts and no
 * single frees. Every function returns NULL when memory ran out or when one request is larger than
 * EGB_ARENA_REQUEST_MAX (a hostile size in a file must not become a huge allocation).
 *
 * An arena remembers that a request failed, so that a function makes all it needs and asks once, with egb_arena_failed,
 * before it touches any of it. It may hand its own NULL on: an arena of NULL has failed, and gives NULL. */
#ifndef EGB_BASE_ARENA_H
#define EGB_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#define EGB_ARENA_REQUEST_MAX ((size_t)1 << 31)

typedef struct egb_arena egb_arena;

egb_arena *egb_arena_new(void);
void egb_arena_free(egb_arena *arena); /* NULL allowed */
/* Zeroed memory for count elements of size bytes, aligned for any type. A count of 0 gives a valid pointer. */
void *egb_arena_array(egb_arena *arena, size_t count, size_t size);
/* The same with the bytes of `from`, which is not read when memory ran out. */
void *egb_arena_duplicate(egb_arena *arena, const void *from, size_t count, size_t size);
/* A NUL-terminated copy of length bytes. */
char *egb_arena_text(egb_arena *arena, const char *text, size_t length);
char *egb_arena_copy(egb_arena *arena, const char *text); /* of a whole text; NULL of NULL, which is no failure */
/* printf into the arena. The locale is never consulted for integers and texts; do not format doubles with it. */
char *egb_arena_format(egb_arena *arena, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/* All that was taken from `other` belongs to the arena from now on; `other` is no more. Neither is NULL. */
void egb_arena_take_over(egb_arena *arena, egb_arena *other);
/* Whether any request has failed since the arena was made, or it could not be made. */
bool egb_arena_failed(const egb_arena *arena);

#endif
