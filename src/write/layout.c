#include "write/layout.h"

#include "base/utf8.h"
#include "write/people.h"

#include <stdlib.h>
#include <string.h>

#define NARROWEST ((size_t)4) /* texts are never cut below this */
#define INDENT 2              /* spaces per level of a tree */

static void start_cell(egb_table_layout *layout, egb_text_cell *cell) {
  cell->offset = layout->text.length;
}

static void end_cell(egb_table_layout *layout, egb_text_cell *cell) {
  if (layout->text.failed)
    return;
  cell->bytes = layout->text.length - cell->offset;
  cell->width = cell->bytes == 0 ? 0 : egb_utf8_width(layout->text.text + cell->offset, cell->bytes);
}

static void fill_cell(egb_table_layout *layout, size_t row, size_t at, size_t tree, int digits) {
  const egb_table *table = layout->table;
  const size_t source = layout->column[at].source;
  const egb_cell *cell = &table->cell[row * table->column_count + source];
  egb_text_cell *out = &layout->cell[(row + 1) * layout->count + at];
  char number[EGB_PEOPLE_NUMBER_MAX];
  start_cell(layout, out);
  if (at == tree)
    egb_buffer_repeat(&layout->text, ' ', (size_t)table->indent[row] * INDENT);
  if (cell->kind == EGB_CELL_TEXT)
    egb_utf8_show(&layout->text, cell->as.text, strlen(cell->as.text));
  else if (cell->kind != EGB_CELL_EMPTY)
    egb_buffer_add(&layout->text, number, egb_people_number(&table->column[source], cell, digits, number));
  else if (layout->column[at].right)
    egb_buffer_char(&layout->text, '-');
  if (cell->mark)
    egb_buffer_char(&layout->text, cell->sign == 0 ? '*' : cell->sign);
  end_cell(layout, out);
}

static void fill_heading(egb_table_layout *layout, size_t at) {
  const char *heading = egb_people_heading(&layout->table->column[layout->column[at].source]);
  egb_text_cell *out = &layout->cell[at];
  start_cell(layout, out);
  egb_utf8_show(&layout->text, heading, strlen(heading));
  end_cell(layout, out);
}

static void measure_column(egb_table_layout *layout, size_t at, size_t tree, int digits) {
  const egb_table *table = layout->table;
  egb_text_column *column = &layout->column[at];
  column->right = egb_people_numeric(&table->column[column->source]);
  column->flexible = !column->right && !table->column[column->source].monospaced;
  column->comfort =
      table->column[column->source].comfort == 0 ? EGB_LAYOUT_COMFORT : table->column[column->source].comfort;
  for (size_t row = 0; row < table->row_count; row++)
    column->marks = column->marks || table->cell[row * table->column_count + column->source].mark;
  fill_heading(layout, at);
  column->width = layout->cell[at].width;
  for (size_t row = 0; row < table->row_count; row++) {
    fill_cell(layout, row, at, tree, digits);
    const bool mark = table->cell[row * table->column_count + column->source].mark;
    const size_t width = layout->cell[(row + 1) * layout->count + at].width + (column->marks && !mark);
    if (width > column->width)
      column->width = width;
  }
}

size_t egb_table_layout_width(const egb_table_layout *layout) {
  size_t total = 0, shown = 0;
  for (size_t i = 0; i < layout->count; i++) {
    if (layout->column[i].dropped)
      continue;
    total += layout->column[i].width;
    shown++;
  }
  return shown == 0 ? 0 : total + (shown - 1) * EGB_LAYOUT_GAP;
}

static size_t least_width(const egb_text_column *column, bool tight) {
  return tight || column->comfort < NARROWEST ? NARROWEST : column->comfort;
}

/* How much a column can give. */
static size_t spare_of(const egb_text_column *column, bool tight) {
  const size_t least = least_width(column, tight);
  return column->flexible && !column->dropped && column->width > least ? column->width - least : 0;
}

static size_t spare(const egb_table_layout *layout, bool tight) {
  size_t total = 0;
  for (size_t i = 0; i < layout->count; i++)
    total += spare_of(&layout->column[i], tight);
  return total;
}

/* Takes from the widest text that can give until the table fits or nothing is left to give. */
static void narrow(egb_table_layout *layout, size_t width, bool tight) {
  for (size_t total = egb_table_layout_width(layout); total > width; total--) {
    egb_text_column *widest = NULL;
    for (size_t i = 0; i < layout->count; i++) {
      egb_text_column *column = &layout->column[i];
      if (spare_of(column, tight) > 0 && (widest == NULL || column->width > widest->width))
        widest = column;
    }
    if (widest == NULL)
      return;
    widest->width--;
  }
}

/* Columns in the order they go: highest importance number first, the last among equals. */
typedef struct candidate {
  int importance;
  size_t at;
} candidate;

static int compare_candidates(const void *left, const void *right) {
  const candidate *a = left, *b = right;
  if (a->importance != b->importance)
    return a->importance < b->importance ? 1 : -1;
  return (a->at < b->at) - (a->at > b->at);
}

static candidate *list_candidates(const egb_table_layout *layout) {
  candidate *list = egb_arena_array(layout->arena, layout->count, sizeof *list);
  for (size_t i = 0; list != NULL && i < layout->count; i++)
    list[i] = (candidate){layout->table->column[layout->column[i].source].importance, i};
  if (list != NULL)
    qsort(list, layout->count, sizeof *list, compare_candidates);
  return list;
}

static void cap_texts(egb_table_layout *layout, size_t width) {
  for (size_t i = 0; i < layout->count; i++) {
    egb_text_column *column = &layout->column[i];
    if (column->flexible && column->width > width && width >= NARROWEST)
      column->width = width;
  }
}

static bool fit(egb_table_layout *layout, size_t width) {
  const candidate *list = list_candidates(layout);
  if (list == NULL)
    return false;
  cap_texts(layout, width);
  bool tight = false, torn = false; /* torn: one of two columns that belong together was dropped */
  size_t total = egb_table_layout_width(layout), give = spare(layout, tight), next = 0;
  while (torn || (total > width && total - width > give)) {
    /* Columns that are always shown go only when texts are as narrow as they can be; the last one stays. */
    const bool may_drop = !layout->table->column_selected && next + 1 < layout->count;
    if (may_drop && (tight || list[next].importance > 0)) {
      egb_text_column *column = &layout->column[list[next++].at];
      torn = layout->table->column[column->source].joined && !torn;
      total -= column->width + EGB_LAYOUT_GAP;
      give -= spare_of(column, tight);
      column->dropped = true;
    } else if (!tight) {
      torn = false;
      tight = true;
      give = spare(layout, tight);
    } else {
      break;
    }
  }
  narrow(layout, width, tight);
  return true;
}

static bool measure(egb_table_layout *layout, int digits, bool in_full) {
  const egb_table *table = layout->table;
  size_t *shown = egb_arena_array(layout->arena, table->column_count, sizeof *shown);
  if (shown == NULL)
    return false;
  layout->count = egb_people_columns(table, in_full, shown);
  layout->column = egb_arena_array(layout->arena, layout->count, sizeof *layout->column);
  const size_t rows = table->row_count + 1;
  if (layout->column == NULL || (layout->count != 0 && rows > SIZE_MAX / layout->count))
    return false;
  layout->cell = egb_arena_array(layout->arena, rows * layout->count, sizeof *layout->cell);
  if (layout->cell == NULL)
    return false;
  const size_t tree = egb_people_tree_column(table, shown, layout->count);
  for (size_t i = 0; i < layout->count; i++) {
    layout->column[i].source = shown[i];
    measure_column(layout, i, tree, digits);
  }
  return !layout->text.failed;
}

/* Whether names took room from other columns that codes would leave them. */
static bool is_crowded_by_names(const egb_table_layout *layout) {
  bool dropped = false, names = false;
  for (size_t i = 0; i < layout->count; i++) {
    dropped = dropped || layout->column[i].dropped;
    names = names || layout->table->column[layout->column[i].source].in_full;
  }
  return dropped && names && !layout->table->column_selected;
}

bool egb_table_layout_open(egb_table_layout *layout, const egb_table *table, int digits, size_t width) {
  *layout = (egb_table_layout){.table = table, .arena = egb_arena_new()};
  if (layout->arena == NULL || !measure(layout, digits, true) || (width != 0 && !fit(layout, width)))
    return false;
  return !is_crowded_by_names(layout) || (measure(layout, digits, false) && fit(layout, width));
}

void egb_table_layout_close(egb_table_layout *layout) {
  egb_buffer_clear(&layout->text);
  egb_arena_free(layout->arena);
}
