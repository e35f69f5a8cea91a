/* RFC 4180: comma, LF (CRLF for spreadsheets), quotes only where they are needed, empty for missing. The text of a cell
 * comes out as it is: a file for machines must read back equal. Only `excel` and `visible` (a terminal) change cells,
 * and only texts.
 *
 * Excel and its relatives run a cell that begins with = + - @ as a formula, also in full width, also behind white space
 * or quotes that they take away: such a cell gets an apostrophe in front, which they take for "this is text". In
 * another country they cut lines at another separator, and quotes in the middle of what they take for a cell protect
 * nothing: a text gets the apostrophe wherever a piece behind any of the usual separators begins so.
 *
 * With a locale, what its spreadsheets would change into a number, a date or a truth value is written as ="004": a
 * formula whose result is that text, the only way there is. Such a text has no quote in it. */
#include "base/number.h"
#include "base/utf8.h"
#include "base/word.h"
#include "model/table.h"
#include "write/locales.h"
#include "write/writers.h"

#include <stdint.h>
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

typedef struct separated {
  char delimiter;
  bool excel, visible;
  egb_locale_words words;
  egb_buffer scratch;
} separated;

/* The start of a formula: white space, quotes and marks that cannot be seen, then one of the signs. */
static bool is_formula(const char *text) {
  const size_t length = strlen(text);
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    if (c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20)
      return true;
    if (c != ' ' && c != '"' && c != '\'' && c != 0xA0 && c != 0x3000 && (c < 0 || !egb_utf8_unsafe(c)))
      return false;
  }
  return false;
}

static bool is_separator(char c) {
  return c == ',' || c == ';' || c == '|' || c == '\t' || c == '\n' || c == '\r';
}

static void put_text(egb_buffer *out, const char *text, bool excel) {
  if (excel && (text[0] == '\t' || text[0] == '\r' || text[0] == '\n'))
    egb_buffer_char(out, '\'');
  for (const char *at = text; *at != '\0'; at++) {
    const bool begins = at == text || (is_separator(at[-1]) && !is_separator(*at));
    if (excel && begins && is_formula(at) && !(at == text && is_separator(*at)))
      egb_buffer_char(out, '\'');
    if (*at == '"')
      egb_buffer_char(out, '"');
    egb_buffer_char(out, *at);
  }
}

static bool needs_quotes(const char *text, size_t length, char delimiter) {
  const uint64_t mark = EGB_WORD_EACH((unsigned char)delimiter);
  uint64_t word = EGB_WORD_EACH('a');
  for (size_t at = 0; at < length; at += sizeof word) {
    if (length - at < sizeof word)
      word = EGB_WORD_EACH('a');
    memcpy(&word, text + at, length - at < sizeof word ? length - at : sizeof word);
    if (egb_word_has_zero(word ^ mark) || egb_word_has_zero(word ^ EGB_WORD_EACH('"')) ||
        egb_word_has_zero(word ^ EGB_WORD_EACH('\n')) || egb_word_has_zero(word ^ EGB_WORD_EACH('\r')))
      return true;
  }
  return false;
}

static void put_quoted(egb_buffer *out, const char *text, bool quoted, bool excel) {
  if (quoted)
    egb_buffer_char(out, '"');
  put_text(out, text, excel);
  if (quoted)
    egb_buffer_char(out, '"');
}

static void put_shown(egb_buffer *out, const char *text, const separated *how) {
  egb_buffer shown = {0};
  egb_utf8_show(&shown, text, strlen(text));
  out->failed = out->failed || shown.failed;
  put_quoted(out, egb_buffer_string(&shown), needs_quotes(egb_buffer_string(&shown), shown.length, how->delimiter),
             how->excel);
  egb_buffer_clear(&shown);
}

static void put_field(egb_buffer *out, const char *text, separated *how) {
  if (how->excel && egb_locale_changes(&how->words, text, &how->scratch)) {
    egb_buffer_format(out, "\"=\"\"%s\"\"\"", text);
    return;
  }
  if (how->visible) {
    put_shown(out, text, how);
    return;
  }
  const size_t length = strlen(text);
  const bool quoted = needs_quotes(text, length, how->delimiter);
  if (quoted || how->excel)
    put_quoted(out, text, quoted, how->excel);
  else
    egb_buffer_add(out, text, length);
}

static void put_number(egb_buffer *out, double value, char decimal) {
  char *number = egb_buffer_room(out, EGB_NUMBER_MAX);
  if (number == NULL)
    return;
  const size_t length = egb_number_shortest(value, number);
  char *point = decimal == '.' ? NULL : memchr(number, '.', length);
  if (point != NULL)
    *point = decimal;
  egb_buffer_grow(out, length);
}

static void put_cell(egb_buffer *out, const egb_cell *cell, separated *how) {
  switch (cell->kind) {
  case EGB_CELL_EMPTY:
    break;
  case EGB_CELL_TEXT:
    put_field(out, cell->as.text, how);
    break;
  case EGB_CELL_NUMBER:
    put_number(out, cell->as.number, how->words.locale->decimal);
    break;
  case EGB_CELL_INTEGER:
    egb_buffer_integer(out, cell->as.integer);
    break;
  }
}

static void put_header(egb_buffer *out, const egb_table *table, separated *how) {
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    if (shown++ > 0)
      egb_buffer_char(out, how->delimiter);
    put_field(out, table->column[i].id, how);
  }
}

static void put_char(egb_buffer *out, char c) {
  char *room = egb_buffer_room(out, 1);
  if (room == NULL)
    return;
  room[0] = c;
  egb_buffer_grow(out, 1);
}

static void put_row(egb_buffer *out, const egb_table *table, const egb_cell *cell, separated *how) {
  const size_t start = out->length;
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    if (shown++ > 0)
      put_char(out, how->delimiter);
    put_cell(out, &cell[i], how);
  }
  if (out->length == start) /* one column, nothing in it: readers would skip a blank line */
    egb_buffer_text(out, "\"\"");
}

static separated open_separated(const egb_write_options *options, char delimiter) {
  const egb_locale *asked = options->excel && options->locale != NULL ? egb_locale_named(options->locale) : NULL;
  const egb_locale *locale = asked != NULL ? asked : egb_locale_at(0);
  separated how = {.delimiter = delimiter != '\0' ? delimiter : locale->delimiter,
                   .excel = options->excel,
                   .visible = options->visible};
  egb_locale_words_open(&how.words, locale);
  return how;
}

static void close_separated(separated *how, egb_buffer *out) {
  out->failed = out->failed || how->scratch.failed || egb_locale_words_failed(&how->words);
  egb_buffer_clear(&how->scratch);
  egb_locale_words_close(&how->words);
}

static void end_line(egb_buffer *out, const egb_write_options *options) {
  if (options->excel)
    put_char(out, '\r');
  put_char(out, '\n');
}

void egb_write_separated_header(const egb_table *table, const egb_write_options *options, char delimiter,
                                egb_buffer *out) {
  if (options->continues)
    return;
  separated how = open_separated(options, delimiter);
  egb_buffer_text(out, options->excel ? byte_order_mark : "");
  put_header(out, table, &how);
  end_line(out, options);
  close_separated(&how, out);
}

void egb_write_separated_rows(const egb_table *piece, const egb_write_options *options, char delimiter,
                              egb_buffer *out) {
  separated how = open_separated(options, delimiter);
  for (size_t row = 0; row < piece->row_count; row++) {
    put_row(out, piece, piece->cell + row * piece->column_count, &how);
    end_line(out, options);
  }
  close_separated(&how, out);
}

static void begin_csv(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  egb_write_separated_header(table, options, '\0', out);
}

static void put_csv(const egb_table *piece, size_t first, const egb_write_options *options, egb_buffer *out) {
  (void)first;
  egb_write_separated_rows(piece, options, '\0', out);
}

const egb_writer egb_writer_csv = {
    .name = "csv",
    .extensions = {"csv"},
    .help =
        "follows RFC 4180: UTF-8, line feeds, an empty field for a missing value, the shortest digits that read back to the same number, always with a decimal point.",
    .is_separated = true,
    .continues = true,
    .begin = begin_csv,
    .rows = put_csv};
