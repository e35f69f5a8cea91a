/* load_pieces.h - a load whose large files are read otherwise than usual, for tests. */
#ifndef EGB_LOAD_LOAD_PIECES_H
#define EGB_LOAD_LOAD_PIECES_H

#include "egovbench.h"

/* Each 0: the usual. */
typedef struct egb_load_how {
  size_t threads; /* in the place of those of the options */
  size_t piece;   /* bytes of rows that a thread reads at once; SIZE_MAX: row by row */
  size_t block;   /* bytes of a block of a large file (base/source_again.h), and then any file is one */
} egb_load_how;

/* As egb_dataset_load; the options are not NULL. */
egb_status egb_dataset_load_pieces(const egb_index *index, const egb_data_options *options, egb_load_how how,
                                   egb_diag *diag, egb_dataset **out);

#endif
