#include "draw/bars.h"

#include <math.h>
#include <stdlib.h>

#define NAME_MOST 260.0
#define WIDTH 820.0
#define THICK 13.0
#define GAP 8.0

void egb_bars_name(const egb_reading *read, size_t row, egb_buffer *out) {
  egb_buffer_text(out, egb_reading_name(read, row));
}

static double row_height(const egb_bars *bars) {
  return THICK * (double)bars->count + GAP;
}

static void reach(const egb_bars *bars, const egb_reading *read, const size_t *row, size_t rows, double *low,
                  double *high) {
  *low = *high = 0;
  for (size_t i = 0; i < rows; i++)
    for (size_t k = 0; k < bars->count; k++) {
      egb_axis_stretch(low, high, egb_reading_number(read, row[i], bars->column[k]));
      if (bars->spans) {
        egb_axis_stretch(low, high, egb_reading_number(read, row[i], bars->low[k]));
        egb_axis_stretch(low, high, egb_reading_number(read, row[i], bars->high[k]));
      }
    }
  if (!(*low < *high))
    *high = 1;
}

static void draw_bar(const egb_bars *bars, const egb_reading *read, size_t row, size_t k, const egb_axis *axis,
                     double y, egb_buffer *out) {
  const double value = egb_reading_number(read, row, bars->column[k]), zero = egb_axis_at(axis, 0);
  double end;
  egb_buffer number = {0}, tip = {0};
  if (isnan(value)) {
    egb_svg_text(out, "minor", zero + 5, y + THICK - 3, EGB_ANCHOR_START, "-");
    return;
  }
  egb_plot_put(&number, value, bars->decimals);
  bars->name(read, row, &tip);
  egb_buffer_format(&tip, ", %s: %s", bars->key[k], egb_buffer_string(&number));
  egb_svg_rectangle(out, bars->class[k], zero, y, egb_axis_at(axis, value) - zero, THICK - 2, egb_buffer_string(&tip));
  end = fmax(zero, egb_axis_at(axis, value));
  if (bars->spans) {
    const double low = egb_reading_number(read, row, bars->low[k]), high = egb_reading_number(read, row, bars->high[k]);
    if (!isnan(low) && !isnan(high)) {
      const double middle = y + THICK / 2 - 1;
      egb_svg_line(out, "axis", egb_axis_at(axis, low), middle, egb_axis_at(axis, high), middle);
      egb_svg_line(out, "axis", egb_axis_at(axis, low), middle - 3, egb_axis_at(axis, low), middle + 3);
      egb_svg_line(out, "axis", egb_axis_at(axis, high), middle - 3, egb_axis_at(axis, high), middle + 3);
      end = fmax(end, egb_axis_at(axis, high));
    }
  }
  egb_svg_text(out, "minor", end + 5, y + THICK - 3, EGB_ANCHOR_START, egb_buffer_string(&number));
  egb_svg_release(out, &number);
  egb_svg_release(out, &tip);
}

static void draw_keys(const egb_bars *bars, double x, double y, egb_buffer *out) {
  for (size_t k = 0; k < bars->count; k++) {
    egb_svg_rectangle(out, bars->class[k], x, y - 9, 10, 10, NULL);
    egb_svg_text(out, "minor", x + 15, y, EGB_ANCHOR_START, bars->key[k]);
    x += 15 + egb_svg_width(bars->key[k]) + 24;
  }
}

static void draw_rows(const egb_bars *bars, const egb_reading *read, const size_t *row, size_t rows, egb_buffer *out) {
  double names = 40;
  for (size_t i = 0; i < rows; i++) {
    egb_buffer name = {0};
    bars->name(read, row[i], &name);
    names = fmin(NAME_MOST, fmax(names, egb_svg_width(egb_buffer_string(&name))));
    egb_svg_release(out, &name);
  }
  const double left = EGB_PLOT_MARGIN + names + 12, each = row_height(bars),
               bottom = EGB_PLOT_TOP + each * (double)rows;
  double low, high;
  reach(bars, read, row, rows, &low, &high);
  const egb_axis axis = egb_axis_make(low, high, left, WIDTH - EGB_PLOT_MARGIN - 44, 6);
  (void)egb_plot_open(out, read->table, WIDTH, bottom + 66);
  egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, bars->axis);
  for (size_t i = 0; i < rows; i++) {
    const double y = EGB_PLOT_TOP + each * (double)i + GAP / 2;
    egb_buffer name = {0};
    bars->name(read, row[i], &name);
    egb_svg_label(out, NULL, left - 8, y + each / 2, EGB_ANCHOR_END, names, egb_buffer_string(&name));
    egb_svg_release(out, &name);
    for (size_t k = 0; k < bars->count; k++)
      draw_bar(bars, read, row[i], k, &axis, y + THICK * (double)k, out);
  }
  egb_svg_line(out, "axis", egb_axis_at(&axis, 0), EGB_PLOT_TOP, egb_axis_at(&axis, 0), bottom);
  draw_keys(bars, left, bottom + 54, out);
}

static size_t *choose(const egb_bars *bars, const egb_reading *read, size_t *rows) {
  const char *node = bars->node == EGB_ROWS_ALL ? NULL : egb_reading_text(read, 0, bars->node);
  return egb_rows_choose(read, bars->node, node, bars->falling, rows);
}

void egb_bars_draw(const egb_bars *bars, const egb_reading *read, egb_buffer *out) {
  size_t rows;
  size_t *row = choose(bars, read, &rows);
  out->failed = out->failed || row == NULL;
  if (row != NULL)
    draw_rows(bars, read, row, rows, out);
  free(row);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define NUMBER ((size_t)9) /* columns of the number at the right */

/* Whole columns, to the nearest; what there is of a first bar upwards to an eighth of one. */
static void put_area(egb_canvas *canvas, const egb_axis *axis, double value, size_t k, size_t y) {
  const double zero = rint(egb_axis_at(axis, 0)), end = egb_axis_at(axis, value);
  const size_t from = (size_t)fmin(zero, rint(end)), to = (size_t)fmax(zero, rint(end));
  canvas->pen = egb_canvas_series(k);
  if (k == 0 && end > zero)
    egb_canvas_bar(canvas, from, y, end - zero);
  else
    (void)egb_canvas_shade(canvas, from, y, to - from, 2 * k < 4 ? 2 * k : 3, 5);
  canvas->pen = EGB_PEN_PLAIN;
}

/* Over the bar: its ends, and a line where nothing is. */
static void put_interval(egb_canvas *canvas, const egb_axis *axis, double low, double high, size_t y) {
  if (isnan(low) || isnan(high))
    return;
  const double last = axis->to - 1;
  const size_t from = (size_t)fmin(egb_axis_at(axis, low), last), to = (size_t)fmin(egb_axis_at(axis, high), last);
  for (size_t x = from; x < to; x++)
    if (egb_canvas_is_free(canvas, x, y, 1))
      (void)egb_canvas_sign(canvas, x, y, EGB_SIGN_ACROSS);
  (void)egb_canvas_sign(canvas, from, y, EGB_SIGN_BEGIN);
  (void)egb_canvas_sign(canvas, to, y, EGB_SIGN_END);
}

static void put_row(const egb_bars *bars, const egb_reading *read, size_t row, const egb_axis *axis, egb_canvas *canvas,
                    size_t y) {
  for (size_t k = 0; k < bars->count; k++, y++) {
    const double value = egb_reading_number(read, row, bars->column[k]);
    if (!isnan(value))
      put_area(canvas, axis, value, k, y);
    if (bars->spans)
      put_interval(canvas, axis, egb_reading_number(read, row, bars->low[k]),
                   egb_reading_number(read, row, bars->high[k]), y);
    egb_plot_put_text(canvas, canvas->width - NUMBER, y, NUMBER, value, bars->decimals);
  }
}

static void put_keys(const egb_bars *bars, egb_canvas *canvas, size_t y) {
  const egb_axis unit = {.low = 0, .high = 1, .from = 0, .to = 1};
  for (size_t k = 0; k < bars->count; k++, y++) {
    put_area(canvas, &unit, 1, k, y);
    egb_canvas_label(canvas, 2, y, canvas->width - 2, EGB_ANCHOR_START, bars->key[k]);
  }
}

/* In so many columns, 0: it is not put; returns how many it would like. */
static size_t put_name(const egb_bars *bars, const egb_reading *read, size_t row, size_t width, egb_canvas *canvas,
                       size_t y) {
  egb_buffer name = {0};
  bars->name(read, row, &name);
  if (width > 0)
    egb_canvas_label(canvas, 0, y, width, EGB_ANCHOR_START, egb_buffer_string(&name));
  const size_t wide = egb_canvas_width(egb_buffer_string(&name));
  canvas->failed = canvas->failed || name.failed;
  egb_buffer_clear(&name);
  return wide;
}

static void put_rows(const egb_bars *bars, const egb_reading *read, const size_t *row, size_t rows, egb_canvas *canvas,
                     size_t y) {
  size_t names = 1;
  double low, high;
  for (size_t i = 0; i < rows; i++) {
    const size_t wide = put_name(bars, read, row[i], 0, canvas, 0);
    names = wide > names ? wide : names;
  }
  names = names < canvas->width / 3 ? names : canvas->width / 3;
  reach(bars, read, row, rows, &low, &high);
  const egb_axis axis = {
      .low = low, .high = high, .from = (double)names + 2, .to = (double)(canvas->width - NUMBER), .step = 1};
  for (size_t i = 0; i < rows; i++, y += bars->count) {
    (void)put_name(bars, read, row[i], names, canvas, y);
    put_row(bars, read, row[i], &axis, canvas, y);
  }
  put_keys(bars, canvas, y + 1);
}

void egb_bars_text(const egb_bars *bars, const egb_reading *read, egb_canvas *canvas, size_t y) {
  size_t rows;
  size_t *row = choose(bars, read, &rows);
  canvas->failed = canvas->failed || row == NULL;
  if (row != NULL)
    put_rows(bars, read, row, rows, canvas, y);
  free(row);
}
