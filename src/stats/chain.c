#include "stats/chain.h"

#include "stats/sum.h"

#include <math.h>

typedef struct chain_set {
  const double *x;
  size_t chains, length, stride;
  double mean;
} chain_set;

static double mean_of(const chain_set *s) {
  egb_sum total = {0};
  for (size_t i = 0; i < s->chains * s->length; i++)
    egb_sum_add(&total, s->x[i * s->stride]);
  return egb_sum_value(total) / (double)(s->chains * s->length);
}

/* Divided by the pairs there are. */
static double covariance(const chain_set *s, size_t lag) {
  egb_sum total = {0};
  for (size_t c = 0; c < s->chains; c++)
    for (size_t t = 0; t + lag < s->length; t++) {
      const double *at = s->x + (c * s->length + t) * s->stride;
      egb_sum_add(&total, (at[0] - s->mean) * (at[lag * s->stride] - s->mean));
    }
  return egb_sum_value(total) / (double)(s->chains * (s->length - lag));
}

double egb_stats_autocorrelation_time(const double *x, size_t chains, size_t length, size_t stride) {
  chain_set s = {.x = x, .chains = chains, .length = length, .stride = stride};
  if (chains == 0 || length < 2)
    return 1;
  s.mean = mean_of(&s);
  const double variance = covariance(&s, 0);
  if (!(variance > 1e-24 * (1 + s.mean * s.mean)))
    return 1;
  double sum = 0, least = INFINITY;
  for (size_t lag = 0; lag + 1 < length; lag += 2) {
    const double pair = (lag == 0 ? variance : covariance(&s, lag)) + covariance(&s, lag + 1);
    if (!(pair > 0))
      break;
    least = fmin(least, pair);
    sum += least;
  }
  return fmax(1, 2 * sum / variance - 1);
}
