#include "draw/axis.h"

#include "base/number.h"
#include "draw/svg.h"

#include <float.h>
#include <math.h>

#define EDGE 1e-9       /* of a step */
#define SAME 1e-12      /* of the larger end: what is nearer differs by rounding */
#define TINY 1e-290     /* a range that a step of a power of ten fits into */
#define TICKS_MOST 1000 /* far more than anything asks for */

static double round_step(double rough) {
  const double power = pow(10, floor(log10(rough))), lead = rough / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

/* One value, or none. */
static bool has_no_range(double low, double high) {
  return !isfinite(low) || !isfinite(high) || !(high - low > fmax(TINY, SAME * fmax(fabs(low), fabs(high))));
}

egb_axis egb_axis_exact(double low, double high, double from, double to, int ticks) {
  if (has_no_range(low, high)) {
    const double middle = isfinite(low) ? low : 0, room = fabs(middle) > TINY ? fabs(middle) / 10 : 1;
    low = fmax(middle - room, -DBL_MAX);
    high = fmin(middle + room, DBL_MAX);
  }
  return (egb_axis){.low = low, .high = high, .from = from, .to = to, .step = round_step(high / ticks - low / ticks)};
}

egb_axis egb_axis_make(double low, double high, double from, double to, int ticks) {
  egb_axis axis = egb_axis_exact(low, high, from, to, ticks);
  const double first = floor(axis.low / axis.step + EDGE) * axis.step,
               last = ceil(axis.high / axis.step - EDGE) * axis.step;
  axis.low = isfinite(first) ? first : axis.low;
  axis.high = isfinite(last) ? last : axis.high;
  return axis;
}

egb_axis egb_axis_whole(double low, double high, double from, double to, int ticks) {
  egb_axis axis = egb_axis_exact(low, high > low ? high : low + 1, from, to, ticks);
  axis.step = fmax(1, axis.step);
  axis.whole = true;
  return axis;
}

/* In halves, whose difference is finite whatever the ends are. */
double egb_axis_at(const egb_axis *axis, double value) {
  return axis->from + (value / 2 - axis->low / 2) / (axis->high / 2 - axis->low / 2) * (axis->to - axis->from);
}

void egb_axis_stretch(double *low, double *high, double value) {
  if (value < *low)
    *low = value;
  if (value > *high)
    *high = value;
}

/* Rank 1 is no multiple of 20, and yet the one that is looked for. */
double egb_axis_tick(const egb_axis *axis, size_t i) {
  const double first = ceil(axis->low / axis->step - EDGE);
  const bool ahead = axis->whole && first * axis->step - axis->low >= axis->step / 2;
  if (ahead && i == 0)
    return axis->low;
  const double value = (first + (double)i - (ahead ? 1 : 0)) * axis->step;
  return i < TICKS_MOST && value - EDGE * axis->step <= axis->high ? value : (double)NAN;
}

/* As many decimals as the step has. */
void egb_axis_tick_text(const egb_axis *axis, size_t i, char *out) {
  const double value = egb_axis_tick(axis, i), step = axis->step;
  int decimals = 0;
  double rest = step;
  while (decimals < 9 && fabs(rest - rint(rest)) > 1e-6 * rest) {
    rest *= 10;
    decimals++;
  }
  const double near = fabs(value) < step * 1e-6 ? 0 : value;
  if (step < 1e-9) /* more decimals than there is room for */
    egb_number_shortest(near, out);
  else
    (void)egb_number_fixed(near, decimals, out);
}

void egb_axis_draw_across(egb_buffer *out, const egb_axis *axis, double top, double bottom, const char *name) {
  for (size_t i = 0; !isnan(egb_axis_tick(axis, i)); i++) {
    char number[EGB_NUMBER_MAX];
    const double x = egb_axis_at(axis, egb_axis_tick(axis, i));
    egb_svg_line(out, "grid", x, top, x, bottom);
    egb_axis_tick_text(axis, i, number);
    egb_svg_text(out, "minor", x, bottom + 15, EGB_ANCHOR_MIDDLE, number);
  }
  if (name != NULL)
    egb_svg_text(out, "minor", (axis->from + axis->to) / 2, bottom + 31, EGB_ANCHOR_MIDDLE, name);
}

void egb_axis_draw_upright(egb_buffer *out, const egb_axis *axis, double left, double right, const char *name) {
  for (size_t i = 0; !isnan(egb_axis_tick(axis, i)); i++) {
    char number[EGB_NUMBER_MAX];
    const double y = egb_axis_at(axis, egb_axis_tick(axis, i));
    egb_svg_line(out, "grid", left, y, right, y);
    egb_axis_tick_text(axis, i, number);
    egb_svg_text(out, "minor", left - 6, y + 4, EGB_ANCHOR_END, number);
  }
  if (name != NULL)
    egb_svg_text(out, "minor", left, fmin(axis->from, axis->to) - 8, EGB_ANCHOR_START, name);
}
