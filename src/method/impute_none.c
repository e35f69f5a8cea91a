/* No imputation: switches an inherited one off for a node. */
#include "method/rows.h"

static const char *apply(const egb_impute_input *input) {
  (void)input;
  return NULL;
}

static const char *draw(const egb_impute_input *input, const egb_chance *chance) {
  (void)chance;
  return apply(input);
}

const egb_impute egb_impute_none = {.head = {.name = "none",
                                             .summary = EGB_WORDS("Missing values stay missing"),
                                             .formula = EGB_WORDS("x"),
                                             .reference = EGB_WORDS("None needed"),
                                             .edges = EGB_WORDS("None."),
                                             .example = EGB_WORDS("impute: none")},
                                    .apply = apply,
                                    .draw = draw};
