/* file_growing.h - a file that a long run adds to while it lasts, so that the next run can go on where it ended: no
 * result, which is written whole or not at all, but what lies beside one. What was written last may not be whole. */
#ifndef EGB_FILES_FILE_GROWING_H
#define EGB_FILES_FILE_GROWING_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

typedef struct egb_growing {
  const char *path; /* borrowed */
  int file;         /* -1: there is none yet */
  int error;        /* of what could not be added, 0: none; what was added before is whole */
} egb_growing;

/* Opens what an earlier run left under this name, with all that is in it in the arena; *found NULL: there is nothing,
 * and a file is made when something is added. EGB_IO: it is no file, or another run is adding to it. */
egb_status egb_growing_open(egb_growing *growing, const char *path, egb_arena *arena, egb_diag *diag,
                            egb_source **found);
/* Cuts off what is behind so many bytes; what is added follows them. EGB_IO. */
egb_status egb_growing_cut(egb_growing *growing, size_t length, egb_diag *diag);
egb_status egb_growing_add(egb_growing *growing, const void *bytes, size_t length, egb_diag *diag);
/* Closes it; the file stays, or is removed. */
void egb_growing_end(egb_growing *growing, bool remove);

#endif
