/* Pearson's correlation with what can be said of it. */
#include "stats/agreement.h"
#include "stats/matrix.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define NORMAL_975 1.959963984540054 /* 97.5 % quantile of the standard normal distribution */

double egb_stats_correlation_p(double r, size_t n, size_t given) {
  if (isnan(r) || n < given + 3)
    return (double)NAN;
  const double freedom = (double)(n - given - 2);
  if (!(fabs(r) < 1))
    return 0;
  return 2 * gsl_cdf_tdist_Q(fabs(r) * sqrt(freedom / ((1 - r) * (1 + r))), freedom);
}

void egb_stats_agree_pearson(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out) {
  (void)scratch;
  const double r = egb_stats_correlation(x, y, n);
  *out = (egb_agreement){.count = n, .estimate = r, .low = (double)NAN, .high = (double)NAN};
  out->p = egb_stats_correlation_p(r, n, 0);
  if (isnan(r) || n < 4 || !(fabs(r) < 1))
    return;
  const double reach = NORMAL_975 / sqrt((double)(n - 3));
  out->low = tanh(atanh(r) - reach);
  out->high = tanh(atanh(r) + reach);
}
