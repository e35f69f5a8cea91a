/* A straight line; the row says formula, reference and edges.
 *
 * For published indices that state their scaling as a factor and a constant. The caller has checked: the direction is
 * not lower (the sign of the slope says what is better). */
#include "method/rows.h"

enum { SLOPE, INTERCEPT };

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)fitted;
  for (size_t i = 0; i < count; i++)
    y[i] = input->parameter[2 * INTERCEPT] + input->parameter[2 * SLOPE] * x[i];
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  char slope[EGB_SHEET_NUMBER_MAX], intercept[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'a', egb_sheet_number(input->parameter[2 * INTERCEPT], intercept)},
                                 {'b', egb_sheet_number(input->parameter[2 * SLOPE], slope)},
                                 {0, NULL}};
  egb_sheet_put(out, "%a+%b*%x", word);
  return EGB_SHEET_PLAIN;
}

static const egb_parameter parameters[] = {[SLOPE] = {.name = "slope",
                                                      .kind = EGB_PARAMETER_NUMBER,
                                                      .preset = {1},
                                                      .least = -1e300,
                                                      .most = 1e300,
                                                      .help = EGB_WORDS("What one unit of the value is worth.")},
                                           [INTERCEPT] = {.name = "intercept",
                                                          .kind = EGB_PARAMETER_NUMBER,
                                                          .least = -1e300,
                                                          .most = 1e300,
                                                          .help = EGB_WORDS("The score of a value of 0.")}};

const egb_normalise egb_normalise_linear = {
    .head = {.name = "linear",
             .summary = EGB_WORDS("A factor and a constant"),
             .formula = EGB_WORDS("intercept + slope * x"),
             .reference = EGB_WORDS("none: a straight line"),
             .edges = EGB_WORDS(
                 "Results may be outside the scale. The direction must not be lower: the sign of the slope says "
                 "what is better. Missing stays missing."),
             .example = EGB_WORDS("normalise: {method: linear, slope: 10}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .may_be_negative = true,
    .ignores_direction = true,
    .fixed = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
