/* Weighted power mean (generalised mean, Hoelder mean) of the children a unit has.
 *
 * y = (sum(w_i * x_i^p) / sum(w_i))^(1/p) over the present children i; at p = 0 its limit, the geometric mean.
 * Reference: P. S. Bullen, Handbook of Means and Their Inequalities (2003), ch. III, definition 1.
 * The caller has checked: weights are finite and not negative, no child comes from a method that may be negative.
 * Edges: a child of 0 makes the mean 0 when p <= 0; a negative child makes it NaN; children of weight 0 do not count;
 * none left: NaN. p = 1, 0, -1: the arithmetic, geometric and harmonic mean. */
#include "method/rows.h"
#include "stats/sum.h"

#include <float.h>

enum { P };

/* The logarithm of x / scale, also where that is no number that a double holds. */
static double log_ratio(double x, double scale) {
  const double ratio = x / scale;
  return ratio >= DBL_MIN && ratio <= DBL_MAX ? log(ratio) : log(x) - log(scale);
}

static double itself(double x) {
  return x;
}

/* The sum of w f(p ln(x / scale)) over the children that unit u has. */
static double sum_of(const egb_aggregate_input *input, size_t u, double scale, double p, double (*f)(double)) {
  egb_sum sum = {0};
  for (size_t i = 0; i < input->child_count; i++) {
    const double x = input->child[i][u], w = input->weight[i];
    if (!isnan(x) && w > 0)
      egb_sum_add(&sum, w * f(p * log_ratio(x, scale)));
  }
  return egb_sum_value(sum);
}

/* ln(sum(w (x / scale)^p) / sum(w)): through expm1 and log1p, so that nothing is lost near p = 0; where the sum is far
 * below that of the weights, as it is, so that nothing is lost near 0. */
static double log_of_power_mean(const egb_aggregate_input *input, size_t u, double scale, double p, double total) {
  const double less = sum_of(input, u, scale, p, expm1) / total;
  return less > -0.5 ? log1p(less) : log(sum_of(input, u, scale, p, exp) / total);
}

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const double p = input->parameter[2 * P];
  for (size_t u = first; u < last; u++) {
    /* Relative to the child that decides at large |p|, so that no power is above 1. */
    double scale = p > 0 ? 0 : INFINITY;
    bool negative = false;
    egb_sum weight = {0};
    for (size_t i = 0; i < input->child_count; i++) {
      const double x = input->child[i][u], w = input->weight[i];
      if (isnan(x) || !(w > 0))
        continue;
      negative = negative || x < 0;
      scale = p > 0 ? fmax(scale, x) : fmin(scale, x);
      egb_sum_add(&weight, w);
    }
    const double total = egb_sum_value(weight);
    if (!(total > 0) || negative || !(scale > 0)) {
      y[u] = total > 0 && !negative ? 0 : (double)NAN;
      continue;
    }
    const double beyond =
        p == 0 ? sum_of(input, u, scale, 1, itself) / total : log_of_power_mean(input, u, scale, p, total) / p;
    const double times = exp(beyond);
    y[u] = times >= DBL_MIN && times <= DBL_MAX ? scale * times : exp(log(scale) + beyond);
  }
  return NULL;
}

#define SHEET_LEAST "MIN(IF(" EGB_SHEET_COUNTS ",%x,\"\"))"
#define SHEET_MOST "MAX(IF(" EGB_SHEET_COUNTS ",%x,\"\"))"

/* Relative to the child that decides, as apply() does. Very near to 0 a spreadsheet, without expm1, loses digits. */
static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  const double p = input->parameter[2 * P];
  char power[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {'p', egb_sheet_number(p, power)}, {0, NULL}};
  if (p != 0 && fabs(p) < 1e-3)
    return EGB_SHEET_NONE;
  egb_sheet_put(out, "IF(" SHEET_LEAST "<0,\"\",", word);
  if (p == 0)
    egb_sheet_put(out, "IF(" SHEET_LEAST "=0,0,EXP(SUM(IF(" EGB_SHEET_COUNTS ",%w*LN(%x),0))/" EGB_SHEET_TOTAL ")))",
                  word);
  else if (p > 0)
    egb_sheet_put(out,
                  "IF(" SHEET_MOST "=0,0," SHEET_MOST "*(SUM(IF(" EGB_SHEET_COUNTS ",%w*(%x/" SHEET_MOST
                  ")^%p,0))/" EGB_SHEET_TOTAL ")^(1/%p)))",
                  word);
  else
    egb_sheet_put(out,
                  "IF(" SHEET_LEAST "=0,0," SHEET_LEAST "*(SUM(IF(" EGB_SHEET_COUNTS ",%w*(%x/" SHEET_LEAST
                  ")^%p,0))/" EGB_SHEET_TOTAL ")^(1/%p)))",
                  word);
  return EGB_SHEET_ARRAY;
}

static const egb_parameter parameters[] = {
    [P] = {.name = "p",
           .kind = EGB_PARAMETER_NUMBER,
           .role = EGB_ROLE_POWER,
           .required = true,
           .least = -100,
           .most = 100,
           .help = EGB_WORDS(
               "The order: 1 arithmetic, 0 geometric, -1 harmonic; the lower, the more a low child counts.")}};

const egb_aggregate egb_aggregate_power = {
    .head =
        {.name = "power",
         .summary = EGB_WORDS("Weighted power mean of any order"),
         .formula = EGB_WORDS("(sum(w * x^p) / sum(w))^(1/p) over the children present; p = 0: geometric mean"),
         .reference = EGB_WORDS("P. S. Bullen, Handbook of Means and Their Inequalities, 2003, ch. III"),
         .edges = EGB_WORDS(
             "A child of 0 gives 0 when p <= 0; a negative child gives no score. Missing children leave their weight "
             "to the others. No child present: missing."),
         .example = EGB_WORDS("aggregate: {method: power, p: 0.5}"),
         .parameter = parameters,
         .parameter_count = 1},
    .needs_nonnegative = true,
    .is_mean = true,
    .power = (double)NAN,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
