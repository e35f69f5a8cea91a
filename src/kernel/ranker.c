/* Ranks of many draws at once.
 *
 * Ranks are those of scores in whole steps of 1e-9. Such a number may need 51 bits and the unit 11 more, but
 * sorting is fastest on words of 32. So a key is the leading bits of (top - step) and, for the network, the number of
 * the unit below them: smaller is better, and equal scores are in the order of units. A key orders two units as their
 * scores do unless all its score bits are equal. The lanes report the draws in which two neighbours are equal in these
 * bits; only those are finished by insertion on the exact scores, which is quick because they are nearly sorted (and
 * given up for a full sort where they are not). Everything else needs no second look.
 *
 * Beyond EGB_RANKER_NETWORK rows the network's n log^2 n comparisons lose against a radix sort, least significant digit
 * first, three passes of 11 bits over keys of 32 (D. E. Knuth, TAOCP vol. 3, section 5.2.5). */
#include "kernel/ranker.h"

#include "base/arena.h"
#include "score/stages.h"
#include "stats/order.h"

#include <math.h>
#include <string.h>

#define RADIX_BITS 11
#define RADIX_PASSES 3
#define CACHE_LINE 64 /* bytes: vectors of the network that lie across two take twice the time */

struct egb_ranker_work {
  egb_arena *arena;
  egb_ranker_input input;
  egb_lanes_keys how;
  bool narrow; /* keys exist */
  int32_t *key;
  uint32_t *wide; /* radix: keys of a tile, lane by lane */
  uint64_t *pair; /* radix: two arrays of key and row */
  double *exact;  /* quantised scores by position */
  double *by_row; /* and by row */
  size_t *sort;   /* three arrays for sorting without keys */
};

static unsigned bits_for(uint64_t count) {
  unsigned bits = 0;
  while (bits < 63 && (UINT64_C(1) << bits) < count)
    bits++;
  return bits;
}

bool egb_ranker_find_keys(const egb_ranker_input *input, egb_lanes_keys *how) {
  const double limit = 0x1p50, quantum = input->lower ? -EGB_SCORE_QUANTUM : EGB_SCORE_QUANTUM;
  const double low = rint((input->lower ? input->most : input->least) * quantum);
  const double high = rint((input->lower ? input->least : input->most) * quantum);
  if (!(low > -limit && high < limit && low <= high))
    return false;
  /* A mean may leave the range of its terms by its rounding error; 2^-40 of the size is more than that ever is. */
  const double margin = 2 + ceil((fabs(low) + fabs(high)) * 0x1p-40), top = 2 * ceil((high + margin) / 2);
  const bool network = input->rows <= EGB_RANKER_NETWORK;
  const unsigned unit_bits = bits_for(input->rows), key_bits = network ? 31 - unit_bits : 32;
  const unsigned range_bits = bits_for((uint64_t)(top - (low - margin)) + 2); /* the largest key stays free */
  how->quantum = quantum;
  how->top = top;
  how->unit_bits = network ? unit_bits : 0;
  how->shift = range_bits > key_bits ? range_bits - key_bits : 0;
  how->unranked = input->may_miss;
  if (((uint64_t)(top - (low - margin)) >> how->shift) + 1 >= UINT64_C(1) << key_bits)
    how->shift++;
  return true;
}

egb_status egb_ranker_new(const egb_ranker_input *input, egb_ranker **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_ranker *ranker = arena != NULL ? egb_arena_array(arena, 1, sizeof *ranker) : NULL;
  struct egb_ranker_work *work = ranker != NULL ? egb_arena_array(arena, 1, sizeof *work) : NULL;
  if (work == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  const size_t rows = input->rows;
  const bool network = rows <= EGB_RANKER_NETWORK;
  size_t all = EGB_LANES;
  while (all < rows)
    all *= 2;
  *work = (struct egb_ranker_work){.arena = arena, .input = *input};
  work->narrow = egb_ranker_find_keys(input, &work->how);
  ranker->work = work;
  ranker->rows = rows;
  ranker->stride = network ? EGB_BATCH : EGB_LANES;
  ranker->order = egb_arena_array(arena, rows * ranker->stride, sizeof *ranker->order);
  ranker->exception = egb_arena_array(arena, rows * ranker->stride, sizeof *ranker->exception);
  work->exact = egb_arena_array(arena, rows, sizeof *work->exact);
  work->by_row = egb_arena_array(arena, rows, sizeof *work->by_row);
  work->sort = egb_arena_array(arena, 3 * rows, sizeof *work->sort);
  work->key = egb_arena_array(arena, network ? all * EGB_LANES + CACHE_LINE : 0, sizeof *work->key);
  work->wide = egb_arena_array(arena, network ? 0 : rows * EGB_LANES, sizeof *work->wide);
  work->pair = egb_arena_array(arena, network ? 0 : 2 * rows, sizeof *work->pair);
  if (ranker->order == NULL || ranker->exception == NULL || work->exact == NULL || work->by_row == NULL ||
      work->sort == NULL || work->key == NULL || work->wide == NULL || work->pair == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  while ((uintptr_t)work->key % CACHE_LINE != 0)
    work->key++;
  *out = ranker;
  return EGB_OK;
}

void egb_ranker_free(egb_ranker *ranker) {
  if (ranker != NULL)
    egb_arena_free(ranker->work->arena);
}

void egb_ranker_clear(egb_ranker *ranker) {
  ranker->draws = ranker->exceptions = 0;
}

bool egb_ranker_full(const egb_ranker *ranker) {
  return ranker->draws + EGB_LANES > ranker->stride;
}

/* ---- many rows: least significant digits first ----------------------------------------------- */

void egb_ranker_keys(const egb_lanes_keys *how, const double *score, size_t first, size_t last, uint32_t *const *key) {
  const double top = 0x1p52 + how->top;
  for (size_t row = first; row < last; row++)
    for (size_t l = 0; l < EGB_LANES; l++) {
      const double x = score[row * EGB_LANES + l], rounded = top - x * how->quantum;
      uint64_t bits;
      memcpy(&bits, &rounded, sizeof bits);
      bits = (bits & ((UINT64_C(1) << 52) - 1)) >> how->shift;
      key[l][row] = isnan(x) ? UINT32_MAX : (uint32_t)bits;
    }
}

uint64_t *egb_ranker_radix(const uint32_t *key, size_t rows, uint64_t *pair) {
  uint32_t count[RADIX_PASSES][1 << RADIX_BITS];
  const uint32_t mask = (1 << RADIX_BITS) - 1;
  uint64_t *from = pair, *to = from + rows;
  memset(count, 0, sizeof count);
  for (size_t row = 0; row < rows; row++) {
    from[row] = (uint64_t)key[row] << 32 | row;
    for (unsigned pass = 0; pass < RADIX_PASSES; pass++)
      count[pass][key[row] >> pass * RADIX_BITS & mask]++;
  }
  for (unsigned pass = 0; pass < RADIX_PASSES; pass++) {
    uint32_t *at = count[pass], sum = 0;
    for (size_t digit = 0; digit <= mask; digit++) {
      const uint32_t here = at[digit];
      at[digit] = sum;
      sum += here;
    }
    for (size_t i = 0; i < rows; i++)
      to[at[from[i] >> (32 + pass * RADIX_BITS) & mask]++] = from[i];
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  return from;
}

/* Returns whether two neighbours have equal keys, or a row has no score. */
static bool radix(const struct egb_ranker_work *work, size_t rows, size_t lane, size_t stride, uint16_t *order) {
  const uint64_t *sorted = egb_ranker_radix(work->wide + lane * rows, rows, work->pair);
  bool close = sorted[rows - 1] >> 32 == UINT32_MAX;
  for (size_t i = 0; i < rows; i++) {
    order[i * stride] = (uint16_t)sorted[i];
    close = close || (i > 0 && sorted[i] >> 32 == sorted[i - 1] >> 32);
  }
  return close;
}

/* ---- what keys do not separate --------------------------------------------------------------- */

/* Quantised, the higher the better. */
static double exact_score(const struct egb_ranker_work *work, const double *score, size_t row, size_t lane) {
  const double exact = egb_score_quantise(score[row * EGB_LANES + lane], work->input.decimals, work->input.rounding);
  return work->input.lower ? 0 - exact : exact;
}

/* Everything from the start: for scores that have no keys, and for those that lie so close that insertion would be
 * slow. */
static void sort_exactly(const struct egb_ranker_work *work, size_t rows, const double *score, size_t lane,
                         size_t stride, uint16_t *order) {
  size_t *at = work->sort, *tie = at + rows, *scratch = tie + rows, ranked = 0;
  for (size_t row = 0; row < rows; row++) {
    work->by_row[row] = exact_score(work, score, row, lane);
    tie[row] = row;
    if (!isnan(work->by_row[row]))
      at[ranked++] = row;
  }
  egb_stats_sort(work->by_row, tie, ranked, at, scratch);
  for (size_t i = 0; i < ranked; i++)
    order[i * stride] = (uint16_t)at[i];
  for (size_t row = 0, i = ranked; i < rows; row++)
    if (isnan(work->by_row[row]))
      order[i++ * stride] = (uint16_t)row;
}

static bool before(double x, size_t row, double other, size_t other_row) {
  return x > other || (x == other && row < other_row) || (isnan(other) && (!isnan(x) || row < other_row));
}

/* Finishes a nearly sorted order on exact scores, which stay in work->exact by position. */
static void insert(const struct egb_ranker_work *work, size_t rows, const double *score, size_t lane, size_t stride,
                   uint16_t *order) {
  double *x = work->exact;
  size_t moves = 0;
  for (size_t i = 0; i < rows; i++) {
    const uint16_t row = order[i * stride];
    const double mine = exact_score(work, score, row, lane);
    size_t at = i;
    for (; at > 0 && before(mine, row, x[at - 1], order[(at - 1) * stride]); at--) {
      x[at] = x[at - 1];
      order[at * stride] = order[(at - 1) * stride];
    }
    x[at] = mine;
    order[at * stride] = row;
    moves += i - at;
    if (moves > 16 * rows) {
      sort_exactly(work, rows, score, lane, stride, order);
      for (size_t k = 0; k < rows; k++)
        x[k] = work->by_row[order[k * stride]];
      return;
    }
  }
}

static void finish(egb_ranker *ranker, const double *score, size_t lane) {
  const struct egb_ranker_work *work = ranker->work;
  const size_t draw = ranker->draws + lane;
  uint16_t *order = ranker->order + draw;
  if (!work->narrow)
    sort_exactly(work, ranker->rows, score, lane, ranker->stride, order);
  insert(work, ranker->rows, score, lane, ranker->stride, order);
  size_t first = 0;
  for (size_t i = 0; i < ranker->rows; i++) {
    if (i == 0 || work->exact[i] != work->exact[i - 1])
      first = i;
    const bool unranked = isnan(work->exact[i]);
    if (first != i || unranked)
      ranker->exception[ranker->exceptions++] = (egb_exception){.rank = unranked ? 0 : (uint32_t)first + 1,
                                                                .position = (uint16_t)i,
                                                                .row = order[i * ranker->stride],
                                                                .draw = (uint16_t)draw};
  }
}

void egb_ranker_add(egb_ranker *ranker, const egb_lanes *lanes, const double *score, size_t count) {
  const struct egb_ranker_work *work = ranker->work;
  const size_t rows = ranker->rows;
  unsigned close = ~0U;
  if (work->narrow && rows <= EGB_RANKER_NETWORK) {
    lanes->keys(&work->how, score, rows, work->key);
    lanes->sort(work->key, rows);
    close = lanes->order(work->key, rows, work->how.unit_bits, ranker->stride, ranker->order + ranker->draws);
  } else if (work->narrow) {
    uint32_t *key[EGB_LANES];
    for (size_t l = 0; l < EGB_LANES; l++)
      key[l] = work->wide + l * rows;
    egb_ranker_keys(&work->how, score, 0, rows, key);
    close = 0;
    for (size_t l = 0; l < count; l++)
      close |= (unsigned)radix(work, rows, l, ranker->stride, ranker->order + ranker->draws + l) << l;
  }
  if (work->input.decimals >= 0)
    close = ~0U; /* scores that differ may be equal as published */
  for (size_t l = 0; l < count; l++)
    if (close >> l & 1)
      finish(ranker, score, l);
  ranker->draws += count;
}

void egb_ranker_ranks(const egb_ranker *ranker, size_t draw, uint32_t *rank) {
  for (size_t i = 0; i < ranker->rows; i++)
    rank[ranker->order[i * ranker->stride + draw]] = (uint32_t)i + 1;
  for (size_t e = 0; e < ranker->exceptions; e++)
    if (ranker->exception[e].draw == draw)
      rank[ranker->exception[e].row] = ranker->exception[e].rank;
}
