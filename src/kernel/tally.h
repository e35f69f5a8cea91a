/* tally.h - what many ranked draws come to, in whole numbers: how often each row had each rank, sums of ranks and of
 * their squares, order statistics of ranks. Tallies of several workers are added; sums of whole numbers do not depend
 * on their order.
 *
 * With width 1 the table has a line per rank and everything is exact. With a larger width, for many units, a line
 * counts `width` neighbouring ranks: means and the first EGB_TALLY_HEAD ranks are exact all the same, and
 * order statistics are made exact by running the same draws again with egb_tally_refine(), which counts rank by rank
 * inside the lines that hold the wanted statistics. Without that second run they are known to within their line.
 * Memory: rows * (ceil(ranks / width) + 10) * 4 bytes, never more with more draws. */
#ifndef EGB_KERNEL_TALLY_H
#define EGB_KERNEL_TALLY_H

#include "kernel/ranker.h"

#define EGB_TALLY_HEAD 10

typedef struct egb_tally egb_tally;

/* EGB_NO_MEMORY. ranks: the largest there can be, as many as rows where ties share the better one; twice that for ranks
 * in halves. */
egb_status egb_tally_new(size_t rows, size_t ranks, size_t width, egb_tally **out);
void egb_tally_free(egb_tally *tally);
/* Counts everything a ranker holds. No more than 2^32 - 1 draws. */
void egb_tally_add(egb_tally *tally, const egb_ranker *ranker);
/* Of a new tally: its draws come one by one, with egb_tally_add_ranks(). A row has nearly the same rank from draw to
 * draw, so that its counters lie together; whole batches count faster line by line. Shape of a merge. */
void egb_tally_one_by_one(egb_tally *tally);
/* Counting is over: where there are many rows, and the table is exact and not too large, lays the counters of each row
 * together, as they are read. EGB_NO_MEMORY: nothing has changed. */
egb_status egb_tally_turn(egb_tally *tally);
/* Counts one draw: rank[row] from 1, 0 unranked. */
void egb_tally_add_ranks(egb_tally *tally, const uint32_t *rank);
/* Counts `draws` of them, rank[draw][row], for the rows first to last - 1 only: threads may do different rows. Of a
 * tally one by one or refined. Those from row 0 are the draws' number. */
void egb_tally_add_rows(egb_tally *tally, uint32_t *const *rank, size_t draws, size_t first, size_t last);
/* Adds the counts of another with the same shape. */
void egb_tally_merge(egb_tally *tally, const egb_tally *other);

/* Prepares the second run: `tally` is the merged first one; quantiles are those asked for later. Counting starts at
 * zero again in the new one. */
egb_status egb_tally_refine(const egb_tally *tally, const double *quantile, size_t quantiles, egb_tally **out);

/* How wide lines have to be for so many rows and ranks, and how many workers may have a table each, so that tables take
 * about 1 GB at most; the width depends on nothing else, so that results do not depend on the machine. */
size_t egb_tally_width_for(size_t rows, size_t ranks);
size_t egb_tally_workers(size_t rows, size_t ranks, size_t width, size_t threads);
/* Whether a second run is worth its memory: beyond this many rows order statistics stay known to within their line. */
bool egb_tally_can_refine(size_t rows);

/* Its shape and what it holds; `ranked` is at most `draws`. */
size_t egb_tally_rows(const egb_tally *tally);
size_t egb_tally_width(const egb_tally *tally);
uint64_t egb_tally_draws(const egb_tally *tally);
uint64_t egb_tally_ranked(const egb_tally *tally, size_t row); /* draws in which the row had a rank */
/* How often the row had this rank (1 = best). Width 1 or rank <= EGB_TALLY_HEAD only; else 0. */
void egb_tally_counts(const egb_tally *tally, size_t row, uint32_t *count); /* of all ranks, where the width is 1 */
uint64_t egb_tally_count(const egb_tally *tally, size_t row, size_t rank);
/* How often its rank was at most this. The same limit. */
uint64_t egb_tally_within(const egb_tally *tally, size_t row, size_t rank);
/* Mean of its ranks; NaN: never ranked. *deviation (NULL: not asked for): their standard deviation, divisor n - 1; NaN:
 * ranked in fewer than two draws, or more than 2^64 / ranks^2. */
double egb_tally_mean(const egb_tally *tally, size_t row, double *deviation);
/* Quantile of the row's ranks, linear between order statistics (type 7, as egb_stats_quantile). Exact with width 1, or
 * in a refined tally for the quantiles it was made for; else, and for rows never ranked: NaN. */
double egb_tally_quantile(const egb_tally *tally, size_t row, double p);
/* Between which ranks that quantile lies: itself twice where it is exact, else the outer edges of the lines that hold
 * its order statistics. NaN for rows never ranked. */
void egb_tally_quantile_between(const egb_tally *tally, size_t row, double p, double *least, double *most);

#endif
