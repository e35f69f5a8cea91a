/* overtake.h - the weights nearest to those now that put one unit level with another, or ahead of it.
 *
 * A unit that lacks a part is scored with the weights of those it has, re-scaled: s(x) = sum(x v) / sum(x) over its
 * parts. With the same parts the two totals are one and cancel: s_low >= s_up is the linear condition
 * sum(x (low - up)) >= 0. With different parts it is bilinear; but it says that some number t lies between the two,
 *     sum over the parts of low of x (low - t) >= 0   and   sum over the parts of up of x (t - up) >= 0,
 * and for a given t both are linear. What is left is a search along t alone. */
#ifndef EGB_EXACT_OVERTAKE_H
#define EGB_EXACT_OVERTAKE_H

#include "exact/exact.h"
#include "exact/nearest.h"

typedef struct egb_overtake {
  const egb_view *view;
  size_t low, up; /* units */
  /* Inside: the parts that can have a weight (a zero that makes a mean 0, the worst for `low` or the best for `up`,
   * must lose it), scaled to -1..1. */
  size_t count, *part;
  double *w, *value[2], middle, scale;
  bool same; /* the two have the same parts */
  egb_nearest_scratch scratch;
  double *row[EGB_NEAREST_ROWS], *x;
  struct egb_overtake_cell *cell;
} egb_overtake;

/* low is not ahead of up now. False: out of memory. */
bool egb_overtake_make(egb_arena *arena, const egb_view *view, size_t low, size_t up, egb_overtake *out);
/* The most that low can be ahead of up with some weights, in the scale of the mean; 0 or less: it cannot. */
double egb_overtake_most(const egb_overtake *o);
/* The nearest weights, one share per part of the view, that put low ahead of up by gap times the weight that counts for
 * either (0: level with it). False: none found. */
bool egb_overtake_find(egb_overtake *o, bool squares, double gap, double *share);

#endif
