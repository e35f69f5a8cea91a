/* layout.h - where the text writer puts things: every cell as safe text with its width, and the columns that fit. */
#ifndef EGB_WRITE_LAYOUT_H
#define EGB_WRITE_LAYOUT_H

#include "base/buffer.h"
#include "model/table.h"

#define EGB_LAYOUT_COMFORT ((size_t)24) /* where a column does not say otherwise */
#define EGB_LAYOUT_GAP 2                /* spaces between columns */

typedef struct egb_text_cell {
  size_t offset, bytes; /* in layout.text */
  size_t width;
} egb_text_cell;

typedef struct egb_text_column {
  size_t source; /* position in the table */
  size_t width;
  bool right;     /* flush right */
  bool flexible;  /* texts may be cut with an ellipsis; a strip of signs is whole or not there */
  size_t comfort; /* they are cut to this before other columns are dropped */
  bool marks;     /* some cells carry a mark: the others leave its place free, so that digits stay aligned */
  bool dropped;
} egb_text_column;

typedef struct egb_table_layout {
  const egb_table *table;
  egb_arena *arena;
  egb_buffer text;
  egb_text_column *column;
  size_t count;
  egb_text_cell *cell; /* row 0 is the heading: cell[(row + 1) * count + column] */
} egb_table_layout;

/* Measures the table and drops or narrows columns until it takes at most width terminal columns (0: no limit): texts
 * are first narrowed to their comfortable width, then columns go by their importance, then texts are narrowed further.
 * Columns the user chose are never dropped; then the table may stay too wide. False: out of memory. Always to be
 * closed. */
bool egb_table_layout_open(egb_table_layout *layout, const egb_table *table, int digits, size_t width);
void egb_table_layout_close(egb_table_layout *layout);
/* Terminal columns the shown columns take. */
size_t egb_table_layout_width(const egb_table_layout *layout);

#endif
