/* Rows of a table in the order of a column. */
#include "table/select.h"
#include "table/sort_key.h"

#include <stdlib.h>

static bool fill_key(const egb_cell *cell, egb_arena *arena, egb_sort_key *key) {
  key->missing = cell->kind == EGB_CELL_EMPTY;
  if (cell->kind == EGB_CELL_NUMBER)
    key->number = cell->as.number;
  if (cell->kind == EGB_CELL_INTEGER)
    key->number = (double)cell->as.integer;
  if (cell->kind != EGB_CELL_TEXT)
    return true;
  return egb_sort_key_fold(key, cell->as.text, strlen(cell->as.text), arena);
}

/* A tree whose rows were moved is none any more. */
static bool move_rows(egb_table *table, const egb_sort_key *key) {
  const size_t columns = table->column_count;
  egb_cell *cell = egb_arena_array(table->arena, table->row_count * columns, sizeof *cell);
  if (cell == NULL)
    return false;
  for (size_t row = 0; row < table->row_count; row++)
    memcpy(&cell[row * columns], &table->cell[key[row].place * columns], columns * sizeof *cell);
  table->cell = cell;
  table->indent = NULL;
  return true;
}

egb_status egb_select_sort(egb_table *table, const char *by, egb_diag *diag) {
  const bool reverse = by[0] == '-';
  const size_t column = egb_table_find_column(table, by + reverse);
  if (column == SIZE_MAX)
    return egb_select_unknown_column(table, by + reverse, diag);
  egb_arena *arena = egb_arena_new();
  egb_sort_key *key = egb_arena_array(arena, table->row_count + 1, sizeof *key);
  bool done = key != NULL && egb_table_make_rows(table) == EGB_OK;
  for (size_t row = 0; done && row < table->row_count; row++) {
    key[row] = (egb_sort_key){.reverse = reverse, .place = row};
    done = fill_key(egb_table_cell(table, row, column), arena, &key[row]);
  }
  if (done) {
    qsort(key, table->row_count, sizeof *key, egb_sort_key_compare);
    done = move_rows(table, key);
  }
  egb_arena_free(arena);
  return done ? EGB_OK : EGB_NO_MEMORY;
}
