/* Distance to the maximum; the row says formula, reference and edges.
 *
 * Min-max seen from the other end: the same figures but for the last digits. The caller has checked: at least one
 * present value, all of them finite. */
#include "method/rows.h"
#include "method/target.h"
#include "stats/describe.h"

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  (void)input;
  egb_stats_range(present, count, &fitted[0], &fitted[1]);
  if (!(fitted[1] > fitted[0]))
    return count == 1 ? "there is only one value" : "all values are equal";
  return isfinite(fitted[1] - fitted[0]) ? NULL : "the values are too far apart";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const egb_target to = egb_target_of(input, 0);
  for (size_t i = 0; i < count; i++)
    y[i] = to.low + to.span * (1 - egb_target_way(-input->direction, fitted[0], fitted[1], x[i]));
}

/* Min-max seen from the other end is min-max. */
static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  return egb_target_sheet(input, egb_target_of(input, 0), false, at, out);
}

static const egb_parameter parameters[] = {EGB_TARGET_PARAMETER};
static const char *const fitted_names[] = {"min", "max", NULL};

const egb_normalise egb_normalise_distance_to_maximum = {
    .head = {.name = "distance-to-maximum",
             .summary = EGB_WORDS("Full scale less the distance to the best unit"),
             .formula = EGB_WORDS(
                 "low + (high - low) * (1 - (max - x) / (max - min)); lower is better: 1 - (x - min) / (max - min)"),
             .reference = EGB_WORDS("Becker et al., COINr, JOSS 7(78), 2022, 4567"),
             .edges =
                 EGB_WORDS("All values equal, or one value only: refused, there is no range. Missing stays missing."),
             .example = EGB_WORDS("normalise: distance-to-maximum"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters,
             .fitted = fitted_names},
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(egb_target_sheet_range)};
