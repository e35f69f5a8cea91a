/* tally_part.h - a tally in the file of a part. */
#ifndef EGB_SIMULATE_TALLY_PART_H
#define EGB_SIMULATE_TALLY_PART_H

#include "simulate/part.h"
#include "simulate/tally.h"

/* Of a first run. EGB_NO_MEMORY. */
egb_status egb_tally_put(egb_buffer *out, const egb_tally *tally);
/* Adds that of so many draws to one of the same rows, ranks and width. EGB_NO_MEMORY; what is wrong in the file, `in`
 * says. */
egb_status egb_tally_get(egb_part_reader *in, egb_tally *tally, uint32_t draws);

#endif
