/* The mean of the unit's other indicators; the row says formula, reference and edges.
 *
 * Same as leaving the cell out of an equally weighted mean over min-max scores. The caller has checked: the columns
 * handed over are those of one node. */
#include "method/imputation.h"
#include "method/rows.h"

static const char *apply(const egb_impute_input *input) {
  egb_impute_rows(input, egb_middle_mean);
  return NULL;
}

static const egb_parameter parameters[] = {EGB_IMPUTE_WITHIN_PARAMETER};

const egb_impute egb_impute_row_mean = {
    .head =
        {.name = "row-mean",
         .summary = EGB_WORDS("The mean of the unit's other indicators in the node, on their common scale"),
         .formula = EGB_WORDS(
             "way = mean over the present indicators of (x - min) / (max - min), lower is better (max - x) / (max - "
             "min); x = min + way * (max - min), or max - way * (max - min)"),
         .reference = EGB_WORDS("Becker et al., COINr, JOSS 7(78), 2022, 4567"),
         .edges = EGB_WORDS(
             "No other value in the row: stays missing. An indicator with one value only, or all equal, says nothing "
             "about the others and is filled with that value."),
         .example = EGB_WORDS("impute: {method: row-mean, within: parent}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .along_row = true,
    .scratch = egb_impute_rows_need,
    .apply = apply};
