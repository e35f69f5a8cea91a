/* Mazziotta-Pareto: the mean less (or plus) a penalty for children that lie apart.
 *
 * y = M - S * cv or M + S * cv with M the weighted mean of the present children, S their deviation around it and
 * cv = S / M. S^2 = sum(w_i * (x_i - M)^2) / sum(w_i); with `deviation: sample` n / (n - 1) times that, n the number of
 * present children.
 * MPI: over z-scores of mean 100 and deviation 10. AMPI, the adjusted index: over goalposts (or min-max) to [70, 130].
 * Minus where high is good (well-being), plus where high is bad (poverty).
 * Reference: M. Mazziotta, A. Pareto, "On a generalized non-compensatory composite index for measuring socio-economic
 * phenomena", Social Indicators Research 127 (2016), 983-1003.
 * The caller has checked: weights are finite and not negative.
 * Edges: a mean of 0 or below makes the result NaN; one present child is the result itself; children of weight 0 do not
 * count; none left: NaN. */
#include "method/rows.h"
#include "stats/sum.h"

enum { PENALTY, DEVIATION };

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const double sign = input->parameter[2 * PENALTY] > 0 ? 1 : -1;
  const bool sample = input->parameter[2 * DEVIATION] > 0;
  for (size_t u = first; u < last; u++) {
    egb_sum value = {0}, weight = {0}, squares = {0};
    size_t n = 0;
    for (size_t i = 0; i < input->child_count; i++)
      if (!isnan(input->child[i][u]) && input->weight[i] > 0) {
        egb_sum_add(&value, input->weight[i] * input->child[i][u]);
        egb_sum_add(&weight, input->weight[i]);
        n++;
      }
    const double total = egb_sum_value(weight), mean = egb_sum_value(value) / total;
    for (size_t i = 0; i < input->child_count; i++)
      if (!isnan(input->child[i][u]) && input->weight[i] > 0) {
        const double apart = input->child[i][u] - mean;
        egb_sum_add(&squares, input->weight[i] * apart * apart);
      }
    const double correction = sample && n > 1 ? (double)n / (double)(n - 1) : 1;
    const double variance = n > 1 ? egb_sum_value(squares) / total * correction : 0;
    y[u] = n > 0 && mean > 0 ? mean + sign * variance / mean : (double)NAN;
  }
  return NULL;
}

#define SHEET_NUMBER "SUM(" EGB_SHEET_COUNTS ")"

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  const egb_sheet_word word[] = {
      {'x', at->x}, {'w', at->w}, {'s', input->parameter[2 * PENALTY] > 0 ? "+" : "-"}, {0, NULL}};
  egb_sheet_put(out,
                "IF(" EGB_SHEET_MEAN "<=0,\"\"," EGB_SHEET_MEAN "%sSUM(IF(" EGB_SHEET_COUNTS ",%w*(%x-" EGB_SHEET_MEAN
                ")^2,0))/" EGB_SHEET_TOTAL "/" EGB_SHEET_MEAN,
                word);
  if (input->parameter[2 * DEVIATION] > 0)
    egb_sheet_put(out, "*IF(" SHEET_NUMBER ">1," SHEET_NUMBER "/(" SHEET_NUMBER "-1),0)", word);
  egb_buffer_text(out, ")");
  return EGB_SHEET_ARRAY;
}

static const char *const penalties[] = {"subtract", "add", NULL};
static const char *const deviations[] = {"population", "sample", NULL};

static const egb_parameter parameters[] = {
    {.name = "penalty",
     .kind = EGB_PARAMETER_CHOICE,
     .choices = penalties,
     .most = 1,
     .help = EGB_WORDS("subtract where high scores are good, add where they are bad (a poverty index).")},
    {.name = "deviation",
     .kind = EGB_PARAMETER_CHOICE,
     .choices = deviations,
     .most = 1,
     .help = EGB_WORDS("Divisor of the deviation: population n as published, sample n - 1.")}};

const egb_aggregate egb_aggregate_mazziotta_pareto = {
    .head =
        {.name = "mazziotta-pareto",
         .summary = EGB_WORDS(
             "Mazziotta-Pareto index (MPI) and its adjusted form (AMPI): the mean with a penalty for unbalanced "
             "children"),
         .formula = EGB_WORDS(
             "M - S^2 / M (or +), M and S weighted mean and deviation of the children present; MPI over z-scores 100 "
             "and 10, AMPI over goalposts to [70, 130]"),
         .reference = EGB_WORDS("M. Mazziotta, A. Pareto, Social Indicators Research 127 (2016), 983-1003"),
         .edges = EGB_WORDS(
             "A mean of 0 or below gives no score; a penalty larger than the mean gives one below 0. One child "
             "present: that child. Missing children leave their weight to the others. No child present: missing."),
         .example = EGB_WORDS("aggregate: {method: mazziotta-pareto, penalty: subtract}"),
         .parameter = parameters,
         .parameter_count = 2},
    .may_be_negative = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
