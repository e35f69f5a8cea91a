/* A radix sort by the first 32 bits in which keys differ, beside the number of each thing in one word (D. E. Knuth, The
 * Art of Computer Programming, vol. 3, section 5.2.5); what is equal in them is compared as ever. */
#include "stats/order.h"

#include <stdint.h>
#include <string.h>

#if SIZE_MAX > UINT32_MAX

#define DIGITS 4 /* of 8 bits: as many passes, so that the result lies where the start was */
#define VALUES 256

/* Doubles in falling order as rising whole numbers: those of positive numbers are in their order as they are, those of
 * negative ones in the other. Minus zero is zero. */
static uint64_t falling(double key) {
  uint64_t bits;
  key += 0.0;
  memcpy(&bits, &key, sizeof bits);
  return bits >> 63 != 0 ? bits : ~(bits | UINT64_C(1) << 63);
}

static unsigned shift_of(uint64_t range) {
  unsigned shift = 0;
  while (range >> shift > UINT32_MAX)
    shift++;
  return shift;
}

/* order[i]: the key above, its place below. */
static void pack(const double *key, size_t n, size_t *order) {
  uint64_t least = UINT64_MAX, most = 0;
  for (size_t i = 0; i < n; i++) {
    const uint64_t word = falling(key[order[i]]);
    least = word < least ? word : least;
    most = word > most ? word : most;
  }
  const unsigned shift = shift_of(most - least);
  for (size_t i = 0; i < n; i++)
    order[i] |= (falling(key[order[i]]) - least) >> shift << 32;
}

static void pass(const size_t *from, size_t *to, size_t n, unsigned digit) {
  size_t start[VALUES] = {0}, sum = 0;
  for (size_t i = 0; i < n; i++)
    start[from[i] >> digit & (VALUES - 1)]++;
  for (size_t v = 0; v < VALUES; v++) {
    const size_t count = start[v];
    start[v] = sum;
    sum += count;
  }
  for (size_t i = 0; i < n; i++)
    to[start[from[i] >> digit & (VALUES - 1)]++] = from[i];
}

/* Back to places, those whose bits are equal in order. */
static void settle(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch) {
  for (size_t first = 0, end; first < n; first = end) {
    const size_t bits = order[first] >> 32;
    for (end = first; end < n && order[end] >> 32 == bits; end++)
      order[end] &= UINT32_MAX;
    if (end - first > 1)
      egb_stats_sort(key, tie, end - first, order + first, scratch);
  }
}

void egb_stats_sort_many(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch) {
  for (size_t i = 0; i < n; i++)
    if (order[i] > UINT32_MAX) {
      egb_stats_sort(key, tie, n, order, scratch);
      return;
    }
  pack(key, n, order);
  for (unsigned d = 0; d < DIGITS; d++) {
    const unsigned digit = 32 + 8 * d;
    if (d % 2 == 0)
      pass(order, scratch, n, digit);
    else
      pass(scratch, order, n, digit);
  }
  settle(key, tie, n, order, scratch);
}

#else

void egb_stats_sort_many(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch) {
  egb_stats_sort(key, tie, n, order, scratch);
}

#endif
