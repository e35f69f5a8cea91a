#include "read/xlsx_string.h"

#include "base/text.h"
#include "base/utf8.h"
#include "read/xlsx_book.h"

#include <string.h>

void egb_xlsx_string_begin(egb_xlsx_string *string) {
  string->text.length = 0;
  string->reading = false;
}

void egb_xlsx_string_open(egb_xlsx_string *string, const egb_xlsx_element *element) {
  if (element->tag != EGB_XLSX_T ||
      (element->parent != EGB_XLSX_SI && element->parent != EGB_XLSX_IS && element->parent != EGB_XLSX_R))
    return;
  const char *space = egb_xlsx_attribute(element, "http://www.w3.org/XML/1998/namespace|space");
  string->preserve = space != NULL && strcmp(space, "preserve") == 0;
  string->reading = true;
  string->from = string->text.length;
}

void egb_xlsx_string_text(egb_xlsx_string *string, const char *text, size_t length) {
  if (string->reading)
    egb_buffer_add(&string->text, text, length);
}

static bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Blanks at the ends of a run without xml:space are of the file's layout, not of the text. */
void egb_xlsx_string_close(egb_xlsx_string *string, const egb_xlsx_element *element) {
  if (!string->reading || element->tag != EGB_XLSX_T)
    return;
  string->reading = false;
  egb_buffer *text = &string->text;
  if (string->preserve || text->failed || text->length == string->from)
    return;
  size_t first = string->from;
  while (text->length > string->from && is_xml_space(text->text[text->length - 1]))
    text->length--;
  while (first < text->length && is_xml_space(text->text[first]))
    first++;
  memmove(text->text + string->from, text->text + first, text->length - first);
  text->length -= first - string->from;
}

/* ---- escapes (ECMA-376-1, 22.9.2.19 ST_Xstring) ------------------------------------------------ */

static int hex_digit(char c) {
  const char low = egb_lower(c);
  return egb_is_digit(c) ? c - '0' : low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* The number in `_xHHHH_`, -1 when these bytes are something else. */
static int32_t escaped(const char *text, size_t length) {
  if (length < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
    return -1;
  int32_t value = 0;
  for (size_t i = 2; i < 6; i++) {
    const int digit = hex_digit(text[i]);
    if (digit < 0)
      return -1;
    value = value * 16 + digit;
  }
  return value;
}

static size_t encode(int32_t point, char *out) {
  const uint32_t c = (uint32_t)point;
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  const size_t more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  static const unsigned char first[] = {0, 0xC0, 0xE0, 0xF0};
  out[0] = (char)(first[more] | c >> 6 * more);
  for (size_t i = 1; i <= more; i++)
    out[i] = (char)(0x80 | (c >> 6 * (more - i) & 0x3F));
  return more + 1;
}

/* The character that stands escaped here and the bytes it takes; -1: none. A character beyond U+FFFF is two escapes.
 * NUL and halves of pairs stay as they are written. */
static int32_t next_escaped(const char *text, size_t length, size_t *size) {
  const int32_t high = escaped(text, length);
  *size = 7;
  if (high >= 0xD800 && high <= 0xDBFF) {
    const int32_t low = length >= 14 ? escaped(text + 7, length - 7) : -1;
    *size = 14;
    return low >= 0xDC00 && low <= 0xDFFF ? 0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00) : -1;
  }
  return high == 0 || high >= 0xFFFE || (high >= 0xDC00 && high <= 0xDFFF) ? -1 : high;
}

/* In place: what an escape stands for is never longer than the escape. */
static void unescape(egb_buffer *text) {
  size_t to = 0;
  for (size_t at = 0, size; at < text->length;) {
    const int32_t point = text->text[at] == '_' ? next_escaped(text->text + at, text->length - at, &size) : -1;
    if (point < 0) {
      text->text[to++] = text->text[at++];
      continue;
    }
    to += encode(point, text->text + to);
    at += size;
  }
  text->length = to;
}

/* ---- breaks ----------------------------------------------------------------------------------- */

/* Bytes of a break of lines: LF, CR, NEL, U+2028, U+2029; 0: none. */
static size_t break_size(const char *text, size_t length) {
  if (*text == '\n' || *text == '\r')
    return 1;
  if (length >= 2 && memcmp(text, "\xC2\x85", 2) == 0)
    return 2;
  return length >= 3 && (memcmp(text, "\xE2\x80\xA8", 3) == 0 || memcmp(text, "\xE2\x80\xA9", 3) == 0) ? 3 : 0;
}

static void join_lines(egb_buffer *text) {
  size_t to = 0;
  bool broken = false;
  for (size_t at = 0; at < text->length;) {
    const size_t size = break_size(text->text + at, text->length - at);
    if (size == 0)
      text->text[to++] = text->text[at];
    else if (!broken)
      text->text[to++] = ' ';
    broken = size != 0;
    at += size != 0 ? size : 1;
  }
  text->length = to;
}

void egb_xlsx_string_finish(egb_xlsx_string *string) {
  if (string->text.failed || string->text.length == 0)
    return;
  unescape(&string->text);
  join_lines(&string->text);
}

bool egb_xlsx_is_blank(const char *text, size_t length) {
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    if (c != ' ' && !(c >= 9 && c <= 13) && c != 0xA0 && !(c >= 0x2000 && c <= 0x200B) && c != 0x3000 && c != 0xFEFF)
      return false;
  }
  return true;
}

/* ---- shared strings (ECMA-376-1, 18.4) --------------------------------------------------------- */

typedef struct strings {
  egb_xlsx_book *book;
  egb_xlsx_string string;
} strings;

static egb_status open_element(void *context, const egb_xlsx_element *element) {
  strings *s = context;
  if (element->tag == EGB_XLSX_SI)
    egb_xlsx_string_begin(&s->string);
  else
    egb_xlsx_string_open(&s->string, element);
  return EGB_OK;
}

static egb_status add_text(void *context, egb_xlsx_tag tag, const char *text, size_t length) {
  strings *s = context;
  (void)tag;
  egb_xlsx_string_text(&s->string, text, length);
  return EGB_OK;
}

static egb_status close_element(void *context, const egb_xlsx_element *element) {
  strings *s = context;
  egb_xlsx_book *book = s->book;
  egb_xlsx_string_close(&s->string, element);
  if (element->tag != EGB_XLSX_SI || element->parent != EGB_XLSX_SST)
    return EGB_OK;
  egb_xlsx_string_finish(&s->string);
  if (book->shared_count == book->shared_room) {
    book->shared = egb_xlsx_grow(book, book->shared, sizeof *book->shared, &book->shared_room);
    if (book->shared == NULL)
      return EGB_NO_MEMORY;
  }
  return egb_xlsx_keep(book, &s->string.text, &book->shared[book->shared_count++]);
}

egb_status egb_xlsx_strings_read(egb_xlsx_book *book) {
  if (book->strings == NULL || !egb_zip_has(book->zip, book->strings))
    return EGB_OK; /* a cell that needs one says so */
  strings s = {.book = book};
  const egb_status status = egb_xlsx_xml_read(book->zip, &book->about, book->strings,
                                              &(egb_xlsx_handler){&s, open_element, close_element, add_text});
  egb_buffer_clear(&s.string.text);
  return status;
}
