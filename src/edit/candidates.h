/* candidates.h - other weights to compare with those in force. */
#ifndef EGB_EDIT_CANDIDATES_H
#define EGB_EDIT_CANDIDATES_H

#include "base/diag.h"
#include "model/revision.h"

/* A new candidate with room for its weights, nothing compared yet; NULL: out of memory. name is copied. */
egb_candidate *egb_candidates_add(egb_candidates *candidates, const char *name);
/* Brings weights to the siblings' total. */
void egb_candidates_scale(const egb_candidates *candidates, egb_candidate *candidate);
/* Scores the index with the weights of a candidate and compares the ranking with that in force. */
egb_status egb_candidates_compare(egb_candidates *candidates, egb_candidate *candidate, egb_diag *diag);

#endif
