#include "stats/binomial.h"

#include <gsl/gsl_cdf.h>

double egb_stats_binomial_least(size_t least, double p, size_t n) {
  if (least == 0)
    return 1;
  return least > n ? 0 : gsl_cdf_binomial_Q((unsigned)(least - 1), p, (unsigned)n);
}
