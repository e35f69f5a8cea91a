#include "stats/adequacy.h"

#include "stats/linear.h"
#include "stats/sum.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

bool egb_stats_invert(const double *correlation, size_t count, double *inverse, double *log_determinant,
                      double *scratch) {
  memcpy(scratch, correlation, count * count * sizeof *scratch);
  if (!egb_stats_cholesky(scratch, count))
    return false;
  egb_sum sum = {0};
  for (size_t i = 0; i < count; i++) {
    egb_sum_add(&sum, 2 * log(scratch[i * count + i]));
    double *row = inverse + i * count;
    memset(row, 0, count * sizeof *row);
    row[i] = 1;
    egb_stats_cholesky_solve(scratch, count, row);
  }
  *log_determinant = egb_sum_value(sum);
  return true;
}

double egb_stats_partial(const double *inverse, size_t count, size_t i, size_t j) {
  const double r = -inverse[i * count + j] / sqrt(inverse[i * count + i] * inverse[j * count + j]);
  return fmax(-1, fmin(1, r));
}

double egb_stats_kmo(const double *correlation, const double *inverse, size_t count, double *item) {
  egb_sum all_plain = {0}, all_partial = {0};
  for (size_t i = 0; i < count; i++) {
    egb_sum plain = {0}, partial = {0};
    for (size_t j = 0; j < count; j++) {
      if (i == j)
        continue;
      const double r = correlation[i * count + j], p = egb_stats_partial(inverse, count, i, j);
      egb_sum_add(&plain, r * r);
      egb_sum_add(&partial, p * p);
    }
    const double top = egb_sum_value(plain), rest = egb_sum_value(partial);
    item[i] = top / (top + rest); /* 0 / 0: correlates with nothing */
    egb_sum_add(&all_plain, top);
    egb_sum_add(&all_partial, rest);
  }
  return egb_sum_value(all_plain) / (egb_sum_value(all_plain) + egb_sum_value(all_partial));
}

egb_sphericity egb_stats_bartlett(double log_determinant, size_t count, size_t n) {
  const double k = (double)count, factor = (double)n - 1 - (2 * k + 5) / 6;
  egb_sphericity out = {.chi_squared = (double)NAN, .freedom = k * (k - 1) / 2, .p = (double)NAN};
  if (count < 2 || !(factor > 0))
    return out;
  out.chi_squared = fmax(0, -factor * log_determinant);
  out.p = gsl_cdf_chisq_Q(out.chi_squared, out.freedom);
  return out;
}
