/* Intervals of ranks under random weights. The draws are those of `egovbench uncertainty` with the same law and seed,
 * and the fork is that of uncertainty_run.c: a kernel where it can do what the stages do, else the stages, draw by
 * draw. One thread: a page has no other. */
#include "kernel/simulate.h"
#include "live/engine_state.h"
#include "score/resolve.h"
#include "score/stages.h"
#include "simulate/replay.h"

#include <math.h>
#include <string.h>

#define DRAWS_MAX 1e7
#define WHOLE_MAX 9007199254740992.0 /* 2^53 */
#define QUANTILES 2

/* One run. */
typedef struct draws {
  egb_engine *engine;
  egb_arena *arena;
  egb_draw_layout layout;
  uint64_t draws, seed;
  double quantile[QUANTILES];
  size_t step; /* steps of a rank that are counted: 2 where ties share the middle one */
  egb_simulated counted;
} draws;

static bool is_whole(double x, double least, double most) {
  return x >= least && x <= most && x == floor(x);
}

static bool is_allowed(egb_engine_law law, double amount) {
  switch (law) {
  case EGB_ENGINE_UNIFORM:
    return amount >= 0 && amount <= 1;
  case EGB_ENGINE_DIRICHLET:
    return amount >= 1e-3 && amount <= 1e9;
  case EGB_ENGINE_FLAT:
    return true;
  }
  return false;
}

static egb_factors factors_of(const egb_engine *engine, egb_engine_law law, double amount) {
  static const egb_uncertain_weights weights[] = {EGB_UNCERTAIN_WEIGHTS_UNIFORM, EGB_UNCERTAIN_WEIGHTS_DIRICHLET,
                                                  EGB_UNCERTAIN_WEIGHTS_FLAT};
  return (egb_factors){.plan = &engine->plan, .weights = weights[law], .spread = amount, .concentration = amount};
}

/* ---- by the kernel --------------------------------------------------------------------------- */

static egb_status simulate(draws *d) {
  const egb_rank_rule *rule = &d->engine->index.rank;
  const egb_simulation simulation = {.kernel = d->layout.kernel,
                                     .sampler = d->layout.inside,
                                     .samplers = d->layout.insides,
                                     .seed = d->seed,
                                     .draws = d->draws,
                                     .threads = 1,
                                     .rounding = rule->rounding,
                                     .lower = d->engine->index.lower,
                                     .quantile = d->quantile,
                                     .quantiles = QUANTILES};
  return egb_simulate(&simulation, &d->counted);
}

/* ---- by the stages --------------------------------------------------------------------------- */

typedef struct tiles {
  double *share, *block; /* of all nodes, and of one family */
  uint32_t *rank;
} tiles;

static bool open_tiles(const draws *d, tiles *out) {
  const size_t nodes = d->engine->index.node_count;
  *out = (tiles){.share = egb_arena_array(d->arena, nodes * EGB_LANES, sizeof *out->share),
                 .block = egb_arena_array(d->arena, nodes * EGB_LANES, sizeof *out->block),
                 .rank = egb_arena_array(d->arena, d->engine->data.unit_count, sizeof *out->rank)};
  return !egb_arena_failed(d->arena);
}

static void draw_shares(const draws *d, uint64_t first, const tiles *t) {
  for (size_t s = 0; s < d->layout.samplers; s++) {
    const egb_sampler *sampler = &d->layout.sampler[s];
    egb_sampler_tile(sampler, egb_lanes_best(), d->seed, first, t->block, NULL, NULL);
    for (size_t i = 0; i < sampler->count; i++)
      memcpy(&t->share[sampler->node[i] * EGB_LANES], &t->block[i * EGB_LANES], EGB_LANES * sizeof *t->share);
  }
}

/* A draw in which nothing can be ranked counts for nothing. */
static void count_draw(const draws *d, size_t lane, const tiles *t, egb_tally *tally) {
  egb_engine *engine = d->engine;
  egb_plan *plan = &engine->plan;
  for (size_t s = 0; s < d->layout.samplers; s++)
    for (size_t i = 0; i < d->layout.sampler[s].count; i++) {
      const size_t node = d->layout.sampler[s].node[i];
      plan->weight[node] = t->share[node * EGB_LANES + lane];
    }
  egb_weights_spread(&engine->index, plan->weight, plan->share, plan->effective);
  if (egb_score_again(plan, engine->results, NULL) != EGB_OK)
    return;
  for (size_t u = 0; u < engine->data.unit_count; u++) {
    const double rank = engine->results->rank[u];
    t->rank[u] = isnan(rank) ? 0 : (uint32_t)(rank * (double)d->step);
  }
  egb_tally_add_ranks(tally, t->rank);
}

static egb_status count_all(const draws *d, egb_tally *tally) {
  tiles t;
  if (!open_tiles(d, &t))
    return EGB_NO_MEMORY;
  for (uint64_t first = 0; first < d->draws; first += EGB_LANES) {
    draw_shares(d, first, &t);
    for (size_t l = 0; l < EGB_LANES && first + l < d->draws; l++)
      count_draw(d, l, &t, tally);
  }
  return EGB_OK;
}

/* The weights in force are put back, and what follows from them. */
static egb_status replay(draws *d) {
  egb_engine *engine = d->engine;
  const size_t nodes = engine->index.node_count, units = engine->data.unit_count, ranks = units * d->step;
  const size_t width = egb_tally_width_for(units, ranks);
  const double *before = egb_arena_duplicate(d->arena, engine->plan.weight, nodes, sizeof *before);
  egb_status status = before != NULL ? egb_tally_new(units, ranks, width, &d->counted.tally) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = count_all(d, d->counted.tally);
  if (status == EGB_OK && width > 1 && egb_tally_can_refine(units))
    status = egb_tally_refine(d->counted.tally, d->quantile, QUANTILES, &d->counted.fine);
  if (status == EGB_OK && d->counted.fine != NULL)
    status = count_all(d, d->counted.fine);
  if (before == NULL)
    return status;
  memcpy(engine->plan.weight, before, nodes * sizeof *before);
  egb_weights_spread(&engine->index, engine->plan.weight, engine->plan.share, engine->plan.effective);
  (void)egb_score_again(&engine->plan, engine->results, NULL); /* as it went before */
  return status;
}

/* ---- both ------------------------------------------------------------------------------------ */

static void take_ends(const draws *d, double *low, double *high) {
  const egb_kernel *kernel = d->step == 1 ? d->layout.kernel : NULL;
  const size_t units = d->engine->data.unit_count, rows = kernel != NULL ? egb_kernel_rows(kernel) : units;
  for (size_t u = 0; u < units; u++)
    low[u] = high[u] = (double)NAN;
  for (size_t row = 0; row < rows; row++) {
    const size_t unit = kernel != NULL ? egb_kernel_units(kernel)[row] : row;
    double least, most, other;
    if (egb_tally_ranked(d->counted.tally, row) == 0)
      continue;
    egb_simulated_quantile_between(&d->counted, row, d->quantile[0], &least, &other);
    egb_simulated_quantile_between(&d->counted, row, d->quantile[1], &other, &most);
    low[unit] = floor(least) / (double)d->step;
    high[unit] = ceil(most) / (double)d->step;
  }
}

egb_status egb_engine_intervals(egb_engine *engine, egb_engine_law law, double amount, double count, double seed,
                                double tail, double *low, double *high) {
  if (!is_allowed(law, amount) || !is_whole(count, 1, DRAWS_MAX) || !is_whole(seed, 0, WHOLE_MAX) ||
      !(tail > 0 && tail < 0.5))
    return EGB_USAGE;
  const egb_factors factors = factors_of(engine, law, amount);
  draws d = {.engine = engine,
             .arena = egb_arena_new(),
             .draws = (uint64_t)count,
             .seed = (uint64_t)seed,
             .quantile = {tail, 1 - tail},
             .step = engine->index.rank.ties == EGB_TIES_FRACTIONAL ? 2 : 1};
  egb_status status = d.arena != NULL ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_draw_layout_make(&engine->plan, engine->results, 0, &factors, false, false, d.arena, &d.layout);
  if (status == EGB_OK)
    status = d.layout.kernel != NULL && d.step == 1 ? simulate(&d) : replay(&d);
  if (status == EGB_OK)
    take_ends(&d, low, high);
  egb_simulated_clear(&d.counted);
  egb_kernel_free(d.layout.kernel);
  egb_arena_free(d.arena);
  return status;
}
