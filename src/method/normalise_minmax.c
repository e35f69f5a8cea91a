/* Min-max over the data; the row says formula, reference and edges.
 *
 * The caller has checked: low < high, at least one present value, all of them finite. A positive affine change of the
 * data (other unit, other zero) changes nothing but rounding. */
#include "method/rows.h"
#include "method/target.h"
#include "stats/describe.h"

enum { TO, CLAMP };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  (void)input;
  egb_stats_range(present, count, &fitted[0], &fitted[1]);
  if (!(fitted[1] > fitted[0]))
    return count == 1 ? "there is only one value" : "all values are equal";
  return isfinite(fitted[1] - fitted[0]) ? NULL : "the values are too far apart";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const egb_target to = egb_target_of(input, TO);
  const bool clamp = input->parameter[2 * CLAMP] != 0;
  for (size_t i = 0; i < count; i++)
    y[i] = to.low + to.span * egb_target_clamp(egb_target_way(input->direction, fitted[0], fitted[1], x[i]), clamp);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  return egb_target_sheet(input, egb_target_of(input, TO), input->parameter[2 * CLAMP] != 0, at, out);
}

static const egb_parameter parameters[] = {[TO] = EGB_TARGET_PARAMETER, [CLAMP] = EGB_CLAMP_PARAMETER};
static const char *const fitted_names[] = {"min", "max", NULL};

const egb_normalise egb_normalise_minmax = {
    .head =
        {.name = "minmax",
         .summary = EGB_WORDS("The smallest value gets 0, the largest the full scale"),
         .formula = EGB_WORDS("low + (high - low) * (x - min) / (max - min); lower is better: (max - x) / (max - min)"),
         .reference = EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (Min-Max)"),
         .edges = EGB_WORDS(
             "All values equal, or one value only: refused, there is no range. Values outside the learned range (of another period) go beyond the scale unless clamped. Missing stays missing."),
         .example = EGB_WORDS("normalise: {method: minmax, to: [0, 10]}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters,
         .fitted = fitted_names,
         .is_default = true},
    .keeps_order = true,
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(egb_target_sheet_range)};
