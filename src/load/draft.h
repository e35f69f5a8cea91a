/* draft.h - a definition drafted from tables: draft.c has an import read them, draft_text.c writes. */
#ifndef EGB_LOAD_DRAFT_H
#define EGB_LOAD_DRAFT_H

#include "load/import.h"

typedef struct egb_draft {
  egb_arena *arena;
  const egb_import *import; /* read */
  const char *const *names; /* what the definition calls each file */
  const double *low, *high; /* per column of the data: the range of its values, low > high: it has none */
  const char *const *label; /* per column: what the file calls it, NULL: nothing */
} egb_draft;

/* draft_labels.c: finds the labels. */
egb_status egb_draft_labels(egb_draft *draft, egb_diag *diag);

/* Appends the definition. EGB_NO_MEMORY. */
egb_status egb_draft_write(const egb_draft *draft, const char *id, egb_buffer *out);

#endif
