/* simplex.h - small linear programs over weights: the simplex method on a dense tableau, with the rule that cannot
 * cycle (R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of Operations Research 2 (1977),
 * 103-107). */
#ifndef EGB_STATS_SIMPLEX_H
#define EGB_STATS_SIMPLEX_H

#include <stdbool.h>
#include <stddef.h>

/* One row: up to two weights. factor[0] * w[weight[0]] + factor[1] * w[weight[1]] <= limit; factor[1] 0: one weight. */
typedef struct egb_linear_row {
  size_t weight[2];
  double factor[2];
  double limit;
} egb_linear_row;

/* Doubles of scratch for this many weights and rows. */
size_t egb_linear_scratch(size_t weights, size_t rows);
/* Maximises target . w over w >= 0, sum w = 1 and the rows. false: nothing satisfies them. The size_t part of the
 * scratch has rows + 1 elements. */
bool egb_linear_maximise(size_t weights, const egb_linear_row *row, size_t rows, const double *target, double *w,
                         double *scratch, size_t *basis);

#endif
