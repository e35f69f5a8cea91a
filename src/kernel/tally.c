/* Counts of ranks.
 *
 * The order of a draw gives each position a row; adding 1 to [position][row] counts all rows without ties in one loop,
 * position by position, so that the counters of a position stay in the cache for all draws of a batch. Rows that share
 * a rank, or have none, are exceptions of the ranker: their position is taken back (adding 2^32 - 1 subtracts 1) and
 * their rank counted instead. */
#include "kernel/tally_state.h"

#include <string.h>

#ifndef EGB_TALLY_CELLS
#define EGB_TALLY_CELLS ((size_t)1 << 24) /* of a table with a line per rank: 64 MB */
#endif
#define LINES_WIDE 512               /* of a table that is not exact */
#define WIDE_CELLS ((size_t)1 << 26) /* at most: 256 MB */
#define REFINED_ROWS 100000
#define TABLE_BYTES ((size_t)1 << 30)

/* Below this many rows a column of the table is in the cache however it lies. */
#define TURN_ROWS 64
#define TURN_BLOCK 16 /* counters of a line of the cache */

egb_status egb_tally_new(size_t rows, size_t ranks, size_t width, egb_tally **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_tally *tally = arena != NULL ? egb_arena_array(arena, 1, sizeof *tally) : NULL;
  if (tally == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *tally =
      (egb_tally){.arena = arena, .rows = rows, .ranks = ranks, .width = width, .lines = (ranks + width - 1) / width};
  tally->line_step = rows;
  tally->row_step = 1;
  tally->table = egb_arena_array(arena, tally->lines * rows, sizeof *tally->table);
  tally->unranked = egb_arena_array(arena, rows, sizeof *tally->unranked);
  bool complete = tally->table != NULL && tally->unranked != NULL;
  if (width > 1) {
    tally->head = egb_arena_array(arena, EGB_TALLY_HEAD * rows, sizeof *tally->head);
    tally->sum = egb_arena_array(arena, rows, sizeof *tally->sum);
    tally->squares = egb_arena_array(arena, rows, sizeof *tally->squares);
    complete = complete && tally->head != NULL && tally->sum != NULL && tally->squares != NULL;
  }
  if (!complete) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *out = tally;
  return EGB_OK;
}

void egb_tally_free(egb_tally *tally) {
  if (tally != NULL)
    egb_arena_free(tally->arena);
}

void egb_tally_one_by_one(egb_tally *tally) {
  tally->line_step = 1;
  tally->row_step = tally->lines;
}

egb_status egb_tally_turn(egb_tally *tally) {
  if (tally->refined || tally->width > 1 || tally->line_step == 1 || tally->rows < TURN_ROWS ||
      tally->lines > EGB_TALLY_CELLS / tally->rows)
    return EGB_OK;
  uint32_t *table = egb_arena_array(tally->arena, tally->lines * tally->rows, sizeof *table);
  if (table == NULL)
    return EGB_NO_MEMORY;
  for (size_t first = 0; first < tally->rows; first += TURN_BLOCK) {
    const size_t end = first + TURN_BLOCK < tally->rows ? first + TURN_BLOCK : tally->rows;
    for (size_t line = 0; line < tally->lines; line++)
      for (size_t row = first; row < end; row++)
        table[row * tally->lines + line] = *egb_tally_cell(tally, line, row);
  }
  tally->table = table;
  egb_tally_one_by_one(tally);
  return EGB_OK;
}

/* Counts (sign 1) or takes back (-1, as the whole number that undoes it) one draw of a row at a rank counted from 0. */
static void count_fine(egb_tally *tally, size_t row, size_t at, uint32_t sign) {
  const size_t line = at / tally->width, within = at % tally->width;
  for (size_t t = 0; t < tally->targets; t++)
    if (tally->line[t * tally->rows + row] == line)
      tally->fine[tally->block[t * tally->rows + row] * tally->width + within] += sign;
}

static void count(egb_tally *tally, size_t row, size_t at, uint32_t sign) {
  *egb_tally_cell(tally, at / tally->width, row) += sign;
  if (tally->width > 1) {
    const uint64_t rank = at + 1;
    tally->sum[row] += sign == 1 ? rank : 0 - rank;
    tally->squares[row] += sign == 1 ? rank * rank : 0 - rank * rank;
    if (at < EGB_TALLY_HEAD)
      tally->head[at * tally->rows + row] += sign;
  }
}

static void add_order(egb_tally *tally, const egb_ranker *ranker) {
  const size_t rows = tally->rows, draws = ranker->draws;
  for (size_t at = 0; at < rows; at++) {
    uint32_t *line = egb_tally_cell(tally, at / tally->width, 0);
    const uint16_t *order = ranker->order + at * ranker->stride;
    /* The common loop: one line of the table is a few hundred bytes and stays in the first cache for all draws. */
    for (size_t draw = 0; draw < draws && tally->row_step == 1; draw++)
      line[order[draw]]++;
    for (size_t draw = 0; draw < draws && tally->row_step > 1; draw++)
      line[order[draw] * tally->row_step]++;
    const uint64_t rank = at + 1;
    for (size_t draw = 0; draw < draws && tally->sum != NULL; draw++) {
      tally->sum[order[draw]] += rank;
      tally->squares[order[draw]] += rank * rank;
    }
    if (tally->head != NULL && at < EGB_TALLY_HEAD)
      for (size_t draw = 0; draw < draws; draw++)
        tally->head[at * rows + order[draw]]++;
  }
}

void egb_tally_add(egb_tally *tally, const egb_ranker *ranker) {
  void (*const each)(egb_tally *, size_t, size_t, uint32_t) = tally->refined ? count_fine : count;
  if (!tally->refined)
    add_order(tally, ranker);
  else
    for (size_t at = 0; at < tally->rows; at++)
      for (size_t draw = 0; draw < ranker->draws; draw++)
        count_fine(tally, ranker->order[at * ranker->stride + draw], at, 1);
  for (size_t e = 0; e < ranker->exceptions; e++) {
    const egb_exception *exception = &ranker->exception[e];
    each(tally, exception->row, exception->position, UINT32_MAX);
    if (exception->rank > 0)
      each(tally, exception->row, exception->rank - 1, 1);
    else
      tally->unranked[exception->row]++;
  }
  tally->draws += ranker->draws;
}

void egb_tally_add_ranks(egb_tally *tally, const uint32_t *rank) {
  void (*const each)(egb_tally *, size_t, size_t, uint32_t) = tally->refined ? count_fine : count;
  for (size_t row = 0; row < tally->rows; row++) {
    if (rank[row] > 0)
      each(tally, row, rank[row] - 1, 1);
    else
      tally->unranked[row]++;
  }
  tally->draws++;
}

void egb_tally_add_rows(egb_tally *tally, uint32_t *const *rank, size_t draws, size_t first, size_t last) {
  void (*const each)(egb_tally *, size_t, size_t, uint32_t) = tally->refined ? count_fine : count;
  for (size_t row = first; row < last; row++)
    for (size_t draw = 0; draw < draws; draw++) {
      if (rank[draw][row] > 0)
        each(tally, row, rank[draw][row] - 1, 1);
      else
        tally->unranked[row]++;
    }
  if (first == 0)
    tally->draws += draws;
}

static void add_all(uint32_t *to, const uint32_t *from, size_t count) {
  for (size_t i = 0; i < count; i++)
    to[i] += from[i];
}

void egb_tally_merge(egb_tally *tally, const egb_tally *other) {
  tally->draws += other->draws;
  add_all(tally->unranked, other->unranked, tally->rows);
  if (tally->refined) {
    add_all(tally->fine, other->fine, tally->blocks * tally->width);
    return;
  }
  add_all(tally->table, other->table, tally->lines * tally->rows);
  if (tally->width > 1) {
    add_all(tally->head, other->head, EGB_TALLY_HEAD * tally->rows);
    for (size_t row = 0; row < tally->rows; row++) {
      tally->sum[row] += other->sum[row];
      tally->squares[row] += other->squares[row];
    }
  }
}

size_t egb_tally_width_for(size_t rows, size_t ranks) {
  if (rows == 0 || ranks <= EGB_TALLY_CELLS / rows)
    return 1;
  const size_t fit = WIDE_CELLS / rows, lines = fit < LINES_WIDE ? (fit > 0 ? fit : 1) : LINES_WIDE;
  return (ranks + lines - 1) / lines;
}

size_t egb_tally_workers(size_t rows, size_t ranks, size_t width, size_t threads) {
  /* Most statistics of a quantile share a line with their neighbour: three lines of each row in a second run. */
  const size_t lines = (ranks + width - 1) / width, second = width > 1 && egb_tally_can_refine(rows) ? 3 * width : 0;
  const size_t each = rows * (lines > second ? lines : second) * sizeof(uint32_t);
  const size_t fit = each > 0 ? TABLE_BYTES / each : threads;
  return fit < 1 ? 1 : fit < threads ? fit : threads;
}

bool egb_tally_can_refine(size_t rows) {
  return rows <= REFINED_ROWS;
}
