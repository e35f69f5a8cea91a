/* rows.h - which rows of a table a picture shows, in which order. */
#ifndef EGB_DRAW_ROWS_H
#define EGB_DRAW_ROWS_H

#include "draw/reading.h"

#define EGB_ROWS_ALL SIZE_MAX       /* for `id` */
#define EGB_ROWS_AS_STORED SIZE_MAX /* for `falling` */

/* Numbers of the rows that have this text in a column, in the order of the table or, `falling`, by a column from the
 * highest number down. Release with free(); NULL: out of memory. */
size_t *egb_rows_choose(const egb_reading *read, size_t id, const char *text, size_t falling, size_t *count);

#endif
