/* The median of the column; the row says formula, reference and edges. */
#include "method/imputation.h"
#include "method/rows.h"

static const char *apply(const egb_impute_input *input) {
  egb_impute_columns(input, egb_middle_median);
  return NULL;
}

const egb_impute egb_impute_median = {
    .head =
        {.name = "median",
         .summary = EGB_WORDS("The median of the indicator over all units"),
         .formula = EGB_WORDS("median of the present values of the indicator"),
         .reference = EGB_WORDS(
             "OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3 (unconditional mean imputation)"),
         .edges = EGB_WORDS("No present value: stays missing. Draws the column together: its spread shrinks."),
         .example = EGB_WORDS("impute: median")},
    .scratch = egb_impute_columns_need,
    .alone = true,
    .apply = apply,
    .draw = egb_impute_columns_draw};
