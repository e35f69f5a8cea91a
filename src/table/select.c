/* What of a table is shown, and in which order: rows of some nodes, the first rows, some columns. One rule for every
 * table, after it is made, so that all formats obey it alike. */
#include "table/select.h"

#include "base/options.h"

#include <stdlib.h>

static bool is_listed(const char *const *list, const char *id) {
  for (; *list != NULL; list++)
    if (strcmp(*list, id) == 0)
      return true;
  return false;
}

/* Levels of a tree count from the least that is left, so that a branch begins at the margin. */
static void shift_left(uint8_t *indent, size_t rows) {
  uint8_t least = UINT8_MAX;
  for (size_t row = 0; row < rows; row++)
    least = indent[row] < least ? indent[row] : least;
  for (size_t row = 0; row < rows; row++)
    indent[row] = (uint8_t)(indent[row] - least);
}

static bool keep_nodes(egb_table *table, const char *const *nodes) {
  const size_t column = egb_table_find_column(table, "node"), columns = table->column_count;
  if (nodes == NULL || column == SIZE_MAX)
    return true;
  if (egb_table_make_rows(table) != EGB_OK)
    return false;
  uint8_t *indent = egb_arena_array(table->arena, table->row_count + 1, sizeof *indent);
  if (indent == NULL)
    return false;
  size_t kept = 0;
  for (size_t row = 0; row < table->row_count; row++) {
    if (!is_listed(nodes, egb_table_text(table, row, column)))
      continue;
    memmove(&table->cell[kept * columns], &table->cell[row * columns], columns * sizeof *table->cell);
    indent[kept++] = table->indent == NULL ? 0 : table->indent[row];
  }
  table->row_count = kept;
  if (table->indent == NULL)
    return true;
  shift_left(indent, kept);
  table->indent = indent;
  return true;
}

egb_status egb_select_unknown_column(const egb_table *table, const char *id, egb_diag *diag) {
  const char **ids = egb_arena_array(table->arena, table->column_count, sizeof *ids);
  if (ids == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < table->column_count; i++)
    ids[i] = table->column[i].id;
  egb_report_unknown(diag, "column", id, ids, table->column_count);
  return EGB_USAGE;
}

/* Places of the columns, each once: rows of JSON have no room for two of one name. All unknown ones are reported. */
static egb_status find_columns(const egb_table *table, const char *const *ids, size_t *place, size_t *count,
                               egb_diag *diag) {
  egb_status status = EGB_OK;
  *count = 0;
  for (; *ids != NULL && status != EGB_NO_MEMORY; ids++) {
    const size_t at = egb_table_find_column(table, *ids);
    bool twice = false;
    for (size_t i = 0; i < *count && !twice; i++)
      twice = place[i] == at;
    if (at == SIZE_MAX)
      status = egb_select_unknown_column(table, *ids, diag);
    else if (!twice)
      place[(*count)++] = at;
  }
  return status;
}

static void copy_cells(const egb_table *whole, const size_t *place, egb_table *to) {
  for (size_t row = 0; row < to->row_count; row++)
    for (size_t i = 0; i < to->column_count; i++)
      *egb_table_cell(to, row, i) = whole->cell[row * whole->column_count + place[i]];
}

/* A table on demand with all its columns, of which some are shown. */
typedef struct picked {
  egb_table whole;
  size_t *place;
} picked;

/* Whole rows, of which cells are taken: their texts are made in the memory of the piece. */
static bool fill_picked(const void *from, size_t first, egb_table *piece) {
  const picked *p = from;
  egb_table rows = p->whole;
  rows.arena = piece->arena;
  rows.plain = piece->plain;
  rows.row_count = piece->row_count;
  rows.cell = calloc(rows.row_count * rows.column_count, sizeof *rows.cell);
  const bool done = rows.cell != NULL && rows.fill(rows.from, first, &rows);
  if (done)
    copy_cells(&rows, p->place, piece);
  free(rows.cell);
  return done;
}

static bool pick_on_demand(egb_table *table, const egb_table *whole, const size_t *place, size_t count) {
  picked *p = egb_arena_array(table->arena, 1, sizeof *p);
  if (p == NULL || !egb_table_shape_on_demand(table, count, whole->row_count, fill_picked, p))
    return false;
  *p = (picked){.whole = *whole, .place = egb_arena_duplicate(table->arena, place, count, sizeof *place)};
  return p->place != NULL;
}

/* Cells with some of the columns. */
static bool move_columns(egb_table *table, const size_t *place, size_t count) {
  const egb_table whole = *table;
  if (whole.fill != NULL ? !pick_on_demand(table, &whole, place, count)
                         : !egb_table_shape(table, count, whole.row_count))
    return false;
  for (size_t i = 0; i < count; i++)
    table->column[i] = whole.column[place[i]];
  if (whole.fill == NULL)
    copy_cells(&whole, place, table);
  return true;
}

/* A picture of other columns that was asked for is shown in every format. */
static bool keep_columns(egb_table *table, const size_t *place, size_t count) {
  bool same = count == table->column_count; /* chosen when the table was made */
  for (size_t i = 0; i < count && same; i++)
    same = place[i] == i;
  if (!same && !move_columns(table, place, count))
    return false;
  for (size_t i = 0; i < count; i++)
    table->column[i].people_only = false;
  table->column_selected = true;
  return true;
}

static egb_status choose_columns(egb_table *table, const char *const *ids, egb_diag *diag) {
  size_t count = 0;
  if (ids == NULL || *ids == NULL)
    return EGB_OK;
  size_t *place = egb_arena_array(table->arena, table->column_count, sizeof *place);
  if (place == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = find_columns(table, ids, place, &count, diag);
  if (status != EGB_OK)
    return status;
  return keep_columns(table, place, count) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_table_select(egb_table *table, const egb_select_options *options, egb_diag *diag) {
  egb_select_options asked;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  if (!keep_nodes(table, asked.nodes))
    return EGB_NO_MEMORY;
  if (asked.sort != NULL)
    status = egb_select_sort(table, asked.sort, diag);
  if (status != EGB_OK)
    return status;
  if (asked.top != 0 && asked.top < table->row_count)
    table->row_count = asked.top;
  if (asked.note != NULL && !egb_table_add_note_of(table, EGB_NOTE_ALWAYS, asked.note))
    return EGB_NO_MEMORY;
  return choose_columns(table, asked.columns, diag);
}
