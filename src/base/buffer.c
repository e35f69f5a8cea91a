#include "base/buffer.h"
#include <stdlib.h>
#include <string.h>

/* Makes room for `more` bytes and the closing NUL. */
static bool reserve(egb_buffer *buffer, size_t more) {
  if (buffer->failed)
    return false;
  if (more < buffer->capacity - buffer->length)
    return true;
  if (more >= SIZE_MAX / 2 - buffer->length) {
    buffer->failed = true;
    return false;
  }
  size_t capacity = buffer->capacity == 0 ? 64 : buffer->capacity;
  while (capacity <= buffer->length + more)
    capacity *= 2;
  char *text = realloc(buffer->text, capacity);
  if (text == NULL) {
    buffer->failed = true;
    return false;
  }
  buffer->text = text;
  buffer->capacity = capacity;
  return true;
}

void egb_buffer_clear(egb_buffer *buffer) {
  free(buffer->text);
  *buffer = (egb_buffer){0};
}

void egb_buffer_add(egb_buffer *buffer, const char *text, size_t length) {
  if (!reserve(buffer, length))
    return;
  if (length != 0)
    memcpy(buffer->text + buffer->length, text, length);
  buffer->length += length;
  buffer->text[buffer->length] = '\0';
}

char *egb_buffer_widen(egb_buffer *buffer, size_t most) {
  return reserve(buffer, most) ? buffer->text + buffer->length : NULL;
}

void egb_buffer_text(egb_buffer *buffer, const char *text) {
  egb_buffer_add(buffer, text, strlen(text));
}

void egb_buffer_char(egb_buffer *buffer, char c) {
  egb_buffer_add(buffer, &c, 1);
}

void egb_buffer_shell(egb_buffer *buffer, const char *text) {
  egb_buffer_char(buffer, '\'');
  for (; *text != '\0'; text++)
    if (*text == '\'')
      egb_buffer_text(buffer, "'\\''");
    else
      egb_buffer_char(buffer, *text);
  egb_buffer_char(buffer, '\'');
}

void egb_buffer_repeat(egb_buffer *buffer, char c, size_t count) {
  if (!reserve(buffer, count))
    return;
  memset(buffer->text + buffer->length, c, count);
  buffer->length += count;
  buffer->text[buffer->length] = '\0';
}

const char *egb_buffer_string(const egb_buffer *buffer) {
  return buffer->text != NULL ? buffer->text : "";
}

char *egb_buffer_take(egb_buffer *buffer, size_t *length) {
  egb_buffer_add(buffer, "", 0);
  const bool failed = buffer->failed;
  char *text = buffer->text;
  if (length != NULL)
    *length = failed ? 0 : buffer->length;
  if (failed) {
    free(text);
    text = NULL;
  }
  *buffer = (egb_buffer){0};
  return text;
}
