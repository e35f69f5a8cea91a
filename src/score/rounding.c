#include "score/rounding.h"

#include "method/method.h"
#include "stats/order.h"

#include <float.h>
#include <math.h>

#define TIE 1e-9      /* of the value, in units of the last decimal */
#define TIE_MOST 1e-6 /* many digits leave less room for mistaking a number for a half */
#define LOG10_OF_2 0.301029995663981195213738894724
#define WHOLE 4503599627370496.0 /* 2^52: from here on every double is a whole number */

static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/* x > 0, finite. A double has no more than 15 digits to round: its size is the power of two, and half of one. */
static double round_as_r(double x, int decimals) {
  if (decimals > 0 && decimals + (logb(x) + 0.5) * LOG10_OF_2 > DBL_DIG)
    return x;
  const double steps = x * power[decimals], below = floor(steps);
  const double down = below / power[decimals], up = ceil(steps) / power[decimals];
  const double fall = x - down, rise = up - x;
  return fall < rise || (fall == rise && fmod(below, 2) == 0) ? down : up;
}

double egb_round(double value, int decimals, egb_rounding rounding) {
  if (decimals < 0 || decimals > 15 || !isfinite(value))
    return value;
  if (rounding == EGB_ROUNDING_R) {
    const double rounded = fabs(value) > 0 ? round_as_r(fabs(value), decimals) : 0;
    return value < 0 && rounded > 0 ? -rounded : rounded;
  }
  const double steps = fabs(value) * power[decimals];
  if (!(steps < WHOLE))
    return value;
  const double below = floor(steps), rest = steps - below;
  const double tolerance = fmin(TIE * fmax(steps, 1), TIE_MOST);
  double whole = rest > 0.5 ? below + 1 : below;
  if (fabs(rest - 0.5) <= tolerance)
    whole = rounding == EGB_ROUNDING_HALF_UP || fmod(below, 2) != 0 ? below + 1 : below;
  const double rounded = whole / power[decimals];
  return value < 0 && rounded > 0 ? -rounded : rounded;
}

void egb_settle(double *score, size_t n, double *scratch) {
  double *value = scratch, *place = scratch + n;
  size_t count = 0;
  for (size_t i = 0; i < n; i++)
    if (!isnan(score[i])) {
      value[count] = score[i];
      place[count++] = (double)i;
    }
  egb_stats_sort_pairs(value, place, count, scratch + 2 * n);
  for (size_t i = 1, first = 0; i < count; i++) {
    if (value[i] - value[first] > EGB_SCORES_SAME * fabs(value[first]))
      first = i;
    else
      score[(size_t)place[i]] = value[first];
  }
}
