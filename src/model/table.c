#include "model/table.h"

#include <string.h>

bool egb_table_shape(egb_table *table, size_t columns, size_t rows) {
  if (columns != 0 && rows > SIZE_MAX / columns)
    return false;
  table->column = egb_arena_array(table->arena, columns, sizeof *table->column);
  table->cell = egb_arena_array(table->arena, columns * rows, sizeof *table->cell);
  if (egb_arena_failed(table->arena))
    return false;
  table->column_count = columns;
  table->row_count = rows;
  return true;
}

egb_table *egb_table_new(const char *schema, size_t columns, size_t rows) {
  egb_arena *arena = egb_arena_new();
  egb_table *table = egb_arena_array(arena, 1, sizeof *table);
  if (table != NULL) {
    table->arena = arena;
    table->schema = egb_arena_copy(arena, schema);
    if (table->schema != NULL && egb_table_shape(table, columns, rows))
      return table;
  }
  egb_arena_free(arena);
  return NULL;
}

void egb_table_free(egb_table *table) {
  if (table != NULL)
    egb_arena_free(table->arena);
}

bool egb_table_put_text(egb_table *table, size_t row, size_t column, const char *text) {
  egb_cell *cell = egb_table_cell(table, row, column);
  char *copy = egb_arena_copy(table->arena, text);
  if (copy == NULL)
    return false;
  cell->kind = EGB_CELL_TEXT;
  cell->as.text = copy;
  return true;
}

void egb_table_put_lasting(egb_table *table, size_t row, size_t column, const char *text) {
  egb_cell *cell = egb_table_cell(table, row, column);
  cell->kind = EGB_CELL_TEXT;
  cell->as.text = text;
}

void egb_table_put_integer(egb_table *table, size_t row, size_t column, int64_t integer) {
  egb_cell *cell = egb_table_cell(table, row, column);
  cell->kind = EGB_CELL_INTEGER;
  cell->as.integer = integer;
}

/* Room for one more element: lists grow at counts that are powers of two, so that no capacity need be kept. NULL: out
 * of memory. */
static void *grow(egb_arena *arena, void *list, size_t count, size_t size) {
  if (count != 0 && (count & (count - 1)) != 0)
    return list;
  void *wider = egb_arena_array(arena, count == 0 ? 1 : 2 * count, size);
  if (wider != NULL && count != 0)
    memcpy(wider, list, count * size);
  return wider;
}

bool egb_table_add_note_of(egb_table *table, egb_note_kind kind, const char *note) {
  const char *copy = egb_arena_copy(table->arena, note);
  const char **list = grow(table->arena, table->note, table->note_count, sizeof *list);
  uint8_t *kinds = grow(table->arena, table->note_kind, table->note_count, sizeof *kinds);
  if (egb_arena_failed(table->arena))
    return false;
  table->note = list;
  table->note_kind = kinds;
  kinds[table->note_count] = (uint8_t)kind;
  list[table->note_count++] = copy;
  return true;
}

bool egb_table_add_note(egb_table *table, const char *note) {
  return egb_table_add_note_of(table, EGB_NOTE_MEANING, note);
}

static egb_fact *find_fact(egb_table *table, const char *key) {
  for (size_t i = 0; i < table->fact_count; i++)
    if (strcmp(table->fact[i].key, key) == 0)
      return &table->fact[i];
  return NULL;
}

static bool add_fact(egb_table *table, const char *key, const char *text, const egb_source *source) {
  const char *key_copy = egb_arena_copy(table->arena, key);
  const char *text_copy = egb_arena_copy(table->arena, text);
  egb_fact *list = grow(table->arena, table->fact, table->fact_count, sizeof *list);
  if (egb_arena_failed(table->arena))
    return false;
  table->fact = list;
  egb_fact *fact = find_fact(table, key);
  if (fact == NULL)
    fact = &list[table->fact_count++];
  *fact = (egb_fact){.key = key_copy, .text = text_copy, .checksum_of = source};
  return true;
}

bool egb_table_add_fact(egb_table *table, const char *key, const char *text) {
  return add_fact(table, key, text, NULL);
}

bool egb_table_add_checksum(egb_table *table, const char *key, const egb_source *source) {
  return add_fact(table, key, NULL, source);
}
