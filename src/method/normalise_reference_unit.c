/* Distance to a reference unit; the row says formula, reference and edges.
 *
 * The form that starts at the worst value is that of W. Becker et al., "COINr", JOSS 7(78), 2022, 4567. The caller has
 * checked: the unit is in the data, at least one present value, all of them finite. */
#include "method/distance.h"
#include "method/rows.h"

enum { UNIT, CAP, TO };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  if (isnan(input->reference))
    return "the reference unit has no value";
  return egb_distance_fit(input, input->reference, present, count, fitted) == NULL
             ? NULL
             : "the reference unit has the worst value, or is too far from it";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  egb_distance_apply(fitted, egb_target_of(input, TO), input->parameter[2 * CAP] != 0, x, y, count);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  return egb_distance_sheet(egb_target_of(input, TO), input->parameter[2 * CAP] != 0, at, out);
}

/* The second number is the value of one of the cells. */
static egb_sheet_kind sheet_fit(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out) {
  char place[EGB_SHEET_NUMBER_MAX];
  if (k == 0)
    return egb_distance_sheet_fit(input, k, all, out);
  const egb_sheet_word word[] = {{'v', all}, {'n', egb_sheet_number(input->parameter[2 * UNIT] + 1, place)}, {0, NULL}};
  egb_sheet_put(out, "INDEX(%v,%n)", word);
  return EGB_SHEET_PLAIN;
}

static const egb_parameter parameters[] = {
    [UNIT] = {.name = "unit",
              .kind = EGB_PARAMETER_UNIT,
              .required = true,
              .help = EGB_WORDS("The unit that the others are measured against.")},
    [CAP] = EGB_CAP_PARAMETER,
    [TO] = EGB_TARGET_PARAMETER};
static const char *const fitted_names[] = {"worst", "reference", NULL};

const egb_normalise egb_normalise_reference_unit = {
    .head =
        {.name = "reference-unit",
         .summary = EGB_WORDS("Position between the worst value and that of a reference unit"),
         .formula = EGB_WORDS(
             "low + (high - low) * (x - min) / (reference - min); lower is better: (max - x) / (max - reference)"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (distance to a reference country)"),
         .edges = EGB_WORDS(
             "A unit better than the reference scores beyond the scale unless cap is true. A reference unit without a "
             "value or with the worst one: refused. Missing stays missing."),
         .example = EGB_WORDS("normalise: {method: reference-unit, unit: EST}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters,
         .fitted = fitted_names},
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(sheet_fit)};
