/* tally_part.h - a tally in the file of a part. */
#ifndef EGB_KERNEL_TALLY_PART_H
#define EGB_KERNEL_TALLY_PART_H

#include "kernel/tally.h"
#include "parts/part_file.h"

/* Of a first run. EGB_NO_MEMORY. */
egb_status egb_tally_put(egb_buffer *out, const egb_tally *tally);
/* Adds that of so many draws to one of the same rows, ranks and width. EGB_NO_MEMORY; what is wrong in the file, `in`
 * says. */
egb_status egb_tally_get(egb_part_reader *in, egb_tally *tally, uint32_t draws);
/* Of a second run, egb_tally_refine(): what it counted in the lines of the first; adds that of no more than so many
 * draws to one refined alike. */
void egb_tally_put_fine(egb_buffer *out, const egb_tally *fine);
void egb_tally_get_fine(egb_part_reader *in, egb_tally *fine, uint32_t most);
/* Whether a second run has counted all draws of the first one, and as often in each of its lines. */
bool egb_tally_fine_fits(const egb_tally *tally, const egb_tally *fine);

#endif
