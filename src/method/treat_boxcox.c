/* Box-Cox power transformation; the row says formula, reference and edges.
 *
 * shift = 1 - min unless `shift` is given; equation (2) of the paper. Rising for every lambda: the order stays. The
 * caller has checked: at least one present value. */
#include "method/rows.h"
#include "method/treatment.h"
#include "stats/describe.h"

#include <math.h>

enum { LAMBDA, SHIFT, ONLY_SKEWED, SKEWNESS, KURTOSIS };

static const char *fit(const egb_treat_input *input, const double *present, size_t count, egb_treatment *out) {
  const egb_treatment_rule rule = {input->parameter[2 * SKEWNESS], input->parameter[2 * KURTOSIS]};
  double least, most;
  *out = egb_treatment_none();
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  if (input->parameter[2 * ONLY_SKEWED] != 0 && out->passed)
    return NULL;
  egb_stats_range(present, count, &least, &most);
  if (isnan(input->parameter[2 * SHIFT]))
    egb_treatment_shift_by(out, 1, -1, least);
  else
    out->shift = input->parameter[2 * SHIFT];
  if (!(least + out->shift > 0))
    return "a value plus the shift is 0 or less, which has no power";
  out->transform = EGB_TRANSFORM_BOX_COX;
  out->lambda = input->parameter[2 * LAMBDA];
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  return NULL;
}

static const egb_parameter parameters[] = {
    [LAMBDA] = {.name = "lambda",
                .kind = EGB_PARAMETER_NUMBER,
                .least = -10,
                .most = 10,
                .help = EGB_WORDS("The power; 0 is the logarithm.")},
    [SHIFT] = {.name = "shift",
               .kind = EGB_PARAMETER_NUMBER,
               .preset = {NAN},
               .least = -1e12,
               .most = 1e12,
               .help = EGB_WORDS("What is added to every value first; without it 1 minus the smallest value.")},
    [ONLY_SKEWED] = {.name = "only-skewed",
                     .kind = EGB_PARAMETER_BOOL,
                     .most = 1,
                     .help = EGB_WORDS("Whether columns that meet the rule of skewness and kurtosis are left alone.")},
    [SKEWNESS] = EGB_TREATMENT_SKEWNESS,
    [KURTOSIS] = EGB_TREATMENT_KURTOSIS};

const egb_treat egb_treat_boxcox = {
    .head = {.name = "box-cox",
             .summary = EGB_WORDS("Power transformation towards a symmetric distribution"),
             .formula = EGB_WORDS("((x + shift)^lambda - 1) / lambda; lambda 0: ln(x + shift)"),
             .reference = EGB_WORDS("Box and Cox, An analysis of transformations, JRSS B 26, 1964, 211-252"),
             .edges = EGB_WORDS("A value plus the shift of 0 or less is refused. Missing stays missing."),
             .example = EGB_WORDS("treat: {method: box-cox, lambda: 0.5}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .fit = fit};
