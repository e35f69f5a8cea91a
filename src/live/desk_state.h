/* desk_state.h - what an open desk holds; desk.c opens, desk_tables.c asks. */
#ifndef EGB_LIVE_DESK_STATE_H
#define EGB_LIVE_DESK_STATE_H

#include "live/desk.h"

#define EGB_DESK_EDITIONS 24 /* other periods whose scores are kept for the explorer */

typedef struct egb_desk_file {
  char *name, *bytes;
  size_t length;
} egb_desk_file;

struct egb_desk {
  egb_desk_file *file;
  size_t files;
  egb_diag *diag;
  egb_index *index; /* these as far as the last egb_desk_open came, else NULL */
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  egb_results *edition[EGB_DESK_EDITIONS];
  size_t editions;
  char *text; /* NULL: none */
  size_t length;
};

/* Gives up the last text for this one, which belongs to the desk. */
void egb_desk_take(egb_desk *desk, char *text, size_t length);

#endif
