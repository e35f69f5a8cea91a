/* The logistic curve: the example of a new method in CONTRIBUTING.md, which tests/method/test_example.py adds to a copy
 * of the list of methods and builds. The row says formula, reference and edges.
 *
 * The caller has checked: slope > 0, at least one present value, all of them finite. */
#include "method/rows.h"
#include "stats/describe.h"

#include <math.h>

enum { SLOPE };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  (void)input;
  fitted[0] = egb_stats_mean(present, count);
  fitted[1] = egb_stats_sd(present, count);
  return fitted[1] > 0 ? NULL : "all values are equal";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const double slope = input->direction * input->parameter[2 * SLOPE];
  for (size_t i = 0; i < count; i++)
    y[i] = input->scale / (1 + exp(-slope * (x[i] - fitted[0]) / fitted[1]));
}

static const egb_parameter parameters[] = {[SLOPE] = {.name = "slope",
                                                      .kind = EGB_PARAMETER_NUMBER,
                                                      .preset = {1},
                                                      .least = 0.01,
                                                      .most = 10,
                                                      .help = EGB_WORDS("How steep the curve is at the mean.")}};
static const char *const fitted_names[] = {"mean", "sd", NULL};

const egb_normalise egb_normalise_logistic = {
    .head = {.name = "logistic",
             .summary = EGB_WORDS("A logistic curve around the mean"),
             .formula = EGB_WORDS("scale / (1 + exp(-slope * (x - m) / s)); lower is better: with -slope"),
             .reference = EGB_WORDS("Aksoy and Haralick, Pattern Recognition Letters 22, 2001, 563-582"),
             .edges = EGB_WORDS("All values equal: refused, there is no spread. Missing stays missing."),
             .example = EGB_WORDS("normalise: {method: logistic, slope: 2}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters,
             .fitted = fitted_names},
    .keeps_order = true,
    .fit = fit,
    .apply = apply};
