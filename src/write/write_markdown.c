/* Markdown as CommonMark plus the tables of GitHub. Names come from files: every character that could start markup is
 * escaped, so that no cell can carry a link, raw HTML or another table cell. What GitHub makes links of without any
 * markup (addresses, people, numbers of issues) is cut: by a backslash where the parser looks at the text as written,
 * by an empty comment where it looks at the text without its escapes. The comment is the only HTML, and it is ours. */
#include "base/text.h"
#include "base/utf8.h"
#include "model/document.h"
#include "model/table.h"
#include "write/people.h"
#include "write/writers.h"

#include <stdlib.h>
#include <string.h>

static bool begins_www(const char *at) {
  return (at[0] == 'w' || at[0] == 'W') && (at[1] == 'w' || at[1] == 'W') && (at[2] == 'w' || at[2] == 'W') &&
         at[3] == '.';
}

/* One character with whatever keeps it from being markup; returns the last byte taken. */
static const char *put_character(egb_buffer *out, const char *at) {
  static const char comment[] = "<!-- -->";
  if (begins_www(at)) {
    egb_buffer_format(out, "%.3s\\.", at);
    return at + 3;
  }
  if (*at == '<')
    egb_buffer_text(out, "&lt;");
  else if (*at == '>')
    egb_buffer_text(out, "&gt;");
  else if (*at == '&')
    egb_buffer_text(out, "&amp;");
  else if (strchr("\\`*_[]|~$#^{}", *at) != NULL || (at[0] == ':' && at[1] == '/'))
    egb_buffer_format(out, "\\%c", *at);
  else
    egb_buffer_char(out, *at);
  if (*at == '@' || (*at == '#' && egb_is_digit(at[1])))
    egb_buffer_text(out, comment);
  return at;
}

void egb_write_markdown_text(egb_buffer *out, const char *text, bool line_start) {
  egb_buffer shown = {0};
  egb_buffer spaced = {0};
  for (const char *c = text; *c != '\0'; c++)
    egb_buffer_char(&spaced, *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c);
  egb_utf8_show(&shown, egb_buffer_string(&spaced), spaced.length);
  out->failed = out->failed || shown.failed || spaced.failed;
  const char *at = egb_buffer_string(&shown);
  if (line_start) {
    at += strspn(at, " ");
    while (egb_is_digit(*at))
      egb_buffer_char(out, *at++);
    if (*at != '\0' && strchr("-+=.)", *at) != NULL)
      egb_buffer_char(out, '\\');
  }
  for (; *at != '\0'; at++)
    at = put_character(out, at);
  egb_buffer_clear(&shown);
  egb_buffer_clear(&spaced);
}

/* A strip of signs as code, where each has the same width; a table takes `|` for its own even there. A sign that could
 * end the code or the line is none of a strip. */
static void put_monospaced(egb_buffer *out, const char *text) {
  if (*text == '\0')
    return;
  egb_buffer_char(out, '`');
  for (const char *at = text; *at != '\0'; at++)
    if (*at == '|')
      egb_buffer_text(out, "\\|");
    else
      egb_buffer_char(out, *at < ' ' || *at > '~' || *at == '`' || *at == '\\' ? '?' : *at);
  egb_buffer_char(out, '`');
}

static void put_text(egb_buffer *out, const egb_table_column *column, const char *text) {
  if (column->monospaced)
    put_monospaced(out, text);
  else
    egb_write_markdown_text(out, text, false);
}

static void put_cell(egb_buffer *out, const egb_table *table, const egb_write_options *options, size_t row,
                     size_t column) {
  const egb_cell *cell = &table->cell[row * table->column_count + column];
  char number[EGB_PEOPLE_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT)
    put_text(out, &table->column[column], cell->as.text);
  else
    egb_buffer_add(out, number, egb_people_number(&table->column[column], cell, egb_write_digits(options), number));
  const char sign[] = {cell->sign == 0 ? '*' : cell->sign, '\0'};
  if (cell->mark)
    egb_write_markdown_text(out, sign, false);
}

/* "](...)" of the row's own page: letters that have no meaning here. */
static void put_page(egb_buffer *out, const egb_table *table, size_t row) {
  const egb_cell *cell = &table->cell[row * table->column_count + table->row_anchor_column];
  egb_buffer_text(out, "](");
  egb_document_put_anchor(out, table->row_page, cell->kind == EGB_CELL_TEXT ? cell->as.text : "");
  egb_buffer_text(out, ".md)");
}

static void put_header(egb_buffer *out, const egb_table *table, const size_t *shown, size_t count) {
  egb_buffer_char(out, '|');
  for (size_t i = 0; i < count; i++) {
    const egb_table_column *column = &table->column[shown[i]];
    egb_buffer_char(out, ' ');
    put_text(out, column, egb_people_heading(column));
    egb_buffer_text(out, " |");
  }
  egb_buffer_text(out, "\n|");
  for (size_t i = 0; i < count; i++)
    egb_buffer_text(out, egb_people_numeric(&table->column[shown[i]]) ? " ---: |" : " --- |");
  egb_buffer_char(out, '\n');
}

static bool write_markdown(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  size_t *shown = calloc(table->column_count + 1, sizeof *shown);
  if (shown == NULL)
    return false;
  const size_t count = egb_people_columns(table, true, shown);
  const size_t tree = egb_people_tree_column(table, shown, count);
  size_t head = 0; /* the first text says whose row it is */
  while (head < count && table->column[shown[head]].kind != EGB_CELL_TEXT)
    head++;
  if (table->title != NULL) {
    egb_buffer_text(out, table->inside ? "### " : "# ");
    egb_write_markdown_text(out, table->title, true);
    egb_buffer_text(out, "\n\n");
  }
  if (count > 0)
    put_header(out, table, shown, count);
  for (size_t row = 0; row < table->row_count && count > 0; row++) {
    egb_buffer_char(out, '|');
    for (size_t i = 0; i < count; i++) {
      egb_buffer_char(out, ' ');
      for (uint8_t level = 0; i == tree && level < table->indent[row]; level++)
        egb_buffer_text(out, "&emsp;");
      const bool leads = i == head && table->row_page != NULL;
      egb_buffer_text(out, leads ? "[" : "");
      put_cell(out, table, options, row, shown[i]);
      if (leads)
        put_page(out, table, row);
      egb_buffer_text(out, " |");
    }
    egb_buffer_char(out, '\n');
  }
  for (size_t i = 0; i < table->note_count; i++) {
    egb_buffer_char(out, '\n');
    egb_write_markdown_text(out, table->note[i], true);
    egb_buffer_char(out, '\n');
  }
  free(shown);
  return true;
}

const egb_writer egb_writer_markdown = {.name = "markdown",
                                        .extensions = {"md", "markdown"},
                                        .help = "is for documents and web pages.",
                                        .for_people = true,
                                        .stacks = true,
                                        .write = write_markdown,
                                        .document = egb_document_write_markdown};
