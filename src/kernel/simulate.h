/* simulate.h - draws of weights, scores, ranks and their tally, on any number of threads with the same result to the
 * last byte: a draw is made from its number, and tallies are sums of whole numbers.
 *
 * What was tried for 200 units x 10 columns, Dirichlet weights, on one core of an EPYC 9004 (Zen 4) at 3.7 GHz, gcc 12,
 * nanoseconds per draw, least of many runs on a machine that others used too:
 *
 *                                         AVX-512   AVX2   vector (SSE2)
 *  Philox through Random123, 10 uniforms       69     69     69   one counter at a time
 *  the same, sixteen counters at once          20     37     35   kept: the same numbers
 *  logarithms, weights                         11     15     31   own logarithm; the C library's alone: 44
 *  scores, sixteen draws per row               94     91    226   one broadcast value serves 16 draws
 *  keys of 31 bits (23 of score, 8 of unit)    23     34     44   first form, in 64 bits: 43
 *  sort: network, sixteen draws side by side   96    106    520   eight rows held, loops not unrolled: 165 to 174
 *  order and ties                              17     19     47
 *  frequency matrix                            83     83     83   64 draws per rank; 16 draws per rank: 120
 *  all together, with rank statistics         391    436    935
 *  numpy in the same run: 9700; a plain C loop counting in O(n^2), gcc -O3 -march=native: 3300
 *
 * The arithmetic limit of the scores is 250 cycles, 68 ns: 2000 multiplications and 2000 additions, eight at once, one
 * of each per cycle. Not taken: insertion that starts from the order of the draw before (12000 for Dirichlet weights,
 * whose orders are 6030 inversions apart, 4200 for +-25 %); radix per draw (3200, against 136 for keys, network and
 * order; level at about 2000 units, and from EGB_RANKER_NETWORK on it is used).
 *
 * Later, counted in instructions of `uncertainty` on waseda-ten (198 units, 154 nodes, gaps, 10,000 draws, AVX2), 840
 * million before and 503 after: random words in lanes of 64 bits, so that their product is one instruction, 61 to 19
 * million; of units with gaps the sums of neighbouring leaves in registers, and nothing divided or set to 0 that is a
 * leaf, 295 to 63; a level as one comparison with the least score that reaches it, 104 to 34.
 *
 * Later still, nanoseconds per draw of the whole `uncertainty`, slope between 10,000 and 210,000 draws, one thread,
 * AVX-512, both in the same minutes: waseda-ten 1650 and then 870, flat 198 x 10 with `--weights flat` 512 and then
 * 271. Six units with gaps by sums over all leaves (score_gaps in lanes_loops.h) 390 to 36; neighbours compared on
 * tiles of scores, ranks by unit only where somebody asks for them, 270 to 50; levels looked at where a unit was
 * before, 180 to 40; products of shares and +-25 % in vectors, which compilers did not make of the loops, 72 to 23 and
 * 60 to 18. Of the 870, 380 are the multiplications and additions of 192 units x 124 leaves.
 *
 * In processor time two threads do 1.91 times the work of one. 20,000 units x 35, +-25 %: 450 microseconds per draw,
 * twice that with exact quantiles, 120 MB. */
#ifndef EGB_KERNEL_SIMULATE_H
#define EGB_KERNEL_SIMULATE_H

#include "base/threads.h"
#include "kernel/kernel.h"
#include "kernel/sampler.h"
#include "kernel/tally.h"

/* Look at draws as they are made, in many threads at once (worker is the number of the thread), in no order between
 * blocks; a failure ends the run. Draws are first, first + 1, ... */
typedef egb_status egb_rank_sink(void *context, size_t worker, uint64_t first, const egb_ranker *ranker);
/* Tiles of shares (a row per node) and scores (a row per row of the kernel), of which it is called for the rows row to
 * end - 1; count <= EGB_LANES lanes are draws. */
typedef egb_status egb_score_sink(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                                  const double *score, size_t row, size_t end);

typedef struct egb_simulation {
  const egb_kernel *kernel;
  const egb_sampler *sampler; /* one per group of siblings; nodes that no sampler covers have share 1 */
  size_t samplers;
  uint64_t seed, draws;
  uint64_t first;         /* number of the first draw, a multiple of EGB_BLOCK */
  size_t threads;         /* 0: as many as there are processors */
  const egb_lanes *lanes; /* NULL: the fastest */
  egb_rounding rounding;  /* of published decimals */
  bool lower;             /* the lowest score is first */
  bool frequencies;       /* the whole table of units and ranks is wanted, whatever it takes */
  const double *quantile; /* those asked of the tally later */
  size_t quantiles;
  const egb_tally *again;     /* of all draws, made before: only a second run that refines it, of these draws */
  const egb_control *control; /* may be NULL; done counts blocks of EGB_BLOCK draws, of both runs where there are two */
  egb_rank_sink *rank_sink;   /* both may be NULL; of the first run only */
  egb_score_sink *score_sink;
  /* So many more draws are done, in the first run or, `again`, in the second; may be NULL. */
  void (*watch)(void *context, size_t worker, size_t draws, bool again);
  void *sink_context; /* of these three */
} egb_simulation;

typedef struct egb_simulated {
  egb_tally *tally; /* rows: egb_kernel_units() says which units; NULL after a second run alone */
  egb_tally *fine;  /* the refined tally, NULL when the first is exact or the run was stopped */
  bool stopped;     /* fewer draws than asked for: the first egb_tally_draws(tally) of them */
} egb_simulated;

/* All draws of a simulation, in the tally of a first run, or in one that refines it (egb_tally_refine). *done: how many
 * were made, which are the first ones. */
typedef egb_status egb_simulation_run_once(void *context, const egb_tally *first, egb_tally **out, uint64_t *done);
/* A run, and where ranks are in bands that its tally leaves open, a second one of the same draws; the second alone
 * where the simulation has a first tally `again`. */
egb_status egb_simulate_rounds(const egb_simulation *simulation, egb_simulation_run_once *run, void *context,
                               egb_simulated *out);
/* Memory for tables is held below about 1 GB over all threads (unless frequencies are wanted), however many draws. */
egb_status egb_simulate(const egb_simulation *simulation, egb_simulated *out);
void egb_simulated_clear(egb_simulated *simulated);
/* From whichever tally has it; see tally.h. */
void egb_simulated_quantile_between(const egb_simulated *simulated, size_t row, double p, double *least, double *most);
double egb_simulated_quantile(const egb_simulated *simulated, size_t row, double p);

#endif
