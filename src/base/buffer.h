/* buffer.h - text that grows. Appending after a failed allocation does nothing; the failure is asked for once, at the
 * end, so that writers stay straight-line code. */
#ifndef EGB_BASE_BUFFER_H
#define EGB_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct egb_buffer {
  char *text; /* NUL-terminated once anything was added; NULL before */
  size_t length;
  size_t capacity;
  bool failed;
} egb_buffer;

void egb_buffer_clear(egb_buffer *buffer); /* frees; the buffer can be used again */
void egb_buffer_add(egb_buffer *buffer, const char *text, size_t length);
void egb_buffer_text(egb_buffer *buffer, const char *text);
void egb_buffer_char(egb_buffer *buffer, char c);
/* As egb_number_shortest writes it: the locale does not matter; nothing for NaN. */
void egb_buffer_number(egb_buffer *buffer, double number);
void egb_buffer_repeat(egb_buffer *buffer, char c, size_t count);
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
