/* Distance to a target; the row says formula, reference and edges.
 *
 * The form that starts at the worst value is that of W. Becker et al., "COINr", JOSS 7(78), 2022, 4567. The caller has
 * checked: the indicator has a target, at least one present value, all of them finite. */
#include "method/distance.h"
#include "method/rows.h"

enum { CAP, TO };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  return egb_distance_fit(input, input->target, present, count, fitted) == NULL
             ? NULL
             : "the target is not better than the worst value, or too far from it";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  egb_distance_apply(fitted, egb_target_of(input, TO), input->parameter[2 * CAP] != 0, x, y, count);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  return egb_distance_sheet(egb_target_of(input, TO), input->parameter[2 * CAP] != 0, at, out);
}

static const egb_parameter parameters[] = {[CAP] = EGB_CAP_PARAMETER, [TO] = EGB_TARGET_PARAMETER};
static const char *const fitted_names[] = {"worst", "target", NULL};

const egb_normalise egb_normalise_target = {
    .head =
        {.name = "target",
         .summary = EGB_WORDS("Position between the worst value and the indicator's target"),
         .formula =
             EGB_WORDS("low + (high - low) * (x - min) / (target - min); lower is better: (max - x) / (max - target)"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (distance to a reference)"),
         .edges = EGB_WORDS(
             "A value better than the target scores beyond the scale unless cap is true. A target that is not better "
             "than the worst value: refused. Missing stays missing."),
         .example = EGB_WORDS("target: 95\nnormalise: {method: target, cap: true}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters,
         .fitted = fitted_names},
    .needs_target = true,
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(egb_distance_sheet_fit)};
