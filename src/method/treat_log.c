/* Logarithms, with a shift that keeps their argument positive.
 *
 * shift none:  ln(x), all values > 0
 * shift one:   ln(x - min + 1)
 * shift range: ln(x - min + 0.01 (max - min))
 * shift tail:  the same, mirrored for a tail on the left (skewness < 0): -ln(max - x + 0.01 (max - min))
 * Reference: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5 (transformations before
 * normalisation); W. Becker et al., "COINr", JOSS 7(78), 2022, 4567 (the shifts).
 * The caller has checked: at least one present value.
 * Edges: shift none with a value of 0 or less is answered with the reason; no spread with a shift by the range: the
 * reason. `only-skewed: true` leaves a column alone that meets the rule. Order of the values stays. Missing stays
 * missing. */
#include "method/rows.h"
#include "method/treatment.h"

enum { SHIFT, ONLY_SKEWED, SKEWNESS, KURTOSIS };

static const char *fit(const egb_treat_input *input, const double *present, size_t count, egb_treatment *out) {
  const egb_treatment_rule rule = {input->parameter[2 * SKEWNESS], input->parameter[2 * KURTOSIS]};
  *out = egb_treatment_none();
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  if (input->parameter[2 * ONLY_SKEWED] != 0 && out->passed)
    return NULL;
  const char *reason =
      egb_treatment_log(out, (egb_treatment_shift)input->parameter[2 * SHIFT], present, count, input->scratch);
  if (reason == NULL)
    egb_treatment_judge(out, &rule, present, count, input->scratch);
  return reason;
}

static const egb_parameter parameters[] = {
    [SHIFT] = EGB_TREATMENT_SHIFT(EGB_SHIFT_NONE),
    [ONLY_SKEWED] = {.name = "only-skewed",
                     .kind = EGB_PARAMETER_BOOL,
                     .most = 1,
                     .help = EGB_WORDS("Whether columns that meet the rule of skewness and kurtosis are left alone.")},
    [SKEWNESS] = EGB_TREATMENT_SKEWNESS,
    [KURTOSIS] = EGB_TREATMENT_KURTOSIS};

const egb_treat egb_treat_log = {
    .head =
        {.name = "log",
         .summary = EGB_WORDS("Logarithm, with a shift where values are not positive"),
         .formula = EGB_WORDS("ln(x + shift); tail: -ln(max - x + 0.01 * (max - min)) when the skewness is negative"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5; Becker et al., COINr, JOSS 7(78), "
             "2022, 4567"),
         .edges = EGB_WORDS("Without a shift a value of 0 or less is refused. Order stays. Missing stays missing."),
         .example = EGB_WORDS("treat: {method: log, shift: range}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .fit = fit};
