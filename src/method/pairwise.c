#include "method/pairwise.h"

#include <math.h>
#include <string.h>

#define BLOCK EGB_PAIRWISE_BLOCK

/* A comparison with NaN is false both ways: a pair with a missing side adds nothing. Adding minus w, not
 * subtracting w, keeps the loop free of branches: gcc drops a subtraction of 0.0 and branches round the rest. */
static void add_net(double x, double w, const double *restrict other, double *restrict net) {
  const double margin = EGB_SCORES_SAME * fabs(x), low = x - margin, high = x + margin;
  for (size_t k = 0; k < BLOCK; k++)
    net[k] += (low > other[k] ? w : 0.0) + (high < other[k] ? -w : 0.0);
}

static void add_both(double w, const double *restrict other, double *restrict both) {
  for (size_t k = 0; k < BLOCK; k++)
    both[k] += other[k] == other[k] ? w : 0.0;
}

void egb_pairwise_block(const egb_aggregate_input *input, size_t u, size_t first, double *net, double *both) {
  double rest[BLOCK];
  const size_t count = input->count - first < BLOCK ? input->count - first : BLOCK;
  memset(net, 0, BLOCK * sizeof *net);
  if (both != NULL)
    memset(both, 0, BLOCK * sizeof *both);
  for (size_t i = 0; i < input->child_count; i++) {
    const double *other = input->child[i] + first, x = input->child[i][u], w = input->weight[i];
    if (isnan(x) || !(w > 0))
      continue;
    if (count < BLOCK) {
      for (size_t k = 0; k < BLOCK; k++)
        rest[k] = k < count ? other[k] : (double)NAN;
      other = rest;
    }
    add_net(x, w, other, net);
    if (both != NULL)
      add_both(w, other, both);
  }
}

void egb_pairwise_clear(const egb_aggregate_input *input, double *y) {
  for (size_t u = 0; u < input->count; u++) {
    y[u] = (double)NAN;
    for (size_t i = 0; i < input->child_count && isnan(y[u]); i++)
      if (!isnan(input->child[i][u]) && input->weight[i] > 0)
        y[u] = 0;
  }
}
