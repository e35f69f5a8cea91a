/* tables_export.h - what the wide and the long table of results share. */
#ifndef EGB_TABLE_TABLES_EXPORT_H
#define EGB_TABLE_TABLES_EXPORT_H

#include "table/cells.h"
#include "table/common.h"

typedef struct egb_export {
  const egb_results *const *results;
  size_t count;
  const egb_index *index;
  const egb_dataset *data;
  egb_export_options options;
  egb_diag *diag;
  egb_table *table;
  bool *keep; /* per unit of the data: asked for */
  size_t unit_count;
} egb_export;

/* Reads the options and begins an empty table. EGB_USAGE, reported: results that are no panel, unknown units. */
egb_status egb_export_start(egb_export *e, const char *schema, const egb_export_options *options);
/* The intervals of the i-th of the results; NULL: none. */
const egb_uncertainty *egb_export_intervals(const egb_export *e, size_t i);
/* Of the i-th of the results; "": the data has none. */
const char *egb_export_period(const egb_export *e, size_t i);
/* The units asked for in the order of the i-th of the results, in the table's memory; NULL: out of memory. */
size_t *egb_export_units(const egb_export *e, size_t i);
/* Title, notes, of those marks among others, and provenance. False: out of memory. */
bool egb_export_finish(const egb_export *e, const egb_cells_seen *seen);
/* Hands the table over, with its rows unless they are made on demand, or frees it. */
egb_status egb_export_end(const egb_export *e, egb_status status, egb_table **out);

#endif
