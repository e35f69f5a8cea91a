/* Rows of a table in the order of a column. */
#include "base/utf8.h"
#include "table/select.h"

#include <stdlib.h>

/* What a row is sorted by; the one before is `row`. */
typedef struct sort_key {
  bool missing, reverse;
  double number;
  const char *text; /* NULL: by number */
  size_t row;
} sort_key;

static int compare_keys(const void *left, const void *right) {
  const sort_key *a = left, *b = right;
  if (a->missing != b->missing)
    return a->missing ? 1 : -1;
  int order = (a->number > b->number) - (a->number < b->number);
  if (a->text != NULL || b->text != NULL) /* numbers before texts */
    order = a->text != NULL && b->text != NULL ? strcmp(a->text, b->text) : a->text != NULL ? 1 : -1;
  if (order != 0)
    return a->reverse ? -order : order;
  return (a->row > b->row) - (a->row < b->row);
}

static bool fill_key(const egb_cell *cell, egb_arena *arena, sort_key *key) {
  egb_buffer folded = {0};
  key->missing = cell->kind == EGB_CELL_EMPTY;
  if (cell->kind == EGB_CELL_NUMBER)
    key->number = cell->as.number;
  if (cell->kind == EGB_CELL_INTEGER)
    key->number = (double)cell->as.integer;
  if (cell->kind != EGB_CELL_TEXT)
    return true;
  egb_utf8_fold(&folded, cell->as.text, strlen(cell->as.text));
  key->text = folded.failed ? NULL : egb_arena_text(arena, egb_buffer_string(&folded), folded.length);
  egb_buffer_clear(&folded);
  return key->text != NULL;
}

/* A tree whose rows were moved is none any more. */
static bool move_rows(egb_table *table, const sort_key *key) {
  const size_t columns = table->column_count;
  egb_cell *cell = egb_arena_array(table->arena, table->row_count * columns, sizeof *cell);
  if (cell == NULL)
    return false;
  for (size_t row = 0; row < table->row_count; row++)
    memcpy(&cell[row * columns], &table->cell[key[row].row * columns], columns * sizeof *cell);
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
  sort_key *key = egb_arena_array(arena, table->row_count + 1, sizeof *key);
  bool done = key != NULL && egb_table_make_rows(table) == EGB_OK;
  for (size_t row = 0; done && row < table->row_count; row++) {
    key[row] = (sort_key){.reverse = reverse, .row = row};
    done = fill_key(egb_table_cell(table, row, column), arena, &key[row]);
  }
  if (done) {
    qsort(key, table->row_count, sizeof *key, compare_keys);
    done = move_rows(table, key);
  }
  egb_arena_free(arena);
  return done ? EGB_OK : EGB_NO_MEMORY;
}
