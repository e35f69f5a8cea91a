#include "draw/bars.h"

#include <math.h>

#define NAME_MOST 260.0
#define WIDTH 820.0
#define THICK 11.0
#define GAP 8.0

void egb_bars_name(const egb_table *table, size_t row, egb_buffer *out) {
  egb_buffer_text(out, egb_plot_name(table, row));
}

static double row_height(const egb_bars *bars) {
  return THICK * (double)bars->count + GAP;
}

static egb_axis make_axis(const egb_bars *bars, const egb_table *table, const size_t *row, size_t rows, double left) {
  double low = 0, high = 0;
  for (size_t i = 0; i < rows; i++)
    for (size_t k = 0; k < bars->count; k++) {
      egb_axis_stretch(&low, &high, egb_plot_number(table, row[i], bars->column[k]));
      if (bars->high[k] != NULL) {
        egb_axis_stretch(&low, &high, egb_plot_number(table, row[i], bars->low[k]));
        egb_axis_stretch(&low, &high, egb_plot_number(table, row[i], bars->high[k]));
      }
    }
  if (!(low < high))
    high = 1;
  return egb_axis_make(low, high, left, WIDTH - EGB_PLOT_MARGIN - 44, 6);
}

static void draw_bar(const egb_bars *bars, const egb_table *table, size_t row, size_t k, const egb_axis *axis, double y,
                     egb_buffer *out) {
  const double value = egb_plot_number(table, row, bars->column[k]), zero = egb_axis_at(axis, 0);
  double end;
  egb_buffer number = {0}, tip = {0};
  if (isnan(value))
    return;
  egb_plot_put(&number, value, bars->decimals);
  bars->name(table, row, &tip);
  egb_buffer_format(&tip, ", %s: %s", bars->key[k], egb_buffer_string(&number));
  egb_svg_rectangle(out, bars->class[k], zero, y, egb_axis_at(axis, value) - zero, THICK - 2, egb_buffer_string(&tip));
  end = fmax(zero, egb_axis_at(axis, value));
  if (bars->high[k] != NULL) {
    const double low = egb_plot_number(table, row, bars->low[k]), high = egb_plot_number(table, row, bars->high[k]);
    if (!isnan(low) && !isnan(high)) {
      const double middle = y + THICK / 2 - 1;
      egb_svg_line(out, "axis", egb_axis_at(axis, low), middle, egb_axis_at(axis, high), middle);
      egb_svg_line(out, "axis", egb_axis_at(axis, low), middle - 3, egb_axis_at(axis, low), middle + 3);
      egb_svg_line(out, "axis", egb_axis_at(axis, high), middle - 3, egb_axis_at(axis, high), middle + 3);
      end = fmax(end, egb_axis_at(axis, high));
    }
  }
  egb_svg_text(out, "minor", end + 5, y + THICK - 2, EGB_ANCHOR_START, egb_buffer_string(&number));
  out->failed = out->failed || number.failed || tip.failed;
  egb_buffer_clear(&number);
  egb_buffer_clear(&tip);
}

static void draw_keys(const egb_bars *bars, double x, double y, egb_buffer *out) {
  for (size_t k = 0; k < bars->count; k++) {
    egb_svg_rectangle(out, bars->class[k], x, y - 9, 10, 10, NULL);
    egb_svg_text(out, "minor", x + 15, y, EGB_ANCHOR_START, bars->key[k]);
    x += 15 + egb_svg_width(bars->key[k]) + 24;
  }
}

void egb_bars_draw(const egb_bars *bars, const egb_table *table, const size_t *row, size_t rows, egb_buffer *out) {
  double names = 40;
  for (size_t i = 0; i < rows; i++) {
    egb_buffer name = {0};
    bars->name(table, row[i], &name);
    names = fmin(NAME_MOST, fmax(names, egb_svg_width(egb_buffer_string(&name))));
    egb_buffer_clear(&name);
  }
  const double left = EGB_PLOT_MARGIN + names + 12, each = row_height(bars),
               bottom = EGB_PLOT_TOP + each * (double)rows;
  const egb_axis axis = make_axis(bars, table, row, rows, left);
  (void)egb_plot_open(out, table, WIDTH, bottom + 66);
  egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, bars->axis);
  for (size_t i = 0; i < rows; i++) {
    const double y = EGB_PLOT_TOP + each * (double)i + GAP / 2;
    egb_buffer name = {0};
    bars->name(table, row[i], &name);
    egb_svg_label(out, NULL, left - 8, y + each / 2, EGB_ANCHOR_END, names, egb_buffer_string(&name));
    out->failed = out->failed || name.failed;
    egb_buffer_clear(&name);
    for (size_t k = 0; k < bars->count; k++)
      draw_bar(bars, table, row[i], k, &axis, y + THICK * (double)k, out);
  }
  egb_svg_line(out, "axis", egb_axis_at(&axis, 0), EGB_PLOT_TOP, egb_axis_at(&axis, 0), bottom);
  draw_keys(bars, left, bottom + 54, out);
}
