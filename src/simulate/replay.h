/* replay.h - the general path of an analysis of uncertainty: any draws, each scored as the pipeline would score the
 * edited definition.
 *
 * Draws of the same combination of alternatives are done together: their plan is edited and scored once, from the data
 * up; then only weights change. Where the index is a tree of arithmetic and geometric means and of lowest children the
 * kernel scores sixteen draws at a time, where no weight matters one score serves all draws, otherwise
 * egb_score_again() does one. With measurement error every draw is scored from the data. Memory does not grow with the
 * number of combinations, but for answers that are kept, up to a limit. */
#ifndef EGB_SIMULATE_REPLAY_H
#define EGB_SIMULATE_REPLAY_H

#include "base/threads.h"
#include "kernel/kernel.h"
#include "kernel/sampler.h"
#include "simulate/factors.h"

#define EGB_REPLAY_OTHERS "other reasons"
#define EGB_REPLAY_ANY "another assumption" /* assumptions that were put back for other reasons */

/* What became of one draw, to be looked at while the sink runs. */
typedef struct egb_replayed {
  const uint32_t *rank; /* per unit; 0: unranked */
  const double *score;  /* per unit, as it ranked; NaN: unranked */
  const size_t *level;  /* per unit, number of its level or EGB_NONE; NULL unless asked for */
  const double *share;  /* of node i among its siblings: share[i * EGB_LANES] */
} egb_replayed;

/* Called once for every draw that was scored, in many threads at once, in no order. */
typedef egb_status egb_replay_sink(void *context, size_t worker, size_t draw, const egb_replayed *replayed);

/* The ranks of combinations of alternatives in which no weight that is drawn reaches the ranked score, so that one
 * score serves all their draws: kept from one run to the next of the same plan, factors, node and levels. */
typedef struct egb_replay_answers egb_replay_answers;
egb_status egb_replay_answers_new(egb_replay_answers **out);
void egb_replay_answers_free(egb_replay_answers *answers);

typedef struct egb_replay {
  const egb_plan *plan;
  const egb_factors *factors;
  uint64_t seed;
  size_t node; /* whose score is ranked; 0: the index */
  const egb_draw *draw;
  size_t count;
  size_t threads; /* > 0 */
  const double
      *weight_set; /* instead of random weights: draw.weights is the row, [row * nodes + node] relative weights */
  bool levels;     /* maturity levels are wanted (of the index only) */
  egb_replay_answers *answers; /* NULL: none are kept */
  bool replace;                /* draws that fail are run again without what the failure names: egb_factors_culprit() */
  egb_replay_sink *sink;
  void *context;
  const egb_control *control; /* may be NULL */
} egb_replay;

typedef struct egb_replay_failures {
  egb_arena *arena;
  const char **reason; /* per draw: why it could not be scored, NULL when it was */
  /* With `replace`, per draw: why it could not be scored as it was drawn, but was with `culprit` as the definition has
   * it; NULL: it was as drawn, or failed both ways. */
  const char **replaced;
  uint8_t *culprit; /* per draw: egb_factor_kind; EGB_FACTOR_COUNT: nothing to put back */
} egb_replay_failures;

/* EGB_OK also when draws failed. *finished: draws done or failed; fewer than count only when stopped, and then which
 * ones is not defined. With `replace` the reason of a draw that failed both ways is both. */
egb_status egb_replay_run(const egb_replay *replay, egb_replay_failures *failures, size_t *finished);
void egb_replay_failures_clear(egb_replay_failures *failures);

/* ---- parts that the fast path uses as well --------------------------------------------------- */

/* Scored results ready for other weights. kernel is NULL where no kernel can do what the pipeline does, or there are
 * more units than a ranker has and the caller does not ask for `wide` ones (kernel/wide.h). Everything
 * lives in the arena but the kernel, which the caller frees. */
typedef struct egb_draw_layout {
  egb_kernel *kernel;
  size_t nodes;         /* of the kernel */
  size_t *node;         /* kernel node -> index node */
  egb_sampler *sampler; /* one per family of siblings of the whole tree, on index nodes */
  size_t samplers;
  egb_sampler *inside; /* those below the ranked node, on kernel nodes; without a kernel none */
  size_t insides;
} egb_draw_layout;

/* Of the ranked node. levels: those of the index are wanted. EGB_NO_MEMORY; what no kernel can do leaves it NULL. */
egb_status egb_draw_layout_make(const egb_plan *plan, const egb_results *results, size_t node,
                                const egb_factors *factors, bool levels, bool wide, egb_arena *arena,
                                egb_draw_layout *out);

#endif
