/* Random numbers against the known answers of their authors, and their distributions against theory. Statistical limits
 * are 5.5 standard errors: with a seed that is not fixed, each would fail 4 times in 10^8. */
#include "kernel/lanes.h"
#include "kernel/maths.h"
#include "kernel/random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

#define LIMIT 5.5

/* philox 4x32 10 in the file kat_vectors of Random123: counter, key, result. */
static void philox_gives_the_known_answers(void **state) {
  (void)state;
  static const uint32_t known[3][10] = {{0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
                                        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
                                         0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
                                        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0,
                                         0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}};
  for (size_t i = 0; i < 3; i++) {
    const uint32_t *k = known[i];
    uint64_t word[2];
    egb_random_block((uint64_t)k[5] << 32 | k[4], (uint64_t)k[1] << 32 | k[0], k[2], k[3], word);
    assert_true(word[0] == ((uint64_t)k[7] << 32 | k[6]));
    assert_true(word[1] == ((uint64_t)k[9] << 32 | k[8]));
  }
}

static void sixteen_at_once_are_the_same_numbers(void **state) {
  (void)state;
  double one[EGB_LANES * 11], many[EGB_LANES * 11];
  static const uint64_t first[] = {0, 4096, UINT64_C(0xfffffff8), UINT64_C(0xfffffffffffffff0)};
  for (int set = 0; set < EGB_LANES_SETS; set++) {
    const egb_lanes *lanes = egb_lanes_of((egb_lanes_set)set);
    for (size_t f = 0; lanes != NULL && f < 4; f++)
      for (size_t count = 1; count <= 11; count++) {
        const uint64_t seed = UINT64_C(0x123456789abcdef0) * (count + 1);
        egb_random_tile(seed, first[f], EGB_LANES, 77, count, one);
        lanes->uniform(seed, first[f], 77, count, many);
        assert_memory_equal(one, many, count * EGB_LANES * sizeof(double));
      }
  }
  egb_random random;
  egb_random_start(&random, 5, 3, 9);
  egb_random_tile(5, 0, EGB_LANES, 9, 11, one);
  for (size_t i = 0; i < 11; i++)
    assert_true(egb_random_uniform(&random) == one[i * EGB_LANES + 3]);
}

static double distance(double got, double expected) {
  return fabs(got - expected) / (nextafter(fabs(expected), INFINITY) - fabs(expected));
}

static void logarithm_and_exponential_are_accurate(void **state) {
  (void)state;
  egb_random random;
  egb_random_start(&random, 1, 0, 0);
  for (size_t i = 0; i < 200000; i++) {
    const double u = egb_random_uniform(&random), x = ldexp(u, (int)(egb_random_bits(&random) % 1800) - 900);
    assert_true(distance(egb_maths_log(u), log(u)) <= 1);
    assert_true(distance(egb_maths_log(x), log(x)) <= 1);
    const double y = (u - 0.5) * 1400;
    assert_true(distance(egb_maths_exp(y), exp(y)) <= 1);
  }
  assert_true(egb_maths_log(1) == 0 && egb_maths_exp(0) == 1);
  assert_true(egb_maths_exp(-709) == 0 && egb_maths_exp(-INFINITY) == 0);
  assert_true(egb_maths_exp(1000) == egb_maths_exp(709));
}

/* Chi-square of the distribution function's values in 100 equal cells; the limit is the 1 - 1e-8 quantile for 99. */
static void assert_uniform(const size_t *cell, size_t draws) {
  double chi = 0;
  for (size_t i = 0; i < 100; i++) {
    const double expected = (double)draws / 100;
    chi += ((double)cell[i] - expected) * ((double)cell[i] - expected) / expected;
  }
  assert_true(chi < gsl_cdf_chisq_Qinv(1e-8, 99));
}

static void put(size_t *cell, double probability) {
  cell[probability >= 1 ? 99 : (size_t)(100 * probability)]++;
}

static void distributions_are_those_they_say(void **state) {
  (void)state;
  const size_t draws = 200000;
  static const double shape[] = {0.05, 0.5, 1, 2.5, 40};
  size_t uniform[100] = {0}, normal[100] = {0}, exponential[100] = {0}, below[100] = {0}, gamma[5][100] = {{0}};
  for (size_t d = 0; d < draws; d++) {
    egb_random random;
    egb_random_start(&random, 42, d, 1);
    put(uniform, egb_random_uniform(&random));
    put(normal, gsl_cdf_gaussian_P(egb_random_normal(&random), 1));
    put(exponential, gsl_cdf_exponential_P(egb_random_exponential(&random), 1));
    below[egb_random_below(&random, 100)]++;
    for (size_t s = 0; s < 5; s++)
      put(gamma[s], gsl_cdf_gamma_P(exp(egb_random_log_gamma(&random, shape[s])), shape[s], 1));
  }
  assert_uniform(uniform, draws);
  assert_uniform(normal, draws);
  assert_uniform(exponential, draws);
  assert_uniform(below, draws);
  for (size_t s = 1; s < 5; s++)
    assert_uniform(gamma[s], draws);
  /* Shape 0.05: half of the values are below 1e-6 and the distribution function is flat in doubles at 0; its mean
   * holds. */
  assert_uniform(gamma[0], draws);
}

static void streams_draws_and_seeds_do_not_follow_each_other(void **state) {
  (void)state;
  const size_t draws = 100000;
  double product[3] = {0};
  for (size_t d = 0; d < draws; d++) {
    egb_random a, b[3];
    egb_random_start(&a, 1, d, 1);
    egb_random_start(&b[0], 2, d, 1);
    egb_random_start(&b[1], 1, d + 1, 1);
    egb_random_start(&b[2], 1, d, 2);
    const double x = egb_random_uniform(&a) - 0.5;
    for (size_t i = 0; i < 3; i++)
      product[i] += x * (egb_random_uniform(&b[i]) - 0.5);
  }
  for (size_t i = 0; i < 3; i++) /* standard error of a sum of products: sqrt(n) / 12 */
    assert_true(fabs(product[i]) < LIMIT * sqrt((double)draws) / 12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(philox_gives_the_known_answers),
      cmocka_unit_test(sixteen_at_once_are_the_same_numbers),
      cmocka_unit_test(logarithm_and_exponential_are_accurate),
      cmocka_unit_test(distributions_are_those_they_say),
      cmocka_unit_test(streams_draws_and_seeds_do_not_follow_each_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
