/* Weights of draws that come in any order: each from its own numbers, whatever draws are beside it. */
#include "simulate/replay_state.h"

#include "kernel/random.h"

#include <string.h>

/* Whether the draw takes weights of these siblings from its other number. */
static bool concerns(const egb_factors *factors, const size_t *node, size_t count, const egb_draw *draw) {
  for (size_t i = 0; draw->group != 0 && i < count; i++)
    if (factors->group[node[i]] == draw->group)
      return true;
  return false;
}

/* The uniforms of one lane. A half is the middle: the nominal weight. */
static void draw_uniforms(const egb_replay_state *run, const egb_sampler *sampler, const egb_draw *draw, double *lane) {
  egb_random random;
  egb_random_start(&random, run->replay->seed, draw->weights, sampler->stream);
  for (size_t i = 0; i < sampler->count; i++)
    lane[i * EGB_LANES] = draw->weights == EGB_DRAW_NOMINAL ? 0.5 : egb_random_uniform(&random);
  if (draw->group == 0)
    return;
  egb_random_start(&random, run->replay->seed, draw->other, sampler->stream);
  for (size_t i = 0; i < sampler->count; i++) {
    const double uniform = egb_random_uniform(&random);
    if (run->replay->factors->group[sampler->node[i]] == draw->group)
      lane[i * EGB_LANES] = uniform;
  }
}

/* Shares that satisfy statements, of one lane. */
static void sample_stated(const egb_replay_state *run, const egb_sampler *sampler, const egb_draw *draw,
                          double *share) {
  const egb_factors *factors = run->replay->factors;
  const egb_stated *stated = egb_stated_find(factors->stated, factors->stated_count, sampler->stream);
  const size_t number = (size_t)(draw - run->replay->draw);
  const double *row = run->stated[stated - factors->stated] + number * stated->count;
  if (!egb_stated_take(stated, row, sampler->node, sampler->count, share, EGB_LANES))
    for (size_t i = 0; i < sampler->count; i++)
      share[i * EGB_LANES] = sampler->centre[i];
}

/* Shares of one family for up to sixteen draws of any number: the same as egb_sampler_tile() gives for neighbours.
 * Families whose members are not independent uniforms are of one group as a whole. */
static void sample(const egb_replay_state *run, const egb_sampler *sampler, const egb_draw *const *draw, size_t count,
                   egb_replay_worker *w) {
  const uint64_t seed = run->replay->seed;
  double *tile = w->tile;
  if (sampler->kind == EGB_SAMPLER_AROUND || sampler->kind == EGB_SAMPLER_FLAT)
    for (size_t l = 0; l < EGB_LANES; l++)
      draw_uniforms(run, sampler, draw[l < count ? l : 0], tile + l);
  if (sampler->kind == EGB_SAMPLER_AROUND)
    run->lanes->around(tile, sampler->count, sampler->centre, sampler->spread);
  if (sampler->kind == EGB_SAMPLER_FLAT)
    run->lanes->simplex(tile, sampler->count);
  for (size_t l = 0; l < EGB_LANES; l++) {
    const egb_draw *of = draw[l < count ? l : 0];
    const bool concerned = concerns(run->replay->factors, sampler->node, sampler->count, of);
    const uint64_t number = concerned ? of->other : of->weights;
    if (number == EGB_DRAW_NOMINAL || sampler->kind == EGB_SAMPLER_FIXED) {
      for (size_t i = 0; i < sampler->count; i++)
        tile[i * EGB_LANES + l] = sampler->centre[i];
    } else if (sampler->kind == EGB_SAMPLER_POLYTOPE) {
      sample_stated(run, sampler, of, tile + l);
    } else if (sampler->kind == EGB_SAMPLER_DIRICHLET) { /* one lane of sixteen */
      const uint64_t lane = number % EGB_LANES;
      egb_sampler_tile(sampler, run->lanes, seed, number - lane, w->block, NULL, NULL);
      for (size_t i = 0; i < sampler->count; i++)
        tile[i * EGB_LANES + l] = w->block[i * EGB_LANES + lane];
    }
  }
}

/* The same from a given row of relative weights. */
static void look_up(const egb_replay *replay, const egb_sampler *sampler, const egb_draw *const *draw, size_t count,
                    double *tile) {
  const size_t nodes = replay->plan->index->node_count;
  for (size_t l = 0; l < EGB_LANES; l++) {
    const uint64_t row = draw[l < count ? l : 0]->weights;
    double total = 0;
    for (size_t i = 0; i < sampler->count; i++) {
      const double weight = row == EGB_DRAW_NOMINAL || sampler->held
                                ? sampler->centre[i]
                                : replay->weight_set[row * nodes + sampler->node[i]];
      tile[i * EGB_LANES + l] = weight;
      total += weight;
    }
    for (size_t i = 0; i < sampler->count; i++)
      tile[i * EGB_LANES + l] = total > 0 ? tile[i * EGB_LANES + l] / total : sampler->centre[i];
  }
}

void egb_replay_shares(const egb_replay_state *run, const egb_plan *plan, const egb_draw_layout *layout,
                       const egb_draw *const *draw, size_t count, egb_replay_worker *w) {
  for (size_t i = 0; i < plan->index->node_count * EGB_LANES; i++)
    w->share[i] = plan->node[i / EGB_LANES].active ? 1 : 0;
  for (size_t s = 0; s < layout->samplers; s++) {
    const egb_sampler *sampler = &layout->sampler[s];
    if (run->replay->weight_set != NULL)
      look_up(run->replay, sampler, draw, count, w->tile);
    else
      sample(run, sampler, draw, count, w);
    for (size_t i = 0; i < sampler->count; i++)
      memcpy(&w->share[sampler->node[i] * EGB_LANES], &w->tile[i * EGB_LANES], EGB_LANES * sizeof(double));
  }
}

egb_status egb_replay_stated(egb_replay_state *run, egb_arena *arena) {
  const egb_replay *replay = run->replay;
  const egb_factors *factors = replay->factors;
  if (factors->stated_count == 0 || replay->weight_set != NULL)
    return EGB_OK;
  uint64_t *number = egb_arena_array(arena, replay->count, sizeof *number);
  run->stated = egb_arena_array(arena, factors->stated_count, sizeof *run->stated);
  if (number == NULL || run->stated == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t f = 0; f < factors->stated_count && status == EGB_OK; f++) {
    const egb_stated *stated = &factors->stated[f];
    if (stated->polytope == NULL)
      continue;
    for (size_t i = 0; i < replay->count; i++) {
      const egb_draw *draw = &replay->draw[i];
      number[i] = concerns(factors, stated->node, stated->count, draw) ? draw->other : draw->weights;
    }
    run->stated[f] = egb_arena_array(arena, replay->count, stated->count * sizeof(double));
    status = run->stated[f] == NULL ? EGB_NO_MEMORY
                                    : egb_stated_draw(stated, replay->seed, number, replay->count, run->stated[f]);
  }
  return status;
}
