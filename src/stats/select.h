/* select.h - several order statistics of one column without sorting all of it. */
#ifndef EGB_STATS_SELECT_H
#define EGB_STATS_SELECT_H

#include <stddef.h>

/* Rearranges x so that x[place[i]] is what it would be were x sorted rising. place: rising, equal ones allowed, each
 * below n. No value may be NaN. About n log(count) comparisons, never more than n log n of them beyond a small factor.
 */
void egb_stats_select(double *x, size_t n, const size_t *place, size_t count);

#endif
