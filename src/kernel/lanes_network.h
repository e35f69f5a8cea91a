/* lanes_network.h - sorts every lane of a tile of keys, as lanes_vector.c needs it, with the widest vectors there are.
 */
#ifndef EGB_KERNEL_LANES_NETWORK_H
#define EGB_KERNEL_LANES_NETWORK_H

#include "kernel/lanes_vector.h"

#define W EGB_WHOLES_ROW

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
  for (size_t i = rows * EGB_LANES; i < all * EGB_LANES; i++)
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

#endif
