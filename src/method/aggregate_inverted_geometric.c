/* Inverted geometric mean: geometric over the distances to the top, so that one high child cannot be made up for.
 *
 * With T the top: y = T - exp(sum(w_i * ln(T - x_i)) / sum(w_i)) over the present children i. With `shift`, the
 * distances are first mapped to [1, 10], so that a child at the top does not decide alone:
 * y = T * (10 - exp(sum(w_i * ln(9 * (T - x_i) / T + 1)) / sum(w_i))) / 9.
 * Reference: M. Marin-Ferrer, L. Vernaccini, K. Poljansek, Index for Risk Management INFORM: Concept and Methodology
 * (JRC, 2017), aggregation of hazards: T = 10 with the shift.
 * The caller has checked: weights are finite and not negative.
 * Edges: a child above T makes the result NaN; without the shift a child at T makes it T; children of weight 0 do not
 * count; none left: NaN. Never below the arithmetic mean of the same children. */
#include "method/rows.h"
#include "stats/sum.h"

enum { TOP, SHIFT };

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const double asked = input->parameter[2 * TOP], top = isnan(asked) ? input->scale : asked;
  const bool shift = input->parameter[2 * SHIFT] > 0;
  for (size_t u = first; u < last; u++) {
    egb_sum logs = {0}, weight = {0};
    bool reached = false, beyond = false;
    for (size_t i = 0; i < input->child_count; i++) {
      const double x = input->child[i][u], w = input->weight[i];
      if (isnan(x) || !(w > 0))
        continue;
      const double distance = shift ? 9 * (top - x) / top + 1 : top - x;
      egb_sum_add(&weight, w);
      beyond = beyond || x > top;
      if (distance > 0)
        egb_sum_add(&logs, w * log(distance));
      else
        reached = true;
    }
    const double total = egb_sum_value(weight), mean = reached ? 0 : exp(egb_sum_value(logs) / total);
    if (!(total > 0) || beyond)
      y[u] = (double)NAN;
    else
      y[u] = shift ? top * ((10 - mean) / 9) : top - mean;
  }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  const double asked = input->parameter[2 * TOP], top = isnan(asked) ? input->scale : asked;
  char number[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {'t', egb_sheet_number(top, number)}, {0, NULL}};
  egb_sheet_put(out, "IF(MAX(IF(" EGB_SHEET_COUNTS ",%x,\"\"))>%t,\"\",", word);
  if (input->parameter[2 * SHIFT] > 0)
    egb_sheet_put(out, "%t*(10-EXP(SUM(IF(" EGB_SHEET_COUNTS ",%w*LN(9*(%t-%x)/%t+1),0))/" EGB_SHEET_TOTAL "))/9)",
                  word);
  else
    egb_sheet_put(out,
                  "IF(MAX(IF(" EGB_SHEET_COUNTS ",%x,\"\"))=%t,%t,%t-EXP(SUM(IF(" EGB_SHEET_COUNTS
                  ",%w*LN(%t-%x),0))/" EGB_SHEET_TOTAL ")))",
                  word);
  return EGB_SHEET_ARRAY;
}

static const egb_parameter parameters[] = {
    {.name = "top",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {(double)NAN},
     .least = 1e-6,
     .most = 1e9,
     .help = EGB_WORDS("The highest possible score; the index's scale when not written.")},
    {.name = "shift",
     .kind = EGB_PARAMETER_BOOL,
     .preset = {1},
     .most = 1,
     .help = EGB_WORDS("true: distances are mapped to [1, 10] first, as INFORM does; false: plain distances.")}};

const egb_aggregate egb_aggregate_inverted_geometric = {
    .head =
        {.name = "inverted-geometric",
         .summary = EGB_WORDS("Geometric mean of the distances to the top: a high child cannot be made up for"),
         .formula = EGB_WORDS(
             "T (10 - exp(sum(w ln(9 (T - x) / T + 1)) / sum(w))) / 9; without shift T - exp(sum(w ln(T - x)) / "
             "sum(w))"),
         .reference = EGB_WORDS(
             "Marin-Ferrer, Vernaccini, Poljansek, Index for Risk Management INFORM: Concept and Methodology, JRC, "
             "2017"),
         .edges = EGB_WORDS(
             "A child above the top gives no score; without shift a child at the top gives the top. Missing children "
             "leave their weight to the others. No child present: missing."),
         .example = EGB_WORDS("aggregate: {method: inverted-geometric, top: 10}"),
         .parameter = parameters,
         .parameter_count = 2},
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
