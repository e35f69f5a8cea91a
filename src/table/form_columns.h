/* form_columns.h - what a form says about its columns: label, unit of measurement, allowed answers. */
#ifndef EGB_TABLE_FORM_COLUMNS_H
#define EGB_TABLE_FORM_COLUMNS_H

#include "model/dataset.h"
#include "model/table.h"

typedef struct egb_form_column {
  const char *label;   /* never NULL */
  const char *measure; /* NULL: not given */
  const char *allowed; /* NULL: anything */
  const char *help;    /* all of it and the note of the indicator in sentences; NULL: nothing */
  const egb_column_rule *rule;
} egb_form_column;

/* Of every data column, in the arena. NULL: out of memory. */
egb_form_column *egb_form_columns(egb_arena *arena, const egb_dataset *data, const char *const *languages);

#endif
