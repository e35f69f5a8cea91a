/* Two editions: from the score before to the score after, with the ranks won or lost. */
#include "draw/plot.h"

#include <math.h>

/* Columns of the table. */
enum { AT_SCORE_BEFORE, AT_SCORE_AFTER, AT_RANK_CHANGE };

#define NAME_MOST 200.0
#define WIDTH 860.0

static void draw_unit(const egb_reading *read, size_t row, const egb_axis *axis, double y, egb_buffer *out) {
  const double before = egb_reading_number(read, row, AT_SCORE_BEFORE),
               after = egb_reading_number(read, row, AT_SCORE_AFTER);
  const double ranks = egb_reading_number(read, row, AT_RANK_CHANGE);
  egb_buffer text = {0};
  if (!isnan(before) && !isnan(after))
    egb_svg_line(out, after < before ? "s4" : "s0", egb_axis_at(axis, before), y, egb_axis_at(axis, after), y);
  if (!isnan(before))
    egb_svg_circle(out, "hollow", egb_axis_at(axis, before), y, 4, NULL);
  if (!isnan(after))
    egb_svg_circle(out, "mark", egb_axis_at(axis, after), y, 4, NULL);
  if (!isnan(ranks)) {
    egb_buffer_text(&text, ranks > 0 ? "\xE2\x96\xB2 " : ranks < 0 ? "\xE2\x96\xBC " : "= ");
    egb_plot_put(&text, fabs(ranks), 0);
    egb_svg_text(out, "minor", WIDTH - EGB_PLOT_MARGIN, y + 4, EGB_ANCHOR_END, egb_buffer_string(&text));
  }
  egb_svg_release(out, &text);
}

static egb_axis make_axis(const egb_reading *read, double from, double to) {
  double low = INFINITY, high = -INFINITY;
  for (size_t i = 0; i < read->rows; i++) {
    egb_axis_stretch(&low, &high, egb_reading_number(read, i, AT_SCORE_BEFORE));
    egb_axis_stretch(&low, &high, egb_reading_number(read, i, AT_SCORE_AFTER));
  }
  return egb_axis_make(low, high, from, to, 6);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const size_t rows = read->rows;
  const double names = egb_plot_widest(read, NAME_MOST), left = EGB_PLOT_MARGIN + names + 12;
  const double bottom = EGB_PLOT_TOP + EGB_PLOT_ROW * (double)rows;
  const egb_axis axis = make_axis(read, left, WIDTH - EGB_PLOT_MARGIN - 60);
  (void)egb_plot_open(out, read->table, WIDTH, bottom + 62);
  egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, "Score");
  for (size_t i = 0; i < rows; i++) {
    const double y = EGB_PLOT_TOP + EGB_PLOT_ROW * ((double)i + 0.5);
    egb_svg_label(out, NULL, left - 8, y + 4, EGB_ANCHOR_END, names, egb_reading_name(read, i));
    draw_unit(read, i, &axis, y, out);
  }
  egb_svg_circle(out, "hollow", left, bottom + 48, 4, NULL);
  egb_svg_text(out, "minor", left + 10, bottom + 52, EGB_ANCHOR_START, "before");
  egb_svg_circle(out, "mark", left + 70, bottom + 48, 4, NULL);
  egb_svg_text(out, "minor", left + 80, bottom + 52, EGB_ANCHOR_START, "after; at the right, ranks gained or lost");
}

/* ---- in text --------------------------------------------------------------------------------- */

#define RANKS ((size_t)6) /* columns of the ranks gained */
#define NAMES_MOST ((size_t)28)

static const egb_sign_key keys[] = {{EGB_SIGN_HOLLOW, "before"},
                                    {EGB_SIGN_DOT, "after; at the right, ranks gained or lost"}};

static void put_unit(const egb_reading *read, size_t row, const egb_axis *axis, size_t y, egb_canvas *canvas) {
  const double before = egb_reading_number(read, row, AT_SCORE_BEFORE),
               after = egb_reading_number(read, row, AT_SCORE_AFTER),
               ranks = egb_reading_number(read, row, AT_RANK_CHANGE);
  canvas->pen = after < before ? EGB_PEN_SECOND : EGB_PEN_FIRST;
  if (!isnan(before) && !isnan(after))
    egb_canvas_signs(canvas, (size_t)egb_axis_at(axis, fmin(before, after)),
                     (size_t)egb_axis_at(axis, fmax(before, after)), y, EGB_SIGN_ACROSS);
  if (!isnan(before))
    (void)egb_canvas_sign(canvas, (size_t)egb_axis_at(axis, before), y, EGB_SIGN_HOLLOW);
  if (!isnan(after))
    (void)egb_canvas_sign(canvas, (size_t)egb_axis_at(axis, after), y, EGB_SIGN_DOT);
  canvas->pen = EGB_PEN_PLAIN;
  if (isnan(ranks))
    return;
  (void)egb_canvas_sign(canvas, canvas->width - RANKS + 1, y,
                        ranks > 0   ? EGB_SIGN_UP
                        : ranks < 0 ? EGB_SIGN_DOWN
                                    : EGB_SIGN_SAME);
  egb_plot_put_text(canvas, canvas->width - RANKS + 2, y, RANKS - 2, fabs(ranks), 0);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  const size_t rows = read->rows, most = canvas->width / 3;
  const size_t names = egb_plot_columns(read, most < NAMES_MOST ? most : NAMES_MOST), left = names + 2,
               width = canvas->width - left - RANKS;
  const egb_axis axis = egb_canvas_scale(make_axis(read, 0, 1), left, width);
  for (size_t i = 0; i < rows; i++, y++) {
    egb_canvas_label(canvas, 0, y, names, EGB_ANCHOR_START, egb_reading_name(read, i));
    put_unit(read, i, &axis, y, canvas);
  }
  (void)egb_plot_keys(canvas, egb_canvas_axis(canvas, left, width, y, &axis) + 1, keys, sizeof keys / sizeof *keys);
}

static const char *const columns[] = {
    [AT_SCORE_BEFORE] = "score_before", [AT_SCORE_AFTER] = "score_after", [AT_RANK_CHANGE] = "rank_change", NULL};
const egb_plot_row egb_plot_changes = {.name = "changes",
                                       .help = "scores and ranks of two editions",
                                       .schema = "egovbench.difference/1",
                                       .columns = columns,
                                       .draw = draw,
                                       .text = text};
