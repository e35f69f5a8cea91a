/* Weights as written in the definition: weight_i = given_i, 1 where nothing is written.
 *
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6 (weights by participation).
 * The caller has checked: weights are finite and not negative.
 * Edges: all zero has no answer. */
#include "method/rows.h"

static const char *apply(const egb_weigh_input *input, double *weight) {
  bool any = false;
  for (size_t i = 0; i < input->child_count; i++) {
    weight[i] = input->given[i];
    any = any || weight[i] > 0;
  }
  return any ? NULL : "all weights are zero";
}

const egb_weigh egb_weight_given = {
    .head = {.name = "given",
             .summary = "The weights written on the children, 1 where nothing is written",
             .formula = "weight",
             .reference = "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (weighting)",
             .edges = "Weights are relative among siblings. All zero: refused.",
             .example = "weights: given",
             .is_default = true},
    .as_given = true,
    .uses_given = true,
    .apply = apply};
