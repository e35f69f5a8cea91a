/* uncertainty_state.h - what uncertainty_run.c (the run, and draws of anything), uncertainty_open.c (what it begins
 * with) and uncertainty_weights.c (the fast path) share. */
#ifndef EGB_SIMULATE_UNCERTAINTY_STATE_H
#define EGB_SIMULATE_UNCERTAINTY_STATE_H

#include "kernel/simulate.h"
#include "kernel/wide.h"
#include "simulate/uncertainty.h"

#define EGB_TABLE_EXACT 2048 /* units up to which every rank has its own line without being asked for */

/* State of one simulation. */
typedef struct egb_uncertainty_state {
  egb_uncertainty_draft *u;
  const egb_uncertainty_options *options;
  size_t units, nodes, levels, positions, threads;
  size_t workers;      /* threads that count draws of their own */
  const size_t *order; /* units by rank of the node */
  egb_gathered *of;    /* per worker */
  egb_gathered all;
  egb_gathered_shape shape;
  uint32_t **rank; /* per thread, memory for two draws */
  /* General path: ranks counted by each thread, in steps of a rank; with fractional ties also as if ties shared the
   * better rank. `counted` and `plain`: all of them. */
  egb_tally **tally, **tally_plain;
  egb_simulated counted;
  egb_tally *plain;
  size_t width;     /* ranks of a line of those tallies */
  bool second, cut; /* second: the draws are run again for exact quantiles; cut: a round was stopped */
  /* fast path */
  const egb_lanes *lanes;
  double *reach;      /* per level: the least score that reaches it */
  uint8_t **at_level; /* per worker */
  bool by_steps;      /* neighbours are compared on tiles of scores */
  size_t *row_at;     /* per position of the ranking: its row in the kernel */
  double **weight;    /* per thread: of the parts, for the draws of a block */
  size_t *part_row;   /* of the parts in the layout's kernel */
  const egb_draw_layout *layout;
  bool wide, listed;           /* threads work on one tile; all ranks are kept */
  egb_rank_lists *lists;       /* where they are */
  egb_replay_answers *answers; /* general path */
  size_t first, end;           /* the draws of this run */
  size_t base;                 /* number of the first draw of this round */
  atomic_bool stop;
  atomic_size_t done;
} egb_uncertainty_state;

/* Ranks the node as it stands, and opens what draws are counted in; arena: of the run. EGB_USAGE: too many draws to
 * keep one by one. */
egb_status egb_uncertainty_open(egb_uncertainty_state *r, egb_arena *arena, egb_diag *diag);
/* One more reason of so many draws. Reasons beyond the first few are counted together. */
void egb_uncertainty_note(const egb_uncertainty_draft *u, egb_failure_list *list, const char *reason,
                          const char *dropped, size_t draws);
/* What a round's draws had in the end, and which failed, is counted. draw: those of the round, of which replaced ones
 * become what they were scored as. */
void egb_uncertainty_account(egb_uncertainty_draft *u, egb_draw *draw, size_t count,
                             const egb_replay_failures *failures);
/* With keep_scores: opens what the scores of the first draws are kept in, and puts those of a draw, one per unit, or of
 * a tile of the kernel there, from row to end - 1, at the precision that ranks are made of. Draws beyond those that fit
 * are not kept. */
egb_status egb_uncertainty_open_scores(egb_uncertainty_state *r);
void egb_uncertainty_put_draw(egb_uncertainty_state *r, size_t draw, const double *score);
void egb_uncertainty_put_tile(egb_uncertainty_state *r, uint64_t first, size_t count, const double *score, size_t row,
                              size_t end);
/* Where weights are drawn by walks: opens what ranks of the first of them are kept in, and puts those of a draw there,
 * for egb_uncertainty_worth(). */
egb_status egb_uncertainty_open_walks(egb_uncertainty_state *r);
void egb_uncertainty_put_walk(egb_uncertainty_state *r, uint64_t draw, const uint32_t *rank);
/* So many draws that a worker has done: reports progress to the caller, which may end the run. again: in a second run,
 * whose draws are progress where there is no first one. */
void egb_uncertainty_watch(egb_uncertainty_state *r, size_t worker, size_t count, bool again);
/* The spread of a unit from the counts of its row, in steps of a rank. first, top: see egb_gathered. */
void egb_uncertainty_spread(egb_uncertainty_draft *u, size_t unit, const egb_simulated *counted, size_t row,
                            uint64_t first, uint64_t top);
/* The same from all its ranks, which are settled. */
void egb_uncertainty_spread_lists(egb_uncertainty_draft *u, size_t unit, const egb_rank_lists *lists, size_t row);
/* Keeps the table of units and ranks when it is small or asked for. unit: of each row; NULL: the same. */
egb_status egb_uncertainty_keep_counts(egb_uncertainty_state *r, const egb_tally *tally, const size_t *unit);
/* The shares of draws below the quantiles of every unit: low end, median, high end. */
#define EGB_UNCERTAINTY_QUANTILES 3
void egb_uncertainty_quantiles(const egb_uncertainty_draft *u, double *quantile);
/* All draws of a run in which only weights vary, scored by the layout's kernel: fills in `of`, which must be open, and
 * of the results the spreads, the table of ranks and how many draws there were. */
egb_status egb_uncertainty_weights(egb_uncertainty_state *r, egb_arena *arena, egb_diag *diag);
/* Whether the draws are to be made again for exact quantiles, as only bands are known: for an answer in the same run,
 * of parts in one of their own. */
bool egb_uncertainty_again(const egb_uncertainty_state *r);
/* Of a part, or of parts that are joined: puts what was counted into the file, and there is nothing more to do. */
egb_status egb_uncertainty_hand_over(egb_uncertainty_state *r, egb_diag *diag);

#endif
