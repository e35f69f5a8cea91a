#include "write/sheet_text.h"

#include "base/utf8.h"

#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"
#define ESCAPE ((size_t)7) /* UTF-16 units of an escape, the most that a byte takes */
#define REPLACEMENT 0xFFFD
#define REPLACEMENT_TEXT "\xEF\xBF\xBD"

static bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* What a reader would take for an escape. */
static bool looks_escaped(const char *text, size_t length) {
  return length >= 7 && text[0] == '_' && text[1] == 'x' && is_hex(text[2]) && is_hex(text[3]) && is_hex(text[4]) &&
         is_hex(text[5]) && text[6] == '_';
}

/* The next character as it is to be written: what there is none for is U+FFFD. */
static int32_t next(const char *text, size_t length, size_t *size) {
  const int32_t c = egb_utf8_next(text, length, size);
  return c < 0 || c == 0xFFFE || c == 0xFFFF ? REPLACEMENT : c;
}

/* Tab and line feed are the two controls that XML keeps; a carriage return it would make a line feed. */
static bool needs_escape(int32_t c, const char *text, size_t length) {
  return (c < 0x20 && c != '\t' && c != '\n') || (c == '_' && looks_escaped(text, length));
}

static void put(egb_buffer *out, int32_t c, const char *text, size_t size) {
  if (c == '<')
    egb_buffer_text(out, "&lt;");
  else if (c == '>')
    egb_buffer_text(out, "&gt;");
  else if (c == '&')
    egb_buffer_text(out, "&amp;");
  else if (c == REPLACEMENT)
    egb_buffer_text(out, REPLACEMENT_TEXT);
  else
    egb_buffer_add(out, text, size);
}

static size_t units(int32_t c, bool escaped) {
  return escaped ? ESCAPE : c > 0xFFFF ? 2 : 1;
}

static size_t count_units(const char *text, size_t length, bool escapes) {
  size_t count = 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = next(text + at, length - at, &size);
    count += units(c, escapes && needs_escape(c, text + at, length - at));
  }
  return count;
}

size_t egb_sheet_units(const char *text) {
  return count_units(text, strlen(text), true);
}

static bool is_long(const char *text, size_t length, size_t most, bool escapes) {
  return length > most / ESCAPE && count_units(text, length, escapes) > most;
}

void egb_sheet_text(egb_buffer *out, const char *text, size_t most) {
  const size_t length = strlen(text);
  const bool cut = is_long(text, length, most, true);
  size_t used = cut ? 1 : 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = next(text + at, length - at, &size);
    const bool escaped = needs_escape(c, text + at, length - at);
    used += units(c, escaped);
    if (cut && used > most)
      break;
    if (escaped)
      egb_buffer_format(out, "_x%04X_", (unsigned)c);
    else
      put(out, c, text + at, size);
  }
  egb_buffer_text(out, cut ? ELLIPSIS : "");
}

void egb_sheet_attribute(egb_buffer *out, const char *text, size_t most) {
  const size_t length = strlen(text);
  const bool cut = is_long(text, length, most, false);
  size_t used = cut ? 1 : 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = next(text + at, length - at, &size);
    used += units(c, false);
    if (cut && used > most)
      break;
    if (c == '"')
      egb_buffer_text(out, "&quot;");
    else if (c == '\n')
      egb_buffer_text(out, "&#10;");
    else if (c < 0x20)
      egb_buffer_char(out, ' ');
    else
      put(out, c, text + at, size);
  }
  egb_buffer_text(out, cut ? ELLIPSIS : "");
}

/* Digits of base 26 without a zero, the last first. */
void egb_sheet_letters(egb_buffer *out, size_t column) {
  char letters[16];
  size_t first = sizeof letters;
  for (size_t rest = column + 1; rest != 0 && first > 0; rest = (rest - 1) / 26)
    letters[--first] = (char)('A' + (rest - 1) % 26);
  egb_buffer_add(out, letters + first, sizeof letters - first);
}
