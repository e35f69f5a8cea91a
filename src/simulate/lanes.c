/* Compiled once per instruction set; EGB_LANES_TABLE is the name of the table of this one. */
#include "simulate/lanes_vector.h"

#include "simulate/maths.h"

#include <math.h>

#ifndef EGB_LANES_TABLE
#define EGB_LANES_TABLE egb_lanes_portable
#define EGB_LANES_NAME "portable"
#endif

#define L EGB_LANES
#define R EGB_REALS_ROW
#define W EGB_WHOLES_ROW

extern const egb_lanes EGB_LANES_TABLE;

/* ---- random numbers -------------------------------------------------------------------------- */

/* Philox4x32-10 as in random.c, which takes it from its authors; here a counter per lane of 64 bits, of which the low
 * 32 are the word: the product sees no more, and what gathers above them is dropped at the end. A test holds the two
 * together. */
static inline void philox(egb_words *word, uint64_t seed) {
  uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
  for (int round = 0; round < 10; round++) {
    const egb_words a = egb_product(word[0], 0xD2511F53U), b = egb_product(word[2], 0xCD9E8D57U);
    word[0] = b >> 32 ^ word[1] ^ key0;
    word[1] = b;
    word[2] = a >> 32 ^ word[3] ^ key1;
    word[3] = a;
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
}

/* The number between 0 and 1 of 64 bits. */
static inline egb_reals number_of(egb_words low, egb_words high) {
  const egb_words bits = high << 32 | (low & UINT32_MAX);
  return (egb_reals)(bits >> 12 | UINT64_C(0x3ff) << 52) - (1.0 - 0x1p-53);
}

static void uniform(uint64_t seed, uint64_t first, uint32_t stream, size_t count, double *tile) {
  static const uint64_t lane[L] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const egb_words none = {0};
  egb_reals *out = (egb_reals *)tile;
  for (size_t i = 0; i < count; i += 2)
    for (size_t v = 0; v < R; v++) {
      const egb_words draw = ((const egb_words *)lane)[v] + first;
      egb_words word[4] = {draw, draw >> 32, none + stream, none + i / 2};
      philox(word, seed);
      out[i * R + v] = number_of(word[0], word[1]);
      if (i + 1 < count)
        out[(i + 1) * R + v] = number_of(word[2], word[3]);
    }
}

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

static void around(double *tile, size_t rows, const double *centre, double spread) {
  for (size_t i = 0; i < rows; i++)
    for (size_t l = 0; l < L; l++)
      tile[i * L + l] = centre[i] * (1 + spread * (2 * tile[i * L + l] - 1));
  scale_to_one(tile, rows);
}

/* ---- scores ---------------------------------------------------------------------------------- */

/* As many units at once as there are registers for their sums: each weight is then loaded once for all of them. */
#define UNITS (EGB_VECTOR_BYTES / 16)

static void score_some(const double *value, size_t units, size_t rows, const double *weight, double *score) {
  const egb_reals *w = (const egb_reals *)weight;
  egb_reals *out = (egb_reals *)score;
  for (size_t u = 0; u < units; u++) {
    egb_reals sum[R] = {0};
    for (size_t i = 0; i < rows; i++)
      for (size_t v = 0; v < R; v++)
        sum[v] += value[u * rows + i] * w[i * R + v];
    for (size_t v = 0; v < R; v++)
      out[u * R + v] = sum[v];
  }
}

static void score(const double *value, size_t units, size_t rows, const double *weight, double *to) {
  const egb_reals *w = (const egb_reals *)weight;
  egb_reals *out = (egb_reals *)to;
  size_t u = 0;
  for (; u + UNITS <= units; u += UNITS) {
    egb_reals sum[UNITS][R] = {0};
    for (size_t i = 0; i < rows; i++)
      for (size_t k = 0; k < UNITS; k++)
        for (size_t v = 0; v < R; v++)
          sum[k][v] += value[(u + k) * rows + i] * w[i * R + v];
    for (size_t k = 0; k < UNITS; k++)
      for (size_t v = 0; v < R; v++)
        out[(u + k) * R + v] = sum[k][v];
  }
  score_some(value + u * rows, units - u, rows, weight, to + u * L);
}

static void score_present(const double *value, const double *present, size_t units, size_t rows, const double *weight,
                          double *to) {
  const egb_reals *w = (const egb_reals *)weight;
  egb_reals *out = (egb_reals *)to;
  for (size_t u = 0; u < units; u++) {
    egb_reals sum[R] = {0}, total[R] = {0};
    for (size_t i = 0; i < rows; i++)
      for (size_t v = 0; v < R; v++) {
        sum[v] += value[u * rows + i] * w[i * R + v];
        total[v] += present[u * rows + i] * w[i * R + v];
      }
    for (size_t v = 0; v < R; v++)
      out[u * R + v] = sum[v] / total[v]; /* 0 / 0, no weight on what is present: NaN, unranked in this draw */
  }
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

/* The same of leaves first to last - 1 with one parent: their sums stay in registers. Values of leaves are finite, and
 * a weight of 0 adds nothing by itself. */
static inline void add_leaves(egb_reals *sum, egb_reals *total, const double *value, const uint8_t *absent,
                              size_t first, size_t last, const egb_reals *share) {
  egb_reals s[R], t[R];
  for (size_t v = 0; v < R; v++)
    s[v] = sum[v], t[v] = total[v];
  for (size_t i = last; i-- > first;)
    if (!absent[i])
      for (size_t v = 0; v < R; v++) {
        s[v] += share[i * R + v] * value[i];
        t[v] += share[i * R + v];
      }
  for (size_t v = 0; v < R; v++)
    sum[v] = s[v], total[v] = t[v];
}

/* One unit. Most nodes are leaves: they have no mean to divide out and no sums to set to 0. */
static void score_unit(const egb_lanes_tree *tree, const double *value, const uint8_t *absent, const double *share,
                       double *sum, double *total, double *to) {
  for (size_t i = 0; i < tree->nodes; i++)
    if (!tree->leaf[i])
      for (size_t l = 0; l < L; l++)
        sum[i * L + l] = total[i * L + l] = 0;
  for (size_t i = tree->nodes; i-- > 1;) {
    const size_t p = tree->parent[i];
    if (tree->leaf[i]) {
      const size_t end = i + 1;
      while (i > 1 && tree->leaf[i - 1] && tree->parent[i - 1] == p)
        i--;
      add_leaves((egb_reals *)(sum + p * L), (egb_reals *)(total + p * L), value, absent, i, end,
                 (const egb_reals *)share);
      continue;
    }
    if (absent[i])
      continue;
    double mine[L], weight[L];
    for (size_t l = 0; l < L; l++) {
      mine[l] = sum[i * L + l] / total[i * L + l];
      weight[l] = mine[l] == mine[l] ? share[i * L + l] : 0.0; /* 0 / 0: nothing below; or refused by a child */
    }
    if (tree->geometric[i])
      for (size_t l = 0; l < L; l++)
        mine[l] = egb_maths_exp(mine[l]);
    if (tree->logs[i])
      for (size_t l = 0; l < L; l++)
        mine[l] = log_or_least(mine[l], tree->least[i]);
    add_node(sum + p * L, total + p * L, mine, weight);
  }
  for (size_t l = 0; l < L; l++)
    to[l] = sum[l] / total[l];
  if (tree->geometric[0])
    for (size_t l = 0; l < L; l++)
      to[l] = to[l] == to[l] ? egb_maths_exp(to[l]) : to[l];
}

static void score_tree(const egb_lanes_tree *tree, size_t first, size_t last, const double *share, double *scratch,
                       double *to) {
  const size_t nodes = tree->nodes;
  for (size_t u = first; u < last; u++)
    score_unit(tree, tree->value + u * nodes, tree->absent + u * nodes, share, scratch, scratch + nodes * L,
               to + u * L);
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

/* Sorting network: bitonic merges whose first layer is mirrored, so that every comparison puts the smaller first (K. E.
 * Batcher, "Sorting networks and their applications", AFIPS 32 (1968), 307-314). Rows beyond the last are as good as
 * the largest number and never move, which makes it work for any number of rows. Layers are done three at a time on
 * eight rows that the registers hold: loads and stores, not comparisons, are what a network waits for. */

/* Rows held in registers at once: as many as there are registers for. */
#if EGB_VECTOR_BYTES == 64
#define HELD 16
#else
#define HELD 8
#endif

/* Rows stay in registers only when the loops over them are unrolled whole. */
#if defined(__clang__)
#define UNROLL _Pragma("clang loop unroll(full)")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

/* Layers of distance count / 2, count / 4, ... 1. */
static inline __attribute__((always_inline)) void layers(egb_wholes *x, size_t count) {
  UNROLL
  for (size_t half = count / 2; half > 0; half /= 2)
    UNROLL
  for (size_t i = 0; i < count; i++)
    if ((i & half) == 0)
      egb_exchange(&x[i], &x[i + half]);
}

/* The rows at, at + step, ..., count of them: layers of distance count / 2 steps and below. */
static inline __attribute__((always_inline)) void clean_some(egb_wholes *row, size_t at, size_t step, size_t count) {
  for (size_t v = 0; v < W; v++) {
    egb_wholes x[HELD];
    UNROLL
    for (size_t i = 0; i < count; i++)
      x[i] = row[(at + i * step) * W + v];
    layers(x, count);
    UNROLL
    for (size_t i = 0; i < count; i++)
      row[(at + i * step) * W + v] = x[i];
  }
}

/* The mirrored layer of a merge of two sorted halves and the layers after it: rows low, low + step, ... of the one
 * half, high, high - step, ... of the other. */
static inline __attribute__((always_inline)) void mirror_some(egb_wholes *row, size_t low, size_t high, size_t step,
                                                              size_t count) {
  for (size_t v = 0; v < W; v++) {
    egb_wholes x[HELD];
    UNROLL
    for (size_t i = 0; i < count / 2; i++) {
      x[i] = row[(low + i * step) * W + v];
      x[count - 1 - i] = row[(high - i * step) * W + v];
      egb_exchange(&x[i], &x[count - 1 - i]);
    }
    layers(x, count / 2);
    layers(x + count / 2, count / 2);
    UNROLL
    for (size_t i = 0; i < count / 2; i++) {
      row[(low + i * step) * W + v] = x[i];
      row[(high - i * step) * W + v] = x[count - 1 - i];
    }
  }
}

/* Eight rows: the best known network, 19 comparisons in 6 layers (D. E. Knuth, TAOCP vol. 3, section 5.3.4). */
static inline __attribute__((always_inline)) void first_eight(egb_wholes *x) {
  egb_exchange(&x[0], &x[2]), egb_exchange(&x[1], &x[3]), egb_exchange(&x[4], &x[6]), egb_exchange(&x[5], &x[7]);
  egb_exchange(&x[0], &x[4]), egb_exchange(&x[1], &x[5]), egb_exchange(&x[2], &x[6]), egb_exchange(&x[3], &x[7]);
  egb_exchange(&x[0], &x[1]), egb_exchange(&x[2], &x[3]), egb_exchange(&x[4], &x[5]), egb_exchange(&x[6], &x[7]);
  egb_exchange(&x[2], &x[4]), egb_exchange(&x[3], &x[5]);
  egb_exchange(&x[1], &x[4]), egb_exchange(&x[3], &x[6]);
  egb_exchange(&x[1], &x[2]), egb_exchange(&x[3], &x[4]), egb_exchange(&x[5], &x[6]);
}

/* Sorts HELD rows. */
static inline void first_some(egb_wholes *row) {
  for (size_t v = 0; v < W; v++) {
    egb_wholes x[HELD];
    UNROLL
    for (size_t i = 0; i < HELD; i++)
      x[i] = row[i * W + v];
    first_eight(x);
#if HELD == 16
    first_eight(x + 8);
    UNROLL
    for (size_t i = 0; i < 8; i++)
      egb_exchange(&x[i], &x[15 - i]);
    layers(x, 8);
    layers(x + 8, 8);
#endif
    UNROLL
    for (size_t i = 0; i < HELD; i++)
      row[i * W + v] = x[i];
  }
}

/* Layers of distance `distance`, half of it, ... 1, over the rows below `rows`. */
static void clean(egb_wholes *row, size_t rows, size_t distance) {
  for (; distance >= HELD / 2; distance /= HELD) {
    const size_t step = distance / (HELD / 2);
    for (size_t block = 0; block < rows; block += 2 * distance)
      for (size_t i = 0; i < step && block + i + step < rows; i++)
        clean_some(row, block + i, step, HELD);
  }
  if (distance == 4)
    for (size_t block = 0; block < rows; block += 8)
      clean_some(row, block, 1, 8);
  else if (distance == 2)
    for (size_t block = 0; block < rows; block += 4)
      clean_some(row, block, 1, 4);
  else if (distance == 1)
    for (size_t block = 0; block + 1 < rows; block += 2)
      clean_some(row, block, 1, 2);
}

static void sort(int32_t *key, size_t rows) {
  egb_wholes *row = (egb_wholes *)key;
  size_t all = 16;
  while (all < rows)
    all *= 2;
  for (size_t i = rows * L; i < all * L; i++)
    key[i] = INT32_MAX;
  for (size_t at = 0; at < rows; at += HELD)
    first_some(row + at * W);
  for (size_t half = HELD; half < rows; half *= 2) {
    const size_t step = half / (HELD / 2);
    for (size_t block = 0; block + half < rows; block += 2 * half)
      for (size_t i = 0; i < step; i++)
        mirror_some(row, block + i, block + 2 * half - 1 - i, step, HELD);
    clean(row, rows, half / HELD);
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

const egb_lanes EGB_LANES_TABLE = {.name = EGB_LANES_NAME,
                                   .uniform = uniform,
                                   .simplex = simplex,
                                   .around = around,
                                   .score = score,
                                   .score_present = score_present,
                                   .exponential = exponential,
                                   .score_tree = score_tree,
                                   .keys = keys,
                                   .sort = sort,
                                   .order = order};
