/* written.h - a table as text, where messages do not matter. */
#ifndef TESTS_WRITE_WRITTEN_H
#define TESTS_WRITE_WRITTEN_H

#include "egovbench.h"

static inline egb_status written(const egb_table *table, egb_format format, const egb_write_options *options,
                                 char **text, size_t *length) {
  egb_diag *diag = egb_diag_new();
  const egb_status status = diag == NULL ? EGB_NO_MEMORY : egb_table_write(table, format, options, diag, text, length);
  egb_diag_free(diag);
  return status;
}

/* Workbooks are written only by a library that was built with what they need. */
static inline bool is_built(egb_format format) {
  egb_diag *diag = egb_diag_new();
  const bool built = diag != NULL && egb_format_check(format, diag) == EGB_OK;
  egb_diag_free(diag);
  return built;
}

#endif
