/* reading.h - a table as a picture reads it: where its columns are is found once, before the first cell. No cell is
 * asked for by the name of its column, which would search all columns for each. */
#ifndef EGB_DRAW_READING_H
#define EGB_DRAW_READING_H

#include "egovbench.h"

#define EGB_READING_COLUMNS 8 /* that a picture has constants for, at most */
#define EGB_READING_CALLED 4  /* columns that say what a row is called */

typedef struct egb_reading {
  const egb_table *table;
  size_t rows;
  size_t column[EGB_READING_COLUMNS]; /* SIZE_MAX: the table has none of this id */
  size_t called[EGB_READING_CALLED];
} egb_reading;

/* `ids`: NULL-terminated; cells are asked for by the place of an id in this list. */
egb_reading egb_reading_make(const egb_table *table, const char *const *ids);
/* NaN: no number is there; the empty text: no text. */
double egb_reading_number(const egb_reading *read, size_t row, size_t id);
const char *egb_reading_text(const egb_reading *read, size_t row, size_t id);
/* What a row is called: its name, else its label or id. */
const char *egb_reading_name(const egb_reading *read, size_t row);

#endif
