#include "kernel/random.h"

#include "kernel/maths.h"

#include <math.h>

/* The library refuses processors that it was not tried on. Philox is products of 32 bits, which all have, and
 * tests/kernel and tests/live compare the numbers; so WebAssembly passes for one of those that it knows. */
#ifdef __wasm__
#define __riscv 1
#endif
#include <Random123/philox.h>

void egb_random_block(uint64_t seed, uint64_t draw, uint32_t stream, uint32_t block, uint64_t word[2]) {
  const philox4x32_ctr_t counter = {{(uint32_t)draw, (uint32_t)(draw >> 32), stream, block}};
  const philox4x32_key_t key = {{(uint32_t)seed, (uint32_t)(seed >> 32)}};
  const philox4x32_ctr_t out = philox4x32(counter, key);
  word[0] = (uint64_t)out.v[1] << 32 | out.v[0];
  word[1] = (uint64_t)out.v[3] << 32 | out.v[2];
}

void egb_random_start(egb_random *random, uint64_t seed, uint64_t draw, uint32_t stream) {
  *random = (egb_random){.seed = seed, .draw = draw, .stream = stream};
}

uint64_t egb_random_bits(egb_random *random) {
  if (random->left == 0) {
    egb_random_block(random->seed, random->draw, random->stream, random->block++, random->word);
    random->left = 2;
  }
  return random->word[2 - random->left--];
}

/* The top 52 bits become the fraction of a number in [1, 2). */
static double inside(uint64_t bits) {
  return egb_of_bits(UINT64_C(0x3ff) << 52 | bits >> 12) - (1.0 - 0x1p-53);
}

double egb_random_uniform(egb_random *random) {
  return inside(egb_random_bits(random));
}

size_t egb_random_below(egb_random *random, size_t count) {
  return (size_t)((egb_random_bits(random) >> 32) * (uint64_t)count >> 32);
}

double egb_random_exponential(egb_random *random) {
  return -egb_maths_log(egb_random_uniform(random));
}

static double ratio(const double *above, const double *below, double r) {
  double p = above[7], q = below[7];
  for (int i = 7; i-- > 0;) {
    p = p * r + above[i];
    q = q * r + below[i];
  }
  return p / q;
}

double egb_random_normal(egb_random *random) {
  static const double centre[2][8] = {
      {3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
       4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3},
      {1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
       3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3}};
  static const double shoulder[2][8] = {
      {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
       1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4},
      {1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
       1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9}};
  static const double tail[2][8] = {
      {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
       2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7},
      {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4,
       1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15}};
  const double p = egb_random_uniform(random), q = p - 0.5;
  if (fabs(q) <= 0.425)
    return q * ratio(centre[0], centre[1], 0.180625 - q * q);
  const double r = sqrt(-egb_maths_log(q < 0 ? p : 1 - p));
  const double z = r <= 5 ? ratio(shoulder[0], shoulder[1], r - 1.6) : ratio(tail[0], tail[1], r - 5);
  return q < 0 ? -z : z;
}

double egb_random_log_gamma(egb_random *random, double shape) {
  /* Below shape 1: gamma(a) = gamma(a + 1) * u^(1 / a). */
  const double boost = shape < 1 ? egb_maths_log(egb_random_uniform(random)) / shape : 0;
  const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d);
  for (;;) {
    const double x = egb_random_normal(random), root = 1 + c * x, v = root * root * root;
    if (!(root > 0))
      continue;
    const double log_v = egb_maths_log(v);
    if (egb_maths_log(egb_random_uniform(random)) < 0.5 * x * x + d - d * v + d * log_v)
      return egb_maths_log(d) + log_v + boost;
  }
}

void egb_random_tile(uint64_t seed, uint64_t first, size_t lanes, uint32_t stream, size_t count, double *uniform) {
  for (size_t i = 0; i < count; i += 2)
    for (size_t l = 0; l < lanes; l++) {
      uint64_t word[2];
      egb_random_block(seed, first + l, stream, (uint32_t)(i / 2), word);
      uniform[i * lanes + l] = inside(word[0]);
      if (i + 1 < count)
        uniform[(i + 1) * lanes + l] = inside(word[1]);
    }
}
