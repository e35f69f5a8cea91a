/* uncertainty_part.h - what a run of draws has counted, out to the file of a part and in from those of all parts. */
#ifndef EGB_SIMULATE_UNCERTAINTY_PART_H
#define EGB_SIMULATE_UNCERTAINTY_PART_H

#include "simulate/part.h"
#include "simulate/uncertainty_state.h"

/* All of a run of the draws r->first to r->end - 1; or what they counted in the second round. EGB_NO_MEMORY. */
egb_status egb_uncertainty_put_part(const egb_uncertainty_state *r, egb_buffer *out);
/* Adds the counts of all parts of the first round to those of the run, whose tallies are open and empty, and of the
 * second where there is one. EGB_REFUSED: what a file counts contradicts itself, or the files of the first round. */
egb_status egb_uncertainty_get_parts(egb_uncertainty_state *r, egb_diag *diag);

#endif
