/* Apart from the buffer itself, so that a program of few texts can do without printf. */
#include "base/buffer.h"

#include "base/number.h"

#include <stdarg.h>
#include <stdio.h>

void egb_buffer_format(egb_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  va_list again;
  va_copy(again, arguments);
  const size_t room = buffer->failed ? 0 : buffer->capacity - buffer->length;
  const int length = vsnprintf(room > 0 ? buffer->text + buffer->length : NULL, room, format, arguments);
  va_end(arguments);
  buffer->failed = buffer->failed || length < 0;
  if (length > 0 && (size_t)length < room) { /* mostly */
    buffer->length += (size_t)length;
    va_end(again);
    return;
  }
  egb_buffer_repeat(buffer, ' ', length > 0 ? (size_t)length : 0); /* room for it */
  if (length > 0 && !buffer->failed)
    (void)vsnprintf(buffer->text + buffer->length - (size_t)length, (size_t)length + 1, format, again);
  va_end(again);
}

void egb_buffer_number(egb_buffer *buffer, double number) {
  char *room = egb_buffer_room(buffer, EGB_NUMBER_MAX);
  if (room != NULL)
    egb_buffer_grow(buffer, egb_number_shortest(number, room));
}

void egb_buffer_integer(egb_buffer *buffer, int64_t integer) {
  char *room = egb_buffer_room(buffer, EGB_NUMBER_MAX);
  if (room != NULL)
    egb_buffer_grow(buffer, egb_number_whole(integer, room));
}
