/* tally_state.h - what tally.c (counting), tally_read.c (what was counted) and tally_part.c (counts in files) share. */
#ifndef EGB_KERNEL_TALLY_STATE_H
#define EGB_KERNEL_TALLY_STATE_H

#include "base/arena.h"
#include "kernel/tally.h"

struct egb_tally {
  egb_arena *arena;
  size_t rows, ranks, width, lines;
  uint64_t draws;
  uint32_t *table; /* [line * line_step + row * row_step] */
  size_t line_step, row_step;
  uint32_t *head;     /* [rank * rows + row] for the first ranks; NULL with width 1 */
  uint32_t *unranked; /* [row] */
  uint64_t *sum;      /* [row], of ranks; NULL with width 1, where the table has it */
  uint64_t *squares;  /* [row], of their squares; likewise */
  /* second run */
  size_t targets;  /* lines per row that are counted rank by rank */
  uint32_t *line;  /* [target * rows + row] */
  uint64_t *below; /* [target * rows + row]: draws in lines before */
  size_t *block;   /* [target * rows + row]: number of the line's own counters */
  uint32_t *fine;  /* [block * width + rank in line] */
  size_t blocks;
  bool refined;
};

static inline uint32_t *egb_tally_cell(const egb_tally *tally, size_t line, size_t row) {
  return &tally->table[line * tally->line_step + row * tally->row_step];
}

#endif
