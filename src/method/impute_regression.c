/* Linear regression on columns of the data; the row says formula, reference and edges.
 *
 * The caller has checked: at least one predictor is given. Where it could be filled but for too few complete units, or
 * for predictors that depend on each other, a gap is answered with the reason. */
#include "method/imputation.h"
#include "method/rows.h"
#include "stats/linear.h"

#include <math.h>

static size_t need(size_t count, size_t child_count) {
  return count * (child_count + 1) + 3 * child_count + 1 + EGB_REGRESS_SCRATCH(count, child_count);
}

static bool predictable(const egb_impute_input *input, size_t u) {
  for (size_t p = 0; p < input->predictor_count; p++)
    if (isnan(input->predictor[p][u]))
      return false;
  return true;
}

/* The complete cases of a column, a row each. Whether there is a gap to fill comes back in gap. */
static size_t gather(const egb_impute_input *input, const double *value, double *x, double *y, bool *gap) {
  size_t cases = 0;
  *gap = false;
  for (size_t u = 0; u < input->count; u++) {
    if (!predictable(input, u))
      continue;
    if (isnan(value[u])) {
      *gap = true;
      continue;
    }
    for (size_t p = 0; p < input->predictor_count; p++)
      x[cases * input->predictor_count + p] = input->predictor[p][u];
    y[cases++] = value[u];
  }
  return cases;
}

/* Variance and coefficients from their posterior under the usual vague prior: sigma^2 = RSS / chi-square(n - k - 1),
 * coefficients normal around the estimates with covariance sigma^2 (X'X)^-1 (Rubin 1987, pages 166-167; `norm` of S.
 * van Buuren and K. Groothuis-Oudshoorn, "mice", Journal of Statistical Software 45(3) (2011)). Returns sigma. */
static double draw_line(egb_regression *line, size_t cases, const double *scratch, double *z,
                        const egb_chance *chance) {
  const double freedom = (double)(cases - line->predictors - 1);
  const double squares = egb_stats_regress_squares(line, cases, scratch);
  const double sigma = sqrt(squares / chance->chi_square(chance->state, freedom));
  for (size_t i = 0; i <= line->predictors; i++)
    z[i] = chance->normal(chance->state);
  egb_stats_regress_move(line, cases, sigma, z, scratch);
  return sigma;
}

/* chance NULL: the line itself. */
static void predict(const egb_impute_input *input, const egb_regression *line, double *value, double sigma,
                    const egb_chance *chance) {
  for (size_t u = 0; u < input->count; u++) {
    if (!isnan(value[u]) || !predictable(input, u))
      continue;
    value[u] = line->mean;
    for (size_t p = 0; p < line->predictors; p++)
      value[u] += line->slope[p] * (input->predictor[p][u] - line->centre[p]);
    value[u] += chance != NULL ? sigma * chance->normal(chance->state) : 0;
  }
}

static const char *fill(const egb_impute_input *input, const egb_chance *chance) {
  const size_t predictors = input->predictor_count;
  double *y = input->scratch, *x = y + input->count, *centre = x + input->count * predictors;
  double *z = centre + 2 * predictors, *scratch = z + predictors + 1;
  egb_regression line = {.predictors = predictors, .centre = centre, .slope = centre + predictors};
  for (size_t c = 0; c < input->column_count; c++) {
    bool gap;
    const size_t cases = gather(input, input->column[c], x, y, &gap);
    if (!gap)
      continue;
    if (cases <= predictors + 1)
      return "too few units have the value and all predictors";
    if (!egb_stats_regress(x, y, cases, &line, scratch))
      return "a predictor is constant, or a combination of the others";
    const double sigma = chance != NULL ? draw_line(&line, cases, scratch, z, chance) : 0;
    predict(input, &line, input->column[c], sigma, chance);
  }
  return NULL;
}

static const char *apply(const egb_impute_input *input) {
  return fill(input, NULL);
}

static const egb_parameter parameters[] = {{.name = "columns",
                                            .kind = EGB_PARAMETER_COLUMNS,
                                            .required = true,
                                            .help = EGB_WORDS("Columns of the data that predict the value.")}};

const egb_impute egb_impute_regression = {
    .head = {.name = "regression",
             .summary = EGB_WORDS("Predicted from other columns by least squares"),
             .formula = EGB_WORDS("b0 + b1 * p1 + b2 * p2 + ..., least squares over the units that have all of them"),
             .reference = EGB_WORDS(
                 "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3 (regression imputation)"),
             .edges = EGB_WORDS(
                 "A unit without one of the predictors stays missing. Not more complete units than coefficients, or "
                 "predictors that depend on each other: refused."),
             .example = EGB_WORDS("impute: {method: regression, columns: [gdp_per_head, internet_users]}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .scratch = need,
    .apply = apply,
    .draw = fill};
