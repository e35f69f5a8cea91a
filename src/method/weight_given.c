/* Weights as written in the definition, 1 where nothing is written, or in a file; the row says formula, reference and
 * edges.
 *
 * The caller has checked: weights are finite and not negative. */
#include "method/rows.h"

static const char *apply(const egb_weigh_input *input, double *weight) {
  bool any = false;
  for (size_t i = 0; i < input->child_count; i++) {
    weight[i] = input->given[i];
    any = any || weight[i] > 0;
  }
  return any ? NULL : "all weights are zero";
}

static const egb_parameter parameters[] = {
    {.name = "file",
     .kind = EGB_PARAMETER_FILE,
     .help = EGB_WORDS(
         "A table with a row for every child: columns node (or id) and weight, and, where they are needed, parent and "
         "period; others are not read. Looked for where data files are. `weights show --format csv` prints one. "
         "With a column of periods a weight holds from its period on until the next one. Without the file the "
         "weights are those written on the children.")}};

const egb_weigh egb_weight_given = {
    .head = {.name = "given",
             .summary = EGB_WORDS("The weights written on the children, 1 where nothing is written"),
             .formula = EGB_WORDS("weight"),
             .reference =
                 EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (weighting)"),
             .edges = EGB_WORDS("Weights are relative among siblings. All zero: refused."),
             .example = EGB_WORDS("weights: {method: given, file: weights.csv}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters,
             .is_default = true},
    .as_given = true,
    .uses_given = true,
    .apply = apply};
