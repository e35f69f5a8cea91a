/* A workbook for spreadsheets: the table, the answers that a form takes, what the columns mean, where it is from.
 *
 * Written here and not by libxlsxwriter: that of Debian 12 (1.1.4) prints numbers with %.16G, so that 0.1 + 0.2 comes
 * back as 0.3 and the locale chooses the decimal point, lets U+FFFE into the XML, writes to the standard error, calls
 * srand(), and needs a file name and temporary files where this wants memory. */
#include "base/checksum.h"
#include "base/codes.h"
#include "base/diag.h"
#include "base/sheet_limits.h"
#include "write/archive.h"
#include "write/book_table.h"
#include "write/sheet_text.h"
#include "write/writers.h"

#include <stdio.h>
#include <string.h>

#define CHECKSUM 65

/* ---- what a sheet holds ----------------------------------------------------------------------- */

/* More XML than a cell, a row and a character ever take: an escape is seven bytes. */
#define CELL_XML ((uint64_t)96)
#define ROW_XML ((uint64_t)48)
#define CHARACTER_XML ((uint64_t)7)
#define ENTRY_MOST ((uint64_t)UINT32_MAX) /* bytes of an entry of a zip archive */

static egb_status refuse_size(const egb_table *table, size_t columns, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SHEET_SIZE,
               "a sheet does not hold %zu rows and %zu columns: at most %zu and %zu, and 4 GiB", table->row_count + 1,
               columns, EGB_XLSX_ROWS, EGB_XLSX_COLUMNS);
  egb_diag_hint(diag, "write csv, or fewer rows or columns");
  return EGB_UNCOMPUTABLE;
}

static bool is_long(const char *text) {
  return text != NULL && strlen(text) > EGB_XLSX_CELL_TEXT / CHARACTER_XML &&
         egb_sheet_units(text) > EGB_XLSX_CELL_TEXT;
}

static egb_status check_words(const char *text, const char *what, egb_diag *diag) {
  if (!is_long(text))
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SHEET_SIZE, "a cell of a workbook holds %zu characters: %s is longer",
               EGB_XLSX_CELL_TEXT, what);
  egb_diag_hint(diag, "write csv or json");
  return EGB_UNCOMPUTABLE;
}

static egb_status check_text(const char *text, const char *column, size_t row, egb_diag *diag) {
  char what[200];
  if (!is_long(text))
    return EGB_OK;
  (void)snprintf(what, sizeof what, "the text in row %zu of column `%.100s`", row, column);
  return check_words(text, what, diag);
}

static egb_status check_column(const egb_table *table, size_t column, uint64_t *bytes, egb_diag *diag) {
  const egb_table_column *about = &table->column[column];
  const char *id = about->id, *texts[] = {id, about->label, about->help};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < 3 && status == EGB_OK; i++)
    status = check_words(texts[i], "the name or description of a column", diag);
  for (size_t row = 0; row < table->row_count && status == EGB_OK; row++) {
    const egb_cell *cell = &table->cell[row * table->column_count + column];
    *bytes += cell->kind != EGB_CELL_EMPTY ? CELL_XML : 0;
    if (cell->kind == EGB_CELL_TEXT) {
      *bytes += CHARACTER_XML * strlen(cell->as.text);
      status = check_text(cell->as.text, id, row + 2, diag);
    }
  }
  return status;
}

static egb_status check(const egb_table *table, egb_diag *diag) {
  uint64_t bytes = ROW_XML * (table->row_count + 1);
  size_t columns = 0;
  for (size_t i = 0; i < table->column_count; i++)
    columns += !table->column[i].people_only;
  if (columns > EGB_XLSX_COLUMNS || table->row_count >= EGB_XLSX_ROWS)
    return refuse_size(table, columns, diag);
  egb_status status = EGB_OK;
  for (size_t i = 0; i < table->column_count && status == EGB_OK; i++)
    if (!table->column[i].people_only)
      status = check_column(table, i, &bytes, diag);
  if (status == EGB_OK && bytes > ENTRY_MOST)
    return refuse_size(table, columns, diag);
  if (status == EGB_OK)
    status = check_words(table->title, "the title", diag);
  for (size_t i = 0; i < table->note_count && status == EGB_OK; i++)
    status = check_words(table->note[i], "a note", diag);
  for (size_t i = 0; i < table->fact_count && status == EGB_OK; i++)
    status = check_words(table->fact[i].text, table->fact[i].key, diag);
  return status;
}

/* ---- the sheets beside the table -------------------------------------------------------------- */

static egb_table *new_table(const char *schema, const char *const *ids, size_t columns, size_t rows) {
  egb_table *table = egb_table_new(schema, columns, rows);
  for (size_t i = 0; table != NULL && i < columns; i++)
    table->column[i] = (egb_table_column){.id = ids[i], .kind = EGB_CELL_TEXT, .decimals = -1};
  return table;
}

/* The answers of each rule, under the column that it is for. *out is NULL when there are none. */
static bool make_answers(const egb_table *of, egb_table **out) {
  size_t columns = 0, rows = 0;
  *out = NULL;
  for (size_t i = 0; i < of->column_count; i++) {
    const egb_column_rule *rule = of->column[i].rule;
    if (rule == NULL || rule->answer == NULL)
      continue;
    columns++;
    rows = rule->answer_count > rows ? rule->answer_count : rows;
  }
  if (columns == 0)
    return true;
  egb_table *table = *out = egb_table_new("egovbench.answers/1", columns, rows);
  if (table == NULL)
    return false;
  for (size_t i = 0, at = 0; i < of->column_count; i++) {
    const egb_column_rule *rule = of->column[i].rule;
    if (rule == NULL || rule->answer == NULL)
      continue;
    table->column[at] = of->column[i];
    table->column[at].rule = NULL;
    for (size_t row = 0; row < rule->answer_count; row++)
      *egb_table_cell(table, row, at) = rule->answer[row];
    at++;
  }
  return true;
}

/* A row per column: what a program that reads the table has to know. */
static egb_table *make_dictionary(const egb_table *of) {
  static const char *const ids[] = {"column", "label", "kind", "help"};
  static const char *const kinds[] = {[EGB_CELL_EMPTY] = "text",
                                      [EGB_CELL_TEXT] = "text",
                                      [EGB_CELL_NUMBER] = "number",
                                      [EGB_CELL_INTEGER] = "integer"};
  size_t rows = 0;
  for (size_t i = 0; i < of->column_count; i++)
    rows += !of->column[i].people_only;
  egb_table *table = new_table("egovbench.columns/1", ids, 4, rows);
  bool whole = table != NULL;
  for (size_t at = 0, row = 0; at < of->column_count && whole; at++) {
    const egb_table_column *column = &of->column[at];
    if (column->people_only)
      continue;
    const char *texts[] = {column->id, column->label != NULL ? column->label : column->id, kinds[column->kind],
                           column->help != NULL ? column->help : ""};
    for (size_t i = 0; i < 4 && whole; i++)
      whole = egb_table_put_text(table, row, i, texts[i]);
    row++;
  }
  if (!whole)
    egb_table_free(table);
  return whole ? table : NULL;
}

static bool put_fact(egb_table *table, size_t row, const egb_fact *fact) {
  char checksum[CHECKSUM];
  const char *text = fact->checksum_of != NULL ? egb_sha256_source(fact->checksum_of, checksum) : fact->text;
  return egb_table_put_text(table, row, 0, fact->key) && egb_table_put_text(table, row, 1, text != NULL ? text : "");
}

/* What the table is, provenance, notes: what JSON has around its rows. */
static egb_table *make_about(const egb_table *of) {
  static const char *const ids[] = {"key", "value"};
  egb_table *table = new_table("egovbench.about/1", ids, 2, 2 + of->fact_count + of->note_count);
  size_t row = 0;
  if (table == NULL)
    return NULL;
  bool whole = egb_table_put_text(table, row, 0, "table") &&
               egb_table_put_text(table, row++, 1, of->title != NULL ? of->title : "") &&
               egb_table_put_text(table, row, 0, "schema") && egb_table_put_text(table, row++, 1, of->schema);
  for (size_t i = 0; i < of->fact_count && whole; i++)
    whole = put_fact(table, row++, &of->fact[i]);
  for (size_t i = 0; i < of->note_count && whole; i++)
    whole = egb_table_put_text(table, row, 0, "note") && egb_table_put_text(table, row++, 1, of->note[i]);
  if (!whole)
    egb_table_free(table);
  return whole ? table : NULL;
}

/* ---- the workbook ----------------------------------------------------------------------------- */

/* Adds a sheet. False: there is no table, as memory ran out. */
static bool add_sheet(egb_book *book, egb_table *table, int digits) {
  if (table != NULL)
    (void)egb_book_table(book, table, digits);
  egb_table_free(table);
  return table != NULL;
}

static bool add_answers(egb_book *book, size_t sheet, const egb_table *table, int digits) {
  egb_table *answers = NULL;
  if (!make_answers(table, &answers))
    return false;
  if (answers != NULL)
    sheet = egb_book_table(book, answers, digits);
  egb_book_table_rules(book, 0, table, sheet);
  egb_table_free(answers);
  return true;
}

static bool write_xlsx(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  const int digits = egb_write_digits(options);
  egb_book *book = egb_book_new(table->title);
  if (book == NULL)
    return false;
  const bool whole = add_answers(book, egb_book_table(book, table, digits), table, digits) &&
                     add_sheet(book, make_dictionary(table), digits) && add_sheet(book, make_about(table), digits) &&
                     egb_book_write(book, out);
  egb_book_free(book);
  return whole;
}

const egb_writer egb_writer_xlsx = {
    .name = "xlsx",
    .extensions = {"xlsx"},
    .help =
        "is a workbook for spreadsheets: the columns of csv with every digit, texts as texts, no formulas; further sheets say what the columns mean and where the table is from. The same table is the same bytes.",
    .is_workbook = true,
    .lacks = egb_archive_lacks,
    .check = check,
    .write = write_xlsx};
