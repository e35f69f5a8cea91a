/* The highest of the children a unit has: one strength is enough.
 *
 * y = max(x_i) over the present children i of positive weight.
 * Reference: P. S. Bullen, Handbook of Means and Their Inequalities (2003), ch. III (power mean of order infinity).
 * The caller has checked: weights are finite and not negative.
 * Edges: children of weight 0 do not count; other weights make no difference; none left: NaN. */
#include "method/rows.h"

#include <math.h>

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  for (size_t u = first; u < last; u++) {
    y[u] = (double)NAN;
    for (size_t i = 0; i < input->child_count; i++)
      if (input->weight[i] > 0)
        y[u] = fmax(y[u], input->child[i][u]); /* NaN only when both are */
  }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {0, NULL}};
  egb_sheet_put(out, "MAX(IF(" EGB_SHEET_COUNTS ",%x,\"\"))", word);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_maximum = {
    .head = {.name = "maximum",
             .summary = EGB_WORDS("The highest child decides"),
             .formula = EGB_WORDS("max(x) over the children present"),
             .reference = EGB_WORDS(
                 "Bullen, Handbook of Means and Their Inequalities, 2003, ch. III (power mean of order infinity)"),
             .edges = EGB_WORDS(
                 "Weights make no difference, but a child of weight 0 does not count. No child present: missing."),
             .example = EGB_WORDS("aggregate: maximum")},
    .ignores_weights = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
