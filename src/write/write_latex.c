/* LaTeX: a table with the rules of booktabs; a longtable when it would not fit on a page. Names come from files: every
 * character with a meaning in TeX is escaped, so that no cell can carry a command. */
#include "base/utf8.h"
#include "model/table.h"
#include "write/people.h"
#include "write/writers.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_ROWS 45           /* rows that fit on a page */
#define LONG_TEXT ((size_t)36) /* terminal columns */
#define REPLACEMENT 0xFFFD

/* How an ASCII character is written; NULL: as it is. `"` and `'` may be active characters of babel, `--`, `?` and `!`
 * may join into other glyphs, `[` and `*` after a row's end are taken for its arguments. */
static const char *escape(int32_t code_point) {
  static const struct {
    char character;
    const char *text;
  } special[] = {
      {'\\', "\\textbackslash{}"},
      {'{', "\\{"},
      {'}', "\\}"},
      {'$', "\\$"},
      {'&', "\\&"},
      {'#', "\\#"},
      {'_', "\\_"},
      {'%', "\\%"},
      {'~', "\\textasciitilde{}"},
      {'^', "\\textasciicircum{}"},
      {'<', "\\textless{}"},
      {'>', "\\textgreater{}"},
      {'|', "\\textbar{}"},
      {'"', "\\char34{}"},
      {'`', "\\char96{}"},
      {'-', "-{}"},
      {'?', "?{}"},
      {'!', "!{}"},
      {'[', "{[}"},
      {']', "{]}"},
      {'*', "{*}"},
      {'\n', " "},
      {'\r', " "},
      {'\t', " "},
  };
  for (size_t i = 0; i < sizeof special / sizeof *special; i++)
    if (code_point == special[i].character)
      return special[i].text;
  return NULL;
}

void egb_write_latex_text(egb_buffer *out, const char *text) {
  const size_t length = strlen(text);
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t code_point = egb_utf8_next(text + at, length - at, &size);
    const char *escaped = escape(code_point);
    if (escaped != NULL && code_point == '-' && text[at + 1] != '-')
      egb_buffer_char(out, '-');
    else if (escaped != NULL)
      egb_buffer_text(out, escaped);
    else if (code_point < 0 || code_point == REPLACEMENT || egb_utf8_unsafe(code_point))
      egb_buffer_text(out, "?{}"); /* the fonts of TeX have no replacement character */
    else
      egb_buffer_add(out, text + at, size);
  }
}

static void put_cell(egb_buffer *out, const egb_table *table, const egb_write_options *options, size_t row,
                     size_t column) {
  const egb_cell *cell = &table->cell[row * table->column_count + column];
  char number[EGB_PEOPLE_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT) {
    egb_write_latex_text(out, cell->as.text);
  } else {
    const size_t length = egb_people_number(&table->column[column], cell, egb_write_digits(options), number);
    if (number[0] == '-') /* a minus sign, not a hyphen */
      egb_buffer_format(out, "$%s$", number);
    else
      egb_buffer_add(out, number, length);
  }
  if (cell->mark && (cell->sign == 0 || cell->sign == '*')) {
    egb_buffer_text(out, "\\textsuperscript{*}");
  } else if (cell->mark) {
    const char sign[] = {cell->sign, '\0'};
    egb_buffer_text(out, "\\textsuperscript{");
    egb_write_latex_text(out, sign);
    egb_buffer_char(out, '}');
  }
}

bool egb_write_latex_wide(const char *text) {
  const size_t length = text == NULL ? 0 : strlen(text);
  for (size_t at = 0, size; at < length; at += size)
    if (egb_utf8_next(text + at, length - at, &size) >= 0x2E80)
      return true;
  return false;
}

/* Whether anything shown is Chinese, Japanese or Korean, for which the usual fonts of TeX have no glyphs. */
static bool needs_wide_fonts(const egb_table *table, const size_t *shown, size_t count) {
  bool found = egb_write_latex_wide(table->title);
  for (size_t i = 0; i < count && !found; i++) {
    found = egb_write_latex_wide(egb_people_heading(&table->column[shown[i]]));
    for (size_t row = 0; row < table->row_count && !found; row++) {
      const egb_cell *cell = &table->cell[row * table->column_count + shown[i]];
      found = cell->kind == EGB_CELL_TEXT && egb_write_latex_wide(cell->as.text);
    }
  }
  for (size_t i = 0; i < table->note_count && !found; i++)
    found = egb_write_latex_wide(table->note[i]);
  return found;
}

static void put_header(egb_buffer *out, const egb_table *table, const size_t *shown, size_t count) {
  egb_buffer_text(out, "\\toprule\n");
  for (size_t i = 0; i < count; i++) {
    egb_buffer_text(out, i > 0 ? " & " : "");
    egb_write_latex_text(out, egb_people_heading(&table->column[shown[i]]));
  }
  egb_buffer_text(out, " \\\\\n\\midrule\n");
}

static void put_rows(egb_buffer *out, const egb_table *table, const egb_write_options *options, const size_t *shown,
                     size_t count) {
  const size_t tree = egb_people_tree_column(table, shown, count);
  for (size_t row = 0; row < table->row_count; row++) {
    for (size_t i = 0; i < count; i++) {
      egb_buffer_text(out, i > 0 ? " & " : "");
      if (i == tree && table->indent[row] > 0)
        egb_buffer_format(out, "\\hspace*{%uem}", (unsigned int)table->indent[row]);
      put_cell(out, table, options, row, shown[i]);
    }
    egb_buffer_text(out, " \\\\\n");
  }
  egb_buffer_text(out, "\\bottomrule\n");
}

static void put_comments(egb_buffer *out, const egb_table *table, const size_t *shown, size_t count, bool split) {
  egb_buffer_format(out, "%% egovbench %s: %s\n", egb_version(), table->schema);
  egb_buffer_format(out, "%% In the preamble: \\usepackage{booktabs%s}\n", split ? ",longtable" : "");
  if (needs_wide_fonts(table, shown, count))
    egb_buffer_text(out,
                    "% The text has Chinese, Japanese or Korean characters: compile with XeLaTeX or LuaLaTeX, with\n"
                    "% \\usepackage{xeCJK} (XeLaTeX) or \\usepackage{luatexja} (LuaLaTeX) and a font that has them.\n");
}

/* A column of long texts is set as paragraphs, so that it stays on the page. */
static void put_column(egb_buffer *out, const egb_table *table, size_t column) {
  size_t widest = 0;
  for (size_t row = 0; row < table->row_count; row++) {
    const egb_cell *cell = &table->cell[row * table->column_count + column];
    const size_t width = cell->kind == EGB_CELL_TEXT ? egb_utf8_width(cell->as.text, strlen(cell->as.text)) : 0;
    widest = width > widest ? width : widest;
  }
  if (egb_people_numeric(&table->column[column]))
    egb_buffer_char(out, 'r');
  else if (table->inside && widest > LONG_TEXT)
    egb_buffer_text(out, "p{0.4\\linewidth}");
  else
    egb_buffer_char(out, 'l');
}

static void put_top(egb_buffer *out, const egb_table *table, const size_t *shown, size_t count, bool split) {
  if (!table->inside)
    put_comments(out, table, shown, count, split);
  egb_buffer_text(out, split ? "\\begin{longtable}{" : "\\begin{table}\n\\centering\n");
  if (!split && table->title != NULL) {
    egb_buffer_text(out, "\\caption{");
    egb_write_latex_text(out, table->title);
    egb_buffer_text(out, "}\n");
  }
  egb_buffer_text(out, split ? "" : "\\begin{tabular}{");
  for (size_t i = 0; i < count; i++)
    put_column(out, table, shown[i]);
  egb_buffer_text(out, "}\n");
  if (split && table->title != NULL) {
    egb_buffer_text(out, "\\caption{");
    egb_write_latex_text(out, table->title);
    egb_buffer_text(out, "} \\\\\n");
  }
}

static bool write_latex(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  size_t *shown = calloc(table->column_count + 1, sizeof *shown);
  if (shown == NULL)
    return false;
  const size_t count = egb_people_columns(table, shown);
  /* A document of many floating tables is more than TeX can place: there every table may break. */
  const bool split = table->row_count > PAGE_ROWS || table->inside;
  put_top(out, table, shown, count, split);
  put_header(out, table, shown, count);
  if (split)
    egb_buffer_text(out, "\\endhead\n");
  put_rows(out, table, options, shown, count);
  egb_buffer_text(out, split ? "\\end{longtable}\n" : "\\end{tabular}\n");
  for (size_t i = 0; i < table->note_count; i++) {
    egb_buffer_text(out, "\n\\par\\noindent{\\footnotesize ");
    egb_write_latex_text(out, table->note[i]);
    egb_buffer_text(out, "\\par}\n");
  }
  egb_buffer_text(out, split ? "" : "\\end{table}\n");
  free(shown);
  return true;
}

const egb_writer egb_writer_latex = {.name = "latex",
                                     .extensions = {"tex", "latex"},
                                     .help = "is for printed documents.",
                                     .for_people = true,
                                     .write = write_latex,
                                     .document = egb_document_write_latex};
