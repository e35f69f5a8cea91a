/* replay_state.h - what replay.c (jobs and their scores) and replay_weights.c (weights of draws) share. */
#ifndef EGB_SIMULATE_REPLAY_STATE_H
#define EGB_SIMULATE_REPLAY_STATE_H

#include "simulate/replay.h"

/* What a thread works in. */
typedef struct egb_replay_worker {
  egb_arena *arena;   /* as long as the run: buffers, reasons */
  uint32_t *rank;     /* per unit */
  uint32_t *row_rank; /* per row of a kernel */
  double *score;      /* per unit */
  double *fractional; /* the same as doubles */
  size_t *level, *order, *tie, *sort;
  double *key;
  double *share, *tile, *block; /* [nodes * EGB_LANES] */
  const char *reason;           /* the last one reported */
} egb_replay_worker;

/* One run. */
typedef struct egb_replay_state {
  const egb_replay *replay;
  size_t *order;              /* draws sorted by variant */
  struct egb_replay_job *job; /* parts of that list */
  size_t jobs;
  egb_replay_worker *worker;
  const char **reason;
  uint8_t *culprit;
  const egb_lanes *lanes;
  double **stated; /* per family of the factors: shares of every draw; NULL where any weights are possible */
  bool errors;     /* measurement error is drawn */
} egb_replay_state;

/* egb_replay_run() without replacing anything. */
egb_status egb_replay_once(const egb_replay *replay, egb_replay_failures *failures, size_t *finished);

/* Shares of up to sixteen draws of any number into w->share; 1 where a node has no siblings to share with, 0 where it
 * takes no part. plan: of the draws' variant. */
void egb_replay_shares(const egb_replay_state *run, const egb_plan *plan, const egb_draw_layout *layout,
                       const egb_draw *const *draw, size_t count, egb_replay_worker *w);
/* Fills in `stated` for all draws of the run, before its threads start. EGB_NO_MEMORY. */
egb_status egb_replay_stated(egb_replay_state *run, egb_arena *arena);

#endif
