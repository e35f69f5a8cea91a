/* buffer.h - text that grows. Appending after a failed allocation does nothing; the failure is asked for once, at the
 * end, so that writers stay straight-line code. */
#ifndef EGB_BASE_BUFFER_H
#define EGB_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct egb_buffer {
  char *text; /* NUL-terminated once anything was added; NULL before */
  size_t length;
  size_t capacity;
  bool failed;
} egb_buffer;

void egb_buffer_clear(egb_buffer *buffer); /* frees; the buffer can be used again */
void egb_buffer_add(egb_buffer *buffer, const char *text, size_t length);
/* Room for `most` bytes behind the text, to be written in place; how many were is said by egb_buffer_grow, before
 * anything else is added. NULL: out of memory, now or before. */
char *egb_buffer_widen(egb_buffer *buffer, size_t most); /* the same, where there is none yet */
static inline char *egb_buffer_room(egb_buffer *buffer, size_t most) {
  const bool has_room = !buffer->failed && most < buffer->capacity - buffer->length;
  return has_room ? buffer->text + buffer->length : egb_buffer_widen(buffer, most);
}
static inline void egb_buffer_grow(egb_buffer *buffer, size_t length) {
  buffer->length += length;
  buffer->text[buffer->length] = '\0';
}
void egb_buffer_text(egb_buffer *buffer, const char *text);
void egb_buffer_char(egb_buffer *buffer, char c);
/* As egb_number_shortest writes it: the locale does not matter; nothing for NaN. */
void egb_buffer_number(egb_buffer *buffer, double number);
void egb_buffer_integer(egb_buffer *buffer, int64_t integer);
void egb_buffer_repeat(egb_buffer *buffer, char c, size_t count);
/* A word of a POSIX shell in single quotes, out of which a quote steps. */
void egb_buffer_shell(egb_buffer *buffer, const char *text);
void egb_buffer_format(egb_buffer *buffer, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/* The text so far; "" before anything was added. Good until the next addition. */
const char *egb_buffer_string(const egb_buffer *buffer);
/* Hands the text over (caller frees with free()), NULL when an addition had failed. An empty buffer gives "". */
char *egb_buffer_take(egb_buffer *buffer, size_t *length);

#endif
