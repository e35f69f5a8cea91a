#include "draw/arrows.h"

#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LINE 16.0
#define CIRCLE 96  /* corners of the circle on which a child has no other component */
#define APART 13.0 /* lines of numbers */
#define HEAD 9.0   /* length of an arrow's head */

static void draw_circle(const egb_arrows *on, egb_buffer *out) {
  double x[CIRCLE + 1], y[CIRCLE + 1];
  for (size_t i = 0; i <= CIRCLE; i++) {
    const double angle = 2 * 3.141592653589793 * (double)i / CIRCLE;
    x[i] = egb_axis_at(&on->across, cos(angle));
    y[i] = egb_axis_at(&on->upright, sin(angle));
  }
  egb_svg_polyline(out, "thin", x, y, CIRCLE + 1, NULL);
}

static void draw_arrow(const egb_arrows *on, double first, double second, const char *tip, egb_buffer *out) {
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

/* An arrow, and beside the square what its number stands for. */
static mark draw_one(const egb_arrows *on, const egb_arrow *arrow, size_t number, egb_buffer *out) {
  egb_buffer key = {0}, tip = {0};
  const double x = egb_axis_at(&on->across, arrow->first), y = egb_axis_at(&on->upright, arrow->second);
  egb_buffer_format(&key, "%zu  %s", number, arrow->name[0] != '\0' ? arrow->name : arrow->id);
  egb_buffer_format(&tip, "%s: ", arrow->id);
  egb_plot_put(&tip, arrow->first, 2);
  egb_buffer_text(&tip, ", ");
  egb_plot_put(&tip, arrow->second, 2);
  draw_arrow(on, arrow->first, arrow->second, egb_buffer_string(&tip), out);
  egb_svg_label(out, NULL, EGB_ARROWS_KEYS, EGB_ARROWS_TOP + LINE * (double)number, EGB_ANCHOR_START,
                EGB_ARROWS_WIDTH - EGB_ARROWS_KEYS - EGB_PLOT_MARGIN, egb_buffer_string(&key));
  egb_svg_release(out, &key);
  egb_svg_release(out, &tip);
  return (mark){arrow->first < 0 ? x - 8 : x + 8, (double)NAN, x, y, number};
}

/* "Component 1: 62.3 % of the variance": the squares of its loadings sum to its eigenvalue, those to the children. */
static void name_component(size_t component, double squares, size_t children, egb_buffer *out) {
  egb_buffer_format(out, "Component %zu: ", component);
  egb_plot_put(out, 100 * squares / (double)(children > 0 ? children : 1), 1);
  egb_buffer_text(out, " % of the variance");
}

static void name_components(const egb_arrow *arrow, size_t count, egb_buffer *out) {
  double squares[2] = {0, 0};
  egb_buffer name[2] = {{0}, {0}};
  for (size_t i = 0; i < count; i++) {
    squares[0] += arrow[i].first * arrow[i].first;
    squares[1] += arrow[i].second * arrow[i].second;
  }
  for (size_t k = 0; k < 2; k++)
    name_component(k + 1, squares[k], count, &name[k]);
  egb_svg_text(out, "minor", EGB_ARROWS_LEFT + EGB_ARROWS_SIZE / 2, EGB_ARROWS_TOP + EGB_ARROWS_SIZE + 34,
               EGB_ANCHOR_MIDDLE, egb_buffer_string(&name[0]));
  egb_svg_text(out, "minor", EGB_ARROWS_LEFT, EGB_ARROWS_TOP - 8, EGB_ANCHOR_START, egb_buffer_string(&name[1]));
  for (size_t k = 0; k < 2; k++)
    egb_svg_release(out, &name[k]);
}

egb_arrows egb_arrows_plane(void) {
  return (egb_arrows){.across = egb_axis_exact(-1, 1, EGB_ARROWS_LEFT, EGB_ARROWS_LEFT + EGB_ARROWS_SIZE, 5),
                      .upright = egb_axis_exact(-1, 1, EGB_ARROWS_TOP + EGB_ARROWS_SIZE, EGB_ARROWS_TOP, 5)};
}

double egb_arrows_height(size_t count) {
  return fmax(EGB_ARROWS_TOP + EGB_ARROWS_SIZE + 50, EGB_ARROWS_TOP + LINE * (double)(count + 1) + EGB_PLOT_MARGIN);
}

void egb_arrows_draw(const egb_arrow *arrow, size_t count, const char *heading, egb_buffer *out) {
  const egb_arrows on = egb_arrows_plane();
  mark *list = calloc(count + 1, sizeof *list);
  out->failed = out->failed || list == NULL;
  draw_circle(&on, out);
  egb_svg_text(out, "minor", EGB_ARROWS_KEYS, EGB_ARROWS_TOP, EGB_ANCHOR_START, heading);
  for (size_t i = 0; list != NULL && i < count; i++)
    list[i] = draw_one(&on, &arrow[i], i + 1, out);
  if (list != NULL)
    draw_marks(list, count, out);
  free(list);
  name_components(arrow, count, out);
}
