/* dominance.h - pairs of units whose order no weights can change. The interface is in egovbench.h.
 *
 * a is never below b under a mean with weights, all weights of the siblings free, exactly when
 *  - in every child both have, a is never below b (the child's own weights free as well, or its score as it is), and
 *  - where b has children that a lacks: the worst a can get is no worse than the best b can get there, and
 *  - where a has children that b lacks: the worst a can get there is no worse than the best b can get.
 * With all the weight in one or two children the difference has these signs, so they are needed; and
 * sum_ij w_i w_j (a_i - b_j) over the children i of a and j of b, the sign of the difference, has no negative term when
 * they hold. They compare, and a mean keeps order, so that kinds of means may mix on the way up. The worst and the best
 * a node can get are the least and the largest score at the ends below it. */
#ifndef EGB_EXACT_DOMINANCE_H
#define EGB_EXACT_DOMINANCE_H

#include "exact/exact.h"

#endif
