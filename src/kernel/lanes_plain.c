/* The twin of lanes_vector.c in C17 without extensions, for compilers without vector types: the same sums in the same
 * order, one lane after the other, and the same bytes (tests/kernel/test_lanes.c). Random numbers are those of the
 * library of Philox's authors, through random.c. */
#define EGB_LANES_OWN
#include "kernel/lanes_loops.h"
#include "kernel/random.h"

extern const egb_lanes egb_lanes_plain;

static void uniform(uint64_t seed, uint64_t first, uint32_t stream, size_t count, double *tile) {
  egb_random_tile(seed, first, L, stream, count, tile);
}

static void around(double *tile, size_t rows, const double *centre, double spread) {
  for (size_t i = 0; i < rows; i++)
    for (size_t l = 0; l < L; l++)
      tile[i * L + l] = centre[i] * (1 + spread * (2 * tile[i * L + l] - 1));
  scale_to_one(tile, rows);
}

static void effective(const egb_lanes_tree *tree, const double *share, double *product, double *weight) {
  for (size_t l = 0; l < L; l++)
    product[l] = 1;
  for (size_t i = 1; i < tree->nodes; i++) {
    const double *restrict above = product + tree->parent[i] * L, *restrict mine = share + i * L;
    double *restrict to = tree->leaf[i] ? weight + tree->column[i] * L : product + i * L;
    for (size_t l = 0; l < L; l++)
      to[l] = above[l] * mine[l];
  }
}

static void score(const double *value, size_t units, size_t rows, const double *weight, double *to) {
  for (size_t u = 0; u < units; u++) {
    double sum[L] = {0};
    for (size_t i = 0; i < rows; i++)
      for (size_t l = 0; l < L; l++)
        sum[l] += value[u * rows + i] * weight[i * L + l];
    for (size_t l = 0; l < L; l++)
      to[u * L + l] = sum[l];
  }
}

static inline void add_leaves(double *sum, double *total, const double *value, const uint8_t *absent, size_t first,
                              size_t last, const double *share) {
  for (size_t i = last; i-- > first;)
    for (size_t l = 0; l < L && !absent[i]; l++) {
      sum[l] += share[i * L + l] * value[i];
      total[l] += share[i * L + l];
    }
}

static inline void share_there(const egb_lanes_tree *tree, size_t node, const uint8_t *absent, const double *share,
                               double *sum) {
  for (size_t l = 0; l < L; l++)
    sum[l] = 0;
  for (size_t i = node + 1; i < tree->end[node]; i = tree->end[i])
    for (size_t l = 0; l < L && !absent[i]; l++)
      sum[l] += share[i * L + l];
}

static inline unsigned are_above(const double *x, const double *y) {
  unsigned bits = 0;
  for (size_t l = 0; l < L; l++)
    bits |= (x[l] > y[l] ? 1U : 0U) << l;
  return bits;
}

static inline unsigned are_from(const double *x, double sense, double y) {
  unsigned bits = 0;
  for (size_t l = 0; l < L; l++)
    bits |= (sense * x[l] >= y ? 1U : 0U) << l;
  return bits;
}

static inline unsigned count_bits(unsigned bits) {
  unsigned count = 0;
  for (; bits != 0; bits &= bits - 1)
    count++;
  return count;
}

static void exchange(int32_t *a, int32_t *b) {
  for (size_t l = 0; l < L; l++) {
    const int32_t x = a[l], y = b[l];
    a[l] = x < y ? x : y;
    b[l] = x < y ? y : x;
  }
}

/* The network of lanes_network.h, layer by layer. Rows beyond the last would be the largest number, with which no
 * comparison changes anything: they are left out. */
static void sort(int32_t *key, size_t rows) {
  for (size_t half = 1; half < rows; half *= 2)
    for (size_t block = 0; block + half < rows; block += 2 * half) {
      for (size_t i = 0; i < half; i++)
        if (block + 2 * half - 1 - i < rows)
          exchange(key + (block + i) * L, key + (block + 2 * half - 1 - i) * L);
      for (size_t distance = half / 2; distance > 0; distance /= 2)
        for (size_t i = block; i < block + 2 * half && i + distance < rows; i++)
          if ((i & distance) == 0)
            exchange(key + i * L, key + (i + distance) * L);
    }
}

const egb_lanes egb_lanes_plain = EGB_LANES_ROW("plain");
