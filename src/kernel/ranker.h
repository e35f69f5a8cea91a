/* ranker.h - competition ranks (1 2 2 4) of many draws at once, exactly as stage_rank gives them: on scores quantised
 * by egb_score_quantise.
 *
 * The order of a draw is the same whatever was ranked before it; units with equal scores are in the order of rows. Up
 * to EGB_RANKER_NETWORK rows are sorted by the network of lanes on keys of 31 bits, more by radix on keys of 32; both
 * keys are prefixes of the exact score, and draws with equal prefixes are finished on the exact ones. Scores of a range
 * that whole numbers of 51 bits do not hold are sorted as they are. */
#ifndef EGB_KERNEL_RANKER_H
#define EGB_KERNEL_RANKER_H

#include "kernel/lanes.h"
#include "score/plan.h"

#define EGB_BATCH 64 /* draws that a ranker holds at most */
#define EGB_RANKER_NETWORK 2048
#define EGB_RANKER_ROWS_MAX 65536 /* beyond: wide_rank.h */

typedef struct egb_ranker_input {
  size_t rows;
  double least, most; /* range of all scores; infinite: unknown */
  bool may_miss;      /* a score may be NaN: that row has no rank in that draw */
  bool lower;         /* the lowest score is first */
  int decimals;       /* published decimals, -1: full precision */
  egb_rounding rounding;
} egb_ranker_input;

/* A row whose rank is not its position + 1: not the first of a tie, or without a score (rank 0). */
typedef struct egb_exception {
  uint32_t rank;
  uint16_t position, row;
  uint16_t draw;
} egb_exception;

typedef struct egb_ranker {
  size_t rows, stride; /* stride: draws that fit */
  size_t draws;        /* draws held */
  uint16_t *order;     /* order[position * stride + draw]: row, best first, rows without a score last */
  egb_exception *exception;
  size_t exceptions;
  struct egb_ranker_work *work;
} egb_ranker;

/* At most EGB_RANKER_ROWS_MAX rows. EGB_NO_MEMORY. */
egb_status egb_ranker_new(const egb_ranker_input *input, egb_ranker **out);
void egb_ranker_free(egb_ranker *ranker);
void egb_ranker_clear(egb_ranker *ranker);
/* Ranks a tile of scores, count <= EGB_LANES of its draws; adds them to what is held. egb_ranker_full() must be false.
 */
void egb_ranker_add(egb_ranker *ranker, const egb_lanes *lanes, const double *score, size_t count);
bool egb_ranker_full(const egb_ranker *ranker);
/* rank[row] of one draw held; 0: unranked. */
void egb_ranker_ranks(const egb_ranker *ranker, size_t draw, uint32_t *rank);

/* ---- what wide.c shares ---------------------------------------------------------------------- */

/* How scores of the range become keys, of 32 bits without the row where there are many rows. False: whole numbers do
 * not hold the range. */
bool egb_ranker_find_keys(const egb_ranker_input *input, egb_lanes_keys *how);
/* Keys of 32 bits of the rows first to last - 1 of a tile: key[lane][row]. A score that is NaN has the largest number,
 * which no other has. */
void egb_ranker_keys(const egb_lanes_keys *how, const double *score, size_t first, size_t last, uint32_t *const *key);
/* Pairs of key << 32 | row by rising key, rows in order where keys are equal. pair: two arrays of rows; returns the one
 * that has them. */
uint64_t *egb_ranker_radix(const uint32_t *key, size_t rows, uint64_t *pair);

#endif
