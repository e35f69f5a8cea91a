/* rank_lists.h - all ranks of all draws, for so many units that a tally would count in bands of ranks, and so few draws
 * that the ranks themselves need no more memory: every order statistic is exact without a second run.
 *
 * Memory: 4 bytes per row and draw, EGB_RANK_LISTS_CELLS of them at most, and 20 per row. */
#ifndef EGB_KERNEL_RANK_LISTS_H
#define EGB_KERNEL_RANK_LISTS_H

#include "base/threads.h"
#include "kernel/lanes.h"
#include "parts/part_file.h"

#define EGB_RANK_LISTS_DRAWS 1024
#define EGB_RANK_LISTS_CELLS ((size_t)1 << 28) /* 1 GB */

typedef struct egb_rank_lists egb_rank_lists;

/* Whether so many rows and draws, in all parts of a run, are kept like this. */
bool egb_rank_lists_fit(size_t rows, size_t draws);

/* For so many draws, of those that fit. EGB_NO_MEMORY. */
egb_status egb_rank_lists_new(size_t rows, size_t draws, egb_rank_lists **out);
void egb_rank_lists_free(egb_rank_lists *lists);
/* One draw more, of those it was made for: where its ranks go, rank[row] from 1, 0: unranked. NULL: no memory. */
uint32_t *egb_rank_lists_add(egb_rank_lists *lists);
/* In the file of a part, before they are settled; adds so many draws that are there. EGB_NO_MEMORY; what is wrong in
 * the file, `in` says. */
void egb_rank_lists_put(egb_buffer *out, const egb_rank_lists *lists);
egb_status egb_rank_lists_get(egb_part_reader *in, egb_rank_lists *lists, size_t draws);
/* All draws are there: sorts those of every row, after which the rest can be asked. EGB_NO_MEMORY. */
egb_status egb_rank_lists_settle(egb_rank_lists *lists, const egb_lanes *lanes, size_t threads);

/* Draws that are there; the rest once they are settled. */
size_t egb_rank_lists_draws(const egb_rank_lists *lists);
uint64_t egb_rank_lists_ranked(const egb_rank_lists *lists, size_t row); /* draws in which the row had a rank */
/* In how many its rank was at most this. */
uint64_t egb_rank_lists_within(const egb_rank_lists *lists, size_t row, size_t rank);
double egb_rank_lists_mean(const egb_rank_lists *lists, size_t row);      /* NaN: never ranked */
double egb_rank_lists_deviation(const egb_rank_lists *lists, size_t row); /* divisor n - 1; NaN: of fewer than two */
/* Quantile of the row's ranks, linear between order statistics (type 7); NaN: never ranked. */
double egb_rank_lists_quantile(const egb_rank_lists *lists, size_t row, double p);

#endif
