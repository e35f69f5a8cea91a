/* Weighted geometric mean of the children a unit has.
 *
 * y = exp(sum(w_i * ln(max(x_i, least))) / sum(w_i)) over the present children i; `least` is 0 unless given.
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6, geometric aggregation; UNDP, Human
 * Development Report, Technical note 1.
 * The caller has checked: weights are finite and not negative, no child comes from a method that may be negative.
 * Edges: a child of 0 makes the mean 0 unless `least` lifts it, a negative child makes it NaN; children of weight 0 do
 * not count; none left: NaN. Never above the arithmetic mean of the same children. */
#include "method/rows.h"
#include "stats/sum.h"

enum { LEAST };

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const double least = input->parameter[2 * LEAST];
  for (size_t u = first; u < last; u++) {
    egb_sum logs = {0}, weight = {0};
    bool zero = false, negative = false;
    for (size_t i = 0; i < input->child_count; i++) {
      const double child = input->child[i][u], w = input->weight[i];
      if (isnan(child) || !(w > 0))
        continue;
      const double x = child >= 0 && child < least ? least : child;
      egb_sum_add(&weight, w);
      if (x > 0)
        egb_sum_add(&logs, w * log(x));
      else if (x < 0)
        negative = true;
      else
        zero = true;
    }
    const double total = egb_sum_value(weight);
    if (!(total > 0) || negative)
      y[u] = (double)NAN;
    else
      y[u] = zero ? 0 : exp(egb_sum_value(logs) / total);
  }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  char least[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {
      {'x', at->x}, {'w', at->w}, {'m', egb_sheet_number(input->parameter[2 * LEAST], least)}, {0, NULL}};
  if (input->parameter[2 * LEAST] > 0)
    egb_sheet_put(out,
                  "IF(MIN(IF(" EGB_SHEET_COUNTS ",%x,\"\"))<0,\"\",EXP(SUM(IF(" EGB_SHEET_COUNTS
                  ",%w*LN(IF(%x<%m,%m,%x)),0))/" EGB_SHEET_TOTAL "))",
                  word);
  else
    egb_sheet_put(out,
                  "IF(MIN(IF(" EGB_SHEET_COUNTS ",%x,\"\"))<0,\"\",IF(MIN(IF(" EGB_SHEET_COUNTS
                  ",%x,\"\"))=0,0,EXP(SUM(IF(" EGB_SHEET_COUNTS ",%w*LN(%x),0))/" EGB_SHEET_TOTAL ")))",
                  word);
  return EGB_SHEET_ARRAY;
}

static const egb_parameter parameters[] = {
    [LEAST] = {
        .name = "least",
        .kind = EGB_PARAMETER_NUMBER,
        .role = EGB_ROLE_LEAST,
        .least = 0,
        .most = 1e9,
        .help = EGB_WORDS(
            "Children with a lower score count as this much, so that one 0 does not make the mean 0. Without it nothing "
            "is lifted.")}};

const egb_aggregate egb_aggregate_geometric = {
    .head =
        {.name = "geometric",
         .summary = EGB_WORDS("Weighted geometric mean: a low child cannot be made up for in full"),
         .formula = EGB_WORDS("exp(sum(w * ln(max(x, least))) / sum(w)) over the children present"),
         .reference =
             EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (geometric aggregation)"),
         .edges = EGB_WORDS(
             "A child of 0 gives 0 unless `least` lifts it; a negative child gives no score. Missing children leave "
             "their weight to the others. No child present: missing."),
         .example = EGB_WORDS("aggregate: geometric"),
         .parameter = parameters,
         .parameter_count = 1},
    .needs_nonnegative = true,
    .is_mean = true,
    .power = 0,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
