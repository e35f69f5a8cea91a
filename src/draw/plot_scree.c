/* Eigenvalues of a node's children, the largest first, with the line at 1. */
#include "draw/plot.h"
#include "draw/rows.h"

#include <math.h>
#include <stdlib.h>

/* Columns of the table. */
enum { AT_NODE, AT_COMPONENT, AT_EIGENVALUE, AT_SHARE };

#define WIDTH 560.0
#define HEIGHT 340.0

static void draw_points(const egb_reading *read, const size_t *row, size_t rows, const egb_axis *across,
                        const egb_axis *upright, egb_buffer *out) {
  double *x = calloc(2 * rows + 1, sizeof *x), *y = x == NULL ? NULL : x + rows;
  out->failed = out->failed || x == NULL;
  for (size_t i = 0; x != NULL && i < rows; i++) {
    x[i] = egb_axis_at(across, (double)i + 1);
    y[i] = egb_axis_at(upright, egb_reading_number(read, row[i], AT_EIGENVALUE));
  }
  if (x != NULL)
    egb_svg_polyline(out, "s0", x, y, rows, NULL);
  for (size_t i = 0; x != NULL && i < rows; i++) {
    egb_buffer tip = {0};
    egb_plot_put(&tip, egb_reading_number(read, row[i], AT_EIGENVALUE), 3);
    egb_buffer_text(&tip, ", ");
    egb_plot_put(&tip, 100 * egb_reading_number(read, row[i], AT_SHARE), 1);
    egb_buffer_text(&tip, " % of the variance");
    egb_svg_circle(out, "f0", x[i], y[i], 4, egb_buffer_string(&tip));
    egb_svg_release(out, &tip);
  }
  free(x);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const char *node = egb_reading_text(read, 0, AT_NODE);
  size_t rows;
  size_t *row = egb_rows_choose(read, AT_NODE, node, EGB_ROWS_AS_STORED, &rows);
  egb_buffer name = {0};
  out->failed = out->failed || row == NULL;
  if (row == NULL)
    return;
  const double left = EGB_PLOT_MARGIN + 40, bottom = HEIGHT - 56;
  const egb_axis across =
      egb_axis_exact(0.5, (double)rows + 0.5, left, WIDTH - EGB_PLOT_MARGIN, rows < 20 ? (int)rows : 20);
  const egb_axis upright = egb_axis_make(0, rows > 0 ? fmax(1, egb_reading_number(read, row[0], AT_EIGENVALUE)) : 1,
                                         bottom, EGB_PLOT_TOP + 16, 6);
  (void)egb_plot_open(out, read->table, WIDTH, HEIGHT);
  egb_axis_draw_upright(out, &upright, left, WIDTH - EGB_PLOT_MARGIN, "Eigenvalue");
  egb_axis_draw_across(out, &across, bottom, bottom, NULL);
  egb_svg_line(out, "axis", left, egb_axis_at(&upright, 1), WIDTH - EGB_PLOT_MARGIN, egb_axis_at(&upright, 1));
  draw_points(read, row, rows, &across, &upright, out);
  egb_buffer_format(&name, "Component of the children of %s; the first has ", node);
  egb_plot_put(&name, rows > 0 ? 100 * egb_reading_number(read, row[0], AT_SHARE) : (double)NAN, 1);
  egb_buffer_text(&name, " % of the variance");
  egb_svg_text(out, "minor", (left + WIDTH - EGB_PLOT_MARGIN) / 2, bottom + 34, EGB_ANCHOR_MIDDLE,
               egb_buffer_string(&name));
  egb_svg_release(out, &name);
  free(row);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define NUMBER ((size_t)4)     /* columns of the component, */
#define EIGENVALUE ((size_t)8) /* of the eigenvalue, */
#define VALUES ((size_t)18)    /* of it and its share */

/* Narrow pictures leave the share out. */
static size_t values_of(const egb_canvas *canvas) {
  return canvas->width < 2 * VALUES ? EIGENVALUE : VALUES;
}

static void put_component(const egb_reading *read, size_t row, double scale, egb_canvas *canvas, size_t y) {
  const size_t left = NUMBER + 1, values = canvas->width - values_of(canvas), one = left + (size_t)scale;
  const double eigenvalue = egb_reading_number(read, row, AT_EIGENVALUE);
  egb_plot_put_text(canvas, 0, y, NUMBER, egb_reading_number(read, row, AT_COMPONENT), 0);
  egb_canvas_bar(canvas, left, y, eigenvalue * scale);
  if (egb_canvas_is_free(canvas, one, y, 1))
    (void)egb_canvas_sign(canvas, one, y, EGB_SIGN_UPRIGHT);
  egb_plot_put_text(canvas, values, y, EIGENVALUE, eigenvalue, 3);
  if (values_of(canvas) < VALUES)
    return;
  egb_plot_put_text(canvas, values + EIGENVALUE, y, VALUES - EIGENVALUE - 2,
                    100 * egb_reading_number(read, row, AT_SHARE), 1);
  (void)egb_canvas_text(canvas, canvas->width - 2, y, " %");
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  const char *node = egb_reading_text(read, 0, AT_NODE);
  size_t rows;
  size_t *row = egb_rows_choose(read, AT_NODE, node, EGB_ROWS_AS_STORED, &rows);
  egb_buffer name = {0};
  canvas->failed = canvas->failed || row == NULL;
  const double most = row != NULL && rows > 0 ? fmax(1, egb_reading_number(read, row[0], AT_EIGENVALUE)) : 1;
  for (size_t i = 0; row != NULL && i < rows; i++)
    put_component(read, row[i], (double)(canvas->width - NUMBER - 2 - values_of(canvas)) / most, canvas, y++);
  egb_buffer_format(&name,
                    "Eigenvalues of the components of the children of %s and their shares of the variance; the "
                    "line is at 1.",
                    node);
  (void)egb_canvas_paragraph(canvas, y + 1, egb_buffer_string(&name));
  canvas->failed = canvas->failed || name.failed;
  egb_buffer_clear(&name);
  free(row);
}

static const char *const columns[] = {
    [AT_NODE] = "node", [AT_COMPONENT] = "component", [AT_EIGENVALUE] = "eigenvalue", [AT_SHARE] = "share", NULL};
const egb_plot_row egb_plot_scree = {.name = "scree",
                                     .help = "eigenvalues of a node's children",
                                     .schema = "egovbench.components/1",
                                     .columns = columns,
                                     .draw = draw,
                                     .text = text};
