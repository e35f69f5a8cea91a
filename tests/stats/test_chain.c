/* Autoregressions of the first order have the autocorrelations phi^lag, so that (1 + phi) / (1 - phi) of their numbers
 * are worth one independent one. The seed is fixed; the tolerances are three standard errors of the estimate or more
 * (of a window of m lags of n numbers: about sqrt(2 (2 m + 1) / n) of it). */
#include "check.h"
#include "stats/chain.h"

#include <math.h>
#include <stdint.h>

#define CHAINS 64
#define LENGTH 256
#define STRIDE 2

static uint64_t state_of_generator;

/* Uniform on 0 to 1 (G. Marsaglia's xorshift). */
static double uniform(void) {
  state_of_generator ^= state_of_generator << 13;
  state_of_generator ^= state_of_generator >> 7;
  state_of_generator ^= state_of_generator << 17;
  return ((double)(state_of_generator >> 11) + 0.5) * 0x1p-53;
}

static double normal(void) {
  return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform());
}

static double time_of(double phi, double scale) {
  static double x[CHAINS * LENGTH * STRIDE];
  state_of_generator = 88172645463325252U;
  for (size_t c = 0; c < CHAINS; c++) {
    double value = normal() / sqrt(1 - phi * phi);
    for (size_t t = 0; t < LENGTH; t++) {
      x[(c * LENGTH + t) * STRIDE] = 5 + scale * value;
      x[(c * LENGTH + t) * STRIDE + 1] = (double)NAN; /* another column, not to be read */
      value = phi * value + normal();
    }
  }
  return egb_stats_autocorrelation_time(x, CHAINS, LENGTH, STRIDE);
}

static void autoregressions(void **state) {
  (void)state;
  static const struct { double phi, tolerance; } cases[] = {{0, 0.1}, {0.5, 0.15}, {0.8, 0.25}, {0.9, 0.4}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const double phi = cases[i].phi, expected = (1 + phi) / (1 - phi), got = time_of(phi, 1);
    if (!(fabs(got / expected - 1) < cases[i].tolerance))
      fail_msg("phi %g: %g instead of %g", phi, got, expected);
    assert_true(fabs(time_of(phi, 1e-3) / got - 1) < 1e-9);
  }
}

/* A chain that swings is worth more than independent draws; that is not claimed. */
static void edges(void **state) {
  (void)state;
  static const double same[4] = {2, 2, 2, 2}, swing[6] = {1, -1, 1, -1, 1, -1};
  assert_true(egb_stats_autocorrelation_time(same, 2, 2, 1) == 1);
  assert_true(egb_stats_autocorrelation_time(same, 4, 1, 1) == 1);
  assert_true(egb_stats_autocorrelation_time(same, 0, 4, 1) == 1);
  assert_true(egb_stats_autocorrelation_time(swing, 1, 6, 1) == 1);
  assert_true(time_of(-0.5, 1) == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(autoregressions), cmocka_unit_test(edges)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
