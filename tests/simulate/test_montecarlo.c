/* Distributions of ranks against those that numpy's random numbers gave: 200 units x 10 columns, 100,000 draws of flat
 * Dirichlet weights and of equal weights +-25 % rescaled (tests/reference/montecarlo). Both sides are samples, so that
 * what is compared is whether they could come from one distribution, unit by unit:
 *  - chi-square of two samples over bands of ten ranks (those with fewer than 20 draws together are added to the next),
 *    limit at a probability of 1e-8 per unit: for all 400 units at most 4e-6 that chance alone fails the test;
 *  - means: 6 standard errors of the difference (2e-9 each);
 *  - quantiles: the share of draws at or below numpy's quantile, 6 standard errors of the difference of two shares.
 * The ranks under equal weights are compared exactly. */
#include "kernel/simulate.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gsl/gsl_cdf.h>

enum { UNITS = 200, COLUMNS = 10, BANDS = 20, DRAWS = 100000 };

typedef struct reference_row {
  unsigned unit, nominal;
  double mean, quantile[3], first, band[BANDS];
} reference_row;

static FILE *open_file(const char *name) {
  char path[4096], line[1024];
  const char *source = getenv("EGOVBENCH_SOURCE");
  snprintf(path, sizeof path, "%s/tests/reference/montecarlo/%s", source != NULL ? source : ".", name);
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  assert_non_null(fgets(line, sizeof line, file)); /* the names of the columns */
  return file;
}

static egb_kernel *read_kernel(void) {
  static double value[(COLUMNS + 1) * UNITS];
  static const size_t parent[COLUMNS + 1] = {0};
  static const bool geometric[COLUMNS + 1] = {false};
  FILE *file = open_file("scores.csv");
  for (size_t u = 0; u < UNITS; u++)
    for (size_t c = 1; c <= COLUMNS; c++)
      assert_int_equal(fscanf(file, "%lf,", &value[c * UNITS + u]), 1);
  fclose(file);
  const double *column[COLUMNS + 1];
  for (size_t c = 0; c <= COLUMNS; c++)
    column[c] = value + c * UNITS;
  const egb_kernel_input input = {
      .units = UNITS, .nodes = COLUMNS + 1, .parent = parent, .geometric = geometric, .value = column, .decimals = -1};
  egb_kernel *kernel = NULL;
  assert_int_equal(egb_kernel_new(&input, &kernel), EGB_OK);
  assert_int_equal(egb_kernel_rows(kernel), UNITS);
  return kernel;
}

static void read_reference(const char *weights, reference_row *row) {
  FILE *file = open_file("ranks.csv");
  char name[32];
  size_t found = 0;
  while (fscanf(file, " %31[a-z0-9]", name) == 1) {
    reference_row next;
    assert_int_equal(fscanf(file, ",%u,%u,%lf,%lf,%lf,%lf,%lf", &next.unit, &next.nominal, &next.mean,
                            &next.quantile[0], &next.quantile[1], &next.quantile[2], &next.first),
                     7);
    for (size_t b = 0; b < BANDS; b++)
      assert_int_equal(fscanf(file, ",%lf", &next.band[b]), 1);
    if (strcmp(name, weights) == 0)
      row[found++] = next;
  }
  assert_int_equal(found, UNITS);
  fclose(file);
}

/* Probability of a chi-square at least this large for two samples of the same size. */
static double band_probability(const egb_tally *tally, size_t row, const reference_row *reference) {
  double chi = 0, a = 0, b = 0;
  int freedom = -1;
  for (size_t band = 0; band < BANDS; band++) {
    for (size_t r = 1; r <= UNITS / BANDS; r++)
      a += (double)egb_tally_count(tally, row, band * (UNITS / BANDS) + r);
    b += reference->band[band];
    if (a + b < 20)
      continue;
    chi += (a - b) * (a - b) / (a + b);
    freedom++;
    a = b = 0;
  }
  return freedom > 0 ? gsl_cdf_chisq_Q(chi, freedom) : 1;
}

static void compare(const egb_sampler *sampler, const char *weights) {
  static const double quantile[] = {0.05, 0.5, 0.95};
  static reference_row reference[UNITS];
  egb_kernel *kernel = read_kernel();
  read_reference(weights, reference);
  const egb_simulation simulation = {.kernel = kernel,
                                     .sampler = sampler,
                                     .samplers = 1,
                                     .seed = 1,
                                     .draws = DRAWS,
                                     .quantile = quantile,
                                     .quantiles = 3};
  egb_simulated done;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  double worst = 1, furthest = 0;
  size_t below_tenth = 0;
  for (size_t u = 0; u < UNITS; u++) {
    const reference_row *mine = &reference[u];
    const double probability = band_probability(done.tally, u, mine), mean = egb_tally_mean(done.tally, u, NULL);
    worst = fmin(worst, probability);
    below_tenth += probability < 0.1;
    double variance = 0;
    for (size_t r = 1; r <= UNITS; r++)
      variance += (double)egb_tally_count(done.tally, u, r) / DRAWS * ((double)r - mean) * ((double)r - mean);
    const double error = fabs(mean - mine->mean) / sqrt(2 * variance / DRAWS);
    furthest = fmax(furthest, error);
    for (size_t q = 0; q < 3; q++) {
      const double p = quantile[q], limit = 6 * sqrt(2 * p * (1 - p) / DRAWS);
      const size_t rank = (size_t)mine->quantile[q];
      assert_true((double)egb_tally_within(done.tally, u, (size_t)ceil(mine->quantile[q])) / DRAWS > p - limit);
      assert_true((double)egb_tally_within(done.tally, u, rank - 1) / DRAWS < p + limit);
    }
    const double first = (double)egb_tally_count(done.tally, u, 1), both = first + mine->first;
    assert_true(both < 20 || fabs(first - mine->first) < 6 * sqrt(both));
  }
  print_message("%s: smallest of 200 probabilities %.2g, %zu below 0.1; means differ by up to %.1f standard errors\n",
                weights, worst, below_tenth, furthest);
  assert_true(worst > 1e-8);
  assert_true(furthest < 6);
  egb_simulated_clear(&done);
  egb_kernel_free(kernel);
}

static const double tenths[COLUMNS] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
static const size_t nodes[COLUMNS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

static void flat_dirichlet_weights_agree(void **state) {
  (void)state;
  const egb_sampler sampler = {.kind = EGB_SAMPLER_FLAT, .count = COLUMNS, .stream = 1, .node = nodes};
  compare(&sampler, "dirichlet");
}

/* The same distribution by its other name, through gamma variates. */
static void dirichlet_weights_agree(void **state) {
  (void)state;
  const egb_sampler sampler = {.kind = EGB_SAMPLER_DIRICHLET,
                               .count = COLUMNS,
                               .centre = tenths,
                               .concentration = COLUMNS,
                               .stream = 1,
                               .node = nodes};
  compare(&sampler, "dirichlet");
}

static void weights_within_a_quarter_agree(void **state) {
  (void)state;
  const egb_sampler sampler = {
      .kind = EGB_SAMPLER_AROUND, .count = COLUMNS, .centre = tenths, .spread = 0.25, .stream = 1, .node = nodes};
  compare(&sampler, "pm25");
}

static void ranks_under_equal_weights_are_the_same(void **state) {
  (void)state;
  static reference_row reference[UNITS];
  egb_kernel *kernel = read_kernel();
  read_reference("pm25", reference);
  const egb_sampler sampler = {
      .kind = EGB_SAMPLER_FIXED, .count = COLUMNS, .centre = tenths, .stream = 1, .node = nodes};
  const egb_simulation simulation = {.kernel = kernel, .sampler = &sampler, .samplers = 1, .draws = 1};
  egb_simulated done;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  for (size_t u = 0; u < UNITS; u++)
    assert_true(egb_tally_mean(done.tally, u, NULL) == reference[u].nominal);
  egb_simulated_clear(&done);
  egb_kernel_free(kernel);
}

/* The comparison sees a difference as small as weights +-24 % instead of 25 %. */
static void the_comparison_can_fail(void **state) {
  (void)state;
  static reference_row reference[UNITS];
  egb_kernel *kernel = read_kernel();
  read_reference("pm25", reference);
  const egb_sampler sampler = {
      .kind = EGB_SAMPLER_AROUND, .count = COLUMNS, .centre = tenths, .spread = 0.24, .stream = 1, .node = nodes};
  const egb_simulation simulation = {.kernel = kernel, .sampler = &sampler, .samplers = 1, .seed = 1, .draws = DRAWS};
  egb_simulated done;
  assert_int_equal(egb_simulate(&simulation, &done), EGB_OK);
  double worst = 1;
  for (size_t u = 0; u < UNITS; u++)
    worst = fmin(worst, band_probability(done.tally, u, &reference[u]));
  assert_true(worst < 1e-8);
  egb_simulated_clear(&done);
  egb_kernel_free(kernel);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(flat_dirichlet_weights_agree),   cmocka_unit_test(dirichlet_weights_agree),
      cmocka_unit_test(weights_within_a_quarter_agree), cmocka_unit_test(ranks_under_equal_weights_are_the_same),
      cmocka_unit_test(the_comparison_can_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
