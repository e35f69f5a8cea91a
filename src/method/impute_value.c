/* A fixed number; the row says formula, reference and edges.
 *
 * For data where a missing answer is known to mean something, such as 0 (no such service). The caller has checked: the
 * number is finite. */
#include "method/rows.h"

#include <math.h>

enum { VALUE };

static const char *apply(const egb_impute_input *input) {
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++)
      if (isnan(input->column[c][u]))
        input->column[c][u] = input->parameter[2 * VALUE];
  return NULL;
}

static const egb_parameter parameters[] = {
    [VALUE] = {.name = "value",
               .kind = EGB_PARAMETER_NUMBER,
               .required = true,
               .least = -1e300,
               .most = 1e300,
               .help = EGB_WORDS("What a missing value becomes, in the units of the data.")}};

const egb_impute egb_impute_value = {
    .head = {.name = "value",
             .summary = EGB_WORDS("A fixed number, where a missing value is known to mean one"),
             .formula = EGB_WORDS("value"),
             .reference = EGB_WORDS("None needed"),
             .edges = EGB_WORDS("Fills every gap, also of a unit or an indicator without any value."),
             .example = EGB_WORDS("impute: {method: value, value: 0}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .alone = true,
    .apply = apply};
