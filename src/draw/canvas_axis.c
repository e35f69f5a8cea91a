/* Axes of pictures in text: numbers at ticks where there is room for them. */
#include "draw/canvas.h"

#include "base/number.h"

#include <math.h>

#define GAP 2 /* columns between two numbers */

egb_axis egb_canvas_scale(egb_axis axis, size_t left, size_t width) {
  axis.from = (double)left + 0.5;
  axis.to = (double)(left + width) - 0.5;
  return axis;
}

size_t egb_canvas_axis(egb_canvas *c, size_t left, size_t width, size_t y, const egb_axis *across) {
  size_t free_from = 0;
  egb_canvas_signs(c, left, left + width, y, EGB_SIGN_ACROSS);
  for (size_t i = 0; !isnan(egb_axis_tick(across, i)); i++) {
    char number[EGB_NUMBER_MAX];
    egb_axis_tick_text(across, i, number);
    const size_t x = (size_t)egb_axis_at(across, egb_axis_tick(across, i)), wide = egb_canvas_width(number),
                 start = x > wide / 2 ? x - wide / 2 : 0, begin = start + wide > c->width ? c->width - wide : start;
    (void)egb_canvas_sign(c, x, y, EGB_SIGN_TICK_BELOW);
    if (wide > c->width || begin < free_from)
      continue;
    free_from = egb_canvas_text(c, begin, y + 1, number) + GAP;
  }
  return y + 2;
}

size_t egb_plane_margin(const egb_axis *upright) {
  size_t widest = 1;
  for (size_t i = 0; !isnan(egb_axis_tick(upright, i)); i++) {
    char number[EGB_NUMBER_MAX];
    egb_axis_tick_text(upright, i, number);
    widest = egb_canvas_width(number) > widest ? egb_canvas_width(number) : widest;
  }
  return widest + 2;
}

size_t egb_plane_height(const egb_canvas *canvas) {
  return canvas->width < 40 ? 10 : canvas->width < 120 ? canvas->width / 4 : 30;
}

/* The ends are the middles of the outermost dots. */
void egb_plane_fit(egb_plane *plane) {
  plane->across.from = (double)plane->left + 0.25;
  plane->across.to = (double)(plane->left + plane->width) - 0.25;
  plane->upright.from = (double)(plane->top + plane->height) - 0.125;
  plane->upright.to = (double)plane->top + 0.125;
}

size_t egb_plane_draw(egb_canvas *c, const egb_plane *plane) {
  const size_t edge = plane->left - 1, bottom = plane->top + plane->height;
  for (size_t y = plane->top; y < bottom; y++)
    (void)egb_canvas_sign(c, edge, y, EGB_SIGN_UPRIGHT);
  for (size_t i = 0; !isnan(egb_axis_tick(&plane->upright, i)); i++) {
    char number[EGB_NUMBER_MAX];
    const size_t y = (size_t)egb_axis_at(&plane->upright, egb_axis_tick(&plane->upright, i));
    egb_axis_tick_text(&plane->upright, i, number);
    (void)egb_canvas_sign(c, edge, y, EGB_SIGN_TICK_LEFT);
    egb_canvas_label(c, 0, y, edge - 1, EGB_ANCHOR_END, number);
  }
  const size_t below = egb_canvas_axis(c, plane->left, plane->width, bottom, &plane->across);
  (void)egb_canvas_sign(c, edge, bottom, EGB_SIGN_CORNER);
  return below;
}
