/* Merged cells of a header: a spreadsheet keeps their value in the first of them, a table needs it in all. */
#include "read/xlsx_sheet.h"

#include "base/codes.h"

#include <stdlib.h>
#include <string.h>

typedef struct filling {
  egb_xlsx_cells *cells;
  size_t above; /* cells above the last row of the header: the first ones */
  egb_xlsx_cell *cell;
  size_t count, room;
} filling;

static int by_place(const void *a, const void *b) {
  const egb_xlsx_cell *x = a, *y = b;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

static const egb_xlsx_cell *find(const egb_xlsx_cell *cell, size_t count, uint32_t row, uint32_t column) {
  const egb_xlsx_cell asked = {.row = row, .column = column};
  return count == 0 ? NULL : bsearch(&asked, cell, count, sizeof asked, by_place);
}

static egb_status add(filling *f, egb_xlsx_cell cell) {
  egb_xlsx_book *book = f->cells->book;
  if (f->count == EGB_XLSX_FILLED)
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SIZE, "take a part of the sheet (range:), or unmerge its header",
                           "sheet `%s`: merged cells of its header cover more than a million", f->cells->tab->name);
  if (f->count == f->room) {
    f->cell = egb_xlsx_grow(book, f->cell, sizeof *f->cell, &f->room);
    if (f->cell == NULL)
      return EGB_NO_MEMORY;
  }
  f->cell[f->count++] = cell;
  return EGB_OK;
}

/* What an area covers besides its first cell, as far as the table reaches. */
static egb_status cover(filling *f, const egb_xlsx_area *area) {
  const egb_xlsx_cells *cells = f->cells;
  const egb_xlsx_cell *first = find(cells->cell, f->above, area->top, area->left);
  const size_t rows = cells->header_last < cells->rows ? cells->header_last : cells->rows;
  if (first == NULL)
    return EGB_OK;
  for (uint32_t row = area->top; row <= area->bottom && row < rows; row++)
    for (uint32_t column = area->left; column <= area->right && column < cells->columns; column++) {
      egb_xlsx_cell copy = *first;
      copy.row = row;
      copy.column = column;
      if (row == area->top && column == area->left)
        continue;
      const egb_status status = add(f, copy);
      if (status)
        return status;
    }
  return EGB_OK;
}

/* Joins the cells above, the copies among them in the places of what they cover, and those below. */
static egb_status join(filling *f) {
  egb_xlsx_cells *cells = f->cells;
  qsort(f->cell, f->count, sizeof *f->cell, by_place);
  for (size_t i = 1; i < f->count; i++)
    if (by_place(&f->cell[i - 1], &f->cell[i]) == 0)
      return egb_xlsx_damaged(&cells->book->about, "merged cells overlap");
  egb_xlsx_cell *all = egb_arena_array(cells->book->arena, cells->count + f->count, sizeof *all);
  if (all == NULL)
    return EGB_NO_MEMORY;
  size_t count = 0, copy = 0;
  for (size_t i = 0; i < cells->count; i++) {
    while (copy < f->count && by_place(&f->cell[copy], &cells->cell[i]) < 0)
      all[count++] = f->cell[copy++];
    const bool covered = copy < f->count && by_place(&f->cell[copy], &cells->cell[i]) == 0;
    all[count++] = covered ? f->cell[copy++] : cells->cell[i];
  }
  while (copy < f->count)
    all[count++] = f->cell[copy++];
  cells->cell = all;
  cells->count = cells->room = count;
  return EGB_OK;
}

egb_status egb_xlsx_cells_fill(egb_xlsx_cells *cells) {
  filling f = {.cells = cells};
  while (f.above < cells->count && cells->cell[f.above].row < cells->header_last)
    f.above++;
  for (size_t i = 0; i < cells->merged_count; i++) {
    const egb_status status = cover(&f, &cells->merged[i]);
    if (status)
      return status;
  }
  return f.count == 0 ? EGB_OK : join(&f);
}
