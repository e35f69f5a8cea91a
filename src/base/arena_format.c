/* Apart from the arena itself, so that a program of few texts can do without printf. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

char *egb_arena_format(egb_arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  /* A length that cannot be had fails as one that is too large does. */
  char *text = egb_arena_array(arena, length < 0 ? SIZE_MAX : (size_t)length + 1, 1);
  if (text != NULL)
    (void)vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}
