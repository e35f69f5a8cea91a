#include "simulate/sampler.h"

#include "simulate/maths.h"
#include "simulate/random.h"

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
