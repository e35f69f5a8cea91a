/* Weighted harmonic mean of the children a unit has.
 *
 * y = sum(w_i) / sum(w_i / x_i) over the present children i.
 * Reference: P. S. Bullen, Handbook of Means and Their Inequalities (2003), ch. II and III (power mean of order -1).
 * The caller has checked: weights are finite and not negative, no child comes from a method that may be negative.
 * Edges: a child of 0 makes the mean 0, a negative child makes it NaN; children of weight 0 do not count; none left:
 * NaN. Never above the geometric mean of the same children. */
#include "method/rows.h"
#include "stats/sum.h"

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  for (size_t u = first; u < last; u++) {
    egb_sum inverse = {0}, weight = {0};
    bool negative = false;
    for (size_t i = 0; i < input->child_count; i++) {
      const double x = input->child[i][u], w = input->weight[i];
      if (isnan(x) || !(w > 0))
        continue;
      negative = negative || x < 0;
      egb_sum_add(&weight, w);
      egb_sum_add(&inverse, w / fabs(x)); /* infinite for 0: the mean is then 0 */
    }
    const double total = egb_sum_value(weight);
    y[u] = total > 0 && !negative ? total / egb_sum_value(inverse) : (double)NAN;
  }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {0, NULL}};
  egb_sheet_put(out,
                "IF(MIN(IF(" EGB_SHEET_COUNTS ",%x,\"\"))<0,\"\",IF(MIN(IF(" EGB_SHEET_COUNTS
                ",%x,\"\"))=0,0," EGB_SHEET_TOTAL "/SUM(IF(" EGB_SHEET_COUNTS ",%w/%x,0))))",
                word);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_harmonic = {
    .head = {.name = "harmonic",
             .summary = EGB_WORDS("Weighted harmonic mean: low children weigh more than in the geometric mean"),
             .formula = EGB_WORDS("sum(w) / sum(w / x) over the children present"),
             .reference = EGB_WORDS(
                 "P. S. Bullen, Handbook of Means and Their Inequalities, 2003, ch. III (power mean of order -1)"),
             .edges = EGB_WORDS(
                 "A child of 0 gives 0; a negative child gives no score. Missing children leave their weight to the "
                 "others. No child present: missing."),
             .example = EGB_WORDS("aggregate: harmonic")},
    .needs_nonnegative = true,
    .is_mean = true,
    .power = -1,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
