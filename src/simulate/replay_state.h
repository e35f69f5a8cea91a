/* replay_state.h - what replay.c (jobs and their scores), replay_weights.c (weights of draws), replay_rank.c and
 * replay_answers.c (scores that serve many draws) share. */
#ifndef EGB_SIMULATE_REPLAY_STATE_H
#define EGB_SIMULATE_REPLAY_STATE_H

#include "simulate/replay.h"
#include "simulate/variant.h"

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

/* Draws that are done together: of one combination of alternatives. */
typedef struct egb_replay_answer egb_replay_answer;
typedef struct egb_replay_job {
  size_t first, count;       /* in the sorted list */
  egb_replay_answer *answer; /* of the combination; NULL: none is kept */
  bool finds;                /* the only job of the run that may fill it in */
} egb_replay_job;

/* What a job scores with. */
typedef struct egb_replay_scorer {
  egb_arena *arena;
  egb_variant *variant;
  egb_draw_layout layout;
  bool constant; /* all draws have the ranks that the worker holds */
} egb_replay_scorer;

/* One run. */
typedef struct egb_replay_state {
  const egb_replay *replay;
  size_t *order;       /* draws sorted by variant */
  egb_replay_job *job; /* parts of that list */
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

/* Ranks of a node's scores and levels into the worker, ties sharing the better rank; for `ties: dense` and `ordinal`,
 * and where tie-breakers decide among competition ranks, those of the results. */
void egb_replay_rank(const egb_replay_state *run, const egb_results *results, egb_replay_worker *w);
/* Whether no weight that draws of the run may have reaches the ranked score. */
bool egb_replay_is_constant(const egb_replay_state *run, const egb_plan *variant, const egb_draw_layout *layout);
/* Gives every job the answer of its combination. EGB_NO_MEMORY. */
egb_status egb_replay_list_answers(egb_replay_state *run);
/* Takes a known answer into the worker; false: there is none. What the scorer has is borrowed. */
bool egb_replay_recall(const egb_replay_state *run, const egb_replay_job *job, egb_replay_worker *w,
                       egb_replay_scorer *out);
/* Keeps what the worker holds, where the job may, and with it the scorer's memory, which is then borrowed.
 * EGB_NO_MEMORY. */
egb_status egb_replay_keep(const egb_replay_state *run, const egb_replay_job *job, const egb_replay_worker *w,
                           egb_replay_scorer *scorer);

#endif
