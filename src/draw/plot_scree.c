/* Eigenvalues of a node's children, the largest first, with the line at 1. */
#include "draw/plot.h"
#include "draw/rows.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH 560.0
#define HEIGHT 340.0

static void draw_points(const egb_table *table, const size_t *row, size_t rows, const egb_axis *across,
                        const egb_axis *upright, egb_buffer *out) {
  double *x = calloc(2 * rows + 1, sizeof *x), *y = x == NULL ? NULL : x + rows;
  out->failed = out->failed || x == NULL;
  for (size_t i = 0; x != NULL && i < rows; i++) {
    x[i] = egb_axis_at(across, (double)i + 1);
    y[i] = egb_axis_at(upright, egb_plot_number(table, row[i], "eigenvalue"));
  }
  if (x != NULL)
    egb_svg_polyline(out, "s0", x, y, rows, NULL);
  for (size_t i = 0; x != NULL && i < rows; i++) {
    egb_buffer tip = {0};
    egb_plot_put(&tip, egb_plot_number(table, row[i], "eigenvalue"), 3);
    egb_buffer_text(&tip, ", ");
    egb_plot_put(&tip, 100 * egb_plot_number(table, row[i], "share"), 1);
    egb_buffer_text(&tip, " % of the variance");
    egb_svg_circle(out, "f0", x[i], y[i], 4, egb_buffer_string(&tip));
    egb_svg_release(out, &tip);
  }
  free(x);
}

static void draw(const egb_table *table, egb_buffer *out) {
  const char *node = egb_plot_text(table, 0, "node");
  size_t rows;
  size_t *row = egb_rows_choose(table, "node", node, NULL, &rows);
  egb_buffer name = {0};
  out->failed = out->failed || row == NULL;
  if (row == NULL)
    return;
  const double left = EGB_PLOT_MARGIN + 40, bottom = HEIGHT - 56;
  const egb_axis across =
      egb_axis_exact(0.5, (double)rows + 0.5, left, WIDTH - EGB_PLOT_MARGIN, rows < 20 ? (int)rows : 20);
  const egb_axis upright = egb_axis_make(0, rows > 0 ? fmax(1, egb_plot_number(table, row[0], "eigenvalue")) : 1,
                                         bottom, EGB_PLOT_TOP + 16, 6);
  (void)egb_plot_open(out, table, WIDTH, HEIGHT);
  egb_axis_draw_upright(out, &upright, left, WIDTH - EGB_PLOT_MARGIN, "Eigenvalue");
  egb_axis_draw_across(out, &across, bottom, bottom, NULL);
  egb_svg_line(out, "axis", left, egb_axis_at(&upright, 1), WIDTH - EGB_PLOT_MARGIN, egb_axis_at(&upright, 1));
  draw_points(table, row, rows, &across, &upright, out);
  egb_buffer_format(&name, "Component of the children of %s; the first has ", node);
  egb_plot_put(&name, rows > 0 ? 100 * egb_plot_number(table, row[0], "share") : (double)NAN, 1);
  egb_buffer_text(&name, " % of the variance");
  egb_svg_text(out, "minor", (left + WIDTH - EGB_PLOT_MARGIN) / 2, bottom + 34, EGB_ANCHOR_MIDDLE,
               egb_buffer_string(&name));
  egb_svg_release(out, &name);
  free(row);
}

static const char *const columns[] = {"node", "component", "eigenvalue", "share", NULL};
const egb_plot_row egb_plot_scree = {.name = "scree",
                                     .help = "eigenvalues of a node's children",
                                     .schema = "egovbench.components/1",
                                     .columns = columns,
                                     .draw = draw};
