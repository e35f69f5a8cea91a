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

static void draw_node(const egb_table *table, const char *node, const egb_axis *axis, double y, double *value,
                      egb_buffer *out) {
  size_t count = 0;
  for (size_t row = 0; row < egb_table_row_count(table); row++)
    if (is_node(table, row, node) && !isnan(egb_plot_number(table, row, "value")))
      value[count++] = egb_plot_number(table, row, "value");
  if (count == 0)
    return;
  egb_stats_sort_values(value, count);
  draw_box(value, count, axis, y, out);
  for (size_t row = 0; row < egb_table_row_count(table); row++) {
    const double at = egb_plot_number(table, row, "value");
    const bool changed = strcmp(egb_plot_text(table, row, "state"), "observed") != 0;
    if (is_node(table, row, node) && !isnan(at))
      egb_svg_circle(out, changed ? "hollow" : "f0", egb_axis_at(axis, at), y + 9, changed ? 3 : 2,
                     egb_plot_text(table, row, "unit"));
  }
}

static void draw(const egb_table *table, egb_buffer *out) {
  const size_t all = egb_table_row_count(table);
  const char **node = calloc(all + 1, sizeof *node);
  double *value = calloc(all + 1, sizeof *value), low = INFINITY, high = -INFINITY, names = 40;
  out->failed = out->failed || node == NULL || value == NULL;
  const size_t count = out->failed ? 0 : list_nodes(table, node, all);
  for (size_t row = 0; row < all && !out->failed; row++)
    egb_axis_stretch(&low, &high, egb_plot_number(table, row, "value"));
  for (size_t i = 0; i < count; i++)
    names = fmin(NAME_MOST, fmax(names, egb_svg_width(node[i])));
  const double left = EGB_PLOT_MARGIN + names + 12, bottom = EGB_PLOT_TOP + ROW * (double)count;
  const egb_axis axis = egb_axis_make(low, high, left, WIDTH - EGB_PLOT_MARGIN - 8, 8);
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

static const char *const columns[] = {"unit", "node", "value", "state", NULL};
const egb_plot_row egb_plot_distribution = {.name = "distribution",
                                            .help = "the values of every indicator, with quartiles",
                                            .schema = "egovbench.stages/1",
                                            .columns = columns,
                                            .draw = draw};
