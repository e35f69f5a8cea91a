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
#include "model/table.h"
#include "write/locales.h"
#include "write/writers.h"

#include <inttypes.h>
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

static bool is_quoted(const char *text, char delimiter) {
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\r' || *text == '\n' || *text == delimiter)
      return true;
  return false;
}

static void put_field(egb_buffer *out, const char *text, separated *how) {
  if (how->excel && egb_locale_changes(&how->words, text, &how->scratch)) {
    egb_buffer_format(out, "\"=\"\"%s\"\"\"", text);
    return;
  }
  egb_buffer shown = {0};
  if (how->visible)
    egb_utf8_show(&shown, text, strlen(text));
  out->failed = out->failed || shown.failed;
  const char *cell = how->visible && shown.text != NULL ? shown.text : text;
  const bool quoted = is_quoted(cell, how->delimiter);
  if (quoted)
    egb_buffer_char(out, '"');
  if (quoted || how->excel)
    put_text(out, cell, how->excel);
  else
    egb_buffer_text(out, cell);
  if (quoted)
    egb_buffer_char(out, '"');
  egb_buffer_clear(&shown);
}

static void put_number(egb_buffer *out, double value, char decimal) {
  char number[EGB_NUMBER_MAX];
  const size_t length = egb_number_shortest(value, number);
  char *point = memchr(number, '.', length);
  if (point != NULL)
    *point = decimal;
  egb_buffer_add(out, number, length);
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
    egb_buffer_format(out, "%" PRId64, cell->as.integer);
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

static void put_row(egb_buffer *out, const egb_table *table, size_t row, separated *how) {
  const size_t start = out->length;
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    if (shown++ > 0)
      egb_buffer_char(out, how->delimiter);
    put_cell(out, &table->cell[row * table->column_count + i], how);
  }
  if (out->length == start) /* one column, nothing in it: readers would skip a blank line */
    egb_buffer_text(out, "\"\"");
}

void egb_write_separated(const egb_table *table, const egb_write_options *options, char delimiter, egb_buffer *out) {
  const egb_locale *asked = options->excel && options->locale != NULL ? egb_locale_named(options->locale) : NULL;
  const egb_locale *locale = asked != NULL ? asked : egb_locale_at(0);
  separated how = {.delimiter = delimiter != '\0' ? delimiter : locale->delimiter,
                   .excel = options->excel,
                   .visible = options->visible};
  const char *line_end = options->excel ? "\r\n" : "\n";
  egb_locale_words_open(&how.words, locale);
  if (!options->continues) {
    egb_buffer_text(out, options->excel ? byte_order_mark : "");
    put_header(out, table, &how);
    egb_buffer_text(out, line_end);
  }
  for (size_t row = 0; row < table->row_count; row++) {
    put_row(out, table, row, &how);
    egb_buffer_text(out, line_end);
  }
  out->failed = out->failed || how.scratch.failed || egb_locale_words_failed(&how.words);
  egb_buffer_clear(&how.scratch);
  egb_locale_words_close(&how.words);
}

static bool write_csv(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  egb_write_separated(table, options, '\0', out);
  return true;
}

const egb_writer egb_writer_csv = {
    .name = "csv",
    .extensions = {"csv"},
    .help =
        "follows RFC 4180: UTF-8, line feeds, an empty field for a missing value, the shortest digits that read back to the same number, always with a decimal point.",
    .is_separated = true,
    .continues = true,
    .write = write_csv};
