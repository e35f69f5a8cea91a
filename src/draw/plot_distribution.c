/* A strip of values and a box per indicator; changed values as hollow circles. */
#include "draw/plot.h"
#include "stats/shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MOST 220.0
#define WIDTH 820.0
#define ROW 26.0

static bool is_node(const egb_table *table, size_t row, const char *node) {
  return strcmp(egb_plot_text(table, row, "node"), node) == 0;
}

/* Nodes in the order in which they first come, and how many. */
static size_t list_nodes(const egb_table *table, const char **node, size_t room) {
  size_t count = 0;
  for (size_t row = 0; row < egb_table_row_count(table) && count < room; row++) {
    const char *id = egb_plot_text(table, row, "node");
    size_t i = 0;
    while (i < count && strcmp(node[i], id) != 0)
      i++;
    if (i < count)
      break; /* the second unit begins: every node was seen */
    node[count++] = id;
  }
  return count;
}

static void draw_box(const double *sorted, size_t count, const egb_axis *axis, double y, egb_buffer *out) {
  const double low = egb_axis_at(axis, egb_stats_quantile(sorted, count, 0.25));
  const double high = egb_axis_at(axis, egb_stats_quantile(sorted, count, 0.75));
  const double median = egb_axis_at(axis, egb_stats_quantile(sorted, count, 0.5));
  egb_svg_line(out, "axis", egb_axis_at(axis, sorted[0]), y, egb_axis_at(axis, sorted[count - 1]), y);
  egb_svg_rectangle(out, "box", low, y - 6, high - low, 12, NULL);
  egb_svg_line(out, "span", median, y - 7, median, y + 7);
}

static bool is_changed(const egb_table *table, size_t row) {
  return strcmp(egb_plot_text(table, row, "state"), "observed") != 0;
}

/* Those of a node, ascending; returns how many. */
static size_t take_values(const egb_table *table, const char *node, double *value) {
  size_t count = 0;
  for (size_t row = 0; row < egb_table_row_count(table); row++)
    if (is_node(table, row, node) && !isnan(egb_plot_number(table, row, "value")))
      value[count++] = egb_plot_number(table, row, "value");
  if (count > 0)
    egb_stats_sort_values(value, count);
  return count;
}

static egb_axis make_axis(const egb_table *table, double from, double to) {
  double low = INFINITY, high = -INFINITY;
  for (size_t row = 0; row < egb_table_row_count(table); row++)
    egb_axis_stretch(&low, &high, egb_plot_number(table, row, "value"));
  return egb_axis_make(low, high, from, to, 8);
}

static void draw_node(const egb_table *table, const char *node, const egb_axis *axis, double y, double *value,
                      egb_buffer *out) {
  const size_t count = take_values(table, node, value);
  if (count == 0)
    return;
  draw_box(value, count, axis, y, out);
  for (size_t row = 0; row < egb_table_row_count(table); row++) {
    const double at = egb_plot_number(table, row, "value");
    const bool changed = is_changed(table, row);
    if (is_node(table, row, node) && !isnan(at))
      egb_svg_circle(out, changed ? "hollow" : "f0", egb_axis_at(axis, at), y + 9, changed ? 3 : 2,
                     egb_plot_text(table, row, "unit"));
  }
}

static void draw(const egb_table *table, egb_buffer *out) {
  const size_t all = egb_table_row_count(table);
  const char **node = calloc(all + 1, sizeof *node);
  double *value = calloc(all + 1, sizeof *value), names = 40;
  out->failed = out->failed || node == NULL || value == NULL;
  const size_t count = out->failed ? 0 : list_nodes(table, node, all);
  for (size_t i = 0; i < count; i++)
    names = fmin(NAME_MOST, fmax(names, egb_svg_width(node[i])));
  const double left = EGB_PLOT_MARGIN + names + 12, bottom = EGB_PLOT_TOP + ROW * (double)count;
  const egb_axis axis = make_axis(table, left, WIDTH - EGB_PLOT_MARGIN - 8);
  if (!out->failed) {
    (void)egb_plot_open(out, table, WIDTH, bottom + 44);
    egb_axis_draw_across(out, &axis, EGB_PLOT_TOP, bottom, "Value in the stage");
  }
  for (size_t i = 0; i < count; i++) {
    const double y = EGB_PLOT_TOP + ROW * ((double)i + 0.4);
    egb_svg_label(out, NULL, left - 8, y + 4, EGB_ANCHOR_END, names, node[i]);
    draw_node(table, node[i], &axis, y, value, out);
  }
  free(node);
  free(value);
}

/* ---- in text --------------------------------------------------------------------------------- */

static size_t column_at(const egb_axis *axis, double value) {
  return (size_t)egb_axis_at(axis, value);
}

/* The range, the quartiles, the median, and values that were changed where nothing else says more. */
static void put_strip(const egb_table *table, const char *node, const egb_axis *axis, size_t y, double *value,
                      egb_canvas *canvas) {
  const size_t count = take_values(table, node, value);
  if (count == 0)
    return;
  egb_canvas_signs(canvas, column_at(axis, value[0]), column_at(axis, value[count - 1]) + 1, y, EGB_SIGN_ACROSS);
  (void)egb_canvas_sign(canvas, column_at(axis, value[0]), y, EGB_SIGN_BEGIN);
  (void)egb_canvas_sign(canvas, column_at(axis, value[count - 1]), y, EGB_SIGN_END);
  egb_canvas_signs(canvas, column_at(axis, egb_stats_quantile(value, count, 0.25)),
                   column_at(axis, egb_stats_quantile(value, count, 0.75)) + 1, y, EGB_SIGN_QUARTILES);
  for (size_t row = 0; row < egb_table_row_count(table); row++)
    if (is_node(table, row, node) && is_changed(table, row) && !isnan(egb_plot_number(table, row, "value")))
      (void)egb_canvas_sign(canvas, column_at(axis, egb_plot_number(table, row, "value")), y, EGB_SIGN_HOLLOW);
  (void)egb_canvas_sign(canvas, column_at(axis, egb_stats_quantile(value, count, 0.5)), y, EGB_SIGN_MEDIAN);
}

static const egb_sign_key keys[] = {{EGB_SIGN_ACROSS, "range"},
                                    {EGB_SIGN_QUARTILES, "quartiles"},
                                    {EGB_SIGN_MEDIAN, "median"},
                                    {EGB_SIGN_HOLLOW, "changed value"}};

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  const size_t all = egb_table_row_count(table);
  const char **node = calloc(all + 1, sizeof *node);
  double *value = calloc(all + 1, sizeof *value);
  canvas->failed = canvas->failed || node == NULL || value == NULL;
  const size_t count = canvas->failed ? 0 : list_nodes(table, node, all);
  size_t names = 1;
  for (size_t i = 0; i < count; i++)
    names = egb_canvas_width(node[i]) > names ? egb_canvas_width(node[i]) : names;
  names = names < canvas->width / 3 ? names : canvas->width / 3;
  const size_t left = names + 2, width = canvas->width - left;
  const egb_axis axis = egb_canvas_scale(make_axis(table, 0, 1), left, width);
  for (size_t i = 0; i < count; i++, y++) {
    egb_canvas_label(canvas, 0, y, names, EGB_ANCHOR_START, node[i]);
    put_strip(table, node[i], &axis, y, value, canvas);
  }
  (void)egb_plot_keys(canvas, egb_canvas_axis(canvas, left, width, y, &axis) + 1, keys, sizeof keys / sizeof *keys);
  free(node);
  free(value);
}

static const char *const columns[] = {"unit", "node", "value", "state", NULL};
const egb_plot_row egb_plot_distribution = {.name = "distribution",
                                            .help = "the values of every indicator, with quartiles",
                                            .schema = "egovbench.stages/1",
                                            .columns = columns,
                                            .draw = draw,
                                            .text = text};
