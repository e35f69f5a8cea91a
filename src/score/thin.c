#include "score/thin.h"

#include "base/codes.h"

#include <math.h>

#define THIN 0.5 /* of the values of the period before */

static size_t values_of(const egb_dataset *data, size_t period) {
  const size_t cells = data->column_count * data->unit_count;
  size_t count = 0;
  for (size_t i = 0; i < cells; i++)
    count += isnan(data->value[period * cells + i]) ? 0 : 1;
  return count;
}

void egb_warn_thin(const egb_dataset *data, size_t period, egb_diag *diag) {
  if (period == 0)
    return;
  const size_t count = values_of(data, period), before = values_of(data, period - 1);
  if (count == 0 || (double)count >= THIN * (double)before) /* none at all is refused */
    return;
  egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_THIN,
               "the latest period, %s, has %zu value%s, fewer than half of the %zu of %s: it may not be complete",
               data->period[period], count, count == 1 ? "" : "s", before, data->period[period - 1]);
  egb_diag_hint(diag,
                "--period %s scores the one before; `period: \"%s\"` in the definition says that this one is meant",
                data->period[period - 1], data->period[period]);
}
