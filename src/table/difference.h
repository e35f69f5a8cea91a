/* difference.h - the parts of the table of a difference: its rows, and the summary below that can be read aloud. */
#ifndef EGB_TABLE_DIFFERENCE_H
#define EGB_TABLE_DIFFERENCE_H

#include "model/difference.h"
#include "table/common.h"

#define EGB_DIFFERENCE_ENOUGH 1e-9 /* smaller parts are rounding */

typedef struct egb_difference_table {
  const egb_difference *d;
  const egb_difference_options *options; /* never NULL */
  egb_table *table;
  size_t *row; /* positions among d->unit */
  size_t row_count;
  const char *side[2]; /* how they are called */
  int decimals;
} egb_difference_table;

/* "data", "weights", ... */
extern const char *const egb_difference_causes[EGB_CAUSE_COUNT];
const char *egb_difference_name(const egb_difference_table *t, const egb_unit_difference *unit);
/* A cause that changes nothing for anybody is of no interest to people. */
bool egb_difference_idle(const egb_difference *d, int cause);
/* Appends a number with its sign. */
void egb_difference_signed(egb_buffer *out, double value, int decimals);
/* All notes. False: out of memory. */
bool egb_difference_notes(const egb_difference_table *t);

#endif
