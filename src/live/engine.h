/* engine.h - the page's engine: a plan that is resolved already, its normalised values, and other weights.
 *
 * A page holds no definition and no data, and what it does with weights must be what the program does. So this room
 * fills a plan and results from numbers and leaves the rest to the stages, the kernel and the exact answers of the
 * product; built for WebAssembly it is reports/engine.wasm, which reports/engine.js drives.
 *
 * A pack is a list of numbers and a list of names, each ended by a NUL. NaN: none, missing.
 *
 *   1 (the format), nodes, units, scale, lower, ties, rounding, decimals (as model/index.h has them; yes is 1)
 *   how many tie-breakers, their nodes
 *   how many levels, of each: from, minimum
 *   per node, parents before children, node 0 the index:
 *     parent (of the index not read), weight, available, available_least, available_of_children, subtract, kept,
 *     the aggregation (of an indicator none), the method of `rescale:`, how many goalposts, the goalposts
 *   per unit: its position when they are sorted by id, whether it stays without a rank
 *   whether nodes are for some units only; if so per node and unit: it is
 *   per indicator and per node that is kept, in the order of nodes: a value per unit
 *
 * A method: the number of its name (-1: none), how many parameters, of each: the number of its name, how many numbers,
 * the numbers. What is not there is as preset. */
#ifndef EGB_LIVE_ENGINE_H
#define EGB_LIVE_ENGINE_H

#include "egovbench.h"

#include <stdint.h>

#define EGB_ENGINE_FORMAT 1

typedef struct egb_engine egb_engine;

/* Scores once. Numbers and names are not needed any more afterwards. EGB_REFUSED: it is no pack. EGB_UNCOMPUTABLE: no
 * unit can be ranked, or a method refuses. */
egb_status egb_engine_new(const double *number, size_t count, const char *names, size_t length, egb_engine **out);
void egb_engine_free(egb_engine *engine);

/* Per node, to be changed: those in force with the next score. Weights of the children of a kept node change nothing.
 */
double *egb_engine_weights(egb_engine *engine);
/* EGB_USAGE: a weight is negative or not a number, or siblings have none above 0; all stays as it was.
 * EGB_UNCOMPUTABLE: no unit can be ranked. */
egb_status egb_engine_score(egb_engine *engine);

/* As of the last score. scores: [node * units + unit], NaN missing. ranks: NaN unranked. levels: -1 none. */
const double *egb_engine_scores(const egb_engine *engine);
const double *egb_engine_ranks(const egb_engine *engine);
const int32_t *egb_engine_levels(const egb_engine *engine);
const double *egb_engine_shares(const egb_engine *engine);
const double *egb_engine_effective(const egb_engine *engine);

/* Random weights around those of the last score, as `egovbench uncertainty --weights` draws them. */
typedef enum egb_engine_law { EGB_ENGINE_UNIFORM, EGB_ENGINE_DIRICHLET, EGB_ENGINE_FLAT } egb_engine_law;

/* Low and high end per unit of the ranks that all draws but a share `tail` at either end have; NaN: never ranked.
 * amount: of the uniform law how far weights go, as a share of themselves; of Dirichlet the concentration. count: of
 * draws. EGB_USAGE: a number beyond its limits. */
egb_status egb_engine_intervals(egb_engine *engine, egb_engine_law law, double amount, double count, double seed,
                                double tail, double *low, double *high);

/* ---- proven, of the ranking as it stands; weights are shares among siblings unless said otherwise ---------------- */

/* EGB_UNCOMPUTABLE, here and below: the scores do not follow from the weights as those of a mean do. */

/* Between which shares of a node, its siblings rescaled in proportion, the same units are first, the same are among the
 * first `top`, and all ranks stay. out: for these three the lower and the upper end, each as its share and the units
 * that meet there, the one that loses and the one that gains; -1: none, nothing ends it. 18 numbers. */
egb_status egb_engine_stability(const egb_engine *engine, size_t node, size_t top, double *out);
/* Two units. out: the verdict (egb_swap_verdict), the difference, the distance of the nearest weights that swap them;
 * then per child of the index that has a weight, five numbers: its node, its part of the difference, the two weights
 * below and above its own at which it alone makes them level, and its weight in the nearest ones (these three in the
 * definition's units; NaN: none). */
egb_status egb_engine_swap(const egb_engine *engine, size_t a, size_t b, double *out);
/* Best and worst rank of a unit that were found over all weights of the children of the index, and what is proven to be
 * the best and the worst; percent: only weights within so many percent of themselves, 0: any. 4 numbers. */
egb_status egb_engine_bounds(const egb_engine *engine, size_t unit, double percent, double *out);
/* Weights near those now with which a unit has a rank at least as good (or, of a worse one, at least as bad). out: 1
 * found, -1 proven that there are none, 0 none found; then per child of the index with a weight its node and its weight
 * in the definition's units, when found. */
egb_status egb_engine_reach(egb_engine *engine, size_t unit, size_t rank, double *out);

#endif
