/* Counts of ranks.
 *
 * The order of a draw gives each position a row; adding 1 to [position][row] counts all rows without ties in one loop,
 * position by position, so that the counters of a position stay in the cache for all draws of a batch. Rows that share
 * a rank, or have none, are exceptions of the ranker: their position is taken back (adding 2^32 - 1 subtracts 1) and
 * their rank counted instead.
 *
 * With a line for `width` ranks, an order statistic is known to lie in the line where the running total passes its
 * number. The same draws, made again, are then counted rank by rank in those lines only (egb_tally_refine): with the
 * number of draws in the lines before, kept from the first run, that gives the statistic exactly. This is selection in
 * two passes with bounded memory (J. I. Munro and M. S. Paterson, "Selection and sorting with limited storage",
 * Theoretical Computer Science 12 (1980), 315-323); it works because a draw is a function of its number. */
#include "simulate/tally_state.h"

#include "base/arena.h"
#include "stats/shape.h"

#include <math.h>
#include <string.h>

#ifndef EGB_TALLY_CELLS
#define EGB_TALLY_CELLS ((size_t)1 << 24) /* of a table with a line per rank: 64 MB */
#endif
#define TOGETHER ((size_t)16)        /* lines that a search passes at a time */
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

static uint32_t *cell_of(const egb_tally *tally, size_t line, size_t row) {
  return &tally->table[line * tally->line_step + row * tally->row_step];
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
        table[row * tally->lines + line] = *cell_of(tally, line, row);
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
  *cell_of(tally, at / tally->width, row) += sign;
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
    uint32_t *line = cell_of(tally, at / tally->width, 0);
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

size_t egb_tally_rows(const egb_tally *tally) {
  return tally->rows;
}

size_t egb_tally_width(const egb_tally *tally) {
  return tally->width;
}

uint64_t egb_tally_draws(const egb_tally *tally) {
  return tally->draws;
}

uint64_t egb_tally_ranked(const egb_tally *tally, size_t row) {
  return tally->draws - tally->unranked[row];
}

uint64_t egb_tally_count(const egb_tally *tally, size_t row, size_t rank) {
  if (rank < 1 || rank > tally->ranks || tally->refined)
    return 0;
  if (tally->width == 1)
    return *cell_of(tally, rank - 1, row);
  return rank <= EGB_TALLY_HEAD ? tally->head[(rank - 1) * tally->rows + row] : 0;
}

void egb_tally_counts(const egb_tally *tally, size_t row, uint32_t *count) {
  const uint32_t *cell = cell_of(tally, 0, row);
  if (tally->line_step == 1)
    memcpy(count, cell, tally->ranks * sizeof *count);
  else
    for (size_t i = 0; i < tally->ranks; i++)
      count[i] = cell[i * tally->line_step];
}

uint64_t egb_tally_within(const egb_tally *tally, size_t row, size_t rank) {
  uint64_t total = 0;
  for (size_t r = 1; r <= rank && r <= tally->ranks; r++)
    total += egb_tally_count(tally, row, r);
  return total;
}

/* Sums of the ranks of a row, and of their squares. */
typedef struct totals {
  uint64_t sum, squares;
} totals;

static totals totals_of(const egb_tally *tally, size_t row) {
  totals of = {0};
  if (tally->refined)
    return of;
  if (tally->width > 1)
    return (totals){tally->sum[row], tally->squares[row]};
  const uint32_t *cell = cell_of(tally, 0, row);
  for (uint64_t rank = 1; rank <= tally->ranks; rank++, cell += tally->line_step) {
    of.sum += rank * *cell;
    of.squares += rank * rank * *cell;
  }
  return of;
}

double egb_tally_mean(const egb_tally *tally, size_t row, double *deviation) {
  const totals of = totals_of(tally, row);
  const uint64_t ranked = egb_tally_ranked(tally, row);
  const double n = (double)ranked, mean = ranked > 0 && of.sum > 0 ? (double)of.sum / n : (double)NAN;
  if (deviation == NULL)
    return mean;
  *deviation = (double)NAN;
  if (ranked < 2 || tally->refined || (double)tally->ranks * (double)tally->ranks * n >= 0x1p64)
    return mean;
  const double squares = (double)of.squares / n - mean * mean;
  *deviation = squares > 0 ? sqrt(squares * n / (n - 1)) : 0;
  return mean;
}

static uint64_t sum_lines(const uint32_t *cell, size_t step) {
  uint64_t sum = 0;
  for (size_t i = 0; i < TOGETHER; i++)
    sum += cell[i * step];
  return sum;
}

/* The line that holds the order statistic (from 0), looked for from a line on that is not behind it; *before: draws in
 * the lines before the one it begins and ends with. */
static size_t line_of(const egb_tally *tally, size_t row, uint64_t statistic, size_t line, uint64_t *before) {
  const size_t step = tally->line_step;
  const uint32_t *cell = cell_of(tally, 0, row);
  for (uint64_t here = 0; line + TOGETHER <= tally->lines; line += TOGETHER, *before += here) {
    here = step == 1 ? sum_lines(cell + line, 1) : sum_lines(cell + line * step, step);
    if (*before + here > statistic)
      break;
  }
  for (; line < tally->lines && *before + cell[line * step] <= statistic; line++)
    *before += cell[line * step];
  return line;
}

/* Where the search for a statistic ended; one that is not smaller is looked for from here on. */
typedef struct found {
  size_t line;
  uint64_t before;
} found;

/* Between which ranks an order statistic (from 0) lies. False: not known, in a refined tally. */
static bool statistic_between(const egb_tally *tally, size_t row, uint64_t statistic, found *from, double *least,
                              double *most) {
  if (!tally->refined) {
    from->line = line_of(tally, row, statistic, from->line, &from->before);
    const size_t first = from->line * tally->width + 1, last = first + tally->width - 1;
    *least = (double)first;
    *most = (double)(last < tally->ranks ? last : tally->ranks);
    return true;
  }
  for (size_t t = 0; t < tally->targets; t++) {
    const size_t cell = t * tally->rows + row;
    uint64_t seen = tally->below[cell];
    if (seen > statistic)
      continue;
    for (size_t i = 0; i < tally->width; i++) {
      seen += tally->fine[tally->block[cell] * tally->width + i];
      if (seen > statistic) {
        *least = *most = (double)(tally->line[cell] * tally->width + i + 1);
        return true;
      }
    }
  }
  return false;
}

void egb_tally_quantile_between(const egb_tally *tally, size_t row, double p, double *least, double *most) {
  const uint64_t ranked = egb_tally_ranked(tally, row);
  *least = *most = (double)NAN;
  if (ranked == 0 || !(p >= 0 && p <= 1))
    return;
  uint64_t below = 0;
  const double part = egb_stats_quantile_place(p, ranked, &below);
  found from = {0};
  double low[2], high[2];
  if (!statistic_between(tally, row, below, &from, &low[0], &low[1]))
    return;
  if (!(part > 0)) {
    *least = low[0];
    *most = low[1];
  } else if (statistic_between(tally, row, below + 1, &from, &high[0], &high[1])) {
    *least = low[0] + part * (high[0] - low[0]);
    *most = low[1] + part * (high[1] - low[1]);
  }
}

double egb_tally_quantile(const egb_tally *tally, size_t row, double p) {
  double least, most;
  egb_tally_quantile_between(tally, row, p, &least, &most);
  return tally->refined || tally->width == 1 ? least : (double)NAN;
}

/* The line of each wanted statistic of a row and the draws before it. Often several lie in one line: counted once. */
static void find_lines(const egb_tally *tally, const double *quantile, size_t row, egb_tally *fine) {
  const uint64_t ranked = egb_tally_ranked(tally, row);
  for (size_t t = 0; t < fine->targets; t++) {
    const size_t cell = t * tally->rows + row;
    uint64_t statistic = 0, before = 0;
    fine->line[cell] = UINT32_MAX;
    fine->below[cell] = UINT64_MAX;
    if (ranked == 0)
      continue;
    (void)egb_stats_quantile_place(quantile[t / 2], ranked, &statistic);
    const size_t line = line_of(tally, row, statistic + t % 2, 0, &before);
    bool again = line == tally->lines;
    for (size_t s = 0; s < t && !again; s++)
      again = fine->line[s * tally->rows + row] == line;
    if (again)
      continue;
    fine->line[cell] = (uint32_t)line;
    fine->below[cell] = before;
    fine->block[cell] = fine->blocks++;
  }
}

egb_status egb_tally_refine(const egb_tally *tally, const double *quantile, size_t quantiles, egb_tally **out) {
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_tally *fine = arena != NULL ? egb_arena_array(arena, 1, sizeof *fine) : NULL;
  if (fine == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  const size_t cells = 2 * quantiles * tally->rows; /* both order statistics of each quantile */
  *fine = (egb_tally){.arena = arena,
                      .rows = tally->rows,
                      .ranks = tally->ranks,
                      .width = tally->width,
                      .targets = 2 * quantiles,
                      .refined = true};
  fine->line = egb_arena_array(arena, cells, sizeof *fine->line);
  fine->below = egb_arena_array(arena, cells, sizeof *fine->below);
  fine->block = egb_arena_array(arena, cells, sizeof *fine->block);
  fine->unranked = egb_arena_array(arena, tally->rows, sizeof *fine->unranked);
  const bool opened = fine->line != NULL && fine->below != NULL && fine->block != NULL && fine->unranked != NULL;
  for (size_t row = 0; opened && row < tally->rows; row++)
    find_lines(tally, quantile, row, fine);
  if (opened)
    fine->fine = egb_arena_array(arena, fine->blocks * tally->width, sizeof *fine->fine);
  if (fine->fine == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *out = fine;
  return EGB_OK;
}
