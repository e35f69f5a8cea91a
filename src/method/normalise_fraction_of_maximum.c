/* Share of the best value; the row says formula, reference and edges.
 *
 * A share needs a zero that means nothing: where more is better the largest value must be positive (a negative value
 * then has a negative share), where less is better all values must be. The caller has checked: at least one present
 * value, all of them finite. */
#include "method/rows.h"
#include "method/target.h"
#include "stats/describe.h"

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  double least, most;
  egb_stats_range(present, count, &least, &most);
  fitted[0] = input->direction < 0 ? least : most;
  if (fitted[0] > 0)
    return NULL;
  return input->direction < 0 ? "there are values of 0 or less, which have no such share"
                              : "the largest value is 0 or less";
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  const egb_target to = egb_target_of(input, 0);
  for (size_t i = 0; i < count; i++) {
    const double share = input->direction > 0 ? x[i] / fitted[0] : x[i] > 0 ? fitted[0] / x[i] : (double)NAN;
    y[i] = to.low + to.span * share;
  }
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  char low[EGB_SHEET_NUMBER_MAX], span[EGB_SHEET_NUMBER_MAX];
  const egb_target to = egb_target_of(input, 0);
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'b', at->fitted[0]},
                                 {'l', egb_sheet_number(to.low, low)},
                                 {'s', egb_sheet_number(to.span, span)},
                                 {0, NULL}};
  egb_sheet_put(out, input->direction > 0 ? "%l+%s*(%x/%b)" : "IF(%x>0,%l+%s*(%b/%x),\"\")", word);
  return EGB_SHEET_PLAIN;
}

static egb_sheet_kind sheet_fit(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out) {
  (void)k;
  const egb_sheet_word word[] = {{'v', all}, {0, NULL}};
  egb_sheet_put(out, input->direction < 0 ? "MIN(%v)" : "MAX(%v)", word);
  return EGB_SHEET_PLAIN;
}

static const egb_parameter parameters[] = {EGB_TARGET_PARAMETER};
static const char *const fitted_names[] = {"best", NULL};

const egb_normalise egb_normalise_fraction_of_maximum = {
    .head = {.name = "fraction-of-maximum",
             .summary = EGB_WORDS("Share of the best unit's value"),
             .formula = EGB_WORDS("low + (high - low) * x / max; lower is better: min / x"),
             .reference = EGB_WORDS(
                 "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (distance to a reference, the "
                 "leader)"),
             .edges = EGB_WORDS(
                 "A largest value of 0 or less is refused; where lower is better any value of 0 or less. Missing stays "
                 "missing."),
             .example = EGB_WORDS("normalise: fraction-of-maximum"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters,
             .fitted = fitted_names},
    .fit = fit,
    .apply = apply,
    .sheet = EGB_SHEET(sheet),
    .sheet_fit = EGB_SHEET(sheet_fit)};
