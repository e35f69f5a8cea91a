/* The first two components of a node's children: an arrow for each child, to its correlations with them. */
#include "draw/plot.h"
#include "draw/rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 460.0 /* of the square from -1 to 1 */
#define LEFT (EGB_PLOT_MARGIN + 44.0)
#define TOP (EGB_PLOT_TOP + 20.0)
#define KEYS (LEFT + SIZE + 40.0)
#define WIDTH (KEYS + 280.0)
#define LINE 16.0
#define CIRCLE 96  /* corners of the circle on which a child has no other component */
#define APART 13.0 /* lines of numbers */
#define HEAD 9.0   /* length of an arrow's head */

typedef struct plane {
  egb_axis across, upright;
} plane;

/* Loading of a child on a component; NaN: none. */
static double loading_of(const egb_table *table, const size_t *row, size_t rows, const char *child, double component) {
  for (size_t i = 0; i < rows; i++)
    if (fabs(egb_plot_number(table, row[i], "component") - component) < 0.5 &&
        strcmp(egb_plot_text(table, row[i], "child"), child) == 0)
      return egb_plot_number(table, row[i], "loading");
  return (double)NAN;
}

static void draw_circle(const plane *on, egb_buffer *out) {
  double x[CIRCLE + 1], y[CIRCLE + 1];
  for (size_t i = 0; i <= CIRCLE; i++) {
    const double angle = 2 * 3.141592653589793 * (double)i / CIRCLE;
    x[i] = egb_axis_at(&on->across, cos(angle));
    y[i] = egb_axis_at(&on->upright, sin(angle));
  }
  egb_svg_polyline(out, "thin", x, y, CIRCLE + 1, NULL);
}

static void draw_arrow(const plane *on, double first, double second, const char *tip, egb_buffer *out) {
  const double x = egb_axis_at(&on->across, first), y = egb_axis_at(&on->upright, second);
  const double from_x = egb_axis_at(&on->across, 0), from_y = egb_axis_at(&on->upright, 0);
  const double length = hypot(x - from_x, y - from_y), size = fmin(HEAD, length);
  const double dx = length > 0 ? (x - from_x) / length : 0, dy = length > 0 ? (y - from_y) / length : 0;
  const double head_x[] = {x, x - size * dx - size * dy / 3, x - size * dx + size * dy / 3};
  const double head_y[] = {y, y - size * dy + size * dx / 3, y - size * dy - size * dx / 3};
  egb_svg_line(out, "s0", from_x, from_y, x - size * dx, y - size * dy);
  egb_svg_polyline(out, "f0", head_x, head_y, 3, tip);
}

/* Where the number of a child is written: near the end of its arrow. */
typedef struct mark {
  double x, y, tip_x, tip_y;
  size_t number;
} mark;

/* Numbers on one side of the middle, from the top down, as far apart as they need. */
static void spread(mark *list, size_t count, bool left) {
  double free_from = 0;
  for (size_t n = 0; n < count; n++) {
    size_t next = count;
    for (size_t i = 0; i < count; i++)
      if (isnan(list[i].y) && (list[i].x < list[i].tip_x) == left &&
          (next == count || list[i].tip_y < list[next].tip_y))
        next = i;
    if (next == count)
      return;
    list[next].y = fmax(list[next].tip_y, free_from);
    free_from = list[next].y + APART;
  }
}

static void draw_marks(mark *list, size_t count, egb_buffer *out) {
  spread(list, count, true);
  spread(list, count, false);
  for (size_t i = 0; i < count; i++) {
    char number[24];
    const double side = list[i].x < list[i].tip_x ? -1 : 1;
    (void)snprintf(number, sizeof number, "%zu", list[i].number);
    if (list[i].y - list[i].tip_y > 3)
      egb_svg_line(out, "thin", list[i].tip_x + 2 * side, list[i].tip_y, list[i].x - 2 * side, list[i].y);
    egb_svg_text(out, "strong", list[i].x, list[i].y + 4, side < 0 ? EGB_ANCHOR_END : EGB_ANCHOR_START, number);
  }
}

/* The arrow of a child, and beside the square what its number stands for. */
static mark draw_child(const egb_table *table, const plane *on, size_t row, size_t number, double first, double second,
                       egb_buffer *out) {
  egb_buffer key = {0}, tip = {0};
  const double x = egb_axis_at(&on->across, first), y = egb_axis_at(&on->upright, second);
  const char *name = egb_plot_text(table, row, "label");
  egb_buffer_format(&key, "%zu  %s", number, name[0] != '\0' ? name : egb_plot_text(table, row, "child"));
  egb_buffer_format(&tip, "%s: ", egb_plot_text(table, row, "child"));
  egb_plot_put(&tip, first, 2);
  egb_buffer_text(&tip, ", ");
  egb_plot_put(&tip, second, 2);
  draw_arrow(on, first, second, egb_buffer_string(&tip), out);
  egb_svg_label(out, NULL, KEYS, TOP + LINE * (double)number, EGB_ANCHOR_START, WIDTH - KEYS - EGB_PLOT_MARGIN,
                egb_buffer_string(&key));
  egb_svg_release(out, &key);
  egb_svg_release(out, &tip);
  return (mark){first < 0 ? x - 8 : x + 8, (double)NAN, x, y, number};
}

/* "Component 1: 62.3 % of the variance": the squares of its loadings sum to its eigenvalue, those to the children. */
static void name_component(size_t component, double squares, size_t children, egb_buffer *out) {
  egb_buffer_format(out, "Component %zu: ", component);
  egb_plot_put(out, 100 * squares / (double)(children > 0 ? children : 1), 1);
  egb_buffer_text(out, " % of the variance");
}

static void draw_children(const egb_table *table, const size_t *row, size_t rows, const plane *on, egb_buffer *out) {
  double squares[2] = {0, 0};
  size_t children = 0;
  mark *list = calloc(rows + 1, sizeof *list);
  out->failed = out->failed || list == NULL;
  for (size_t i = 0; list != NULL && i < rows; i++) {
    const char *child = egb_plot_text(table, row[i], "child");
    if (fabs(egb_plot_number(table, row[i], "component") - 1) > 0.5)
      continue;
    const double first = egb_plot_number(table, row[i], "loading"), second = loading_of(table, row, rows, child, 2),
                 shown = isnan(second) ? 0 : second;
    list[children] = draw_child(table, on, row[i], children + 1, first, shown, out);
    children++;
    squares[0] += first * first;
    squares[1] += shown * shown;
  }
  if (list != NULL)
    draw_marks(list, children, out);
  free(list);
  egb_buffer name[2] = {{0}, {0}};
  for (size_t k = 0; k < 2; k++)
    name_component(k + 1, squares[k], children, &name[k]);
  egb_svg_text(out, "minor", LEFT + SIZE / 2, TOP + SIZE + 34, EGB_ANCHOR_MIDDLE, egb_buffer_string(&name[0]));
  egb_svg_text(out, "minor", LEFT, TOP - 8, EGB_ANCHOR_START, egb_buffer_string(&name[1]));
  for (size_t k = 0; k < 2; k++) {
    egb_svg_release(out, &name[k]);
  }
}

static void draw(const egb_table *table, egb_buffer *out) {
  const plane on = {.across = egb_axis_exact(-1, 1, LEFT, LEFT + SIZE, 5),
                    .upright = egb_axis_exact(-1, 1, TOP + SIZE, TOP, 5)};
  size_t rows, children = 0;
  size_t *row = egb_rows_choose(table, "node", egb_plot_text(table, 0, "node"), NULL, &rows);
  out->failed = out->failed || row == NULL;
  if (row == NULL)
    return;
  for (size_t i = 0; i < rows; i++)
    children += fabs(egb_plot_number(table, row[i], "component") - 1) < 0.5;
  (void)egb_plot_open(out, table, WIDTH, fmax(TOP + SIZE + 50, TOP + LINE * (double)(children + 1) + EGB_PLOT_MARGIN));
  egb_axis_draw_across(out, &on.across, TOP, TOP + SIZE, NULL);
  egb_axis_draw_upright(out, &on.upright, LEFT, LEFT + SIZE, NULL);
  draw_circle(&on, out);
  egb_svg_text(out, "minor", KEYS, TOP, EGB_ANCHOR_START, egb_plot_text(table, 0, "node"));
  draw_children(table, row, rows, &on, out);
  free(row);
}

static const char *const columns[] = {"node", "child", "component", "loading", NULL};
const egb_plot_row egb_plot_loadings = {.name = "loadings",
                                        .help = "a node's children on their first two components",
                                        .schema = "egovbench.loadings/1",
                                        .columns = columns,
                                        .draw = draw};
