/* Equal weights for indicators; the row says formula, reference and edges.
 *
 * With the method on every level, and arithmetic means, the index is the plain mean of all indicators. The caller has
 * checked: every child has at least one indicator in or below it, no child has a weight of its own. */
#include "method/rows.h"

static const char *apply(const egb_weigh_input *input, double *weight) {
  for (size_t i = 0; i < input->child_count; i++)
    weight[i] = input->leaves[i];
  return NULL;
}

const egb_weigh egb_weight_equal_indicators = {
    .head =
        {.name = "equal-indicators",
         .summary = EGB_WORDS("Every indicator counts the same: a child by the number of indicators in it"),
         .formula = EGB_WORDS("number of indicators in or below the child"),
         .reference =
             EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (equal weighting)"),
         .edges = EGB_WORDS(
             "Used on every level, all indicators of the index weigh the same. Indicators left out by a scenario do "
             "not count."),
         .example = EGB_WORDS("weights: equal-indicators")},
    .looks_below = true,
    .apply = apply};
