/* Codes for "no value" that were not declared: -99, -999, 9999 and their like, among values that are nothing like them.
 *
 * A negative one is reported where every other value is 0 or more; a positive one where it is farther from the highest
 * other value than the others are from each other and from 0. An indicator with `bounds:` or `points:` has said what it
 * takes. */
#include "base/codes.h"
#include "base/number.h"
#include "load/data_load.h"

#include <math.h>

#define OTHERS_LEAST 3 /* fewer other values say nothing */

static bool is_code(double value) {
  if (!(fabs(value) >= 99))
    return false;
  static const double codes[] = {99, 999, 9999, 99999, 999999, 9999999};
  for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
    if (value == -codes[i] || (i > 0 && value == codes[i]))
      return true;
  return false;
}

typedef struct range {
  double low, high;
  size_t count;
} range;

static range range_of(const egb_dataset *data, size_t column) {
  range out = {INFINITY, -INFINITY, 0};
  for (size_t p = 0; p < data->period_count; p++) {
    const double *value = egb_dataset_values(data, p, column);
    for (size_t u = 0; u < data->unit_count; u++)
      if (!isnan(value[u]) && !is_code(value[u])) {
        out.low = fmin(out.low, value[u]);
        out.high = fmax(out.high, value[u]);
        out.count++;
      }
  }
  return out;
}

static bool stands_out(range others, double value) {
  if (value < 0)
    return others.low >= 0;
  return value - others.high > others.high - fmin(others.low, 0);
}

static void warn_column(const egb_loader *loader, const egb_dataset *data, size_t column) {
  const range others = range_of(data, column);
  size_t count = 0, unit = 0, period = 0;
  for (size_t p = 0; p < data->period_count && others.count >= OTHERS_LEAST; p++) {
    const double *value = egb_dataset_values(data, p, column);
    for (size_t u = 0; u < data->unit_count; u++)
      if (is_code(value[u]) && stands_out(others, value[u]) && count++ == 0) {
        unit = u;
        period = p;
      }
  }
  if (count == 0)
    return;
  char shown[EGB_NUMBER_MAX], low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  egb_number_shortest(egb_dataset_values(data, period, column)[unit], shown);
  egb_number_shortest(others.low, low);
  egb_number_shortest(others.high, high);
  egb_diag_at(loader->diag, EGB_SEVERITY_WARNING, EGB_W_SENTINEL, egb_dataset_place(data, period, column, unit),
              "`%s` of %s is %s, which looks like a missing value: the others are from %s to %s (%zu such value%s)",
              data->column[column], data->unit[unit].id, shown, low, high, count, count == 1 ? "" : "s");
  egb_diag_hint(loader->diag, "declare it in the data file, missing: [\"%s\"], or say with `bounds:` that it can be",
                shown);
}

void egb_warn_sentinels(const egb_loader *loader, const egb_dataset *data) {
  for (size_t c = 0; c < data->column_count; c++)
    if (!loader->wanted[c].answers && loader->wanted[c].node_count == 0)
      warn_column(loader, data, c);
}
