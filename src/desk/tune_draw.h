/* tune_draw.h - parts of the desk's pages. */
#ifndef EGB_DESK_TUNE_DRAW_H
#define EGB_DESK_TUNE_DRAW_H

#include "tune_screen.h"
#include "tune_terminal.h"

#define TUNE_NARROW 72 /* columns; below, what is else side by side is stacked or left out */

typedef struct tune_hint {
  const char *key, *what;
} tune_hint;

/* A bar over width cells, filled to a share of 0 to 1 in eighths of a cell. */
void tune_draw_bar(size_t row, size_t column, size_t width, double share);
/* Text that ends where the width ends. */
void tune_draw_right(size_t row, size_t column, size_t width, tune_style style, const char *text);
/* As many hints as fit into the line. */
void tune_draw_hints(size_t row, size_t columns, const tune_hint *hint, size_t count);
void tune_draw_help(size_t rows, size_t columns);

#endif
