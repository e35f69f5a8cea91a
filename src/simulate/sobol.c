#include "simulate/sobol.h"

#include "base/arena.h"
#include "kernel/random.h"
#include "stats/shape.h"
#include "stats/sum.h"

#define BOOTSTRAP_STREAM 0xF1000000u

/* By the outputs themselves: the rounding of a mean leaves a trace of a variance where all are the same. */
static bool varies(const egb_sobol_outputs *y, const size_t *row, size_t rows) {
  for (size_t k = 0; k < rows; k++) {
    const size_t r = row != NULL ? row[k] : k, from = row != NULL ? row[0] : 0;
    if (y->a[r] != y->a[from] || y->b[r] != y->a[from])
      return true;
  }
  return false;
}

/* Sums over `rows` rows row[k], or over the first of them when row is NULL. */
static void estimate(const egb_sobol_outputs *y, const size_t *row, size_t rows, double *first, double *total,
                     double *variance) {
  const double n = (double)rows;
  egb_sum sum = {0}, squares = {0};
  for (size_t k = 0; k < rows; k++) {
    const size_t r = row != NULL ? row[k] : k;
    egb_sum_add(&sum, y->a[r]);
    egb_sum_add(&sum, y->b[r]);
  }
  const double mean = egb_sum_value(sum) / (2 * n);
  for (size_t k = 0; k < rows; k++) {
    const size_t r = row != NULL ? row[k] : k;
    egb_sum_add(&squares, (y->a[r] - mean) * (y->a[r] - mean));
    egb_sum_add(&squares, (y->b[r] - mean) * (y->b[r] - mean));
  }
  *variance = varies(y, row, rows) ? egb_sum_value(squares) / (2 * n - 1) : 0;
  for (size_t i = 0; i < y->factors; i++) {
    const double *ab = y->ab + i * y->rows;
    egb_sum product = {0}, difference = {0};
    for (size_t k = 0; k < rows; k++) {
      const size_t r = row != NULL ? row[k] : k;
      egb_sum_add(&product, (y->b[r] - mean) * (ab[r] - y->a[r]));
      egb_sum_add(&difference, (y->a[r] - ab[r]) * (y->a[r] - ab[r]));
    }
    first[i] = *variance > 0 ? egb_sum_value(product) / n / *variance : (double)NAN;
    total[i] = *variance > 0 ? egb_sum_value(difference) / (2 * n * *variance) : (double)NAN;
  }
}

void egb_sobol_indices(const egb_sobol_outputs *outputs, double *first, double *total, double *variance) {
  estimate(outputs, NULL, outputs->rows, first, total, variance);
}

/* Both ends of the middle of one column of samples; those without variance are left out. */
static void ends(double *sample, size_t count, double p, double *low, double *high) {
  size_t known = 0;
  for (size_t s = 0; s < count; s++)
    if (!isnan(sample[s]))
      sample[known++] = sample[s];
  egb_stats_sort_values(sample, known);
  *low = egb_stats_quantile(sample, known, p);
  *high = egb_stats_quantile(sample, known, 1 - p);
}

egb_status egb_sobol_bootstrap(const egb_sobol_outputs *y, size_t worth, uint64_t seed, size_t samples, double p,
                               double *first_low, double *first_high, double *total_low, double *total_high) {
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return EGB_NO_MEMORY;
  size_t *row = egb_arena_array(arena, worth, sizeof *row);
  double *first = egb_arena_array(arena, y->factors * samples, sizeof *first);
  double *total = egb_arena_array(arena, y->factors * samples, sizeof *total);
  double *one = egb_arena_array(arena, 2 * y->factors, sizeof *one);
  const bool fine = row != NULL && first != NULL && total != NULL && one != NULL;
  for (size_t s = 0; s < samples && fine; s++) {
    egb_random random;
    double variance;
    egb_random_start(&random, seed, s, BOOTSTRAP_STREAM);
    for (size_t k = 0; k < worth; k++)
      row[k] = egb_random_below(&random, y->rows);
    estimate(y, row, worth, one, one + y->factors, &variance);
    for (size_t i = 0; i < y->factors; i++) {
      first[i * samples + s] = one[i];
      total[i * samples + s] = one[y->factors + i];
    }
  }
  for (size_t i = 0; i < y->factors && fine; i++) {
    ends(first + i * samples, samples, p, &first_low[i], &first_high[i]);
    ends(total + i * samples, samples, p, &total_low[i], &total_high[i]);
  }
  egb_arena_free(arena);
  return fine ? EGB_OK : EGB_NO_MEMORY;
}
