/* All ranks of all draws. They come draw by draw, each written by one thread at a time, and are read unit by unit:
 * sixteen rows at a time are sorted by the network that sorts draws (lanes.h), whose lanes are rows here, and put back
 * where they were, so that no second copy is needed and what belongs to neighbouring rows stays together. */
#include "kernel/rank_lists.h"

#include "base/arena.h"
#include "kernel/tally.h"
#include "stats/shape.h"

#include <math.h>

#define PIECE 1024 /* rows of a job: a multiple of EGB_LANES */

struct egb_rank_lists {
  egb_arena *arena;
  size_t rows, room, draws;
  uint32_t **rank;         /* [draw][row]; once settled [order statistic][row], draws without a rank last */
  uint32_t *ranked;        /* [row] */
  uint64_t *sum, *squares; /* [row], of ranks and of their squares */
};

bool egb_rank_lists_fit(size_t rows, size_t draws) {
  return egb_tally_width_for(rows, rows) > 1 && draws <= EGB_RANK_LISTS_DRAWS && draws > 0 &&
         rows <= EGB_RANK_LISTS_CELLS / draws;
}

egb_status egb_rank_lists_new(size_t rows, size_t draws, egb_rank_lists **out) {
  egb_arena *arena = egb_arena_new();
  egb_rank_lists *lists = arena != NULL ? egb_arena_array(arena, 1, sizeof *lists) : NULL;
  *out = NULL;
  if (lists != NULL) {
    *lists = (egb_rank_lists){.arena = arena, .rows = rows, .room = draws};
    lists->rank = egb_arena_array(arena, draws, sizeof *lists->rank);
    lists->ranked = egb_arena_array(arena, rows, sizeof *lists->ranked);
    lists->sum = egb_arena_array(arena, rows, sizeof *lists->sum);
    lists->squares = egb_arena_array(arena, rows, sizeof *lists->squares);
  }
  if (egb_arena_failed(arena)) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *out = lists;
  return EGB_OK;
}

void egb_rank_lists_free(egb_rank_lists *lists) {
  if (lists != NULL)
    egb_arena_free(lists->arena);
}

uint32_t *egb_rank_lists_add(egb_rank_lists *lists) {
  if (lists->draws == lists->room)
    return NULL;
  if (lists->rank[lists->draws] == NULL)
    lists->rank[lists->draws] = egb_arena_array(lists->arena, lists->rows, sizeof(uint32_t));
  uint32_t *rank = lists->rank[lists->draws];
  lists->draws += rank != NULL;
  return rank;
}

void egb_rank_lists_put(egb_buffer *out, const egb_rank_lists *lists) {
  for (size_t d = 0; d < lists->draws; d++)
    egb_part_put_all(out, lists->rank[d], lists->rows);
}

egb_status egb_rank_lists_get(egb_part_reader *in, egb_rank_lists *lists, size_t draws) {
  for (size_t d = 0; d < draws && !in->failed; d++) {
    uint32_t *rank = egb_rank_lists_add(lists);
    if (rank == NULL)
      return EGB_NO_MEMORY;
    egb_part_add_all(in, rank, lists->rows, (uint32_t)lists->rows);
  }
  return EGB_OK;
}

/* ---- sorting --------------------------------------------------------------------------------- */

typedef struct settling {
  egb_rank_lists *lists;
  const egb_lanes *lanes;
  size_t size;  /* keys of a worker's tile */
  int32_t *key; /* per worker */
} settling;

/* Sixteen rows, or those that are left: 0, no rank, becomes the largest key. */
static void settle_tile(const settling *s, int32_t *key, size_t first) {
  egb_rank_lists *lists = s->lists;
  const size_t count = lists->rows - first < EGB_LANES ? lists->rows - first : EGB_LANES;
  for (size_t d = 0; d < lists->draws; d++)
    for (size_t l = 0; l < count; l++)
      key[d * EGB_LANES + l] = (int32_t)((lists->rank[d][first + l] - 1) & INT32_MAX);
  s->lanes->sort(key, lists->draws);
  for (size_t d = 0; d < lists->draws; d++)
    for (size_t l = 0; l < count; l++) {
      const int32_t mine = key[d * EGB_LANES + l];
      const uint64_t rank = mine == INT32_MAX ? 0 : (uint64_t)mine + 1;
      lists->rank[d][first + l] = (uint32_t)rank;
      lists->ranked[first + l] += rank > 0;
      lists->sum[first + l] += rank;
      lists->squares[first + l] += rank * rank;
    }
}

static egb_status settle_piece(void *context, size_t worker, size_t job) {
  const settling *s = context;
  const size_t end = (job + 1) * PIECE < s->lists->rows ? (job + 1) * PIECE : s->lists->rows;
  for (size_t first = job * PIECE; first < end; first += EGB_LANES)
    settle_tile(s, s->key + worker * s->size, first);
  return EGB_OK;
}

egb_status egb_rank_lists_settle(egb_rank_lists *lists, const egb_lanes *lanes, size_t threads) {
  egb_arena *arena = egb_arena_new();
  settling s = {.lists = lists, .lanes = lanes, .size = EGB_LANES * EGB_LANES};
  while (s.size < lists->draws * EGB_LANES)
    s.size *= 2;
  s.key = arena != NULL ? egb_arena_array(arena, threads, s.size * sizeof *s.key) : NULL;
  const egb_status status =
      s.key != NULL ? egb_threads_run(threads, (lists->rows + PIECE - 1) / PIECE, settle_piece, &s, NULL, NULL)
                    : EGB_NO_MEMORY;
  egb_arena_free(arena);
  return status;
}

/* ---- what they come to ----------------------------------------------------------------------- */

size_t egb_rank_lists_draws(const egb_rank_lists *lists) {
  return lists->draws;
}

uint64_t egb_rank_lists_ranked(const egb_rank_lists *lists, size_t row) {
  return lists->ranked[row];
}

uint64_t egb_rank_lists_within(const egb_rank_lists *lists, size_t row, size_t rank) {
  uint64_t count = 0;
  while (count < lists->ranked[row] && lists->rank[count][row] <= rank)
    count++;
  return count;
}

double egb_rank_lists_mean(const egb_rank_lists *lists, size_t row) {
  return lists->ranked[row] > 0 ? (double)lists->sum[row] / (double)lists->ranked[row] : (double)NAN;
}

double egb_rank_lists_deviation(const egb_rank_lists *lists, size_t row) {
  const double n = (double)lists->ranked[row], mean = egb_rank_lists_mean(lists, row);
  if (lists->ranked[row] < 2)
    return (double)NAN;
  const double squares = (double)lists->squares[row] / n - mean * mean;
  return squares > 0 ? sqrt(squares * n / (n - 1)) : 0;
}

double egb_rank_lists_quantile(const egb_rank_lists *lists, size_t row, double p) {
  if (lists->ranked[row] == 0 || !(p >= 0 && p <= 1))
    return (double)NAN;
  uint64_t below = 0;
  const double part = egb_stats_quantile_place(p, lists->ranked[row], &below);
  const double low = lists->rank[below][row];
  return part > 0 ? low + part * (lists->rank[below + 1][row] - low) : low;
}
