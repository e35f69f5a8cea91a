/* licence.h - what NAME.meta.yaml beside a data file says about it. */
#ifndef EGB_BUNDLE_LICENCE_H
#define EGB_BUNDLE_LICENCE_H

#include "bundle/bundle.h"

typedef struct egb_source_notes {
  const egb_source *file; /* NULL: there is none, and nothing below is known */
  const char *title, *publisher, *licence, *address, *source, *description;
  bool keeps_back;                 /* `redistribution: no` */
  const char *reason;              /* why; NULL: not said */
  const egb_bundle_column *column; /* `columns:`, by their names */
  size_t column_count;
} egb_source_notes;

/* Beside the data file of this path, read as the options of the bundle say. EGB_REFUSED, with its place: it cannot be
 * understood, so that nothing is known of the licence. */
egb_status egb_source_notes_read(egb_bundle *bundle, const char *path, egb_diag *diag, egb_source_notes *out);
/* The columns of a data file whose header is its first line, between commas: none of others. notes say what they mean.
 */
egb_status egb_bundle_columns(const egb_bundle *bundle, size_t source, const egb_source_notes *notes,
                              egb_bundle_file *out);

#endif
