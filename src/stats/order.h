/* order.h - putting things in order and numbering them. Keys are never NaN; the caller leaves missing values out. */
#ifndef EGB_STATS_ORDER_H
#define EGB_STATS_ORDER_H

#include <stddef.h>

/* Sorts order[0..n), indices into key and tie, by falling key; equal keys by rising tie. With different ties the result
 * does not depend on the order at the start, and a start that is nearly sorted is quick. scratch: n elements. */
void egb_stats_sort(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch);

/* The same for many, in time that does not grow faster than they do: a radix sort. */
void egb_stats_sort_many(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch);

typedef enum egb_stats_ties {
  EGB_STATS_TIES_COMPETITION = 0, /* 1 2 2 4 */
  EGB_STATS_TIES_DENSE,           /* 1 2 2 3 */
  EGB_STATS_TIES_FRACTIONAL,      /* 1 2.5 2.5 4 */
  EGB_STATS_TIES_ORDINAL          /* 1 2 3 4 */
} egb_stats_ties;

/* rank[order[i]] for the n things of a sorted order; other elements of rank are left as they are. */
void egb_stats_rank(const double *key, const size_t *order, size_t n, egb_stats_ties ties, double *rank);

/* Sorts key rising, in place, and carries companion along; equal keys keep their order. scratch: 2 * n doubles. */
void egb_stats_sort_pairs(double *key, double *companion, size_t n, double *scratch);

#endif
