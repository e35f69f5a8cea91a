/* Weighted median of the children a unit has.
 *
 * With the present children in rising order, the first one at which the weights so far exceed half of their sum; when
 * they come to exactly half, the middle between that child and the next. Equal weights: the ordinary median.
 * Reference: F. Y. Edgeworth, "On a new method of reducing observations relating to several quantities", Philosophical
 * Magazine 25 (1888), 184-191; T. H. Cormen et al., Introduction to Algorithms (2009), problem 9-2.
 * The caller has checked: weights are finite and not negative.
 * Edges: children of weight 0 do not count; none left: NaN. "Exactly half" is met within 1e-12 of the sum. */
#include "method/rows.h"
#include "stats/order.h"
#include "stats/sum.h"

#define TOLERANCE 1e-12

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  double *x = input->scratch, *w = x + input->child_count;
  for (size_t u = first; u < last; u++) {
    size_t n = 0;
    egb_sum weight = {0}, so_far = {0};
    for (size_t i = 0; i < input->child_count; i++)
      if (!isnan(input->child[i][u]) && input->weight[i] > 0) {
        x[n] = input->child[i][u];
        w[n++] = input->weight[i];
        egb_sum_add(&weight, input->weight[i]);
      }
    egb_stats_sort_pairs(x, w, n, w + input->child_count);
    const double half = egb_sum_value(weight) / 2;
    y[u] = (double)NAN;
    for (size_t i = 0; i < n; i++) {
      egb_sum_add(&so_far, w[i]);
      const double beyond = egb_sum_value(so_far) - half;
      if (beyond < -TOLERANCE * half)
        continue;
      y[u] = beyond > TOLERANCE * half || i + 1 == n ? x[i] : x[i] + (x[i + 1] - x[i]) / 2;
      break;
    }
  }
  return NULL;
}

/* Per child the weights of those that are not above it; of the children at which they come to half, and exceed it, the
 * lowest: the same child, or the two around the middle. */
#define SHEET_SO_FAR "MMULT(%w*(%x<>\"\"),(TRANSPOSE(%x)<=%x)*1)"

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {0, NULL}};
  if (input->child_count == 1)
    egb_buffer_text(out, at->x);
  else
    egb_sheet_put(out,
                  "(MIN(IF(" EGB_SHEET_COUNTS "*(" SHEET_SO_FAR ">=" EGB_SHEET_TOTAL
                  "/2*(1-1E-12)),%x,\"\"))+MIN(IF(" EGB_SHEET_COUNTS "*(" SHEET_SO_FAR ">" EGB_SHEET_TOTAL
                  "/2*(1+1E-12)),%x,\"\")))/2",
                  word);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_median = {
    .head =
        {.name = "median",
         .summary = EGB_WORDS("Weighted median: the child in the middle"),
         .formula = EGB_WORDS(
             "the child at which the weights, from the lowest child on, pass half of their sum; at exactly half the "
             "middle between it and the next"),
         .reference = EGB_WORDS("F. Y. Edgeworth, Philosophical Magazine 25 (1888), 184-191"),
         .edges = EGB_WORDS("Missing children leave their weight to the others. No child present: missing."),
         .example = EGB_WORDS("aggregate: median")},
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
