/* uncertainty.h - how far each rank can be trusted: what a simulation found. Made by simulate, read by table. */
#ifndef EGB_MODEL_UNCERTAINTY_H
#define EGB_MODEL_UNCERTAINTY_H

#include "base/arena.h"
#include "model/results.h"

/* Why draws could not be scored, or not as they were drawn. */
typedef struct egb_failure {
  const char *reason;
  const char *dropped; /* the assumption that was put back to what the definition has; NULL: none, they failed */
  size_t draws;
} egb_failure;

struct egb_uncertainty {
  egb_arena *arena;
  const egb_results *results;
  egb_uncertainty_summary about;
  const egb_rank_spread *unit; /* per unit of the data */
  const uint32_t *count;       /* [unit * units + rank - 1]: those of all spreads; NULL: not counted one by one */
  const egb_varied *varied;
  size_t varied_count;
  const char *const *fixed; /* assumptions that do not vary */
  size_t fixed_count;
  const egb_failure *failure;
  size_t failure_count;
  const egb_failure *replacement;
  size_t replacement_count;
  const egb_uncertainty_draw *draw; /* with keep_draws; NULL: not kept */
  size_t draw_count;
  /* with keep_scores: [unit * score_room + draw], of the first score_draws draws; NaN: not ranked in it */
  const double *score;
  size_t score_room, score_draws;
};

#endif
