/* crosswalk.h - inside of the crosswalk: one order out of several. */
#ifndef EGB_COMPARE_CROSSWALK_H
#define EGB_COMPARE_CROSSWALK_H

#include "base/arena.h"
#include "method/kemeny.h"
#include "model/crosswalk.h"

/* place[i] of count units by a consensus of rankings, each a column of count places without gaps; ties share the best
 * place. All NaN when the method has no answer. quality: written for Kemeny's order. EGB_NO_MEMORY. */
egb_status egb_consensus_order(egb_arena *arena, egb_consensus method, const double *const *column, size_t rankings,
                               size_t count, double *place, egb_kemeny_quality *quality);

#endif
