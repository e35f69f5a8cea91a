/* stability.h - how far a weight can move before ranks change. The interface is in egovbench.h.
 *
 * The first crossing of any two units is one of neighbours in the ranking now, so that every rank stays until the
 * nearest crossing of neighbours; the first `top` stay until one of them meets one of the others. */
#ifndef EGB_EXACT_STABILITY_H
#define EGB_EXACT_STABILITY_H

#include "exact/curve.h"

/* The range in which nothing happens at all. */
egb_stable_range egb_range_whole(void);
/* Narrows a range to where the first of two units, now above the other or level with it, stays so. */
void egb_range_keep(const egb_curves *curves, const egb_ranked_order *by_rank, size_t above, size_t below,
                    egb_stable_range *range);

/* One node of egb_stability_new. EGB_UNCOMPUTABLE: there is a reason why there is no answer. */
egb_status egb_stability_one(const egb_plan *plan, const egb_results *results, size_t node, size_t top,
                             egb_stable_node *out);

#endif
