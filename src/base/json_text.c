#include "base/json_text.h"

#include "base/utf8.h"

#include <string.h>

static void escape(egb_buffer *out, int32_t c) {
  const char *const names = "\b\f\n\r\t\"\\", *const letters = "bfnrt\"\\";
  const char *found = c > 0 && c < 0x80 ? strchr(names, c) : NULL;
  if (found != NULL)
    egb_buffer_format(out, "\\%c", letters[found - names]);
  else if (c < 0x10000)
    egb_buffer_format(out, "\\u%04x", (unsigned)c);
  else
    egb_buffer_format(out, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((c - 0x10000) >> 10)),
                      (unsigned)(0xDC00 + ((c - 0x10000) & 0x3FF)));
}

static void put(egb_buffer *out, const char *text, const char *special) {
  const size_t length = strlen(text);
  egb_buffer_char(out, '"');
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    if (c < 0)
      egb_buffer_text(out, "\xEF\xBF\xBD");
    else if ((c > 0 && c < 0x80 && strchr(special, c) != NULL) || egb_utf8_unsafe(c))
      escape(out, c);
    else
      egb_buffer_add(out, text + at, size);
  }
  egb_buffer_char(out, '"');
}

void egb_json_text(egb_buffer *out, const char *text) {
  put(out, text, "\"\\");
}

void egb_json_html_text(egb_buffer *out, const char *text) {
  put(out, text, "\"\\<>&'");
}
