/* Apart from the arena itself, so that a program of few texts can do without printf. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#define FEW 128 /* bytes: more are written twice, as their number is known only then */

char *egb_arena_format(egb_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  char few[FEW];
  const int length = vsnprintf(few, sizeof few, format, arguments);
  va_end(arguments);
  if (length >= 0 && length < FEW) {
    va_end(again);
    return egb_arena_text(arena, few, (size_t)length);
  }
  /* A length that cannot be had fails as one that is too large does. */
  char *text = egb_arena_array(arena, length < 0 ? SIZE_MAX : (size_t)length + 1, 1);
  if (text != NULL)
    (void)vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}
