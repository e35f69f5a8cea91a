/* frame.h - columns of a frame: made by a stage, or borrowed from the stage before and from the data set. */
#ifndef EGB_SCORE_FRAME_H
#define EGB_SCORE_FRAME_H

#include "model/results.h"

/* A frame without any column. A failure is the arena's. */
void egb_frame_make(egb_arena *arena, egb_frame *frame, size_t nodes);
/* A column of zeros, its states missing, for a stage to write. False: out of memory. */
bool egb_frame_own(egb_arena *arena, egb_frame *frame, size_t node, size_t units);
/* The same with what another frame has for the node. */
bool egb_frame_copy(egb_arena *arena, egb_frame *frame, size_t node, size_t units, const egb_frame *from);
/* The columns of another frame for the node, not to be written. */
void egb_frame_borrow(egb_frame *frame, size_t node, const egb_frame *from);
/* How many values of a column are missing. */
size_t egb_frame_missing(const double *value, size_t count);

#endif
