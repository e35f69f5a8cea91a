/* Entropy: weights by how unevenly a child is spread over the units; the row says formula, reference and edges.
 *
 * The measure is that of C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27
 * (1948). A score of 0 adds 0; a child that one unit only has gets 0. Not immune to a shift of the scale: x + 100 is
 * more even than x. The caller has checked: the children's columns are complete with NaN for missing values. */
#include "method/rows.h"
#include "stats/sum.h"

#define ROUNDING 1e-14 /* 1 - e of a constant child */

static const char *apply(const egb_weigh_input *input, double *weight) {
  bool any = input->child_count == 1;
  for (size_t i = 0; i < input->child_count; i++) {
    egb_sum total = {0}, entropy = {0};
    size_t present = 0;
    for (size_t u = 0; u < input->count; u++) {
      const double x = input->child[i][u];
      if (isnan(x))
        continue;
      if (x < 0)
        return "a child has a negative score";
      egb_sum_add(&total, x);
      present++;
    }
    for (size_t u = 0; u < input->count; u++) {
      const double p = input->child[i][u] / egb_sum_value(total);
      if (p > 0)
        egb_sum_add(&entropy, -p * log(p));
    }
    const bool some = present > 1 && egb_sum_value(total) > 0;
    const double divergence = some ? 1 - egb_sum_value(entropy) / log((double)present) : 0;
    weight[i] = input->child_count == 1 ? 1 : divergence > ROUNDING ? divergence : 0;
    any = any || weight[i] > 0;
  }
  return any ? NULL : "no child differs between the units";
}

const egb_weigh egb_weight_entropy = {
    .head = {.name = "entropy",
             .summary = EGB_WORDS("Each child counts by how unevenly it is spread over the units (Shannon's entropy)"),
             .formula = EGB_WORDS("1 + sum(p ln p) / ln m over the m units that have the child, p = x / sum(x)"),
             .reference = EGB_WORDS("C.-L. Hwang, K. Yoon, Multiple Attribute Decision Making, 1981, section 3.2"),
             .edges = EGB_WORDS(
                 "Negative scores: refused. A constant child, or one that is 0 everywhere, gets weight 0; all of them: "
                 "refused. Depends on where the scale has its 0."),
             .example = EGB_WORDS("weights: entropy")},
    .needs_data = true,
    .apply = apply};
