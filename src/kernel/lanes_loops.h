/* lanes_loops.h - the loops over lanes that plain C says well enough: included by every file that makes a table of
 * lanes (lanes_vector.c, lanes_plain.c), which defines EGB_LANES_OWN first to say that it has what is declared here.
 * Compilers turn these into vector code by themselves; static, so that each instruction set has its own. */
#ifndef EGB_KERNEL_LANES_LOOPS_H
#define EGB_KERNEL_LANES_LOOPS_H

#include "kernel/lanes.h"
#include "kernel/maths.h"

#include <math.h>
#include <string.h>

#ifdef EGB_LANES_OWN

#define L EGB_LANES

/* What the leaves first to last - 1, which have one parent, add to its sums: share times value, and share. Values of
 * leaves are finite, and a weight of 0 adds nothing by itself. The last leaf is added first. */
static inline void add_leaves(double *sum, double *total, const double *value, const uint8_t *absent, size_t first,
                              size_t last, const double *share);
/* The sum of the shares of the children that are there, the first one first. */
static inline void share_there(const egb_lanes_tree *tree, size_t node, const uint8_t *absent, const double *share,
                               double *sum);
static void score(const double *value, size_t units, size_t rows, const double *weight, double *to);
/* Bit l: x[l] is above y[l], or at least as large as y. */
static inline unsigned are_above(const double *x, const double *y);
static inline unsigned are_from(const double *x, double sense, double y);
static inline unsigned count_bits(unsigned bits);

/* ---- weights --------------------------------------------------------------------------------- */

static void scale_to_one(double *tile, size_t rows) {
  double total[L] = {0};
  for (size_t i = 0; i < rows; i++)
    for (size_t l = 0; l < L; l++)
      total[l] += tile[i * L + l];
  for (size_t l = 0; l < L; l++)
    total[l] = 1 / total[l];
  for (size_t i = 0; i < rows; i++)
    for (size_t l = 0; l < L; l++)
      tile[i * L + l] *= total[l];
}

static void simplex(double *tile, size_t rows) {
  for (size_t i = 0; i < rows * L; i++)
    tile[i] = -egb_maths_log(tile[i]);
  scale_to_one(tile, rows);
}

/* ---- scores ---------------------------------------------------------------------------------- */

/* Let S be the score of a node over what is left of it, w the shares of its children, P the sum of the w of those that
 * are there. S = (sum of w S over those) / P, and without gaps P is 1. So the sum of effective weights times values
 * over all leaves, absent ones 0, falls short only where a child is absent. Let A be what the leaves below such a node
 * have in that sum and E what is added for deeper gaps: (A + E) / P is due in the place of A, and (A + E) / P - A is
 * added, to the sum or to the E of the next such node above. Exact by algebra; each term is at most as large as the
 * largest value, so that rounding is a few units in the last place of that, as in score(). Digits get lost only where P
 * is so small that products of shares underflow. */
static unsigned score_gaps(const egb_lanes_tree *tree, const egb_lanes_gap *gap, size_t gaps, const double *value,
                           const uint8_t *absent, const double *weight, const double *share, double *extra,
                           double *to) {
  double least[L], sum[L], left[L];
  unsigned lost = 0;
  for (size_t l = 0; l < L; l++)
    least[l] = 1;
  memset(extra, 0, gaps * L * sizeof *extra);
  for (size_t k = 0; k < gaps; k++) {
    const size_t node = gap[k].node, first = tree->column[node], last = tree->column[tree->end[node]];
    share_there(tree, node, absent, share, left);
    for (size_t l = 0; l < L; l++)
      least[l] = left[l] < least[l] ? left[l] : least[l];
    if (node == 0) {
      for (size_t l = 0; l < L; l++)
        to[l] = to[l] / left[l];
      continue;
    }
    score(value + first, 1, last - first, weight + first * L, sum);
    double *above = gap[k].up == EGB_LANES_TOP ? to : extra + gap[k].up * L;
    for (size_t l = 0; l < L; l++)
      above[l] += (sum[l] + extra[k * L + l]) / left[l] - sum[l];
  }
  for (size_t l = 0; l < L; l++)
    lost |= (least[l] < EGB_LANES_LEAST ? 1U : 0U) << l;
  return lost;
}

static void exponential(double *x, size_t units) {
  for (size_t i = 0; i < units * L; i++)
    x[i] = egb_maths_exp(x[i]);
}

/* Logarithm for a score within the tree, where 0 is met: so low that whatever weight it has, the mean is 0. A score
 * below 0 has none, and the mean above it none either. */
static inline double log_or_least(double score, double least) {
  const double x = score > least ? score : least, y = egb_maths_log(x > 1e-300 ? x : 1e-300);
  return score < 0 ? (double)NAN : x > 1e-300 ? y : -1e300;
}

/* What a node adds to its parent: its score times its weight, and the weight. */
static inline void add_node(double *restrict sum, double *restrict total, const double *restrict score,
                            const double *restrict weight) {
  for (size_t l = 0; l < L; l++) {
    sum[l] += weight[l] > 0 ? weight[l] * score[l] : 0.0;
    total[l] += weight[l];
  }
}

/* What a node adds to a parent that takes the lowest: the sum is the lowest so far, the total above 0 once there is
 * one.
 */
static inline void take_lowest(double *restrict lowest, double *restrict total, const double *restrict score,
                               const double *restrict weight) {
  for (size_t l = 0; l < L; l++) {
    const bool lower = weight[l] > 0 && score[l] < lowest[l];
    lowest[l] = lower ? score[l] : lowest[l];
    total[l] += weight[l];
  }
}

static inline void take_lowest_leaves(double *lowest, double *total, const double *value, const uint8_t *absent,
                                      size_t first, size_t last, const double *share) {
  for (size_t i = first; i < last; i++) {
    double score[L];
    for (size_t l = 0; l < L; l++)
      score[l] = value[i];
    if (!absent[i])
      take_lowest(lowest, total, score, share + i * L);
  }
}

/* The score of a node from its sums; NaN: nothing with a weight below it. */
static inline void settle(bool lowest, const double *restrict sum, const double *restrict total, double *restrict to) {
  for (size_t l = 0; l < L && !lowest; l++)
    to[l] = sum[l] / total[l];
  for (size_t l = 0; l < L && lowest; l++)
    to[l] = total[l] > 0 ? sum[l] : (double)NAN;
}

/* One unit. Most nodes are leaves: they have no mean to divide out and no sums to set to 0. */
static void score_unit(const egb_lanes_tree *tree, const double *value, const uint8_t *absent, const double *share,
                       double *sum, double *total, double *to) {
  for (size_t i = 0; i < tree->nodes; i++)
    if (!tree->leaf[i])
      for (size_t l = 0; l < L; l++) {
        sum[i * L + l] = tree->lowest[i] ? (double)INFINITY : 0;
        total[i * L + l] = 0;
      }
  for (size_t i = tree->nodes; i-- > 1;) {
    const size_t p = tree->parent[i];
    if (tree->leaf[i]) {
      const size_t end = i + 1;
      while (i > 1 && tree->leaf[i - 1] && tree->parent[i - 1] == p)
        i--;
      if (tree->lowest[p])
        take_lowest_leaves(sum + p * L, total + p * L, value, absent, i, end, share);
      else
        add_leaves(sum + p * L, total + p * L, value, absent, i, end, share);
      continue;
    }
    if (absent[i])
      continue;
    double mine[L], weight[L];
    settle(tree->lowest[i], sum + i * L, total + i * L, mine);
    for (size_t l = 0; l < L; l++)
      weight[l] = mine[l] == mine[l] ? share[i * L + l] : 0.0; /* 0 / 0: nothing below; or refused by a child */
    if (tree->geometric[i])
      for (size_t l = 0; l < L; l++)
        mine[l] = egb_maths_exp(mine[l]);
    if (tree->logs[i])
      for (size_t l = 0; l < L; l++)
        mine[l] = log_or_least(mine[l], tree->least[i]);
    if (tree->lowest[p])
      take_lowest(sum + p * L, total + p * L, mine, weight);
    else
      add_node(sum + p * L, total + p * L, mine, weight);
  }
  settle(tree->lowest[0], sum, total, to);
  if (tree->geometric[0])
    for (size_t l = 0; l < L; l++)
      to[l] = to[l] == to[l] ? egb_maths_exp(to[l]) : to[l];
}

static void score_tree(const egb_lanes_tree *tree, size_t first, size_t last, const double *share, double *scratch,
                       double *to) {
  const size_t nodes = tree->nodes;
  for (size_t u = first; u < last; u++)
    score_unit(tree, tree->value + u * nodes, tree->absent + u * nodes, share, scratch, scratch + nodes * L,
               to + (u - first) * L);
}

/* ---- order ----------------------------------------------------------------------------------- */

/* Adding a whole number of the size of 2^52 rounds to whole numbers and leaves them in the low bits of the sum. The
 * exponent above them leaves the key at the top when the unit's place is made: shift is at most 20 + unit_bits. */
static inline int32_t key_of(double rounded, unsigned shift, unsigned unit_bits, uint32_t unit) {
  return (int32_t)((uint32_t)(egb_bits_of(rounded) >> shift) << unit_bits | unit);
}

static void keys(const egb_lanes_keys *how, const double *from, size_t units, int32_t *key) {
  const double quantum = -how->quantum, top = 0x1p52 + how->top;
  const unsigned shift = how->shift, unit_bits = how->unit_bits;
  for (size_t u = 0; u < units; u++)
    for (size_t l = 0; l < L; l++)
      key[u * L + l] = key_of(from[u * L + l] * quantum + top, shift, unit_bits, (uint32_t)u);
  if (how->unranked)
    for (size_t u = 0; u < units; u++)
      for (size_t l = 0; l < L; l++) {
        const int32_t last = (int32_t)(((uint32_t)INT32_MAX >> unit_bits << unit_bits) | (uint32_t)u);
        key[u * L + l] = from[u * L + l] == from[u * L + l] ? key[u * L + l] : last;
      }
}

static unsigned order(const int32_t *key, size_t rows, unsigned unit_bits, size_t stride, uint16_t *to) {
  uint32_t found[L] = {0};
  const uint32_t limit = (uint32_t)1 << unit_bits, unit = limit - 1, last = (uint32_t)INT32_MAX - unit;
  uint32_t next[L];
  for (size_t l = 0; l < L; l++)
    next[l] = (uint32_t)key[l] ^ limit;
  for (size_t i = 0; i < rows; i++)
    for (size_t l = 0; l < L; l++) {
      const uint32_t mine = (uint32_t)key[i * L + l];
      found[l] |= (mine ^ next[l]) < limit || mine >= last ? 1U : 0U;
      to[i * stride + l] = (uint16_t)(mine & unit);
      next[l] = mine;
    }
  unsigned lanes = 0;
  for (size_t l = 0; l < L; l++)
    lanes |= found[l] << l;
  return lanes;
}

/* ---- what is counted of scores --------------------------------------------------------------- */

/* Whole numbers in the low bits of what lies between 2^52 and 2^53, in the order of the scores. */
static inline void steps_of(const double *score, double quantum, double *to) {
  for (size_t l = 0; l < L; l++)
    to[l] = score[l] * quantum + EGB_ROUNDER;
}

static void neighbours(const double *from, const size_t *row, size_t rows, double quantum, unsigned lanes,
                       uint64_t *ahead, uint64_t *together) {
  double step[2][L];
  if (rows > 0)
    steps_of(from + row[0] * L, quantum, step[0]);
  for (size_t i = 0; i + 1 < rows; i++) {
    const double *mine = step[i % 2], *next = step[(i + 1) % 2];
    steps_of(from + row[i + 1] * L, quantum, step[(i + 1) % 2]);
    const unsigned better = are_above(mine, next) & lanes, worse = are_above(next, mine) & lanes;
    unsigned both = better | worse;
    for (size_t l = 0; l < L && both != lanes; l++) /* none is better: they are level, or one has no score */
      both |= (mine[l] <= next[l] ? 1U : 0U) << l & lanes;
    ahead[i] += count_bits(better) + count_bits(both & ~worse);
    together[i] += 2 * (uint64_t)count_bits(both);
  }
}

/* Scores that reach a level but not the one before are at it; NaN reaches none. */
static uint8_t count_levels(const egb_lanes_levels *how, const double *score, unsigned lanes, uint32_t *count) {
  unsigned before = 0, most = 0;
  size_t at = how->count;
  for (size_t k = 0; k < how->count && before != lanes; k++) {
    const unsigned here = are_from(score, how->sense, how->reach[k]) & lanes, mine = count_bits(here & ~before);
    count[k] += mine;
    at = mine > most ? k : at;
    most = mine > most ? mine : most;
    before = here;
  }
  return at < UINT8_MAX ? (uint8_t)at : UINT8_MAX;
}

/* Mostly a unit is where it was in the sixteen draws before. */
static void levels(const egb_lanes_levels *how, const double *from, size_t rows, const size_t *unit, unsigned lanes,
                   uint8_t *at, uint32_t *count) {
  for (size_t i = 0; i < rows; i++) {
    const double *mine = from + i * L;
    const size_t k = at[i];
    uint32_t *to = count + unit[i] * how->count;
    const bool all = k == how->count || (are_from(mine, how->sense, how->reach[k]) & lanes) == lanes;
    if (!all || (k > 0 && (are_from(mine, how->sense, how->reach[k - 1]) & lanes) != 0))
      at[i] = count_levels(how, mine, lanes, to);
    else if (k < how->count)
      to[k] += count_bits(lanes);
  }
}

#define EGB_LANES_ROW(set_name)                                                                                        \
  {                                                                                                                    \
    .name = (set_name), .uniform = uniform, .simplex = simplex, .around = around, .score = score,                      \
    .effective = effective, .score_gaps = score_gaps, .exponential = exponential, .score_tree = score_tree,            \
    .keys = keys, .sort = sort, .order = order, .neighbours = neighbours, .levels = levels                             \
  }

#endif

#endif
