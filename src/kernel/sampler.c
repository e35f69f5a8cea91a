#include "kernel/sampler.h"

#include "kernel/maths.h"
#include "kernel/random.h"

#include <string.h>

/* By logarithms: with small shapes a variate itself is often below the smallest double. */
static void dirichlet(const egb_sampler *sampler, uint64_t seed, uint64_t first, double *tile) {
  for (size_t l = 0; l < EGB_LANES; l++) {
    egb_random random;
    egb_random_start(&random, seed, first + l, sampler->stream);
    double most = -1e308, total = 0;
    for (size_t i = 0; i < sampler->count; i++) {
      const double shape = sampler->concentration * sampler->centre[i];
      double *x = &tile[i * EGB_LANES + l];
      *x = shape > 0 ? egb_random_log_gamma(&random, shape) : -1e308;
      most = *x > most ? *x : most;
    }
    for (size_t i = 0; i < sampler->count; i++) {
      double *x = &tile[i * EGB_LANES + l];
      *x = sampler->centre[i] > 0 ? egb_maths_exp(*x - most) : 0;
      total += *x;
    }
    for (size_t i = 0; i < sampler->count; i++)
      tile[i * EGB_LANES + l] /= total;
  }
}

static void walk_tile(const egb_sampler *sampler, uint64_t seed, uint64_t first, double *tile, double *walk,
                      uint64_t *walked) {
  const uint64_t block = first / EGB_BLOCK;
  if (*walked != block) {
    egb_polytope_block(sampler->polytope, seed, sampler->stream, block, walk);
    *walked = block;
  }
  const double *draw = walk + first % EGB_BLOCK * sampler->count;
  for (size_t l = 0; l < EGB_LANES; l++)
    for (size_t i = 0; i < sampler->count; i++)
      tile[i * EGB_LANES + l] = draw[l * sampler->count + i];
}

void egb_sampler_tile(const egb_sampler *sampler, const egb_lanes *lanes, uint64_t seed, uint64_t first, double *tile,
                      double *walk, uint64_t *walked) {
  switch (sampler->kind) {
  case EGB_SAMPLER_FIXED:
    for (size_t i = 0; i < sampler->count; i++)
      for (size_t l = 0; l < EGB_LANES; l++)
        tile[i * EGB_LANES + l] = sampler->centre[i];
    break;
  case EGB_SAMPLER_AROUND:
    lanes->uniform(seed, first, sampler->stream, sampler->count, tile);
    lanes->around(tile, sampler->count, sampler->centre, sampler->spread);
    break;
  case EGB_SAMPLER_FLAT:
    lanes->uniform(seed, first, sampler->stream, sampler->count, tile);
    lanes->simplex(tile, sampler->count);
    break;
  case EGB_SAMPLER_DIRICHLET:
    dirichlet(sampler, seed, first, tile);
    break;
  case EGB_SAMPLER_POLYTOPE:
    walk_tile(sampler, seed, first, tile, walk, walked);
    break;
  }
}

egb_status egb_sampler_open(egb_arena *arena, const egb_sampler *sampler, size_t samplers, size_t nodes,
                            egb_sampler_work *out) {
  *out = (egb_sampler_work){.share = egb_arena_array(arena, nodes * EGB_LANES, sizeof(double)),
                            .weight = egb_arena_array(arena, nodes * EGB_LANES, sizeof(double)),
                            .walk = egb_arena_array(arena, samplers, sizeof *out->walk),
                            .walked = egb_arena_array(arena, samplers, sizeof *out->walked)};
  if (out->share == NULL || out->weight == NULL || out->walk == NULL || out->walked == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < nodes * EGB_LANES; i++)
    out->share[i] = 1;
  for (size_t s = 0; s < samplers; s++) {
    const size_t capacity = sampler[s].kind == EGB_SAMPLER_POLYTOPE ? EGB_BLOCK * sampler[s].count : 0;
    out->walk[s] = egb_arena_array(arena, capacity, sizeof(double));
    out->walked[s] = UINT64_MAX;
    if (out->walk[s] == NULL)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

void egb_sampler_draw(const egb_sampler *sampler, size_t samplers, const egb_lanes *lanes, uint64_t seed,
                      uint64_t first, egb_sampler_work *work) {
  for (size_t s = 0; s < samplers; s++) {
    egb_sampler_tile(&sampler[s], lanes, seed, first, work->weight, work->walk[s], &work->walked[s]);
    for (size_t i = 0; i < sampler[s].count; i++)
      memcpy(work->share + sampler[s].node[i] * EGB_LANES, work->weight + i * EGB_LANES, EGB_LANES * sizeof(double));
  }
}
