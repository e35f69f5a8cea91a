/* Equal weights; the row says formula, reference and edges.
 *
 * A group of two gives each more than a group of ten. The caller has checked: no child has a weight of its own. */
#include "method/rows.h"

static const char *apply(const egb_weigh_input *input, double *weight) {
  for (size_t i = 0; i < input->child_count; i++)
    weight[i] = 1;
  return NULL;
}

const egb_weigh egb_weight_equal = {
    .head = {.name = "equal",
             .summary = EGB_WORDS("Every child counts the same"),
             .formula = EGB_WORDS("1"),
             .reference =
                 EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (equal weighting)"),
             .edges = EGB_WORDS("Equal among siblings, which is not equal among all indicators of an uneven tree."),
             .example = EGB_WORDS("weights: equal")},
    .apply = apply};
