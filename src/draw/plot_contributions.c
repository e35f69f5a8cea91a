/* Stacked bars: what each dimension adds to the score. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>

/* Columns of the table. */
enum { AT_UNIT, AT_NAME, AT_SCORE };

#define NAME_MOST 200.0
#define WIDTH 860.0
#define FIRST 3 /* columns before the parts: unit, name, score */

/* Behind the parts is a bar of text. Asked once per picture: it looks at every part. */
static size_t end_of_parts(const egb_reading *read) {
  size_t end = FIRST;
  while (end < egb_table_column_count(read->table) && egb_table_column_kind(read->table, end) != EGB_COLUMN_TEXT)
    end++;
  return end;
}

static double total_of(const egb_reading *read, size_t row, size_t end, bool negative) {
  double sum = 0;
  for (size_t c = FIRST; c < end; c++) {
    const double value = egb_table_number(read->table, row, c);
    sum += !isnan(value) && (value < 0) == negative ? value : 0;
  }
  return sum;
}

/* Series beyond the palette begin again, with a hatch over them. */
static void draw_part(const egb_reading *read, size_t row, size_t column, const egb_axis *axis, double y, double from,
                      double to, egb_buffer *out) {
  char class[8];
  egb_buffer tip = {0};
  (void)snprintf(class, sizeof class, "f%zu", (column - FIRST) % EGB_SVG_SERIES);
  egb_buffer_format(&tip, "%s, %s: ", egb_reading_name(read, row), egb_table_column_label(read->table, column));
  egb_plot_put(&tip, to - from, 2);
  const double x = egb_axis_at(axis, from), width = egb_axis_at(axis, to) - x;
  egb_svg_rectangle(out, class, x, y, width, EGB_PLOT_ROW - 4, egb_buffer_string(&tip));
  if ((column - FIRST) / EGB_SVG_SERIES % 2 == 1)
    egb_svg_rectangle(out, "hatch", x, y, width, EGB_PLOT_ROW - 4, NULL);
  egb_svg_release(out, &tip);
}

static void draw_row(const egb_reading *read, size_t row, size_t end, const egb_axis *axis, double y, egb_buffer *out) {
  double up = 0, down = 0;
  for (size_t c = FIRST; c < end; c++) {
    const double value = egb_table_number(read->table, row, c);
    if (isnan(value) || !(fabs(value) > 0))
      continue;
    double *at = value < 0 ? &down : &up;
    draw_part(read, row, c, axis, y, *at, *at + value, out);
    *at += value;
  }
}

static double draw_keys(const egb_reading *read, size_t end, double x, double y, egb_buffer *out) {
  const double left = x;
  for (size_t c = FIRST; c < end; c++) {
    const char *label = egb_table_column_label(read->table, c);
    char class[8];
    (void)snprintf(class, sizeof class, "f%zu", (c - FIRST) % EGB_SVG_SERIES);
    if (x > left && x + 40 + egb_svg_width(label) > WIDTH - EGB_PLOT_MARGIN) {
      x = left;
      y += 18;
    }
    if (out != NULL) {
      egb_svg_rectangle(out, class, x, y - 9, 10, 10, NULL);
      if ((c - FIRST) / EGB_SVG_SERIES % 2 == 1)
        egb_svg_rectangle(out, "hatch", x, y - 9, 10, 10, NULL);
      egb_svg_text(out, "minor", x + 15, y, EGB_ANCHOR_START, label);
    }
    x += 39 + egb_svg_width(label);
  }
  return y;
}

static egb_axis make_axis(const egb_reading *read, size_t end, double from, double to) {
  double low = 0, high = 0;
  for (size_t i = 0; i < read->rows; i++) {
    egb_axis_stretch(&low, &high, total_of(read, i, end, false));
    egb_axis_stretch(&low, &high, total_of(read, i, end, true));
  }
  return egb_axis_make(low, high, from, to, 8);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const size_t rows = read->rows, end = end_of_parts(read);
  const double names = egb_plot_widest(read, NAME_MOST), left = EGB_PLOT_MARGIN + names + 12;
  const double bottom = EGB_PLOT_TOP + EGB_PLOT_ROW * (double)rows;
  const egb_axis axis = make_axis(read, end, left, WIDTH - EGB_PLOT_MARGIN - 10);
  (void)egb_plot_open(out, read->table, WIDTH, draw_keys(read, end, EGB_PLOT_MARGIN, bottom + 54, NULL) + 16);
  egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, "Score");
  for (size_t i = 0; i < rows; i++) {
    const double y = EGB_PLOT_TOP + EGB_PLOT_ROW * (double)i + 2;
    egb_svg_label(out, NULL, left - 8, y + 11, EGB_ANCHOR_END, names, egb_reading_name(read, i));
    draw_row(read, i, end, &axis, y, out);
  }
  (void)draw_keys(read, end, EGB_PLOT_MARGIN, bottom + 54, out);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define SCORE ((size_t)8) /* columns of the number at the right */
#define NAMES_MOST ((size_t)24)

/* Of a part: 1 to 9, then letters; + beyond those. */
static char sign_of(size_t part) {
  static const char signs[] = "123456789abcdefghijklmnopqrstuvwxyz";
  return part < sizeof signs - 1 ? signs[part] : '+';
}

/* Both ends are rounded to whole columns, so that parts together are as long as their sum. */
static void put_part(egb_canvas *canvas, const egb_axis *axis, size_t y, size_t part, double from, double to) {
  const char sign[2] = {sign_of(part), '\0'};
  const double a = rint(egb_axis_at(axis, fmin(from, to))), b = rint(egb_axis_at(axis, fmax(from, to)));
  canvas->pen = egb_canvas_series(part);
  for (size_t x = (size_t)a; x < (size_t)b; x++)
    (void)egb_canvas_text(canvas, x, y, sign);
  canvas->pen = EGB_PEN_PLAIN;
}

static void put_row(const egb_reading *read, size_t row, size_t end, const egb_axis *axis, size_t y,
                    egb_canvas *canvas) {
  double up = 0, down = 0;
  for (size_t c = FIRST; c < end; c++) {
    const double value = egb_table_number(read->table, row, c);
    if (isnan(value))
      continue;
    double *at = value < 0 ? &down : &up;
    put_part(canvas, axis, y, c - FIRST, *at, *at + value);
    *at += value;
  }
  egb_plot_put_text(canvas, canvas->width - SCORE, y, SCORE, egb_reading_number(read, row, AT_SCORE), 2);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  const size_t rows = read->rows, end = end_of_parts(read), most = canvas->width / 3;
  const size_t names = egb_plot_columns(read, most < NAMES_MOST ? most : NAMES_MOST), left = names + 2;
  egb_axis axis = make_axis(read, end, (double)left, (double)(canvas->width - SCORE));
  for (size_t i = 0; i < rows; i++, y++) {
    egb_canvas_label(canvas, 0, y, names, EGB_ANCHOR_START, egb_reading_name(read, i));
    put_row(read, i, end, &axis, y, canvas);
  }
  y++;
  for (size_t c = FIRST; c < end; c++, y++) {
    const char sign[2] = {sign_of(c - FIRST), '\0'};
    canvas->pen = egb_canvas_series(c - FIRST);
    (void)egb_canvas_text(canvas, 0, y, sign);
    canvas->pen = EGB_PEN_PLAIN;
    egb_canvas_label(canvas, 2, y, canvas->width - 2, EGB_ANCHOR_START, egb_table_column_label(read->table, c));
  }
}

static const char *const columns[] = {[AT_UNIT] = "unit", [AT_NAME] = "name", [AT_SCORE] = "score", NULL};
const egb_plot_row egb_plot_contributions = {.name = "contributions",
                                             .help = "what each dimension adds to the scores",
                                             .schema = "egovbench.contributions/1",
                                             .columns = columns,
                                             .draw = draw,
                                             .text = text};
