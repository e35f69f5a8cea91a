/* No treatment: switches an inherited one off for a node. */
#include "method/rows.h"
#include "method/treatment.h"

static const char *fit(const egb_treat_input *input, const double *present, size_t count, egb_treatment *out) {
  const egb_treatment_rule rule = {2, 3.5};
  *out = egb_treatment_none();
  egb_treatment_judge(out, &rule, present, count, input->scratch);
  return NULL;
}

const egb_treat egb_treat_none = {.head = {.name = "none",
                                           .summary = EGB_WORDS("Values stay as they are"),
                                           .formula = EGB_WORDS("x"),
                                           .reference = EGB_WORDS("None needed"),
                                           .edges = EGB_WORDS("None."),
                                           .example = EGB_WORDS("treat: none")},
                                  .fit = fit};
