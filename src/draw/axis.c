#include "draw/axis.h"

#include "base/number.h"
#include "draw/svg.h"

#include <math.h>

#define EDGE 1e-9 /* of a step */
#define TICKS_MOST 100

static double round_step(double range, int ticks) {
  const double rough = range / ticks, power = pow(10, floor(log10(rough))), lead = rough / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

egb_axis egb_axis_exact(double low, double high, double from, double to, int ticks) {
  if (!(low < high) || !isfinite(high - low)) { /* one value, or none */
    const double middle = isfinite(low) ? low : 0, room = fabs(middle) > 0 ? fabs(middle) / 10 : 1;
    low = middle - room;
    high = middle + room;
  }
  return (egb_axis){.low = low, .high = high, .from = from, .to = to, .step = round_step(high - low, ticks)};
}

egb_axis egb_axis_make(double low, double high, double from, double to, int ticks) {
  egb_axis axis = egb_axis_exact(low, high, from, to, ticks);
  axis.low = floor(axis.low / axis.step + EDGE) * axis.step;
  axis.high = ceil(axis.high / axis.step - EDGE) * axis.step;
  return axis;
}

double egb_axis_at(const egb_axis *axis, double value) {
  return axis->from + (value - axis->low) / (axis->high - axis->low) * (axis->to - axis->from);
}

void egb_axis_stretch(double *low, double *high, double value) {
  if (value < *low)
    *low = value;
  if (value > *high)
    *high = value;
}

/* As many decimals as the step has. */
static void tick_text(double value, double step, char *out) {
  int decimals = 0;
  while (decimals < 9 && fabs(step * pow(10, decimals) - rint(step * pow(10, decimals))) > 1e-6)
    decimals++;
  const double near = fabs(value) < step * 1e-6 ? 0 : value;
  (void)egb_number_fixed(near, decimals, out);
}

/* The i-th tick; false behind the last. */
static bool tick_at(const egb_axis *axis, size_t i, double *value) {
  *value = (ceil(axis->low / axis->step - EDGE) + (double)i) * axis->step;
  return i < TICKS_MOST && *value <= axis->high + EDGE * axis->step;
}

void egb_axis_draw_across(egb_buffer *out, const egb_axis *axis, double top, double bottom, const char *name) {
  double value;
  for (size_t i = 0; tick_at(axis, i, &value); i++) {
    char number[EGB_NUMBER_MAX];
    const double x = egb_axis_at(axis, value);
    egb_svg_line(out, "grid", x, top, x, bottom);
    tick_text(value, axis->step, number);
    egb_svg_text(out, "minor", x, bottom + 15, EGB_ANCHOR_MIDDLE, number);
  }
  if (name != NULL)
    egb_svg_text(out, "minor", (axis->from + axis->to) / 2, bottom + 31, EGB_ANCHOR_MIDDLE, name);
}

void egb_axis_draw_upright(egb_buffer *out, const egb_axis *axis, double left, double right, const char *name) {
  double value;
  for (size_t i = 0; tick_at(axis, i, &value); i++) {
    char number[EGB_NUMBER_MAX];
    const double y = egb_axis_at(axis, value);
    egb_svg_line(out, "grid", left, y, right, y);
    tick_text(value, axis->step, number);
    egb_svg_text(out, "minor", left - 6, y + 4, EGB_ANCHOR_END, number);
  }
  if (name != NULL)
    egb_svg_text(out, "minor", left, fmin(axis->from, axis->to) - 8, EGB_ANCHOR_START, name);
}
