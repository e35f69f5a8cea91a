/* The last value known before, and before the first one the first; the row says formula, reference and edges.
 *
 * A function of time that is constant from one value to the next, and beyond both ends. Values may come from the
 * future: not for results as they were known then. The caller has checked: the data has periods; time rises from period
 * to period. */
#include "method/imputation.h"
#include "method/rows.h"

#include <math.h>
#include <stdint.h>

static const char *apply(const egb_impute_input *input) {
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++) {
      size_t before = SIZE_MAX, after = SIZE_MAX;
      if (isnan(input->column[c][u]))
        egb_impute_periods(input, c, u, &before, &after);
      const size_t from = before != SIZE_MAX ? before : after;
      if (from != SIZE_MAX)
        input->column[c][u] = input->series[from * input->column_count + c][u];
    }
  return NULL;
}

const egb_impute egb_impute_constant = {
    .head = {.name = "constant",
             .summary = EGB_WORDS("The unit's last value of an earlier period, before the first one the first"),
             .formula = EGB_WORDS("x(t) = x(s), s the latest period before t with a value, else the earliest after t"),
             .reference = EGB_WORDS("Becker et al., COINr, JOSS 7(78), 2022, 4567"),
             .edges = EGB_WORDS("No value in any period: stays missing. Needs data with periods."),
             .example = EGB_WORDS("impute: constant")},
    .needs_periods = true,
    .copies = true,
    .apply = apply};
