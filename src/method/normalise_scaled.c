/* A range of values onto the scale, the same range for every indicator that inherits the choice; the row says formula,
 * reference and edges.
 *
 * The caller has checked: a < b. */
#include "method/rows.h"
#include "method/target.h"

enum { FROM, CLAMP, TO };

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)fitted;
  const egb_target to = egb_target_of(input, TO);
  const double a = input->parameter[2 * FROM], b = input->parameter[2 * FROM + 1];
  const bool clamp = input->parameter[2 * CLAMP] != 0;
  for (size_t i = 0; i < count; i++)
    y[i] = to.low + to.span * egb_target_clamp(egb_target_way(input->direction, a, b, x[i]), clamp);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  char low[EGB_SHEET_NUMBER_MAX], high[EGB_SHEET_NUMBER_MAX];
  const char *ends[] = {egb_sheet_number(input->parameter[2 * FROM], low),
                        egb_sheet_number(input->parameter[2 * FROM + 1], high)};
  const egb_sheet_value posts = {.x = at->x, .all = at->all, .fitted = ends};
  return egb_target_sheet(input, egb_target_of(input, TO), input->parameter[2 * CLAMP] != 0, &posts, out);
}

static const egb_parameter parameters[] = {
    [FROM] = {.name = "from",
              .kind = EGB_PARAMETER_RANGE,
              .preset = {0, 100},
              .least = -1e300,
              .most = 1e300,
              .help = EGB_WORDS("The values that get the low and the high end of the scale, [0, 100] unless given.")},
    [CLAMP] = EGB_CLAMP_PARAMETER,
    [TO] = EGB_TARGET_PARAMETER};

const egb_normalise egb_normalise_scaled = {
    .head = {.name = "scaled",
             .summary = EGB_WORDS("One range of values for every indicator, such as an answer from 1 to 7"),
             .formula = EGB_WORDS("low + (high - low) * (x - a) / (b - a); lower is better: (b - x) / (b - a)"),
             .reference = EGB_WORDS("Becker et al., COINr, JOSS 7(78), 2022, 4567"),
             .edges = EGB_WORDS(
                 "A value outside the range scores beyond the scale unless clamp is true. Missing stays missing."),
             .example = EGB_WORDS("normalise: {method: scaled, from: [1, 7]}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .fixed = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
