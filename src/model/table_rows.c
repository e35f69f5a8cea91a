/* Rows on demand: what a piece of a table is, whether its cells are there or not. */
#include "model/table.h"

#include <stdlib.h>
#include <string.h>

#define PIECE_CELLS ((size_t)1 << 11) /* 32 KB of them */

size_t egb_table_piece_rows(const egb_table *table) {
  const size_t columns = table->column_count == 0 ? 1 : table->column_count;
  return columns < PIECE_CELLS ? PIECE_CELLS / columns : 1;
}

void egb_table_rows_on_demand(egb_table *table, size_t rows, egb_table_fill *fill, const void *from) {
  table->cell = NULL;
  table->row_count = rows;
  table->fill = fill;
  table->from = from;
}

bool egb_table_shape_on_demand(egb_table *table, size_t columns, size_t rows, egb_table_fill *fill, const void *from) {
  if (!egb_table_shape(table, columns, 0))
    return false;
  egb_table_rows_on_demand(table, rows, fill, from);
  return true;
}

/* Some rows at a time, so that what is read column by column is written near by. */
static bool fill(egb_table *table, const egb_table *whole, size_t first, egb_cell *cell, size_t rows) {
  const size_t step = egb_table_piece_rows(whole);
  bool done = true;
  for (size_t at = 0; at < rows && done; at += step) {
    table->cell = cell + at * whole->column_count;
    table->row_count = rows - at < step ? rows - at : step;
    done = whole->fill(whole->from, first + at, table);
  }
  table->cell = cell;
  table->row_count = rows;
  return done;
}

egb_status egb_table_make_rows(egb_table *table) {
  if (table->fill == NULL)
    return EGB_OK;
  const egb_table whole = *table;
  if (whole.column_count != 0 && whole.row_count > SIZE_MAX / whole.column_count)
    return EGB_NO_MEMORY;
  egb_cell *cell = egb_arena_array(table->arena, whole.row_count * whole.column_count, sizeof *cell);
  if (cell == NULL || !fill(table, &whole, 0, cell, whole.row_count)) {
    *table = whole;
    return EGB_NO_MEMORY;
  }
  table->fill = NULL;
  table->from = NULL;
  return EGB_OK;
}

/* All EMPTY. */
static egb_cell *room_for(egb_table_piece *piece, size_t cells) {
  if (cells > piece->made_room || piece->made == NULL) {
    free(piece->made);
    piece->made = calloc(cells == 0 ? 1 : cells, sizeof *piece->made);
    piece->made_room = piece->made == NULL ? 0 : cells;
  } else {
    memset(piece->made, 0, cells * sizeof *piece->made);
  }
  return piece->made;
}

static bool make_piece(egb_table_piece *piece, const egb_table *whole, size_t first, size_t rows) {
  egb_table *table = &piece->table;
  table->arena = egb_arena_new();
  table->fill = NULL;
  table->from = NULL;
  if (whole->column_count != 0 && rows > SIZE_MAX / sizeof(egb_cell) / whole->column_count)
    return false;
  egb_cell *cell = room_for(piece, rows * whole->column_count);
  return table->arena != NULL && cell != NULL && fill(table, whole, first, cell, rows);
}

bool egb_table_piece_take(egb_table_piece *piece, const egb_table *table, size_t first, size_t rows, bool plain) {
  egb_arena_free(piece->table.arena); /* of the piece before */
  piece->table = *table;
  piece->table.row_count = rows;
  piece->table.plain = plain;
  piece->table.arena = NULL; /* that of the whole is its own */
  if (table->indent != NULL)
    piece->table.indent = table->indent + first;
  if (table->fill != NULL)
    return make_piece(piece, table, first, rows);
  piece->table.cell = table->cell + first * table->column_count;
  return true;
}

void egb_table_piece_free(egb_table_piece *piece) {
  egb_arena_free(piece->table.arena);
  free(piece->made);
  *piece = (egb_table_piece){.made_room = 0};
}
