/* LaTeX: a table with the rules of booktabs; a longtable when it would not fit on a page, across the page when it is
 * wide. Names come from files: every character with a meaning in TeX is escaped, so that no cell can carry a command.
 */
#include "base/utf8.h"
#include "model/table.h"
#include "write/latex_page.h"
#include "write/people.h"
#include "write/writers.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

/* How a character is written; NULL: as it is. `"` and `'` may be active characters of babel, `--`, `?` and `!`
 * may join into other glyphs, `[` and `*` after a row's end are taken for its arguments. */
static const char *escape(int32_t code_point) {
  static const struct {
    int32_t character;
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
      {0x2264, "\\ensuremath{\\leq}"}, /* what the program writes itself, and pdfTeX's text fonts lack */
      {0x2265, "\\ensuremath{\\geq}"},
      {0x2212, "\\ensuremath{-}"},
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

/* A strip keeps its signs one below the other: each has the same width, and spaces count. */
static void put_monospaced(egb_buffer *out, const char *text) {
  egb_buffer escaped = {0};
  egb_write_latex_text(&escaped, text);
  egb_buffer_text(out, "\\texttt{");
  for (size_t i = 0; i < escaped.length; i++)
    egb_buffer_char(out, escaped.text[i] == ' ' ? '~' : escaped.text[i]);
  egb_buffer_char(out, '}');
  out->failed = out->failed || escaped.failed;
  egb_buffer_clear(&escaped);
}

static void put_text(egb_buffer *out, const egb_table_column *column, const char *text) {
  if (column->monospaced)
    put_monospaced(out, text);
  else
    egb_write_latex_text(out, text);
}

static void put_cell(egb_buffer *out, const egb_table *table, const egb_write_options *options, size_t row,
                     size_t column) {
  const egb_cell *cell = &table->cell[row * table->column_count + column];
  char number[EGB_PEOPLE_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT) {
    put_text(out, &table->column[column], cell->as.text);
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

static void put_header(egb_buffer *out, const egb_table *table, const egb_latex_page *page) {
  egb_buffer_text(out, "\\toprule\n");
  for (size_t i = 0; i < page->count; i++) {
    const egb_table_column *column = &table->column[page->shown[i]];
    egb_buffer_text(out, i > 0 ? " & " : "");
    put_text(out, column, egb_people_heading(column));
  }
  egb_buffer_text(out, " \\\\\n\\midrule\n");
}

static void put_rows(egb_buffer *out, const egb_table *table, const egb_write_options *options,
                     const egb_latex_page *page) {
  const size_t tree = egb_people_tree_column(table, page->shown, page->count);
  for (size_t row = 0; row < table->row_count; row++) {
    for (size_t i = 0; i < page->count; i++) {
      egb_buffer_text(out, i > 0 ? " & " : "");
      if (i == tree && table->indent[row] > 0)
        egb_buffer_format(out, "\\hspace*{%uem}", (unsigned int)table->indent[row]);
      put_cell(out, table, options, row, page->shown[i]);
    }
    egb_buffer_text(out, " \\\\\n");
  }
}

/* ---- around the rows ---- */

static void put_comments(egb_buffer *out, const egb_table *table, const egb_latex_page *page) {
  egb_buffer_format(out, "%% egovbench %s: %s\n", egb_version(), table->schema);
  egb_buffer_format(out, "%% In the preamble: \\usepackage{booktabs%s%s}\n", page->breaks ? ",longtable" : "",
                    page->landscape ? ",pdflscape" : "");
  if (needs_wide_fonts(table, page->shown, page->count))
    egb_buffer_text(out,
                    "% The text has Chinese, Japanese or Korean characters: compile with XeLaTeX or LuaLaTeX, with\n"
                    "% \\usepackage{xeCJK} (XeLaTeX) or \\usepackage{luatexja} (LuaLaTeX) and a font that has them.\n");
}

/* Texts without room on one line are set as paragraphs; a digit is half an em wide. */
static void put_columns(egb_buffer *out, const egb_table *table, const egb_latex_page *page) {
  for (size_t i = 0; i < page->count; i++) {
    if (egb_people_numeric(&table->column[page->shown[i]]))
      egb_buffer_char(out, 'r');
    else if (page->paragraph[i] == 0)
      egb_buffer_char(out, 'l');
    else if (table->inside)
      egb_buffer_text(out, "p{0.4\\linewidth}");
    else
      egb_buffer_format(out, "p{%zu.%dem}", page->paragraph[i] / 2, page->paragraph[i] % 2 == 0 ? 0 : 5);
  }
  egb_buffer_text(out, "}\n");
}

static void put_caption(egb_buffer *out, const egb_table *table, const char *end) {
  if (table->title == NULL)
    return;
  egb_buffer_text(out, "\\caption{");
  egb_write_latex_text(out, table->title);
  egb_buffer_format(out, "}%s\n", end);
}

/* The head is repeated on every page, its number and title are not. */
static void put_breaking(egb_buffer *out, const egb_table *table, const egb_write_options *options,
                         const egb_latex_page *page) {
  egb_buffer_text(out, "\\begin{longtable}{");
  put_columns(out, table, page);
  put_caption(out, table, " \\\\");
  put_header(out, table, page);
  egb_buffer_text(out, "\\endfirsthead\n");
  put_header(out, table, page);
  egb_buffer_text(out, "\\endhead\n\\bottomrule\n\\endfoot\n");
  put_rows(out, table, options, page);
  egb_buffer_text(out, "\\end{longtable}\n");
}

static void put_floating(egb_buffer *out, const egb_table *table, const egb_write_options *options,
                         const egb_latex_page *page) {
  put_caption(out, table, "");
  egb_buffer_text(out, "\\begin{tabular}{");
  put_columns(out, table, page);
  put_header(out, table, page);
  put_rows(out, table, options, page);
  egb_buffer_text(out, "\\bottomrule\n\\end{tabular}\n");
}

static void put_note(egb_buffer *out, const char *text) {
  egb_buffer_text(out, "\n\\par\\noindent{\\footnotesize ");
  egb_write_latex_text(out, text);
  egb_buffer_text(out, "\\par}\n");
}

static void put_left_out(egb_buffer *out, const egb_latex_page *page) {
  egb_buffer text = {0};
  if (page->left_out > 0)
    egb_buffer_format(&text, "Without room on the page: %zu column%s (--columns chooses).", page->left_out,
                      page->left_out == 1 ? "" : "s");
  out->failed = out->failed || text.failed;
  if (text.length > 0 && !text.failed)
    put_note(out, text.text);
  egb_buffer_clear(&text);
}

static void put_table(egb_buffer *out, const egb_table *table, const egb_write_options *options,
                      const egb_latex_page *page) {
  egb_buffer_text(out, page->landscape ? "\\begin{landscape}\n" : "");
  egb_buffer_text(out, page->breaks ? "" : "\\begin{table}\n\\centering\n");
  if (page->size != NULL)
    egb_buffer_format(out, "\\begingroup%s\\setlength{\\tabcolsep}{3pt}\n", page->size);
  if (page->breaks)
    put_breaking(out, table, options, page);
  else
    put_floating(out, table, options, page);
  egb_buffer_text(out, page->size == NULL ? "" : "\\endgroup\n");
  put_left_out(out, page);
  for (size_t i = 0; i < table->note_count; i++)
    put_note(out, table->note[i]);
  egb_buffer_text(out, page->breaks ? "" : "\\end{table}\n");
  egb_buffer_text(out, page->landscape ? "\\end{landscape}\n" : "");
}

static bool write_latex(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  egb_latex_page page;
  const bool done = egb_latex_page_open(&page, table, egb_write_digits(options));
  if (done && !table->inside)
    put_comments(out, table, &page);
  if (done)
    put_table(out, table, options, &page);
  egb_latex_page_close(&page);
  return done;
}

const egb_writer egb_writer_latex = {.name = "latex",
                                     .extensions = {"tex", "latex"},
                                     .help = "is for printed documents.",
                                     .for_people = true,
                                     .stacks = true,
                                     .write = write_latex,
                                     .document = egb_document_write_latex};
