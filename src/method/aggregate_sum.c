/* The sum of the children a unit has: points stay points.
 *
 * y = sum(x_i) over the present children i of positive weight; nothing is divided, so that a node of three children of
 * up to 20, 40 and 40 points has up to 100. A child with `subtract:` is taken away: y = sum(s_i x_i), s_i = -1 for it.
 * Reference: World Bank, B-READY Methodology Handbook (2023), where a pillar's score is the sum of its categories'
 * points; OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, additive aggregation.
 * The caller has checked: weights are finite and not negative.
 * Edges: children of weight 0 do not count; other weights make no difference: points are weights already. A missing
 * child adds nothing, as if it had earned no points; none left: NaN, and so is a sum beyond the largest number. */
#include "method/rows.h"
#include "stats/sum.h"

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  for (size_t u = first; u < last; u++) {
    egb_sum sum = {0};
    size_t present = 0;
    for (size_t i = 0; i < input->child_count; i++) {
      const double x = input->child[i][u];
      if (isnan(x) || !(input->weight[i] > 0))
        continue;
      egb_sum_add(&sum, input->subtract != NULL && input->subtract[i] ? 0 - x : x);
      present++;
    }
    const double value = egb_sum_value(sum);
    y[u] = present > 0 && isfinite(value) ? value : (double)NAN;
  }
  return NULL;
}

/* A child that is taken away has the sign of an array of signs. */
static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  egb_buffer signs = {0};
  for (size_t i = 0; i < input->child_count; i++)
    egb_buffer_format(&signs, "%s%d", i > 0 ? "," : "", input->subtract != NULL && input->subtract[i] ? -1 : 1);
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {'s', egb_buffer_string(&signs)}, {0, NULL}};
  egb_sheet_put(out, "SUM(IF(" EGB_SHEET_COUNTS ",%x*{%s},0))", word);
  out->failed = out->failed || signs.failed;
  egb_buffer_clear(&signs);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_sum = {
    .head = {.name = "sum",
             .summary = EGB_WORDS("Points added up, not divided"),
             .formula = EGB_WORDS("sum(x) over the children present, less those with `subtract: true`"),
             .reference = EGB_WORDS("World Bank, B-READY Methodology Handbook, 2023 (categories into pillars)"),
             .edges = EGB_WORDS(
                 "A missing child adds nothing: `available: {share: 1, of: children}` withholds the score instead. "
                 "Weights make no difference, but a child of weight 0 does not count. No child present: missing."),
             .example = EGB_WORDS("aggregate: sum")},
    .ignores_weights = true,
    .subtracts = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
