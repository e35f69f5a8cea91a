/* Cells, and the texts in them. */
#include "base/number.h"
#include "base/utf8.h"
#include "write/sheet.h"

#include <inttypes.h>
#include <string.h>

#define EXACT ((int64_t)1 << 53) /* beyond it a double does not hold every integer */
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

void egb_sheet_text(egb_buffer *out, const char *text) {
  const size_t length = strlen(text);
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = next(text + at, length - at, &size);
    if (needs_escape(c, text + at, length - at))
      egb_buffer_format(out, "_x%04X_", (unsigned)c);
    else
      put(out, c, text + at, size);
  }
}

static size_t units(int32_t c) {
  return c > 0xFFFF ? 2 : 1;
}

size_t egb_sheet_units(const char *text) {
  const size_t length = strlen(text);
  size_t count = 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = next(text + at, length - at, &size);
    count += needs_escape(c, text + at, length - at) ? 7 : units(c);
  }
  return count;
}

/* At most so many UTF-16 units: what is longer ends in an ellipsis. Controls become blanks. */
void egb_sheet_attribute(egb_buffer *out, const char *text, size_t most) {
  const size_t length = strlen(text);
  const bool cut = egb_sheet_units(text) > most;
  size_t used = cut ? 1 : 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = next(text + at, length - at, &size);
    if (cut && used + units(c) > most)
      break;
    used += units(c);
    if (c == '"')
      egb_buffer_text(out, "&quot;");
    else if (c < 0x20)
      egb_buffer_char(out, ' ');
    else
      put(out, c, text + at, size);
  }
  egb_buffer_text(out, cut ? "\xE2\x80\xA6" : "");
}

/* Digits of base 26 without a zero, the last first. */
void egb_sheet_letters(egb_buffer *out, size_t column) {
  char letters[16];
  size_t first = sizeof letters;
  for (size_t rest = column + 1; rest != 0 && first > 0; rest = (rest - 1) / 26)
    letters[--first] = (char)('A' + (rest - 1) % 26);
  egb_buffer_add(out, letters + first, sizeof letters - first);
}

static void begin_cell(egb_buffer *out, size_t row, size_t column, int style) {
  egb_buffer_text(out, "<c r=\"");
  egb_sheet_letters(out, column);
  egb_buffer_format(out, "%zu\"", row + 1);
  if (style != EGB_STYLE_GENERAL)
    egb_buffer_format(out, " s=\"%d\"", style);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

void egb_sheet_text_cell(egb_buffer *out, const char *text, size_t row, size_t column, int style) {
  const size_t length = strlen(text);
  if (length == 0)
    return; /* nothing in it, as in CSV */
  begin_cell(out, row, column, style);
  egb_buffer_text(out, " t=\"inlineStr\"><is><t");
  if (is_blank(text[0]) || is_blank(text[length - 1]))
    egb_buffer_text(out, " xml:space=\"preserve\"");
  egb_buffer_char(out, '>');
  egb_sheet_text(out, text);
  egb_buffer_text(out, "</t></is></c>");
}

void egb_sheet_cell(egb_buffer *out, const egb_cell *cell, size_t row, size_t column, int style) {
  char number[EGB_NUMBER_MAX];
  if (cell->kind == EGB_CELL_EMPTY)
    return;
  if (cell->kind == EGB_CELL_TEXT) {
    egb_sheet_text_cell(out, cell->as.text, row, column, style);
    return;
  }
  if (cell->kind == EGB_CELL_NUMBER) {
    egb_number_shortest(cell->as.number, number);
  } else {
    egb_buffer digits = {0};
    egb_buffer_format(&digits, "%" PRId64, cell->as.integer);
    const size_t length = digits.failed ? 0 : digits.length;
    memcpy(number, egb_buffer_string(&digits), length);
    number[length] = '\0';
    out->failed = out->failed || digits.failed;
    egb_buffer_clear(&digits);
    if (cell->as.integer > EXACT || cell->as.integer < -EXACT) {
      egb_sheet_text_cell(out, number, row, column, EGB_STYLE_TEXT);
      return;
    }
  }
  begin_cell(out, row, column, style);
  egb_buffer_format(out, "><v>%s</v></c>", number);
}
