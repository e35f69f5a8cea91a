/* The rule of the Global Innovation Index: winsorise few outliers, take logs of many.
 *
 * Outliers by |skewness| >= 2 and kurtosis >= 3.5 (parameters). If winsorising `points` values makes the
 * column pass, it is winsorised; otherwise, on a right tail, ln((f max - 1) (x - min) / (max - min) + 1) of the
 * original values; on a left tail -ln((f max - 1) (max - x) / (max - min) + 1), which keeps the order; f is 1 unless
 * `factor` is given. Reference: WIPO, Global Innovation Index 2022, appendix IV (technical notes): treatment of series
 * with outliers. The caller has checked: at least one present value. Edges: the formula needs f max > 1; below that the
 * factor would be zero or negative and would turn the order round, which is answered with the reason. Missing stays
 * missing. */
#include "method/rows.h"
#include "method/treatment.h"
#include "stats/describe.h"
#include "stats/shape.h"

enum { POINTS, SKEWNESS, KURTOSIS, FACTOR, FORCE };

static const char *fit(const egb_treat_input *input, const double *present, size_t count, egb_treatment *out) {
  const egb_treatment_rule rule = {input->parameter[2 * SKEWNESS], input->parameter[2 * KURTOSIS]};
  const bool force = input->parameter[2 * FORCE] != 0;
  *out = egb_treatment_none();
  if (!force)
    egb_treatment_winsorise(out, &rule, (size_t)input->parameter[2 * POINTS], false, present, count, input->scratch);
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  if (out->passed && !force)
    return NULL;
  double least, most;
  egb_stats_range(present, count, &least, &most);
  const double factor = input->parameter[2 * FACTOR];
  if (!(factor * most > 1) || !(most > least))
    return "the logarithm of this rule needs a largest value (times `factor`) above 1 and some spread";
  *out = egb_treatment_none();
  out->factor = (factor * most - 1) / (most - least);
  const bool left = egb_stats_skewness(present, count) < 0;
  out->transform = left ? EGB_TRANSFORM_LOG_MIRRORED : EGB_TRANSFORM_LOG;
  if (left)
    egb_treatment_shift_by(out, 1, out->factor, most);
  else
    egb_treatment_shift_by(out, 1, -out->factor, least);
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  return NULL;
}

static const egb_parameter parameters[] = {
    [POINTS] = {.name = "points",
                .kind = EGB_PARAMETER_INTEGER,
                .preset = {5},
                .least = 0,
                .most = 1e6,
                .help = EGB_WORDS(
                    "How many values are winsorised before logarithms are taken instead; equal values move together.")},
    [SKEWNESS] = EGB_TREATMENT_SKEWNESS,
    [KURTOSIS] = EGB_TREATMENT_KURTOSIS,
    [FACTOR] = {.name = "factor",
                .kind = EGB_PARAMETER_NUMBER,
                .preset = {1},
                .least = 1e-12,
                .most = 1e12,
                .help = EGB_WORDS("What the largest value is multiplied by in the logarithm, to bring it above 1.")},
    [FORCE] = {.name = "force",
               .kind = EGB_PARAMETER_BOOL,
               .most = 1,
               .help = EGB_WORDS("Whether logarithms are taken whatever the rule says, without winsorising.")}};

const egb_treat egb_treat_gii = {
    .head =
        {.name = "gii",
         .summary = EGB_WORDS("As the Global Innovation Index: winsorise few outliers, take logs of many"),
         .formula = EGB_WORDS(
             "winsorised, else ln((factor * max - 1) * (x - min) / (max - min) + 1); left tail: -ln((factor * max - 1) "
             "* (max - x) / (max - min) + 1)"),
         .reference = EGB_WORDS("WIPO, Global Innovation Index 2022, appendix IV (technical notes)"),
         .edges = EGB_WORDS(
             "A largest value (times factor) of 1 or less has no logarithm under this rule: refused. Missing stays "
             "missing."),
         .example = EGB_WORDS("treat: gii"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .fit = fit};
