/* Arrows in text: dots from the middle to the loadings, numbers at their heads, keys. */
#include "draw/arrows.h"
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>

#define KEYS_LEAST ((size_t)24) /* columns that keys beside the square take at least */
#define LINES_MOST 5            /* arrows that are lines: more would hide each other */
#define APART 2                 /* dots of an arrow: fewer than those of units beside them */

static void put_key(const egb_arrow *arrow, size_t number, egb_canvas *canvas, size_t x, size_t y) {
  egb_buffer key = {0};
  egb_buffer_format(&key, "%zu %s (", number, arrow->id);
  egb_plot_put(&key, arrow->first, 2);
  egb_buffer_text(&key, ", ");
  egb_plot_put(&key, arrow->second, 2);
  egb_buffer_format(&key, ") %s", arrow->name);
  egb_canvas_label(canvas, x, y, canvas->width - x, EGB_ANCHOR_START, egb_buffer_string(&key));
  canvas->failed = canvas->failed || key.failed;
  egb_buffer_clear(&key);
}

/* Whether it is apart from all that is beside it, and not in a column of the keys. */
static bool has_room(const egb_plane *plane, const egb_canvas *canvas, size_t x, size_t y, size_t wide) {
  return x > plane->left && x + wide <= plane->left + plane->width + 2 && y < plane->top + plane->height &&
         egb_canvas_is_free(canvas, x - 1, y, wide + 2);
}

/* Beside the dot of the head, away from the middle first; where others are, in a row above or below. */
static void put_number(const egb_plane *plane, double x, double y, size_t number, egb_canvas *canvas) {
  static const size_t rows[] = {0, 1, SIZE_MAX, 2, SIZE_MAX - 1}; /* down; SIZE_MAX: up by one */
  char text[24];
  const int length = snprintf(text, sizeof text, "%zu", number);
  const size_t wide = (size_t)length, column = (size_t)x;
  const bool right = x > (double)plane->left + (double)plane->width / 2;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    for (size_t side = 0; side < 2; side++) {
      const size_t row = (size_t)y + rows[i], at = right == (side == 0) ? column + 2 : column - wide - 1;
      if (has_room(plane, canvas, at, row, wide)) {
        (void)egb_canvas_text(canvas, at, row, text);
        return;
      }
    }
  (void)egb_canvas_text(canvas, column, (size_t)y, text);
}

static void put_arrow(const egb_plane *plane, const egb_arrow *arrow, bool line, egb_canvas *canvas) {
  const double most = plane->across.high, x = egb_axis_at(&plane->across, arrow->first * most),
               y = egb_axis_at(&plane->upright, arrow->second * most);
  if (line)
    egb_canvas_line(canvas, egb_axis_at(&plane->across, 0), egb_axis_at(&plane->upright, 0), x, y, APART);
  egb_canvas_dot(canvas, x, y);
}

/* Keys beside the plane, or below it. */
static void put_keys(const egb_plane *plane, const egb_arrow *arrow, size_t count, const char *heading, bool beside,
                     size_t below, egb_canvas *canvas) {
  const size_t x = beside ? plane->left + plane->width + 3 : 0;
  size_t y = beside ? plane->top : below;
  egb_canvas_label(canvas, x, y++, canvas->width - x, EGB_ANCHOR_START, heading);
  for (size_t i = 0; i < count; i++)
    put_key(&arrow[i], i + 1, canvas, x, y++);
}

egb_plane egb_arrows_text(const egb_arrow *arrow, size_t count, double most, const char *heading, egb_canvas *canvas,
                          size_t top) {
  egb_plane plane = {
      .top = top, .across = egb_axis_exact(-most, most, 0, 1, 6), .upright = egb_axis_exact(-most, most, 0, 1, 6)};
  plane.left = egb_plane_margin(&plane.upright);
  plane.height = egb_plane_height(canvas);
  plane.width = 2 * plane.height < canvas->width - plane.left ? 2 * plane.height : canvas->width - plane.left;
  const bool beside = plane.left + plane.width + 3 + KEYS_LEAST <= canvas->width;
  egb_plane_fit(&plane);
  const size_t below = egb_plane_draw(canvas, &plane);
  canvas->pen = EGB_PEN_SECOND;
  for (size_t i = 0; i < count; i++)
    put_arrow(&plane, &arrow[i], count <= LINES_MOST, canvas);
  for (size_t i = 0; i < count; i++)
    put_number(&plane, egb_axis_at(&plane.across, arrow[i].first * most),
               egb_axis_at(&plane.upright, arrow[i].second * most), i + 1, canvas);
  canvas->pen = EGB_PEN_PLAIN;
  put_keys(&plane, arrow, count, heading, beside, below, canvas);
  return plane;
}
