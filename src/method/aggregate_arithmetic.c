/* Weighted arithmetic mean of the children a unit has.
 *
 * y = sum(w_i * x_i) / sum(w_i) over the present children i.
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, additive aggregation.
 * The caller has checked: weights are finite and not negative.
 * Edges: children of weight 0 do not count; none left: NaN. A low child can be made up for by a high one (full
 * compensation). */
#include "method/rows.h"
#include "stats/means.h"
#include "stats/sum.h"

static void one_by_one(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  for (size_t u = first; u < last; u++) {
    egb_sum value = {0}, weight = {0};
    for (size_t i = 0; i < input->child_count; i++) {
      const double x = input->child[i][u], w = input->weight[i];
      if (isnan(x) || !(w > 0))
        continue;
      egb_sum_add_product(&value, w, x);
      egb_sum_add(&weight, w);
    }
    const double mean = egb_sum_ratio(value, weight);
    y[u] = egb_sum_value(weight) > 0 && isfinite(mean) ? mean : (double)NAN;
  }
}

/* Units that have every child are taken together. */
static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
#ifndef EGB_FEW_UNITS
  for (; last - first >= EGB_MEANS; first += EGB_MEANS)
    if (!egb_stats_means(input->child, input->weight, input->child_count, first, EGB_MEANS, y + first))
      one_by_one(input, first, first + EGB_MEANS, y);
#endif
  one_by_one(input, first, last, y);
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {0, NULL}};
  egb_sheet_put(out, EGB_SHEET_MEAN, word);
  return EGB_SHEET_PLAIN;
}

const egb_aggregate egb_aggregate_arithmetic = {
    .head = {.name = "arithmetic",
             .summary = EGB_WORDS("Weighted mean"),
             .formula = EGB_WORDS("sum(w * x) / sum(w) over the children present"),
             .reference = EGB_WORDS(
                 "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (additive aggregation)"),
             .edges = EGB_WORDS("Missing children leave their weight to the others. No child present: missing."),
             .example = EGB_WORDS("aggregate: arithmetic"),
             .is_default = true},
    .is_mean = true,
    .power = 1,
    .linear = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
