#include "stats/normal.h"

#include <gsl/gsl_cdf.h>

double egb_stats_normal_quantile(double p) {
  return gsl_cdf_ugaussian_Pinv(p);
}
