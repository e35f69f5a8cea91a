/* A caterpillar: each unit's rank, its interval and the median of its draws. */
#include "draw/plot.h"

#include <math.h>

/* Columns of the table. */
enum { AT_RANK, AT_RANK_LOW, AT_RANK_HIGH, AT_RANK_MEDIAN };

#define NAME_MOST 220.0
#define WIDTH 860.0

static void draw_unit(const egb_reading *read, size_t row, const egb_axis *axis, double y, egb_buffer *out) {
  const double low = egb_reading_number(read, row, AT_RANK_LOW), high = egb_reading_number(read, row, AT_RANK_HIGH);
  const double rank = egb_reading_number(read, row, AT_RANK), median = egb_reading_number(read, row, AT_RANK_MEDIAN);
  egb_buffer tip = {0};
  egb_buffer_format(&tip, "%s: ", egb_reading_name(read, row));
  egb_plot_put(&tip, rank, 0);
  egb_buffer_text(&tip, " (");
  egb_plot_put(&tip, low, 0);
  egb_buffer_text(&tip, "\xE2\x80\x93");
  egb_plot_put(&tip, high, 0);
  egb_buffer_char(&tip, ')');
  if (!isnan(low) && !isnan(high)) {
    egb_svg_line(out, "span", egb_axis_at(axis, low), y, egb_axis_at(axis, high), y);
    egb_svg_line(out, "span", egb_axis_at(axis, low), y - 4, egb_axis_at(axis, low), y + 4);
    egb_svg_line(out, "span", egb_axis_at(axis, high), y - 4, egb_axis_at(axis, high), y + 4);
  }
  if (!isnan(median))
    egb_svg_circle(out, "hollow", egb_axis_at(axis, median), y, 4.5, NULL);
  if (!isnan(rank))
    egb_svg_circle(out, "f0", egb_axis_at(axis, rank), y, 3.5, egb_buffer_string(&tip));
  egb_svg_release(out, &tip);
}

/* The highest rank that is drawn. */
static double last_rank(const egb_reading *read) {
  double low = 1, high = 1;
  for (size_t i = 0; i < read->rows; i++) {
    egb_axis_stretch(&low, &high, egb_reading_number(read, i, AT_RANK_HIGH));
    egb_axis_stretch(&low, &high, egb_reading_number(read, i, AT_RANK));
  }
  return high;
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const size_t rows = read->rows;
  const double names = egb_plot_widest(read, NAME_MOST), left = EGB_PLOT_MARGIN + 34 + names + 12;
  const double bottom = EGB_PLOT_TOP + EGB_PLOT_ROW * (double)rows + 4;
  const egb_axis axis = egb_axis_whole(1, last_rank(read), left, WIDTH - EGB_PLOT_MARGIN - 8, 10);
  (void)egb_plot_open(out, read->table, WIDTH, bottom + 62);
  egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, "Rank");
  for (size_t i = 0; i < rows; i++) {
    const double y = EGB_PLOT_TOP + EGB_PLOT_ROW * ((double)i + 0.5) + 2;
    egb_buffer number = {0};
    egb_plot_put(&number, egb_reading_number(read, i, AT_RANK), 0);
    egb_svg_text(out, "minor", EGB_PLOT_MARGIN + 28, y + 4, EGB_ANCHOR_END, egb_buffer_string(&number));
    egb_svg_label(out, NULL, EGB_PLOT_MARGIN + 34, y + 4, EGB_ANCHOR_START, names, egb_reading_name(read, i));
    draw_unit(read, i, &axis, y, out);
    egb_svg_release(out, &number);
  }
  egb_svg_circle(out, "f0", left, bottom + 48, 3.5, NULL);
  egb_svg_text(out, "minor", left + 10, bottom + 52, EGB_ANCHOR_START, "rank");
  egb_svg_circle(out, "hollow", left + 60, bottom + 48, 4.5, NULL);
  egb_svg_text(out, "minor", left + 70, bottom + 52, EGB_ANCHOR_START, "median");
  egb_svg_line(out, "span", left + 130, bottom + 48, left + 156, bottom + 48);
  egb_svg_text(out, "minor", left + 162, bottom + 52, EGB_ANCHOR_START, "interval");
}

/* ---- in text --------------------------------------------------------------------------------- */

#define RANK ((size_t)4) /* columns of a rank */
#define NAMES_MOST ((size_t)28)

static const egb_sign_key keys[] = {{EGB_SIGN_DOT, "rank"}, {EGB_SIGN_HOLLOW, "median"}, {EGB_SIGN_ACROSS, "interval"}};

/* What is beyond the axis is not put: the interval of a unit that is not ranked is all that it has. */
static void put_sign(egb_canvas *canvas, const egb_axis *axis, double value, size_t y, egb_sign sign) {
  if (!isnan(value))
    (void)egb_canvas_sign(canvas, (size_t)egb_axis_at(axis, value), y, sign);
}

static void put_unit(const egb_reading *read, size_t row, const egb_axis *axis, size_t y, egb_canvas *canvas) {
  const double low = egb_reading_number(read, row, AT_RANK_LOW), high = egb_reading_number(read, row, AT_RANK_HIGH);
  if (low < high) {
    egb_canvas_signs(canvas, (size_t)egb_axis_at(axis, low), (size_t)egb_axis_at(axis, high), y, EGB_SIGN_ACROSS);
    put_sign(canvas, axis, low, y, EGB_SIGN_BEGIN);
    put_sign(canvas, axis, high, y, EGB_SIGN_END);
  }
  put_sign(canvas, axis, egb_reading_number(read, row, AT_RANK_MEDIAN), y, EGB_SIGN_HOLLOW);
  put_sign(canvas, axis, egb_reading_number(read, row, AT_RANK), y, EGB_SIGN_DOT);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  const size_t rows = read->rows, most = canvas->width / 3;
  const size_t names = egb_plot_columns(read, most < NAMES_MOST ? most : NAMES_MOST), left = RANK + names + 3,
               width = canvas->width - left;
  const egb_axis axis = egb_canvas_scale(egb_axis_whole(1, last_rank(read), 0, 1, 10), left, width);
  for (size_t i = 0; i < rows; i++, y++) {
    egb_plot_put_text(canvas, 0, y, RANK, egb_reading_number(read, i, AT_RANK), 0);
    egb_canvas_label(canvas, RANK + 1, y, names, EGB_ANCHOR_START, egb_reading_name(read, i));
    put_unit(read, i, &axis, y, canvas);
  }
  (void)egb_plot_keys(canvas, egb_canvas_axis(canvas, left, width, y, &axis) + 1, keys, sizeof keys / sizeof *keys);
}

static const char *const columns[] = {[AT_RANK] = "rank",
                                      [AT_RANK_LOW] = "rank_low",
                                      [AT_RANK_HIGH] = "rank_high",
                                      [AT_RANK_MEDIAN] = "rank_median",
                                      NULL};
const egb_plot_row egb_plot_ranks = {.name = "ranks",
                                     .help = "each unit's rank with its interval and median",
                                     .schema = "egovbench.uncertainty/1",
                                     .columns = columns,
                                     .draw = draw,
                                     .text = text};
