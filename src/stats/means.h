/* means.h - weighted means of many units at once. */
#ifndef EGB_STATS_MEANS_H
#define EGB_STATS_MEANS_H

#include <stdbool.h>
#include <stddef.h>

#define EGB_MEANS 64 /* units: their sums stay in registers and the nearest cache */

/* y[u] = sum(w_i * x_i[first + u]) / sum(w_i) for count <= EGB_MEANS units and the columns of positive weight, with the
 * very bits that egb_sum_add_product, egb_sum_add and egb_sum_ratio give one unit after the other. False, and nothing
 * is written, where one of them is missing or of no ordinary size, or no weight is positive: then those decide. */
bool egb_stats_means(const double *const *x, const double *weight, size_t columns, size_t first, size_t count,
                     double *y);

#endif
