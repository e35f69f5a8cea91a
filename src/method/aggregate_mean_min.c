/* Mean-min function: between the mean and the lowest child.
 *
 * y = M - alpha * (sqrt((M - L)^2 + beta^2) - beta) with M the weighted mean and L the lowest of the present children.
 * alpha 0: the mean; alpha 1 and beta 0: the lowest child; beta softens the penalty of small distances.
 * Reference: E. Casadio Tarabusi, G. Guarini, "An unbalance adjustment method for development indicators", Social
 * Indicators Research 112 (2013), 19-45.
 * The caller has checked: weights are finite and not negative, alpha in [0, 1], beta >= 0.
 * Edges: children of weight 0 do not count; none left: NaN. Between the lowest child and the mean. */
#include "method/rows.h"
#include "stats/sum.h"

enum { ALPHA, BETA };

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const double alpha = input->parameter[2 * ALPHA], beta = input->parameter[2 * BETA];
  for (size_t u = first; u < last; u++) {
    egb_sum value = {0}, weight = {0};
    double lowest = (double)NAN;
    for (size_t i = 0; i < input->child_count; i++) {
      const double x = input->child[i][u], w = input->weight[i];
      if (isnan(x) || !(w > 0))
        continue;
      lowest = fmin(lowest, x);
      egb_sum_add(&value, w * x);
      egb_sum_add(&weight, w);
    }
    const double total = egb_sum_value(weight), mean = egb_sum_value(value) / total;
    y[u] = total > 0 ? mean - alpha * (hypot(mean - lowest, beta) - beta) : (double)NAN;
  }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  char alpha[EGB_SHEET_NUMBER_MAX], beta[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'w', at->w},
                                 {'a', egb_sheet_number(input->parameter[2 * ALPHA], alpha)},
                                 {'b', egb_sheet_number(input->parameter[2 * BETA], beta)},
                                 {0, NULL}};
  egb_sheet_put(out, EGB_SHEET_MEAN "-%a*(SQRT((" EGB_SHEET_MEAN "-MIN(IF(" EGB_SHEET_COUNTS ",%x,\"\")))^2+%b^2)-%b)",
                word);
  return EGB_SHEET_ARRAY;
}

static const egb_parameter parameters[] = {
    {.name = "alpha",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {0.5},
     .least = 0,
     .most = 1,
     .help = EGB_WORDS("How much of the distance to the lowest child is taken off.")},
    {.name = "beta",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {0},
     .least = 0,
     .most = 1e9,
     .help = EGB_WORDS("How gently the penalty begins, in points of the children; 0: in proportion at once.")}};

const egb_aggregate egb_aggregate_mean_min = {
    .head = {.name = "mean-min",
             .summary = EGB_WORDS("The mean less a share of its distance to the lowest child"),
             .formula = EGB_WORDS(
                 "M - alpha (sqrt((M - L)^2 + beta^2) - beta), M the weighted mean, L the lowest child present"),
             .reference = EGB_WORDS("E. Casadio Tarabusi, G. Guarini, Social Indicators Research 112 (2013), 19-45"),
             .edges = EGB_WORDS("Missing children leave their weight to the others. No child present: missing."),
             .example = EGB_WORDS("aggregate: {method: mean-min, alpha: 0.5}"),
             .parameter = parameters,
             .parameter_count = 2},
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
