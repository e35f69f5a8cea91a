#include "write/book_table.h"

#include "base/text.h"
#include "base/utf8.h"
#include "write/book_state.h"
#include "write/people.h"

#include <stdio.h>
#include <string.h>

#define WIDTH_LEAST ((size_t)6)
#define WIDTH_MOST ((size_t)60)
#define WIDTH_FILLED_IN ((size_t)14) /* of a column that is still empty, under a heading of several lines */

static const egb_look text_look = {.kind = EGB_LOOK_TEXT, .decimals = -1};

/* ---- names of sheets -------------------------------------------------------------------------- */

static bool is_taken(const egb_book *book, const char *name) {
  for (size_t i = 0; i < book->count; i++)
    if (egb_text_same(book->page[i]->name, name))
      return true;
  return false;
}

static void name_of(const egb_book *book, const char *from, char name[EGB_BOOK_SHEET_NAME]) {
  static const char maker[] = "egovbench.";
  if (strncmp(from, maker, sizeof maker - 1) == 0)
    from += sizeof maker - 1;
  size_t length = 0;
  for (; *from != '\0' && *from != '/' && length + 1 < EGB_BOOK_SHEET_NAME; from++)
    name[length++] = (char)(egb_is_letter(*from) || egb_is_digit(*from) || *from == '-' ? *from : '_');
  name[length] = '\0';
  if (length == 0 || !egb_is_letter(name[0]))
    length = (size_t)snprintf(name, EGB_BOOK_SHEET_NAME, "table");
  for (size_t number = 2; is_taken(book, name); number++) {
    char tail[24];
    const size_t size = (size_t)snprintf(tail, sizeof tail, "_%zu", number);
    const size_t keep = length + size < EGB_BOOK_SHEET_NAME ? length : EGB_BOOK_SHEET_NAME - 1 - size;
    memcpy(name + keep, tail, size + 1);
  }
}

/* ---- columns ---------------------------------------------------------------------------------- */

static egb_look look_of_column(const egb_table_column *column, int digits) {
  const int decimals = egb_people_decimals(column, digits);
  if (column->kind == EGB_CELL_INTEGER)
    return (egb_look){.kind = EGB_LOOK_NUMBER};
  if (column->kind != EGB_CELL_NUMBER)
    return text_look;
  return (egb_look){.kind = decimals == EGB_DECIMALS_AS_NEEDED ? EGB_LOOK_GENERAL : EGB_LOOK_NUMBER,
                    .decimals = decimals};
}

/* A column of texts may hold numbers, as one of values of every kind does. */
static egb_look look_of_cell(const egb_table_column *column, const egb_cell *cell, int digits) {
  if (cell->kind == EGB_CELL_TEXT)
    return text_look;
  if (cell->kind == EGB_CELL_INTEGER)
    return (egb_look){.kind = EGB_LOOK_NUMBER};
  return column->kind == EGB_CELL_NUMBER ? look_of_column(column, digits) : (egb_look){.kind = EGB_LOOK_GENERAL};
}

static size_t cell_width(const egb_table_column *column, const egb_cell *cell, int digits) {
  char number[EGB_PEOPLE_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT)
    return egb_utf8_width(cell->as.text, strlen(cell->as.text));
  return egb_people_number(column, cell, digits, number);
}

/* As wide as the widest, within limits; what describes a column breaks its lines instead. */
static size_t width_of(const egb_table *table, size_t column, int digits) {
  const egb_table_column *about = &table->column[column];
  size_t width = egb_utf8_width(about->id, strlen(about->id));
  for (size_t row = table->head_rows; row < table->row_count && width < WIDTH_MOST; row++) {
    const size_t wide = cell_width(about, &table->cell[row * table->column_count + column], digits);
    width = wide > width ? wide : width;
  }
  const size_t least = table->head_rows != 0 ? WIDTH_FILLED_IN : WIDTH_LEAST;
  return (width < least ? least : width > WIDTH_MOST ? WIDTH_MOST : width) + 2;
}

/* Their widths and headers; how many there are. */
static size_t put_columns(egb_book *book, size_t sheet, const egb_table *table, int digits) {
  const egb_look header = {.kind = EGB_LOOK_HEADER};
  size_t at = 0;
  for (size_t i = 0; i < table->column_count; i++) {
    const egb_table_column *column = &table->column[i];
    if (column->people_only)
      continue;
    egb_book_width(book, sheet, at, at, (double)width_of(table, i, digits), look_of_column(column, digits));
    egb_book_text(book, sheet, 0, at++, header, column->id);
  }
  return at;
}

/* ---- rows ------------------------------------------------------------------------------------- */

static void put_row(egb_book *book, size_t sheet, const egb_table *table, size_t row, int digits) {
  const egb_look description = {.kind = EGB_LOOK_DESCRIPTION};
  size_t at = 0;
  for (size_t i = 0; i < table->column_count; i++) {
    const egb_table_column *column = &table->column[i];
    const egb_cell *cell = &table->cell[row * table->column_count + i];
    if (column->people_only)
      continue;
    if (cell->kind != EGB_CELL_EMPTY && (cell->kind != EGB_CELL_TEXT || cell->as.text[0] != '\0'))
      egb_book_cell(book, sheet, row + 1, at, row < table->head_rows ? description : look_of_cell(column, cell, digits),
                    cell);
    at++;
  }
}

size_t egb_book_table(egb_book *book, const egb_table *table, int digits) {
  char name[EGB_BOOK_SHEET_NAME];
  name_of(book, table->schema, name);
  const size_t sheet = egb_book_sheet(book, name);
  const size_t columns = put_columns(book, sheet, table, digits);
  for (size_t row = 0; row < table->row_count && columns != 0; row++)
    put_row(book, sheet, table, row, digits);
  egb_book_freeze(book, sheet, 1 + table->head_rows, table->head_columns);
  if (columns != 0 && table->row_count != 0 && table->head_rows == 0)
    egb_book_filter(book, sheet, (egb_area){0, 0, table->row_count, columns - 1});
  return sheet;
}

/* ---- rules ------------------------------------------------------------------------------------ */

static void put_rule(egb_book *book, size_t sheet, egb_area area, const egb_table_column *column, const char *range) {
  const egb_column_rule *rule = column->rule;
  const char *title = rule->prompt != NULL ? column->id : NULL;
  if (rule->answer != NULL)
    egb_book_choose(book, sheet, area, range, title, rule->prompt);
  else if (rule->has_bounds)
    egb_book_limit(book, sheet, area, rule->bounds[0], rule->bounds[1], title, rule->prompt);
  else
    egb_book_prompt(book, sheet, area, title, rule->prompt);
}

void egb_book_table_rules(egb_book *book, size_t sheet, const egb_table *table, size_t answers) {
  size_t at = 0, list = 0;
  egb_buffer range = {0};
  for (size_t i = 0; i < table->column_count && table->row_count > table->head_rows && !book->failed; i++) {
    const egb_column_rule *rule = table->column[i].rule;
    if (table->column[i].people_only)
      continue;
    if (rule != NULL) {
      range.length = 0;
      egb_book_range(&range, book->page[answers]->name, (egb_area){1, list, rule->answer_count, list}, EGB_FIX_BOTH);
      put_rule(book, sheet, (egb_area){1 + table->head_rows, at, table->row_count, at}, &table->column[i],
               egb_buffer_string(&range));
      list += rule->answer != NULL;
    }
    at++;
  }
  book->failed = book->failed || range.failed;
  egb_buffer_clear(&range);
}
