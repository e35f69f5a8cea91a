/* Weights by points; the row says formula, reference and edges.
 *
 * With points as normalisation and the arithmetic mean, a node's score is scale * (points earned) / (points that the
 * answers given could have earned): points of a question without an answer leave the maximum too. A child without
 * points has no weight; the reason says so. The caller has checked: every indicator below has a rubric with a positive
 * maximum, no child has a weight of its own. */
#include "method/rows.h"

static const char *apply(const egb_weigh_input *input, double *weight) {
  for (size_t i = 0; i < input->child_count; i++) {
    if (!(input->points[i] > 0))
      return "a child has no points";
    weight[i] = input->points[i];
  }
  return NULL;
}

const egb_weigh egb_weight_points = {
    .head = {.name = "points",
             .summary = EGB_WORDS("Each child counts by the most points that can be earned in it"),
             .formula = EGB_WORDS("largest number of points of the rubric; of an aggregate the sum below it"),
             .reference = EGB_WORDS("World Bank, GovTech Maturity Index, 2022 update (methodology)"),
             .edges = EGB_WORDS("Every indicator below needs `points:`."),
             .example = EGB_WORDS("weights: points")},
    .needs_points = true,
    .looks_below = true,
    .apply = apply};
