/* sweep.h - what the tables of a sweep share. */
#ifndef EGB_TABLE_SWEEP_H
#define EGB_TABLE_SWEEP_H

#include "base/diag.h"
#include "model/sweep.h"
#include "model/table.h"

/* What a table is made of. */
typedef struct egb_sweep_maker {
  const egb_sweep *sweep;
  const egb_sweep_table_options *options;
  egb_diag *diag;
  size_t *unit; /* those that are shown, in the order of the ranking */
  size_t units;
} egb_sweep_maker;

/* Reads the options, makes the table, which is NULL when memory ran out. */
egb_status egb_sweep_make(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                          egb_table *(*of)(const egb_sweep_maker *m), egb_table **out);
/* A table with the number of the scenario, a column per weight, then what it has besides, the first at *behind. NULL:
 * out of memory. */
egb_table *egb_sweep_table(const egb_sweep_maker *m, const char *schema, const char *what,
                           const egb_table_column *columns, size_t count, size_t rows, size_t *behind);
/* Number and weights of a scenario into such a row. */
void egb_sweep_put_weights(egb_table *table, size_t row, const egb_sweep *sweep, size_t scenario);
/* What was swept, what was interrupted, and what has no ranking. False: out of memory. */
bool egb_sweep_notes(egb_table *table, const egb_sweep *sweep);

#endif
