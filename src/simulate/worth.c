#include "simulate/worth.h"

#include "kernel/polytope.h"
#include "stats/chain.h"

#include <math.h>

/* Walks that are compared with each other: as many as there are, but two say little. */
#define WALKS_LEAST 8
#define WALKS_MOST 64

egb_status egb_worth_of_weights(const egb_factors *factors, uint64_t seed, size_t draws, double *reduction,
                                double *time) {
  size_t walks = draws / EGB_BLOCK;
  walks = walks < WALKS_LEAST ? WALKS_LEAST : walks < WALKS_MOST ? walks : WALKS_MOST;
  *reduction = *time = 1;
  egb_status status = EGB_OK;
  for (size_t f = 0; f < factors->stated_count && status == EGB_OK; f++) {
    double apart = 1, one = 1;
    if (factors->stated[f].polytope != NULL)
      status = egb_polytope_convergence(factors->stated[f].polytope, seed, (uint32_t)factors->stated[f].parent, walks,
                                        &apart, &one);
    *reduction = fmax(*reduction, apart);
    *time = fmax(*time, one);
  }
  return status;
}

/* A mean over the draws that count is a ratio of two sums; about it, draws that do not count add 0 to the upper one
 * (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, section 2.11). */
double egb_worth_time(double *x, size_t walks) {
  const size_t n = walks * EGB_BLOCK;
  size_t count = 0;
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(x[i])) {
      sum += x[i];
      count++;
    }
  for (size_t i = 0; i < n; i++)
    x[i] = isnan(x[i]) ? 0 : x[i] - sum / (double)count;
  return egb_stats_autocorrelation_time(x, walks, EGB_BLOCK, 1);
}

size_t egb_worth(double time, size_t draws) {
  return time > 1 && draws > 0 ? (size_t)fmax(1, floor((double)draws / time)) : draws;
}
