/* intervals.h - what a simulation behind other tables was: sentences and facts that they share. */
#ifndef EGB_TABLE_INTERVALS_H
#define EGB_TABLE_INTERVALS_H

#include "base/buffer.h"
#include "model/table.h"
#include "model/uncertainty.h"

/* "90 % from": the heading of the lower end; NULL: out of memory. */
const char *egb_intervals_heading(const egb_uncertainty *uncertainty, egb_arena *arena);
/* Appends "the middle 90 % of 500 draws; varied: weights uniform within 25 %". */
void egb_intervals_words(const egb_uncertainty *uncertainty, egb_buffer *out);
/* Appends " 3 more draws could not be scored." when some could not. */
void egb_intervals_failed(const egb_uncertainty *uncertainty, egb_buffer *out);
/* Provenance: seed, level, what was varied, draws. False: out of memory. */
bool egb_intervals_facts(const egb_uncertainty *uncertainty, egb_table *table);

#endif
