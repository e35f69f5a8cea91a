/* cell_lines.h - where many cells of the data are written, as file:line:column. */
#ifndef EGB_TABLE_CELL_LINES_H
#define EGB_TABLE_CELL_LINES_H

#include "model/dataset.h"

/* The lines of each file are found once, when the first of its cells is asked for. */
typedef struct egb_cell_lines {
  const egb_dataset *data;
  egb_arena *arena;
  egb_line_starts *file; /* per file of the data */
} egb_cell_lines;

/* False: out of memory. */
bool egb_cell_lines_begin(const egb_dataset *data, egb_arena *arena, egb_cell_lines *out);
/* Finds those of all files now: threads then have each its own copy, in an arena of its own. False: out of memory. */
bool egb_cell_lines_find(egb_cell_lines *lines);
bool egb_cell_lines_fork(const egb_cell_lines *lines, egb_arena *arena, egb_cell_lines *out);
/* Behind `name`, what the file is to be called; the name alone where its text is lost. NULL: out of memory. The place
 * is one of a cell, in a file. */
const char *egb_cell_lines_text(egb_cell_lines *lines, egb_place place, const char *name);

#endif
