#include "load/dialect.h"

#include "base/codes.h"
#include "base/text.h"
#include "load/data_packed.h"

#include <string.h>

#define NUMBER_LONGEST 128

egb_status egb_dialect_check_text(const egb_source *source, egb_diag *diag) {
  if (source->length < 3 || memcmp(source->text, "\x1F\x8B", 2) != 0) /* RFC 1952 */
    return EGB_OK;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_CSV_ENCODING, (egb_place){0}, "`%s` is compressed (gzip)", source->name);
  egb_diag_hint(diag, "unpack it, as `gunzip` does, and name the file in it");
  return EGB_REFUSED;
}

egb_status egb_dialect_lines(egb_arena *arena, const egb_source *source, const egb_source **out) {
  *out = source;
  if (source->again != NULL) /* larger than spreadsheets write, and not in memory */
    return EGB_OK;
  if (memchr(source->text, '\n', source->length) != NULL || memchr(source->text, '\r', source->length) == NULL)
    return EGB_OK;
  egb_source *made = egb_arena_array(arena, 1, sizeof *made);
  char *text = egb_arena_array(arena, source->length + 1, 1);
  if (made == NULL || text == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < source->length; i++)
    text[i] = source->text[i] == '\r' ? '\n' : source->text[i];
  *made = (egb_source){.name = source->name, .text = text, .length = source->length};
  *out = made;
  return EGB_OK;
}

static size_t behind_mark(const egb_source *source) {
  return source->length >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

static size_t next_line(const egb_source *source, size_t at) {
  const char *end = at < source->length ? memchr(source->text + at, '\n', source->length - at) : NULL;
  return end != NULL ? (size_t)(end - source->text) + 1 : source->length;
}

/* The character that a first line `sep=;` names, '\0' when there is no such line. Spreadsheets write and read it. */
static char separator_line(const egb_source *source) {
  const char *text = source->text + behind_mark(source);
  const size_t length = source->length - behind_mark(source);
  if (length < 5 || memcmp(text, "sep=", 4) != 0)
    return '\0';
  const bool ends = length == 5 || text[5] == '\n' || (length > 6 && text[5] == '\r' && text[6] == '\n');
  return ends && memchr(",;\t|", text[4], 4) != NULL ? text[4] : '\0';
}

char egb_dialect_delimiter(const egb_dialect *dialect, const egb_source *source) {
  if (dialect->delimiter != '\0')
    return dialect->delimiter;
  const char said = separator_line(source);
  if (said != '\0')
    return said;
  return egb_text_ends(source->name, ".tsv") || egb_text_ends(source->name, ".tab") ? '\t' : ',';
}

const char *egb_delimiter_name(char delimiter) {
  return delimiter == ';' ? "semicolon" : delimiter == '\t' ? "tab" : delimiter == '|' ? "pipe" : "comma";
}

const char *egb_thousands_name(char mark) {
  return mark == ',' ? "comma" : mark == '.' ? "point" : mark == ' ' ? "space" : "apostrophe";
}

size_t egb_dialect_start(const egb_source *source) {
  const size_t start = behind_mark(source);
  return separator_line(source) != '\0' ? next_line(source, start) : start;
}

size_t egb_dialect_line(const egb_source *source, size_t line) {
  size_t at = behind_mark(source);
  for (size_t i = 1; i < line && at < source->length; i++)
    at = next_line(source, at);
  return at;
}

/* ---- numbers --------------------------------------------------------------------------------- */

/* Bytes of a mark between groups of digits at the start of the text, 0: none. A space is any of those that publishers
 * use, an apostrophe also the typographic one. */
static size_t mark_at(char thousands, const char *text, size_t length) {
  static const char *const spaces[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  static const char *const apostrophes[] = {"'", "\xE2\x80\x99"};
  if (thousands != ' ' && thousands != '\'')
    return length > 0 && thousands != '\0' && text[0] == thousands ? 1 : 0;
  const char *const *marks = thousands == ' ' ? spaces : apostrophes;
  const size_t count = thousands == ' ' ? sizeof spaces / sizeof spaces[0] : sizeof apostrophes / sizeof apostrophes[0];
  for (size_t i = 0; i < count; i++)
    if (length >= strlen(marks[i]) && memcmp(text, marks[i], strlen(marks[i])) == 0)
      return strlen(marks[i]);
  return 0;
}

/* Exactly three digits follow. */
static bool is_group(const char *text, size_t length) {
  return length >= 3 && egb_is_digit(text[0]) && egb_is_digit(text[1]) && egb_is_digit(text[2]) &&
         (length == 3 || !egb_is_digit(text[3]));
}

/* The number with a point and without marks; 0: it is not written by the dialect. No thousands follow a 0: in `0,234`
 * the comma is another mark. */
static size_t plain(const egb_dialect *dialect, const char *text, size_t length, char out[NUMBER_LONGEST]) {
  const char decimal = dialect->decimal == '\0' ? '.' : dialect->decimal;
  size_t to = 0, at = 0, digits = 0;
  bool grouped = false, behind = false;
  while (at < length && to < NUMBER_LONGEST) {
    const size_t mark = mark_at(dialect->thousands, text + at, length - at);
    if (mark != 0) {
      if (behind || digits == 0 || digits > 3 || (!grouped && out[to - digits] == '0') ||
          !is_group(text + at + mark, length - at - mark))
        return 0;
      grouped = true;
      digits = 0;
      at += mark;
      continue;
    }
    if (text[at] == decimal) {
      if (behind || (grouped && digits != 3))
        return 0;
      behind = true;
      out[to++] = '.';
    } else if (text[at] == '.' || text[at] == ',') {
      return 0;
    } else {
      digits += egb_is_digit(text[at]);
      out[to++] = text[at];
    }
    at++;
  }
  return at == length ? to : 0;
}

/* U+2212, the minus sign of typeset tables, as the hyphen that numbers are written with. */
static size_t with_hyphen(const char *text, size_t length, char out[NUMBER_LONGEST]) {
  const size_t size = sizeof EGB_MINUS - 1;
  if (length <= size || length > NUMBER_LONGEST || memcmp(text, EGB_MINUS, size) != 0)
    return 0;
  out[0] = '-';
  memcpy(out + 1, text + size, length - size);
  return length - size + 1;
}

egb_number_fault egb_dialect_number(const egb_dialect *dialect, const char *text, size_t length, double *out) {
  char hyphened[NUMBER_LONGEST];
  const size_t signed_length = length != 0 && text[0] == EGB_MINUS[0] ? with_hyphen(text, length, hyphened) : 0;
  if (signed_length != 0) {
    text = hyphened;
    length = signed_length;
  }
  if ((dialect->decimal == '\0' || dialect->decimal == '.') && dialect->thousands == '\0')
    return egb_number_parse(text, length, out);
  char number[NUMBER_LONGEST];
  double ignored;
  const size_t size = plain(dialect, text, length, number);
  if (size != 0 && egb_number_parse(number, size, out) == EGB_NUMBER_OK)
    return EGB_NUMBER_OK;
  const egb_number_fault why = egb_number_parse(text, length, &ignored);
  return why == EGB_NUMBER_OK ? EGB_NUMBER_TEXT : why;
}

egb_number_fault egb_dialect_cell(const egb_dialect *dialect, const egb_csv_field *field, double *out) {
  if (dialect->workbook && !field->quoted)
    return egb_number_parse(field->text, field->length, out);
  return egb_dialect_number(dialect, field->text, field->length, out);
}

/* ---- where the header is --------------------------------------------------------------------- */

typedef struct line_shape {
  size_t cells; /* not empty */
  bool has_wanted;
  size_t fields; /* empty ones as well */
} line_shape;

static bool is_cell(const char *text, size_t length, const char *wanted) {
  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    text++, length -= 2;
  return strlen(wanted) == length && memcmp(text, wanted, length) == 0;
}

static line_shape shape_of(const egb_source *source, size_t at, size_t end, char delimiter, const char *wanted) {
  line_shape out = {0};
  bool quoted = false;
  while (end > at && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r'))
    end--;
  for (size_t start = at, i = at; at < end && i <= end; i++) {
    if (i < end && source->text[i] == '"')
      quoted = !quoted;
    if (i < end && (quoted || source->text[i] != delimiter))
      continue;
    out.cells += i > start;
    out.fields++;
    out.has_wanted = out.has_wanted || (wanted != NULL && is_cell(source->text + start, i - start, wanted));
    start = i + 1;
  }
  return out;
}

static bool has_all(const egb_source *source, size_t at, char delimiter, const char *const *signature) {
  const size_t end = next_line(source, at);
  for (size_t i = 0; signature[i] != NULL; i++)
    if (!shape_of(source, at, end, delimiter, signature[i]).has_wanted)
      return false;
  return true;
}

size_t egb_dialect_find_header(const egb_source *source, char delimiter, const egb_origin *origin) {
  if (origin->packed != NULL)
    return egb_packed_find_header(source, delimiter, origin->packed);
  size_t at = behind_mark(source);
  for (size_t line = 1; line <= EGB_DIALECT_LINES && at < source->length; line++) {
    if (has_all(source, at, delimiter, origin->signature))
      return line;
    at = next_line(source, at);
  }
  return 0;
}

size_t egb_dialect_guess_header(const egb_source *source, char delimiter, const char *wanted, size_t above) {
  line_shape before = {0};
  for (size_t line = above + 1; line <= above + EGB_DIALECT_LINES; line++) {
    const size_t at = egb_dialect_line(source, line);
    if (at >= source->length)
      return 0;
    const line_shape here = shape_of(source, at, next_line(source, at), delimiter, wanted);
    if (here.has_wanted)
      return line;
    if (wanted == NULL && before.cells >= 2 && here.cells == before.cells)
      return line - 1;
    before = here;
  }
  return 0;
}

size_t egb_dialect_cells(const egb_source *source, size_t line, char delimiter) {
  const size_t at = egb_dialect_line(source, line);
  return at < source->length ? shape_of(source, at, next_line(source, at), delimiter, NULL).cells : 0;
}

size_t egb_dialect_fields(const egb_source *source, size_t line, char delimiter) {
  const size_t at = egb_dialect_line(source, line);
  return at < source->length ? shape_of(source, at, next_line(source, at), delimiter, NULL).fields : 0;
}
