/* Budget allocation, each expert spreads points over the children; the row says formula, reference and edges.
 *
 * The caller has checked: points are finite and not negative. */
#include "method/rows.h"
#include "stats/sum.h"

static const char *apply(const egb_weigh_input *input, double *weight) {
  const egb_list *points = &input->list[0];
  const size_t count = input->child_count;
  bool any = false;
  if (points->rows == 0 || points->count != points->rows * count)
    return "a row of `points` needs one number per child";
  for (size_t i = 0; i < count; i++)
    weight[i] = 0;
  for (size_t row = 0; row < points->rows; row++) {
    egb_sum budget = {0};
    for (size_t i = 0; i < count; i++)
      egb_sum_add(&budget, points->item[row * count + i]);
    if (!(egb_sum_value(budget) > 0))
      return "a row of `points` has only zeros";
    for (size_t i = 0; i < count; i++)
      weight[i] += points->item[row * count + i] / egb_sum_value(budget) / (double)points->rows;
  }
  for (size_t i = 0; i < count; i++)
    any = any || weight[i] > 0;
  return any ? NULL : "all weights are zero";
}

static const egb_parameter parameters[] = {
    {.name = "points",
     .kind = EGB_PARAMETER_MATRIX,
     .required = true,
     .least = 0,
     .most = 1e9,
     .help = EGB_WORDS("A row per expert: the points for each child, in the order of the children.")}};

const egb_weigh egb_weight_budget = {
    .head = {.name = "budget",
             .summary = EGB_WORDS("Experts spread points over the children; mean share"),
             .formula = EGB_WORDS("mean over the experts of points / sum of the expert's points"),
             .reference =
                 EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (budget allocation)"),
             .edges = EGB_WORDS(
                 "A row without one number per child, or with only zeros: refused. Every expert counts the same."),
             .example = EGB_WORDS("weights: {method: budget, points: [[40, 60], [50, 50]]}"),
             .parameter = parameters,
             .parameter_count = 1},
    .apply = apply};
