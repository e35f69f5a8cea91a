/* nearest_total.h - the linear program of nearest.h. */
#ifndef EGB_EXACT_NEAREST_TOTAL_H
#define EGB_EXACT_NEAREST_TOTAL_H

#include "exact/nearest.h"

/* As egb_nearest_find with the sum of absolute changes. at_cap: 2 * count + 2 * (EGB_NEAREST_ROWS + 1) of them. */
bool egb_nearest_total(const egb_nearest *p, bool *at_cap, double *x, double *price);

#endif
