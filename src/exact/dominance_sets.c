/* Sets as bits. For a tile of points and one dimension, the points that are below a value are a prefix of their order
 * in this dimension: the prefixes are kept as bit sets. A point finds its place in every dimension by halving and takes
 * what its prefixes have in common: 64 comparisons in one operation. */
#include "exact/dominance_sets.h"

#include "stats/order.h"

#include <stdint.h>
#include <string.h>

#define TILE 4096
#define WORDS (TILE / 64)

typedef struct tile {
  const double *value;
  size_t start, count, dims;
  double step;
  double *key;      /* [dim * TILE + place]: rising */
  uint64_t *prefix; /* [(dim * (TILE + 1) + place) * WORDS]: the first `place` of the order */
  double *companion, *scratch;
} tile;

static size_t bits(uint64_t x) { /* H. S. Warren, "Hacker's Delight", 2nd ed. 2012, section 5-1 */
  x -= x >> 1 & UINT64_C(0x5555555555555555);
  x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
  x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (size_t)(x * UINT64_C(0x0101010101010101) >> 56);
}

static void fill_tile(tile *t) {
  for (size_t d = 0; d < t->dims; d++) {
    double *key = t->key + d * TILE;
    uint64_t *prefix = t->prefix + d * (TILE + 1) * WORDS;
    for (size_t i = 0; i < t->count; i++) {
      key[i] = t->value[(t->start + i) * t->dims + d];
      t->companion[i] = (double)i;
    }
    egb_stats_sort_pairs(key, t->companion, t->count, t->scratch);
    memset(prefix, 0, WORDS * sizeof *prefix);
    for (size_t i = 0; i < t->count; i++) {
      const size_t who = (size_t)t->companion[i];
      memcpy(prefix + (i + 1) * WORDS, prefix + i * WORDS, WORDS * sizeof *prefix);
      prefix[(i + 1) * WORDS + who / 64] |= UINT64_C(1) << who % 64;
    }
  }
}

/* How many of the tile x is not below; how many are clearly below x. */
static size_t not_above(const double *key, size_t count, double x, double step) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (x < key[middle] - step)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

static size_t clearly_below(const double *key, size_t count, double x, double step) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (key[middle] < x - step)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* One point against the tile. */
static void meet(const tile *t, size_t point, size_t *above, size_t *below, size_t *level) {
  uint64_t over[WORDS] = {0}, under[WORDS] = {0}; /* those it is nowhere below; those nowhere below it */
  const size_t words = (t->count + 63) / 64;
  for (size_t w = 0; w < words; w++)
    over[w] = under[w] = ~UINT64_C(0);
  for (size_t d = 0; d < t->dims; d++) {
    const double *key = t->key + d * TILE, x = t->value[point * t->dims + d];
    const uint64_t *prefix = t->prefix + d * (TILE + 1) * WORDS;
    const uint64_t *low = prefix + not_above(key, t->count, x, t->step) * WORDS;
    const uint64_t *beaten = prefix + clearly_below(key, t->count, x, t->step) * WORDS;
    for (size_t w = 0; w < words; w++) {
      over[w] &= low[w];
      under[w] &= ~beaten[w];
    }
  }
  if (t->count % 64 != 0)
    under[words - 1] &= (UINT64_C(1) << t->count % 64) - 1;
  for (size_t w = 0; w < words; w++) {
    *below += bits(over[w] & ~under[w]);
    *above += bits(under[w] & ~over[w]);
    *level += bits(over[w] & under[w]);
  }
}

bool egb_dominance_sets(egb_arena *arena, const double *value, size_t count, size_t dims, double step, size_t *above,
                        size_t *below, size_t *level) {
  tile t = {.value = value, .dims = dims, .step = step};
  size_t met = 0;
  if (dims > EGB_ARENA_REQUEST_MAX / ((TILE + 1) * WORDS * sizeof *t.prefix))
    return false;
  t.key = egb_arena_array(arena, dims, TILE * sizeof *t.key);
  t.prefix = egb_arena_array(arena, dims, (TILE + 1) * WORDS * sizeof *t.prefix);
  t.companion = egb_arena_array(arena, TILE, 3 * sizeof *t.companion);
  if (t.key == NULL || t.prefix == NULL || t.companion == NULL)
    return false;
  t.scratch = t.companion + TILE;
  for (t.start = 0; t.start < count; t.start += TILE) {
    t.count = count - t.start < TILE ? count - t.start : TILE;
    fill_tile(&t);
    for (size_t i = 0; i < count; i++)
      meet(&t, i, &above[i], &below[i], &met);
  }
  *level += (met - count) / 2; /* every point is level with itself, and every pair was met twice */
  return true;
}
