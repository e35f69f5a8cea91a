/* Fixed goalposts; the row says formula, reference and edges.
 *
 * They are written in the definition, so scores of different years can be compared; one unit or equal values are no
 * difficulty. The caller has checked: goalposts are given with bottom < top, low < high. */
#include "method/rows.h"
#include "method/target.h"

enum { CLAMP, TO };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  (void)present;
  (void)count;
  fitted[0] = input->goalposts[0];
  fitted[1] = input->goalposts[1];
  return NULL;
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

static const egb_parameter parameters[] = {[CLAMP] = EGB_CLAMP_PARAMETER, [TO] = EGB_TARGET_PARAMETER};
static const char *const fitted_names[] = {"low", "high", NULL};

const egb_normalise egb_normalise_goalposts = {
    .head = {.name = "goalposts",
             .summary = EGB_WORDS("Two fixed values get 0 and the full scale"),
             .formula = EGB_WORDS(
                 "low + (high - low) * (x - bottom) / (top - bottom); lower is better: (top - x) / (top - bottom)"),
             .reference = EGB_WORDS("UNDP, Human Development Report, Technical note 1"),
             .edges = EGB_WORDS(
                 "A value beyond a goalpost scores beyond the scale unless clamp is true. Missing stays missing."),
             .example = EGB_WORDS("normalise: {method: goalposts, clamp: true}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters,
             .fitted = fitted_names,
             .implied_by = "goalposts"},
    .needs_goalposts = true,
    .fit = fit,
    .fixed = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
