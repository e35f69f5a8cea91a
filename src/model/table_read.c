/* A table as a program reads it: the public accessors, which answer beyond the last row or column instead of failing.
 */
#include "model/table.h"

#include <math.h>
#include <string.h>

static const char *or_empty(const char *text) {
  return text == NULL ? "" : text;
}

static const egb_table_column *column_at(const egb_table *table, size_t column) {
  return column < table->column_count ? &table->column[column] : NULL;
}

static const egb_cell *cell_at(const egb_table *table, size_t row, size_t column) {
  static const egb_cell none = {.kind = EGB_CELL_EMPTY};
  const bool there = table->cell != NULL && row < table->row_count && column < table->column_count;
  return there ? &table->cell[row * table->column_count + column] : &none;
}

size_t egb_table_row_count(const egb_table *table) {
  return table->row_count;
}

size_t egb_table_column_count(const egb_table *table) {
  return table->column_count;
}

size_t egb_table_find_column(const egb_table *table, const char *id) {
  for (size_t i = 0; i < table->column_count; i++)
    if (strcmp(table->column[i].id, id) == 0)
      return i;
  return SIZE_MAX;
}

const char *egb_table_column_id(const egb_table *table, size_t column) {
  const egb_table_column *at = column_at(table, column);
  return at == NULL ? "" : or_empty(at->id);
}

const char *egb_table_column_label(const egb_table *table, size_t column) {
  const egb_table_column *at = column_at(table, column);
  return at == NULL ? "" : or_empty(at->label);
}

const char *egb_table_column_help(const egb_table *table, size_t column) {
  const egb_table_column *at = column_at(table, column);
  return at == NULL ? "" : or_empty(at->help);
}

egb_column_kind egb_table_column_kind(const egb_table *table, size_t column) {
  const egb_table_column *at = column_at(table, column);
  const egb_cell_kind kind = at == NULL ? EGB_CELL_TEXT : at->kind;
  return kind == EGB_CELL_INTEGER ? EGB_COLUMN_INTEGER : kind == EGB_CELL_NUMBER ? EGB_COLUMN_NUMBER : EGB_COLUMN_TEXT;
}

int egb_table_column_decimals(const egb_table *table, size_t column) {
  const egb_table_column *at = column_at(table, column);
  return at == NULL || at->decimals < 0 ? -1 : at->decimals;
}

double egb_table_number(const egb_table *table, size_t row, size_t column) {
  const egb_cell *cell = cell_at(table, row, column);
  if (cell->kind == EGB_CELL_INTEGER)
    return (double)cell->as.integer;
  return cell->kind == EGB_CELL_NUMBER ? cell->as.number : (double)NAN;
}

const char *egb_table_text(const egb_table *table, size_t row, size_t column) {
  const egb_cell *cell = cell_at(table, row, column);
  return cell->kind == EGB_CELL_TEXT ? cell->as.text : "";
}

bool egb_table_is_empty(const egb_table *table, size_t row, size_t column) {
  return cell_at(table, row, column)->kind == EGB_CELL_EMPTY;
}

const char *egb_table_schema(const egb_table *table) {
  return or_empty(table->schema);
}

const char *egb_table_title(const egb_table *table) {
  return or_empty(table->title);
}

size_t egb_table_note_count(const egb_table *table) {
  return table->note_count;
}

const char *egb_table_note(const egb_table *table, size_t i) {
  return i < table->note_count ? or_empty(table->note[i]) : "";
}

size_t egb_table_fact_count(const egb_table *table) {
  return table->fact_count;
}

const char *egb_table_fact_key(const egb_table *table, size_t i) {
  return i < table->fact_count ? or_empty(table->fact[i].key) : "";
}

const char *egb_table_fact_text(const egb_table *table, size_t i) {
  return i < table->fact_count ? or_empty(table->fact[i].text) : "";
}
