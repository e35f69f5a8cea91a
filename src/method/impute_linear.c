/* A straight line in time between the neighbouring values.
 *
 * In the row's formula a is the latest earlier and b the earliest later period with a value of the unit. Where one of
 * them is missing, `ends` decides: none, missing stays missing; carry, the nearest value.
 * Reference: E. Meijering, "A chronology of interpolation", Proceedings of the IEEE 90 (2002), 319-342 (linear
 * interpolation).
 * The caller has checked: the data has periods; time rises from period to period.
 * Edges: a unit without any value stays missing. Values may come from the future: not for results as they were known
 * then. */
#include "method/imputation.h"
#include "method/rows.h"

#include <math.h>
#include <stdint.h>

enum { ENDS };
enum { ENDS_NONE, ENDS_CARRY };

static double between(const egb_impute_input *input, size_t c, size_t u, bool carry) {
  size_t before, after;
  egb_impute_periods(input, c, u, &before, &after);
  const size_t one = before != SIZE_MAX ? before : after;
  if (one == SIZE_MAX || (!carry && (before == SIZE_MAX || after == SIZE_MAX)))
    return (double)NAN;
  if (before == SIZE_MAX || after == SIZE_MAX)
    return input->series[one * input->column_count + c][u];
  const double low = input->series[before * input->column_count + c][u];
  const double high = input->series[after * input->column_count + c][u];
  const double way = (input->time[input->period] - input->time[before]) / (input->time[after] - input->time[before]);
  return low + (high - low) * way;
}

static const char *apply(const egb_impute_input *input) {
  const bool carry = (int)input->parameter[2 * ENDS] == ENDS_CARRY;
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++)
      if (isnan(input->column[c][u]))
        input->column[c][u] = between(input, c, u, carry);
  return NULL;
}

static const char *const ends[] = {"none", "carry", NULL};
static const egb_parameter parameters[] = {
    [ENDS] = {
        .name = "ends",
        .kind = EGB_PARAMETER_CHOICE,
        .choices = ends,
        .most = 1,
        .help = EGB_WORDS(
            "Before the first and after the last value: none, missing stays missing; carry, the nearest value.")}};

const egb_impute egb_impute_linear = {
    .head = {.name = "linear",
             .summary = EGB_WORDS("Between the unit's values of the periods before and after"),
             .formula = EGB_WORDS("x(t) = x(a) + (x(b) - x(a)) * (t - a) / (b - a)"),
             .reference =
                 EGB_WORDS("Meijering, A chronology of interpolation, Proceedings of the IEEE 90, 2002, 319-342"),
             .edges = EGB_WORDS(
                 "No value before or none after: stays missing unless ends is carry. Needs data with periods."),
             .example = EGB_WORDS("impute: {method: linear, ends: carry}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .needs_periods = true,
    .apply = apply};
