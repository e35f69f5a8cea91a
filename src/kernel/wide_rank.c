/* Ranks of one draw of very many units.
 *
 * Rows are sorted by keys of 32 bits, the leading bits of top - step (ranker.c). What remains are runs of rows with one
 * key: few rows where scores are continuous, all of them in the worst case. In whole steps a run is sorted by the bits
 * that the key lacks, of which there are 20 at most, in place of its key. Published decimals join steps but do not
 * change their order, but for the last digits that R's rule looks at: they are found in the order of the steps, where
 * an insertion finds nothing to do, or next to nothing. */
#include "kernel/wide_rank.h"

#include "base/arena.h"
#include "score/stages.h"
#include "stats/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RUN_INSERTED 32 /* rows of a run that are sorted by insertion */

typedef struct memory {
  uint64_t *pair; /* two arrays */
  double *exact;  /* by position; NULL where steps say all */
  size_t *sort;   /* three arrays; NULL with keys */
} memory;

struct egb_wide_ranker {
  egb_arena *arena;
  egb_ranker_input input;
  egb_lanes_keys how;
  bool narrow; /* keys exist */
  memory *of;
};

static bool open_memory(egb_wide_ranker *ranker, memory *of) {
  const size_t rows = ranker->input.rows;
  const bool exact = !ranker->narrow || ranker->input.decimals >= 0;
  *of = (memory){.pair = egb_arena_array(ranker->arena, 2 * rows, sizeof *of->pair),
                 .exact = exact ? egb_arena_array(ranker->arena, rows, sizeof *of->exact) : NULL,
                 .sort = ranker->narrow ? NULL : egb_arena_array(ranker->arena, 3 * rows, sizeof *of->sort)};
  return of->pair != NULL && (!exact || of->exact != NULL) && (ranker->narrow || of->sort != NULL);
}

egb_status egb_wide_ranker_new(const egb_ranker_input *input, size_t workers, egb_wide_ranker **out) {
  egb_arena *arena = egb_arena_new();
  egb_wide_ranker *ranker = arena != NULL ? egb_arena_array(arena, 1, sizeof *ranker) : NULL;
  memory *of = ranker != NULL ? egb_arena_array(arena, workers, sizeof *of) : NULL;
  *out = NULL;
  if (of != NULL) {
    *ranker = (egb_wide_ranker){.arena = arena, .input = *input, .of = of};
    ranker->narrow = egb_ranker_find_keys(input, &ranker->how);
  }
  bool opened = of != NULL;
  for (size_t i = 0; i < workers && opened; i++)
    opened = open_memory(ranker, &of[i]);
  if (!opened) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *out = ranker;
  return EGB_OK;
}

void egb_wide_ranker_free(egb_wide_ranker *ranker) {
  if (ranker != NULL)
    egb_arena_free(ranker->arena);
}

void egb_wide_ranker_keys(const egb_wide_ranker *ranker, const double *score, size_t first, size_t last,
                          uint32_t *const *key) {
  if (ranker->narrow)
    egb_ranker_keys(&ranker->how, score, first, last, key);
}

/* ---- runs of one key ------------------------------------------------------------------------- */

static int by_number(const void *a, const void *b) {
  const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

/* A run of pairs with one key, which becomes the rest of the step: sorted, and equal where scores are. */
static void sort_run(const egb_wide_ranker *ranker, const double *score, size_t lane, uint64_t *run, size_t count) {
  const egb_lanes_keys *how = &ranker->how;
  const double top = 0x1p52 + how->top;
  const uint64_t rest = (UINT64_C(1) << how->shift) - 1;
  bool sorted = true;
  for (size_t i = 0; i < count; i++) {
    const uint32_t row = (uint32_t)run[i];
    const double rounded = top - score[row * EGB_LANES + lane] * how->quantum;
    uint64_t bits;
    memcpy(&bits, &rounded, sizeof bits);
    run[i] = (bits & rest) << 32 | row;
    sorted = sorted && (i == 0 || run[i - 1] < run[i]);
  }
  for (size_t i = 1; i < count && !sorted && count <= RUN_INSERTED; i++) {
    const uint64_t mine = run[i];
    size_t at = i;
    for (; at > 0 && run[at - 1] > mine; at--)
      run[at] = run[at - 1];
    run[at] = mine;
  }
  if (!sorted && count > RUN_INSERTED)
    qsort(run, count, sizeof *run, by_number);
}

static void rank_steps(const egb_wide_ranker *ranker, const double *score, size_t lane, uint64_t *pair,
                       uint32_t *rank) {
  const size_t rows = ranker->input.rows;
  for (size_t i = 0, end; i < rows; i = end) {
    const uint64_t key = pair[i] >> 32;
    for (end = i + 1; end < rows && pair[end] >> 32 == key;)
      end++;
    if (end > i + 1 && key != UINT32_MAX)
      sort_run(ranker, score, lane, pair + i, end - i);
    for (size_t k = i, first = i; k < end; k++) {
      first = k > i && pair[k] >> 32 != pair[k - 1] >> 32 ? k : first;
      rank[(uint32_t)pair[k]] = key != UINT32_MAX ? (uint32_t)first + 1 : 0;
    }
  }
}

/* ---- published decimals, and scores without keys --------------------------------------------- */

/* Quantised, the higher the better. */
static double exact_score(const egb_wide_ranker *ranker, const double *score, size_t row, size_t lane) {
  const egb_ranker_input *input = &ranker->input;
  const double exact = egb_score_quantise(score[row * EGB_LANES + lane], input->decimals, input->rounding);
  return input->lower ? 0 - exact : exact;
}

/* Positions of rows that have a score, nearly in order, become so; x: exact scores by position. */
static void insert(uint64_t *pair, double *x, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const double mine = x[i];
    const uint64_t row = pair[i];
    size_t at = i;
    for (; at > 0 && mine > x[at - 1]; at--) {
      x[at] = x[at - 1];
      pair[at] = pair[at - 1];
    }
    x[at] = mine;
    pair[at] = row;
  }
}

static void rank_exactly(const double *x, const uint64_t *pair, size_t count, uint32_t *rank) {
  for (size_t i = 0, first = 0; i < count; i++) {
    first = i > 0 && x[i] < x[i - 1] ? i : first;
    rank[(uint32_t)pair[i]] = (uint32_t)first + 1;
  }
}

static void rank_published(const egb_wide_ranker *ranker, const double *score, size_t lane, uint64_t *pair, double *x,
                           uint32_t *rank) {
  size_t count = ranker->input.rows;
  rank_steps(ranker, score, lane, pair, rank);
  while (count > 0 && isnan(score[(uint32_t)pair[count - 1] * (size_t)EGB_LANES + lane]))
    count--; /* rows without a score are the last */
  for (size_t i = 0; i < count; i++)
    x[i] = exact_score(ranker, score, (uint32_t)pair[i], lane);
  insert(pair, x, count);
  rank_exactly(x, pair, count, rank);
}

static void sort_all(const egb_wide_ranker *ranker, const memory *of, const double *score, size_t lane,
                     uint32_t *rank) {
  const size_t rows = ranker->input.rows;
  size_t *at = of->sort, *tie = at + rows, *scratch = tie + rows, ranked = 0;
  for (size_t row = 0; row < rows; row++) {
    of->exact[row] = exact_score(ranker, score, row, lane);
    rank[row] = 0;
    tie[row] = row;
    if (!isnan(of->exact[row]))
      at[ranked++] = row;
  }
  egb_stats_sort(of->exact, tie, ranked, at, scratch);
  for (size_t i = 0, first = 0; i < ranked; i++) {
    first = i > 0 && of->exact[at[i]] < of->exact[at[i - 1]] ? i : first;
    rank[at[i]] = (uint32_t)first + 1;
  }
}

void egb_wide_ranker_rank(const egb_wide_ranker *ranker, size_t worker, const double *score, size_t lane,
                          uint32_t *rank) {
  const memory *of = &ranker->of[worker];
  if (!ranker->narrow) {
    sort_all(ranker, of, score, lane, rank);
    return;
  }
  uint64_t *pair = egb_ranker_radix(rank, ranker->input.rows, of->pair);
  if (ranker->input.decimals >= 0)
    rank_published(ranker, score, lane, pair, of->exact, rank);
  else
    rank_steps(ranker, score, lane, pair, rank);
}
