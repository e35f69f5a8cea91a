/* An icicle of the index: a column per depth, heights are shares of the whole index. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_NODE, AT_LEVEL, AT_EFFECTIVE_WEIGHT };

#define HEIGHT 640.0       /* at least, and as much more, up to */
#define HEIGHT_MOST 2400.0 /* this, as the smallest part needs for its label */
#define LEAST 14.0         /* of a label */
#define DEPTHS_MOST 64

static void draw_node(const egb_reading *read, size_t row, double x, double y, double width, double height,
                      const char *class, egb_buffer *out) {
  egb_buffer tip = {0};
  egb_buffer_format(&tip, "%s: ", egb_reading_name(read, row));
  egb_plot_put(&tip, 100 * egb_reading_number(read, row, AT_EFFECTIVE_WEIGHT), 2);
  egb_buffer_text(&tip, " % of the index");
  egb_svg_rectangle(out, class, x, y, width - 2, height - 1, egb_buffer_string(&tip));
  if (height >= LEAST - 0.5)
    egb_svg_label(out, "minor dark", x + 6, y + fmin(height / 2 + 4, height - 3), EGB_ANCHOR_START, width - 14,
                  egb_reading_name(read, row));
  egb_svg_release(out, &tip);
}

/* Rows are in the order of the tree: a node begins where its parent begins, or where its elder sibling ended. */
static void draw_nodes(const egb_reading *read, double width, double whole, egb_buffer *out) {
  double end[DEPTHS_MOST] = {EGB_PLOT_TOP}, start[DEPTHS_MOST] = {EGB_PLOT_TOP};
  size_t top = 0;
  for (size_t row = 0; row < read->rows; row++) {
    const double level = egb_reading_number(read, row, AT_LEVEL),
                 share = egb_reading_number(read, row, AT_EFFECTIVE_WEIGHT);
    const size_t depth = level >= 0 && level < DEPTHS_MOST ? (size_t)level : 0;
    static const char *const shades[] = {"p0 tile", "p1", "p2"};
    if (isnan(share))
      continue;
    top += depth == 1;
    start[depth] = depth == 0 ? EGB_PLOT_TOP : end[depth];
    end[depth] = start[depth] + share * whole;
    if (depth + 1 < DEPTHS_MOST)
      end[depth + 1] = start[depth]; /* where its first child begins */
    draw_node(read, row, EGB_PLOT_MARGIN + width * (double)depth, start[depth], width, share * whole,
              depth == 0 ? shades[0] : shades[1 + (top + depth) % 2], out);
  }
}

static double whole_height(const egb_reading *read) {
  double least = 1;
  for (size_t row = 0; row < read->rows; row++) {
    const double share = egb_reading_number(read, row, AT_EFFECTIVE_WEIGHT);
    least = share > 0 ? fmin(least, share) : least;
  }
  return ceil(fmin(HEIGHT_MOST, fmax(HEIGHT, LEAST / least)));
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const double height = whole_height(read);
  size_t deepest = 0;
  for (size_t row = 0; row < read->rows; row++) {
    const double level = egb_reading_number(read, row, AT_LEVEL);
    if (level > (double)deepest && level < DEPTHS_MOST)
      deepest = (size_t)level;
  }
  const double width = fmax(120, 900 / (double)(deepest + 1));
  (void)egb_plot_open(out, read->table, 2 * EGB_PLOT_MARGIN + width * (double)(deepest + 1),
                      EGB_PLOT_TOP + height + EGB_PLOT_MARGIN);
  draw_nodes(read, width, height, out);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define PERCENT ((size_t)8) /* columns of the number at the right */

static size_t indent_of(const egb_reading *read, size_t row, size_t most) {
  const double level = egb_reading_number(read, row, AT_LEVEL);
  const size_t indent = level > 0 && level < DEPTHS_MOST ? 2 * (size_t)level : 0;
  return indent < most ? indent : most;
}

/* A bar per part, indented by its depth; as long as its share of the index. */
static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  size_t names = 1;
  const size_t most = canvas->width / 2;
  for (size_t row = 0; row < read->rows; row++) {
    const size_t wide = indent_of(read, row, most / 2) + egb_canvas_width(egb_reading_name(read, row));
    names = wide > names ? wide : names;
  }
  names = names < most ? names : most;
  for (size_t row = 0; row < read->rows; row++, y++) {
    const size_t indent = indent_of(read, row, most / 2), left = names + 2, width = canvas->width - left - PERCENT;
    const double share = egb_reading_number(read, row, AT_EFFECTIVE_WEIGHT);
    egb_buffer number = {0};
    egb_canvas_label(canvas, indent, y, names - indent, EGB_ANCHOR_START, egb_reading_name(read, row));
    if (!isnan(share))
      egb_canvas_bar(canvas, left, y, fmin(share, 1) * (double)width);
    egb_plot_put(&number, 100 * share, 1);
    egb_buffer_text(&number, isnan(share) ? "" : " %");
    egb_canvas_label(canvas, canvas->width - PERCENT, y, PERCENT, EGB_ANCHOR_END, egb_buffer_string(&number));
    canvas->failed = canvas->failed || number.failed;
    egb_buffer_clear(&number);
  }
}

static const char *const columns[] = {
    [AT_NODE] = "node", [AT_LEVEL] = "level", [AT_EFFECTIVE_WEIGHT] = "effective_weight", NULL};
const egb_plot_row egb_plot_tree = {.name = "tree",
                                    .help = "the parts of the index, heights by weight",
                                    .schema = "egovbench.tree/1",
                                    .columns = columns,
                                    .draw = draw,
                                    .text = text};
