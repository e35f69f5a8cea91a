/* Standardisation; the row says formula, reference and edges.
 *
 * m and s are mean and sample standard deviation (divisor n - 1) of the present values, mean and sd the parameters. As
 * results may be negative, a geometric mean over them is refused. The caller has checked: sd > 0, at least one present
 * value, all of them finite. */
#include "method/rows.h"
#include "stats/describe.h"

#include <math.h>

enum { MEAN, SD };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  (void)input;
  double least, most;
  egb_stats_range(present, count, &least, &most);
  if (!(most > least)) /* not by the deviation: rounding of the mean may leave a trace of one */
    return count == 1 ? "there is only one value" : "all values are equal";
  fitted[0] = egb_stats_mean(present, count);
  fitted[1] = egb_stats_sd(present, count);
  if (!isfinite(fitted[0]) || !isfinite(fitted[1]))
    return "the values are too far apart";
  return fitted[1] > 0 ? NULL : "the values are too close together";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const double factor = input->direction < 0 ? -input->parameter[2 * SD] : input->parameter[2 * SD];
  for (size_t i = 0; i < count; i++)
    y[i] = input->parameter[2 * MEAN] + factor * ((x[i] - fitted[0]) / fitted[1]);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  char mean[EGB_SHEET_NUMBER_MAX], sd[EGB_SHEET_NUMBER_MAX];
  const double factor = input->direction < 0 ? -input->parameter[2 * SD] : input->parameter[2 * SD];
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'m', at->fitted[0]},
                                 {'s', at->fitted[1]},
                                 {'a', egb_sheet_number(input->parameter[2 * MEAN], mean)},
                                 {'b', egb_sheet_number(factor, sd)},
                                 {0, NULL}};
  egb_sheet_put(out, "%a+%b*((%x-%m)/%s)", word);
  return EGB_SHEET_PLAIN;
}

static egb_sheet_kind sheet_fit(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'v', all}, {0, NULL}};
  egb_sheet_put(out, k == 0 ? "AVERAGE(%v)" : "STDEV(%v)", word);
  return EGB_SHEET_PLAIN;
}

static const egb_parameter parameters[] = {
    [MEAN] = {.name = "mean",
              .kind = EGB_PARAMETER_NUMBER,
              .preset = {0},
              .least = -1e9,
              .most = 1e9,
              .help = EGB_WORDS("The score of a unit at the mean of the data.")},
    [SD] = {.name = "sd",
            .kind = EGB_PARAMETER_NUMBER,
            .preset = {1},
            .least = 1e-9,
            .most = 1e9,
            .help = EGB_WORDS("How many points of score one standard deviation is worth.")}};
static const char *const fitted_names[] = {"mean", "sd", NULL};

const egb_normalise egb_normalise_zscore = {
    .head =
        {.name = "zscore",
         .summary = EGB_WORDS("Distance from the mean in standard deviations"),
         .formula = EGB_WORDS("mean + sd * (x - m) / s; lower is better: mean - sd * (x - m) / s"),
         .reference =
             EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (Standardisation)"),
         .edges = EGB_WORDS(
             "All values equal, or one value only: refused, there is no spread. Results may be negative. Missing stays "
             "missing."),
         .example = EGB_WORDS("normalise: {method: zscore, mean: 50, sd: 10}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters,
         .fitted = fitted_names},
    .may_be_negative = true,
    .keeps_order = true,
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(sheet_fit)};
