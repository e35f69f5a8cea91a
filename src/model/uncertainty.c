#include "model/uncertainty.h"

#include <math.h>

double egb_share_error(double share, size_t draws) {
  if (draws == 0)
    return (double)NAN;
  const double n = (double)draws + 4, shrunk = (share * (double)draws + 2) / n;
  return sqrt(shrunk * (1 - shrunk) / n);
}
