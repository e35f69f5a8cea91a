/* xlsx_sheet.h - the cells of one sheet that are not blank. */
#ifndef EGB_READ_XLSX_SHEET_H
#define EGB_READ_XLSX_SHEET_H

#include "read/xlsx_book.h"

typedef struct egb_xlsx_cell {
  uint32_t row, column; /* from 0 */
  egb_xlsx_span text;
  bool quoted; /* a text: not a number, date, boolean or error */
} egb_xlsx_cell;

/* Rows and columns from 0, both ends included. */
typedef struct egb_xlsx_area {
  uint32_t top, left, bottom, right;
} egb_xlsx_area;

typedef struct egb_xlsx_cells {
  egb_xlsx_book *book;
  const egb_xlsx_tab *tab;
  egb_xlsx_area area;  /* what is read */
  bool measure;        /* only rows and columns are wanted: no cell is kept, no value is at fault */
  egb_xlsx_cell *cell; /* in the order of rows, then columns */
  size_t count, room;
  size_t header_last; /* merged cells are kept that begin above this row (from 0) */
  egb_xlsx_area *merged;
  size_t merged_count, merged_room;
  size_t rows, columns; /* of the sheet, up to the last cell in the area */
} egb_xlsx_cells;

/* Reads the cells of a sheet; book, tab, area, measure and header_last are set. */
egb_status egb_xlsx_cells_read(egb_xlsx_cells *cells);
/* Repeats the values of the merged cells that were kept, above header_last and not beyond the last column. */
egb_status egb_xlsx_cells_fill(egb_xlsx_cells *cells);

/* "B5" as row 4 and column 1, "$" allowed. Either may be absent ("B", "5"), and is then UINT32_MAX. Returns the bytes
 * read; 0: no cell, or none that a sheet has. */
size_t egb_xlsx_reference(const char *text, uint32_t *row, uint32_t *column);
/* "B5" of a cell; out holds 12 bytes. */
const char *egb_xlsx_reference_text(uint32_t row, uint32_t column, char out[12]);
/* "B5:K210", "B:K", "5:210" or "B5" as an area. False: it is none. */
bool egb_xlsx_area_parse(const char *text, egb_xlsx_area *out);

#endif
