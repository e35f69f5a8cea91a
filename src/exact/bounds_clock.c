/* Apart from the search, which a page runs without a clock. */
#include "exact/bounds_state.h"

#include <time.h>

double egb_bounds_now(void) {
  struct timespec t;
  return clock_gettime(CLOCK_MONOTONIC, &t) == 0 ? (double)t.tv_sec + (double)t.tv_nsec / 1e9 : 0;
}
