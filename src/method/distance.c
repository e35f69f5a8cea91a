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
