/* CRITIC: weights by spread and by conflict with the siblings.
 *
 * Reference: D. Diakoulaki, G. Mavrotas, L. Papayannakis, "Determining objective weights in multiple criteria problems:
 * the CRITIC method", Computers & Operations Research 22 (1995), 763-770, equations 3 to 5.
 * The caller has checked: the children's columns are complete with NaN for missing values.
 * Edges: a constant child gets 0 and is in conflict with none; pairs of children that fewer than two units have count
 * as uncorrelated; all weights 0 (all children constant, or all perfectly correlated): no answer. The paper normalises
 * by min-max first: children should be on one scale. */
#include "method/rows.h"
#include "stats/matrix.h"
#include "stats/sum.h"

#define ROUNDING 1e-12 /* of a perfect correlation */

/* A sum per child. */
typedef struct sums {
  double *total, *rest;
} sums;

static void add(const sums *sum, size_t i, double x) {
  egb_sum one = {sum->total[i], sum->rest[i]};
  egb_sum_add(&one, x);
  sum->total[i] = one.total;
  sum->rest[i] = one.rest;
}

/* Each pair once; what comes to a child's sum comes in the order of the others. */
static void add_conflicts(const egb_weigh_input *input, const double *sd, const sums *conflict) {
  for (size_t i = 0; i < input->child_count; i++) {
    conflict->total[i] = conflict->rest[i] = 0;
    for (size_t j = 0; j < i; j++) {
      if (!(sd[i] > 0) || !(sd[j] > 0))
        continue;
      const double r = egb_stats_correlation(input->child[i], input->child[j], input->count);
      const double apart = isnan(r) ? 1 : 1 - r > ROUNDING ? 1 - r : 0;
      add(conflict, i, apart);
      add(conflict, j, apart);
    }
  }
}

static size_t scratch_need(size_t count, size_t child_count) {
  (void)count;
  return 3 * child_count;
}

static const char *apply(const egb_weigh_input *input, double *weight) {
  const size_t count = input->child_count;
  double *sd = input->scratch;
  const sums conflict = {sd + count, sd + 2 * count};
  bool any = count == 1;
  for (size_t i = 0; i < count; i++)
    sd[i] = egb_stats_sd_present(input->child[i], input->count);
  add_conflicts(input, sd, &conflict);
  for (size_t i = 0; i < count; i++) {
    const double apart = egb_sum_value((egb_sum){conflict.total[i], conflict.rest[i]});
    weight[i] = count == 1 ? 1 : sd[i] > 0 ? sd[i] * apart : 0;
    any = any || weight[i] > 0;
  }
  return any ? NULL : "every child is perfectly correlated with the others";
}

const egb_weigh egb_weight_critic = {
    .head =
        {.name = "critic",
         .summary = EGB_WORDS("Each child counts by its spread and by how little it repeats its siblings"),
         .formula =
             EGB_WORDS("s sum(1 - r_j) over the other children j: s standard deviation (n - 1), r_j correlation"),
         .reference =
             EGB_WORDS("D. Diakoulaki et al., Computers & Operations Research 22 (1995), 763-770, equations 3-5"),
         .edges = EGB_WORDS(
             "A constant child gets weight 0; all constant or all perfectly correlated: refused. Correlations over the "
             "units that have both children."),
         .example = EGB_WORDS("weights: critic")},
    .needs_data = true,
    .scratch = scratch_need,
    .apply = apply,
    .most_children = 5000};
