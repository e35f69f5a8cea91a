/* import.h - an import: what each file was recognised as, and what was read by it. The functions are those of
 * egovbench.h. */
#ifndef EGB_LOAD_IMPORT_H
#define EGB_LOAD_IMPORT_H

#include "base/buffer.h"
#include "load/recognise.h"
#include "model/dataset.h"

typedef struct egb_import_file {
  const char *path;
  egb_recognition known;
} egb_import_file;

struct egb_import {
  egb_arena *arena;
  egb_data_options from; /* the files, as a load takes them */
  egb_import_file *file; /* from.file_count of them */
  egb_index *index;      /* a definition of nothing but the entries */
  egb_dataset *data;     /* NULL until it was read */
};

/* import_entry.c: the entries of `data:`, with the evidence as comments or without. */
void egb_import_write_entries(const egb_import *import, bool evidence, egb_buffer *out);
/* A text as a scalar of YAML. */
void egb_import_put_text(egb_buffer *out, const char *text);

#endif
