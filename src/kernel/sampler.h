/* sampler.h - weights of one group of siblings for one draw after the other: shares that are not negative and sum to 1.
 * What a draw gets depends on seed, stream and the number of the draw alone (for polytopes sampled by a walk: of the
 * walk of EGB_BLOCK draws it belongs to). */
#ifndef EGB_KERNEL_SAMPLER_H
#define EGB_KERNEL_SAMPLER_H

#include "base/arena.h"
#include "kernel/lanes.h"
#include "kernel/polytope.h"

typedef enum egb_sampler_kind {
  EGB_SAMPLER_FIXED = 0, /* the centre in every draw */
  EGB_SAMPLER_AROUND,    /* each uniform in centre * (1 - spread) .. centre * (1 + spread), then rescaled to sum 1 */
  EGB_SAMPLER_FLAT,      /* uniform over all weights: Dirichlet(1, ..., 1) */
  EGB_SAMPLER_DIRICHLET, /* Dirichlet(concentration * centre): mean is the centre, a weight w has variance
                            w (1 - w) / (concentration + 1); weights of 0 stay 0 */
  EGB_SAMPLER_POLYTOPE   /* uniform over all weights that satisfy statements */
} egb_sampler_kind;

typedef struct egb_sampler {
  egb_sampler_kind kind;
  size_t count;
  const double *centre; /* [count], sum 1; of FLAT and POLYTOPE not read */
  bool held;            /* FIXED, also where weights are given row by row */
  double spread;        /* 0 to 1 */
  double concentration; /* > 0 */
  const egb_polytope *polytope;
  uint32_t stream;    /* different for every group */
  const size_t *node; /* [count]: rows of the kernel's share tile that get the weights */
} egb_sampler;

/* Weights of draws first to first + EGB_LANES - 1 (first is a multiple of EGB_LANES) as a tile of `count` rows. walk:
 * memory for EGB_BLOCK * count numbers, read and written for polytopes only; walked: the block it holds, UINT64_MAX at
 * the start. */
void egb_sampler_tile(const egb_sampler *sampler, const egb_lanes *lanes, uint64_t seed, uint64_t first, double *tile,
                      double *walk, uint64_t *walked);

/* What one worker draws shares in. */
typedef struct egb_sampler_work {
  double *share;  /* tile of one row per node; nodes that no sampler covers have 1 */
  double *weight; /* tile of one group */
  double **walk;  /* per sampler, as egb_sampler_tile() has them */
  uint64_t *walked;
} egb_sampler_work;

/* Memory in the arena, of one worker. EGB_NO_MEMORY. */
egb_status egb_sampler_open(egb_arena *arena, const egb_sampler *sampler, size_t samplers, size_t nodes,
                            egb_sampler_work *out);
/* Shares of all groups in draws first to first + EGB_LANES - 1. */
void egb_sampler_draw(const egb_sampler *sampler, size_t samplers, const egb_lanes *lanes, uint64_t seed,
                      uint64_t first, egb_sampler_work *work);

#endif
