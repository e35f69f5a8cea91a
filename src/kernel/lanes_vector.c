/* Compiled once per instruction set; EGB_LANES_TABLE is the name of the table of this one. Vectors are the types that
 * gcc and clang have for them; for other compilers there is lanes_plain.c. */
#define EGB_LANES_OWN
#include "kernel/lanes_vector.h"
#include "kernel/lanes_loops.h"
#include "kernel/lanes_network.h"

#ifndef EGB_LANES_TABLE
#define EGB_LANES_TABLE egb_lanes_vector
#define EGB_LANES_NAME "vector"
#endif

#define R EGB_REALS_ROW

extern const egb_lanes EGB_LANES_TABLE;

/* ---- random numbers -------------------------------------------------------------------------- */

/* Philox4x32-10 (J. K. Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", SC'11). random.c takes it from
 * its authors' library, one counter at a time; written a second time here because sixteen counters at once take a third
 * of the time: a counter per lane of 64 bits, of which the low 32 are the word. The product sees no more, and what
 * gathers above them is dropped at the end. tests/kernel/test_random.c holds the two together. */
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

static void around(double *tile, size_t rows, const double *centre, double spread) {
  egb_reals *x = (egb_reals *)tile, total[R] = {0};
  for (size_t i = 0; i < rows; i++)
    for (size_t v = 0; v < R; v++) {
      x[i * R + v] = centre[i] * (1 + spread * (2 * x[i * R + v] - 1));
      total[v] += x[i * R + v];
    }
  for (size_t v = 0; v < R; v++)
    total[v] = 1 / total[v];
  for (size_t i = 0; i < rows; i++)
    for (size_t v = 0; v < R; v++)
      x[i * R + v] *= total[v];
}

static void effective(const egb_lanes_tree *tree, const double *share, double *product, double *weight) {
  const egb_reals *mine = (const egb_reals *)share;
  egb_reals *of_node = (egb_reals *)product, *of_leaf = (egb_reals *)weight;
  for (size_t v = 0; v < R; v++)
    of_node[v] = (egb_reals){0} + 1.0;
  for (size_t i = 1; i < tree->nodes; i++) {
    const egb_reals *above = of_node + tree->parent[i] * R;
    egb_reals *to = tree->leaf[i] ? of_leaf + tree->column[i] * R : of_node + i * R;
    for (size_t v = 0; v < R; v++)
      to[v] = above[v] * mine[i * R + v];
  }
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

/* The sums stay in registers. */
static inline void add_leaves(double *sum_of, double *total_of, const double *value, const uint8_t *absent,
                              size_t first, size_t last, const double *share_of) {
  egb_reals *sum = (egb_reals *)sum_of, *total = (egb_reals *)total_of, s[R], t[R];
  const egb_reals *share = (const egb_reals *)share_of;
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

static inline void share_there(const egb_lanes_tree *tree, size_t node, const uint8_t *absent, const double *share_of,
                               double *sum_of) {
  const egb_reals *share = (const egb_reals *)share_of;
  egb_reals *to = (egb_reals *)sum_of, sum[R] = {0};
  for (size_t i = node + 1; i < tree->end[node]; i = tree->end[i])
    for (size_t v = 0; v < R && !absent[i]; v++)
      sum[v] += share[i * R + v];
  for (size_t v = 0; v < R; v++)
    to[v] = sum[v];
}

/* ---- what is counted of scores --------------------------------------------------------------- */

static inline unsigned are_above(const double *x_of, const double *y_of) {
  const egb_reals *x = (const egb_reals *)x_of, *y = (const egb_reals *)y_of;
  unsigned bits = 0;
  for (size_t v = 0; v < R; v++)
    bits |= egb_above(x[v], y[v]) << (v * (L / R));
  return bits;
}

static inline unsigned are_from(const double *x_of, double sense, double y) {
  const egb_reals *x = (const egb_reals *)x_of, least = (egb_reals){0} + y;
  unsigned bits = 0;
  for (size_t v = 0; v < R; v++)
    bits |= egb_from(sense * x[v], least) << (v * (L / R));
  return bits;
}

static inline unsigned count_bits(unsigned bits) {
  return (unsigned)__builtin_popcount(bits);
}

const egb_lanes EGB_LANES_TABLE = EGB_LANES_ROW(EGB_LANES_NAME);
