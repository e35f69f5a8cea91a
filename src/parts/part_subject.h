/* part_subject.h - what every part of an analysis is about, as lines of its file (parts/part_file.h). */
#ifndef EGB_PARTS_PART_SUBJECT_H
#define EGB_PARTS_PART_SUBJECT_H

#include "model/results.h"
#include "parts/part_file.h"
#include "score/plan.h"

/* To be asked first. EGB_REFUSED: a file of data whose text was given up has other bytes by now. */
egb_status egb_part_find_sources(const egb_plan *plan, egb_diag *diag);
/* The program, the analysis by its name, the index, checksums of the definition and of the data, the node that is
 * ranked, and a checksum of its ranking as it stands. */
void egb_part_put_subject(egb_buffer *lines, const char *analysis, const egb_plan *plan, const egb_results *results,
                          size_t node);

#endif
