/* import.h - an import: what each file was recognised as, and what was read by it. The functions are those of
 * egovbench.h. */
#ifndef EGB_IMPORT_IMPORT_H
#define EGB_IMPORT_IMPORT_H

#include "base/buffer.h"
#include "import/recognise.h"
#include "model/dataset.h"
#include "model/recipe.h"
#include "read/yaml.h"

typedef struct egb_import_file {
  const char *path;
  egb_recognition known;
} egb_import_file;

struct egb_import {
  egb_arena *arena;
  egb_data_options from; /* the files as they were given, with their keys */
  egb_import_file *file; /* from.file_count of them */
  const char *units;     /* the path of the list of units; NULL: none */
  egb_recognition unit_keys;
  egb_recipe *recipe; /* what the load reads by: the entries, or the log that was given */
  egb_dataset *data;  /* NULL until it was read */
};

/* egb_import_read; whole: a column, or an indicator, with a single text among its values is none. */
egb_status egb_import_read_whole(egb_import *import, bool whole, egb_diag *diag);
/* import_keys.c: keys in braces, and those of the entries of a log, as what is known about files. */
egb_status egb_import_keys(egb_import *import, const char *keys, egb_recognition *out);
egb_status egb_import_log_keys(egb_import *import, const egb_source *log);
/* import_entry.c: the entries of `data:`, and the list of units if any, with the evidence as comments or without. */
void egb_import_write_entries(const egb_import *import, bool evidence, egb_buffer *out);
/* The keys of one entry, a line each. */
void egb_import_put_keys(const egb_recognition *known, bool evidence, egb_buffer *out);
/* import_labels.c: per column of the data what its file calls it, where a long file says so; NULL: nothing. The texts
 * live in the arena. EGB_NO_MEMORY. */
egb_status egb_import_labels(const egb_import *import, egb_arena *arena, egb_diag *diag, const char *const **out);
/* import_status.c: what the file has in place of a value, or beside it: "..", "b" of "12.3 b"; a length of 0: nothing.
 */
egb_place egb_import_status(const egb_dataset *data, size_t cell);
/* Refuses marks that the recipe does not have. */
egb_status egb_import_check_statuses(const egb_import *import, egb_diag *diag);

#endif
