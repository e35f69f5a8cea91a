/* The last value known before; the row says formula, reference and edges.
 *
 * Periods that are not numbers count 1 each. The caller has checked: the data has periods; time rises from period to
 * period. */
#include "method/imputation.h"
#include "method/rows.h"

#include <math.h>
#include <stdint.h>

enum { MAX_AGE };

static const char *apply(const egb_impute_input *input) {
  const double most = input->parameter[2 * MAX_AGE], now = input->time[input->period];
  for (size_t c = 0; c < input->column_count; c++)
    for (size_t u = 0; u < input->count; u++) {
      size_t before = SIZE_MAX, after;
      if (isnan(input->column[c][u]))
        egb_impute_periods(input, c, u, &before, &after);
      if (before != SIZE_MAX && !(now - input->time[before] > most))
        input->column[c][u] = input->series[before * input->column_count + c][u];
    }
  return NULL;
}

static const egb_parameter parameters[] = {
    [MAX_AGE] = {.name = "max-age",
                 .kind = EGB_PARAMETER_NUMBER,
                 .preset = {NAN},
                 .least = 0,
                 .most = 1e6,
                 .help = EGB_WORDS("How old, in periods' own units (years), a value may be; without it any age.")}};

const egb_impute egb_impute_latest = {
    .head = {.name = "latest",
             .summary = EGB_WORDS("The unit's last value of an earlier period"),
             .formula = EGB_WORDS("x(t) = x(s), s the latest period before t with a value, t - s <= max-age"),
             .reference =
                 EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 3 (cold deck)"),
             .edges =
                 EGB_WORDS("No earlier value, or an older one than allowed: stays missing. Needs data with periods."),
             .example = EGB_WORDS("impute: {method: latest, max-age: 3}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .needs_periods = true,
    .copies = true,
    .apply = apply};
