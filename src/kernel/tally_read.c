/* What was counted: ranks, their means and order statistics.
 *
 * With a line for `width` ranks, an order statistic is known to lie in the line where the running total passes its
 * number. The same draws, made again, are then counted rank by rank in those lines only (egb_tally_refine): with the
 * number of draws in the lines before, kept from the first run, that gives the statistic exactly. This is selection in
 * two passes with bounded memory (J. I. Munro and M. S. Paterson, "Selection and sorting with limited storage",
 * Theoretical Computer Science 12 (1980), 315-323); it works because a draw is a function of its number. */
#include "kernel/tally_state.h"

#include "stats/shape.h"

#include <math.h>
#include <string.h>

#define TOGETHER ((size_t)16) /* lines that a search passes at a time */

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
    return *egb_tally_cell(tally, rank - 1, row);
  return rank <= EGB_TALLY_HEAD ? tally->head[(rank - 1) * tally->rows + row] : 0;
}

void egb_tally_counts(const egb_tally *tally, size_t row, uint32_t *count) {
  const uint32_t *cell = egb_tally_cell(tally, 0, row);
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
  const uint32_t *cell = egb_tally_cell(tally, 0, row);
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
  const uint32_t *cell = egb_tally_cell(tally, 0, row);
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
