/* gather.h - the steps in which a bundle is filled. Each reports what it refuses. */
#ifndef EGB_BUNDLE_GATHER_H
#define EGB_BUNDLE_GATHER_H

#include "bundle/bundle.h"

#define EGB_BUNDLE_BELOW "definition/"
#define EGB_BUNDLE_HOME EGB_BUNDLE_BELOW "shipped"
#define EGB_BUNDLE_GIVEN EGB_BUNDLE_BELOW "given"
#define EGB_BUNDLE_DRAWS ((size_t)1000000)

/* about.c: what is known about the bundle as a whole. */
egb_status egb_bundle_say_about(egb_bundle *bundle);
/* gather_read.c: the definition, what it reads and its record of changes, with what NAME.meta.yaml says of them. */
egb_status egb_bundle_gather_read(egb_bundle *bundle, egb_diag *diag);
/* whole_path.c: a path from the root, without `.` and `..`: links are not followed. NULL: out of memory, or the
 * current folder is not known. */
const char *egb_bundle_whole_path(egb_arena *arena, const char *path);
/* NAME.changes.yaml beside the definition. NULL: out of memory. */
const char *egb_bundle_changes_path(egb_arena *arena, const char *definition);
/* hidden.c: which nodes would give back cells of what is left out. hidden[i]: of the data set's file i. */
egb_status egb_bundle_hide(egb_bundle *bundle, const bool *left_out);
/* gather_results.c: tables. EGB_UNCOMPUTABLE of a simulation leaves its table out. */
egb_status egb_bundle_gather_results(egb_bundle *bundle, egb_diag *diag);
/* gather_documents.c: methodology, report, changes. */
egb_status egb_bundle_gather_documents(egb_bundle *bundle, egb_diag *diag);
/* checksums.c: SHA256SUMS of all files so far; and, of open data, the sum of that. */
egb_status egb_bundle_gather_sums(egb_bundle *bundle, egb_diag *diag);
/* edition.c: EDITION.txt. */
egb_status egb_bundle_gather_edition(egb_bundle *bundle, egb_diag *diag);

/* A table of results, in the order in which they are written. */
typedef struct egb_bundle_result {
  const char *path, *title, *description;
  const char *key[4]; /* columns that tell rows apart; NULL ends them */
  bool open, edition; /* which kinds of bundle have it */
  bool may_have_none; /* EGB_UNCOMPUTABLE leaves it out */
  egb_status (*make)(const egb_bundle *bundle, egb_diag *diag, egb_table **out);
} egb_bundle_result;
const egb_bundle_result *egb_bundle_result_at(size_t i); /* NULL beyond the last */

/* A table as CSV; the bundle frees it, whatever the status. */
egb_status egb_bundle_add_table(egb_bundle *bundle, egb_bundle_file file, egb_table *table, egb_diag *diag);
/* The same of a text; the buffer is emptied. Nothing in it: no file. */
egb_status egb_bundle_add_text(egb_bundle *bundle, egb_bundle_file file, egb_buffer *text, egb_diag *diag);
/* And of a document, which is freed. */
egb_status egb_bundle_add_document(egb_bundle *bundle, egb_bundle_file file, egb_document *document, egb_format format,
                                   egb_diag *diag);

#endif
