/* load_pieces.h - a load whose large files are read otherwise than usual, for tests. */
#ifndef EGB_LOAD_LOAD_PIECES_H
#define EGB_LOAD_LOAD_PIECES_H

#include "egovbench.h"

/* As egb_dataset_load, by threads that read so many bytes at once (0: the usual). */
egb_status egb_dataset_load_pieces(const egb_index *index, const egb_data_options *options, size_t piece,
                                   egb_diag *diag, egb_dataset **out);

#endif
