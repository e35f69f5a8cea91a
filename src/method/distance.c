#include "method/distance.h"

#include "stats/describe.h"

const char *egb_distance_fit(const egb_normalise_input *input, double goal, const double *present, size_t count,
                             double *fitted) {
  double least, most;
  egb_stats_range(present, count, &least, &most);
  fitted[0] = input->direction < 0 ? most : least;
  fitted[1] = goal;
  if (!(input->direction < 0 ? goal < most : goal > least))
    return "it is not better than the worst value";
  return isfinite(goal - fitted[0]) ? NULL : "the values are too far apart";
}

void egb_distance_apply(const double *fitted, egb_target to, bool cap, const double *x, double *y, size_t count) {
  const double worst = fitted[0], span = fitted[1] - fitted[0];
  for (size_t i = 0; i < count; i++) {
    const double way = (x[i] - worst) / span;
    y[i] = to.low + to.span * (cap && way > 1 ? 1 : way);
  }
}

egb_sheet_kind egb_distance_sheet(egb_target to, bool cap, const egb_sheet_value *at, egb_buffer *out) {
  char low[EGB_SHEET_NUMBER_MAX], span[EGB_SHEET_NUMBER_MAX];
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'a', at->fitted[0]},
                                 {'b', at->fitted[1]},
                                 {'l', egb_sheet_number(to.low, low)},
                                 {'s', egb_sheet_number(to.span, span)},
                                 {0, NULL}};
  egb_sheet_put(out, cap ? "%l+%s*MIN(1,(%x-%a)/(%b-%a))" : "%l+%s*((%x-%a)/(%b-%a))", word);
  return EGB_SHEET_PLAIN;
}

/* The goal comes from elsewhere. */
egb_sheet_kind egb_distance_sheet_fit(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out) {
  const egb_sheet_word word[] = {{'v', all}, {0, NULL}};
  if (k > 0)
    return EGB_SHEET_NONE;
  egb_sheet_put(out, input->direction < 0 ? "MAX(%v)" : "MIN(%v)", word);
  return EGB_SHEET_PLAIN;
}
