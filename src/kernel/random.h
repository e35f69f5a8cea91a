/* random.h - random numbers by number: Philox4x32-10 of J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw,
 * "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011), through the authors' Random123 headers.
 *
 * The key is the seed, the counter is (draw, stream, block). What a draw gets depends on its number alone, never on the
 * draws before it or on the thread that makes it. A stream is one purpose within a draw (the weights below one
 * node, the noise of one cell); different streams are independent.
 *
 * The transformed numbers (normal, exponential, gamma) use maths.h: the same bits on every machine. */
#ifndef EGB_KERNEL_RANDOM_H
#define EGB_KERNEL_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct egb_random {
  uint64_t seed, draw;
  uint32_t stream, block;
  uint64_t word[2];
  unsigned left; /* words not yet used */
} egb_random;

/* The bare function: 128 bits as two words. */
void egb_random_block(uint64_t seed, uint64_t draw, uint32_t stream, uint32_t block, uint64_t word[2]);

/* The numbers of a draw in a stream, from the first: 64 bits each. 2^33 of them at most. */
void egb_random_start(egb_random *random, uint64_t seed, uint64_t draw, uint32_t stream);
uint64_t egb_random_bits(egb_random *random);
/* Inside (0, 1), never an end: (n + 1/2) / 2^52 for n = 0 .. 2^52 - 1. */
double egb_random_uniform(egb_random *random);
/* A whole number below count (1 .. 2^32), each with a probability within 2^-32 of 1 / count. */
size_t egb_random_below(egb_random *random, size_t count);
/* Standard normal by the inverse of its distribution (M. J. Wichura, algorithm AS 241, PPND16, Applied Statistics 37
 * (1988), 477-484): one uniform each. */
double egb_random_normal(egb_random *random);
double egb_random_exponential(egb_random *random); /* mean 1 */
/* Logarithm of a gamma variate of this shape > 0 and scale 1 (G. Marsaglia and W. W. Tsang, "A simple method for
 * generating gamma variables", ACM TOMS 26 (2000), 363-372). The logarithm, because with a small shape the variate
 * itself is often below the smallest double. */
double egb_random_log_gamma(egb_random *random, double shape);

/* uniform[i * lanes + l]: the i-th uniform of stream `stream` in draw first + l, for i < count: the numbers that
 * egb_random_uniform() would give one after the other. */
void egb_random_tile(uint64_t seed, uint64_t first, size_t lanes, uint32_t stream, size_t count, double *uniform);

#endif
