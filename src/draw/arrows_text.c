/* Arrows in text: dots from the middle to the loadings, numbers at their heads, keys. */
#include "draw/arrows.h"
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>

#define KEYS_LEAST ((size_t)24) /* columns that keys beside the square take at least */
#define APART 2                 /* dots of an arrow: fewer than those of units beside them */

static void put_key(const egb_arrow *arrow, size_t number, egb_canvas *canvas, size_t x, size_t y) {
  egb_buffer key = {0};
  egb_buffer_format(&key, "%zu %s%s%s (", number, arrow->id, arrow->name[0] == '\0' ? "" : " ", arrow->name);
  egb_plot_put(&key, arrow->first, 2);
  egb_buffer_text(&key, ", ");
  egb_plot_put(&key, arrow->second, 2);
  egb_buffer_char(&key, ')');
  egb_canvas_label(canvas, x, y, canvas->width - x, EGB_ANCHOR_START, egb_buffer_string(&key));
  canvas->failed = canvas->failed || key.failed;
  egb_buffer_clear(&key);
}

/* In the cell of the head or in the free one that is next to it, away from the middle first. */
static void put_number(const egb_plane *plane, double x, double y, size_t number, egb_canvas *canvas) {
  char text[24];
  const int length = snprintf(text, sizeof text, "%zu", number);
  const size_t wide = (size_t)length, end = plane->left + plane->width - wide, row = (size_t)y;
  const size_t column = (size_t)fmin(fmax(x, (double)plane->left), (double)end);
  const bool right = x > (double)plane->left + (double)plane->width / 2;
  for (size_t away = 1; away <= 4; away++) {
    const size_t at = right ? column + away : column - away - wide + 1;
    if (at >= plane->left && at <= end && egb_canvas_is_free(canvas, at, row, wide)) {
      (void)egb_canvas_text(canvas, at, row, text);
      return;
    }
  }
  (void)egb_canvas_text(canvas, column, row, text);
}

static void put_arrow(const egb_plane *plane, const egb_arrow *arrow, egb_canvas *canvas) {
  const double most = plane->across.high;
  egb_canvas_line(canvas, egb_axis_at(&plane->across, 0), egb_axis_at(&plane->upright, 0),
                  egb_axis_at(&plane->across, arrow->first * most), egb_axis_at(&plane->upright, arrow->second * most),
                  APART);
}

/* Keys beside the plane, or below it. */
static void put_keys(const egb_plane *plane, const egb_arrow *arrow, size_t count, const char *heading, bool beside,
                     size_t below, egb_canvas *canvas) {
  const size_t x = beside ? plane->left + plane->width + 3 : 0;
  size_t y = beside ? plane->top : below;
  egb_canvas_label(canvas, x, y++, canvas->width - x, EGB_ANCHOR_START, heading);
  for (size_t i = 0; i < count; i++) {
    /* more of them than the plane is high go on below it, as they would over the axis */
    put_key(&arrow[i], i + 1, canvas, x, y++);
  }
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
  for (size_t i = 0; i < count; i++)
    put_arrow(&plane, &arrow[i], canvas);
  for (size_t i = 0; i < count; i++)
    put_number(&plane, egb_axis_at(&plane.across, arrow[i].first * most),
               egb_axis_at(&plane.upright, arrow[i].second * most), i + 1, canvas);
  put_keys(&plane, arrow, count, heading, beside, below, canvas);
  return plane;
}
