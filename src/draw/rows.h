/* rows.h - which rows of a table a picture shows, in which order. */
#ifndef EGB_DRAW_ROWS_H
#define EGB_DRAW_ROWS_H

#include "egovbench.h"

/* Numbers of the rows whose `column` has this text (NULL: all), in the order of the
 * table or, `falling`, by a column from the highest number down. Release with free(); NULL: out of memory. */
size_t *egb_rows_choose(const egb_table *table, const char *column, const char *text, const char *falling,
                        size_t *count);

#endif
