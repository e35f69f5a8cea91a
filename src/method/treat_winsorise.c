/* Winsorising, and what follows when it does not suffice.
 *
 * While |skewness| >= 2 and kurtosis >= 3.5 (the limits are parameters) and fewer than `points` values were moved: on a
 * long right tail (skewness >= 0) all largest values become the next lower value, else all smallest the next higher. If
 * the column still fails, `then` decides: nothing; log: the original values become ln(x - min + 0.01 (max - min)),
 * or as `shift` says; log-of-winsorised: the same of the winsorised values.
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3 and 5 (outliers, skewness); W.
 * Becker et al., "COINr: an R package for developing composite indicators", JOSS 7(78), 2022, 4567 (the rule step by
 * step).
 * The caller has checked: the parameters' ranges; at least one present value.
 * Edges: a column that passes is left alone unless `force` is true; columns without spread or with fewer than four
 * values pass. Winsorising ends before one value is left: a column of ten 0 and one 1 would become a constant, which no
 * method can scale; it stays as it is and counts as failed. With `force` all points are moved, as COINr does. Missing
 * stays missing. */
#include "method/rows.h"
#include "method/treatment.h"

enum { POINTS, SKEWNESS, KURTOSIS, THEN, SHIFT, FORCE };
enum { THEN_NOTHING, THEN_LOG, THEN_LOG_OF_WINSORISED };

static const char *fit(const egb_treat_input *input, const double *present, size_t count, egb_treatment *out) {
  const egb_treatment_rule rule = {input->parameter[2 * SKEWNESS], input->parameter[2 * KURTOSIS]};
  const int then = (int)input->parameter[2 * THEN];
  *out = egb_treatment_none();
  egb_treatment_winsorise(out, &rule, (size_t)input->parameter[2 * POINTS], input->parameter[2 * FORCE] != 0, present,
                          count, input->scratch);
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  if (out->passed || then == THEN_NOTHING)
    return NULL;
  if (then == THEN_LOG) /* a fresh start on the original values */
    *out = egb_treatment_none();
  const char *reason =
      egb_treatment_log(out, (egb_treatment_shift)input->parameter[2 * SHIFT], present, count, input->scratch);
  if (reason == NULL)
    egb_treatment_judge(out, &rule, present, count, input->scratch);
  return reason;
}

static const char *const thens[] = {"nothing", "log", "log-of-winsorised", NULL};
static const egb_parameter parameters[] = {
    [POINTS] = {.name = "points",
                .kind = EGB_PARAMETER_INTEGER,
                .preset = {5},
                .least = 0,
                .most = 1e6,
                .help = EGB_WORDS("It ends after this many values were moved; equal values move together.")},
    [SKEWNESS] = EGB_TREATMENT_SKEWNESS,
    [KURTOSIS] = EGB_TREATMENT_KURTOSIS,
    [THEN] =
        {.name = "then",
         .kind = EGB_PARAMETER_CHOICE,
         .choices = thens,
         .most = 2,
         .help = EGB_WORDS(
             "What happens to a column that fails all the same: nothing, log of its original values, or log of the "
             "winsorised values.")},
    [SHIFT] = EGB_TREATMENT_SHIFT(EGB_SHIFT_RANGE),
    [FORCE] = {.name = "force",
               .kind = EGB_PARAMETER_BOOL,
               .most = 1,
               .help = EGB_WORDS("Whether all points are moved even when the column passes.")}};

const egb_treat egb_treat_winsorise = {
    .head =
        {.name = "winsorise",
         .summary = EGB_WORDS("Pull in the outermost values of skewed columns, and take logs if that is not enough"),
         .formula = EGB_WORDS(
             "while |skewness| >= 2 and kurtosis >= 3.5: largest values = next lower value (left tail: smallest = next "
             "higher); then: ln(x - min + 0.01 * (max - min))"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, steps 3 and 5; Becker et al., COINr, JOSS "
             "7(78), 2022, 4567"),
         .edges = EGB_WORDS(
             "A column that meets the rule stays as it is. Fewer than four values or no spread: stays as it is. Values "
             "that would leave a column with one value only are not pulled in: it then fails the rule. Missing stays "
             "missing."),
         .example = EGB_WORDS("treat: {method: winsorise, points: 5, then: log}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .fit = fit};
