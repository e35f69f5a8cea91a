/* The lowest of the children a unit has: no compensation at all.
 *
 * y = min(x_i) over the present children i of positive weight.
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6 (non-compensatory aggregation);
 * P. S. Bullen, Handbook of Means and Their Inequalities (2003), ch. III (power mean of order minus infinity).
 * The caller has checked: weights are finite and not negative.
 * Edges: children of weight 0 do not count; other weights make no difference; none left: NaN. */
#include "method/rows.h"

#include <math.h>

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  for (size_t u = first; u < last; u++) {
    y[u] = (double)NAN;
    for (size_t i = 0; i < input->child_count; i++)
      if (input->weight[i] > 0)
        y[u] = fmin(y[u], input->child[i][u]); /* NaN only when both are */
  }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {0, NULL}};
  egb_sheet_put(out, "MIN(IF(" EGB_SHEET_COUNTS ",%x,\"\"))", word);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_minimum = {
    .head =
        {.name = "minimum",
         .summary = EGB_WORDS("The lowest child decides"),
         .formula = EGB_WORDS("min(x) over the children present"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (non-compensatory aggregation)"),
         .edges = EGB_WORDS(
             "Weights make no difference, but a child of weight 0 does not count. No child present: missing."),
         .example = EGB_WORDS("aggregate: minimum")},
    .ignores_weights = true,
    .lowest = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
