#include "draw/boundaries.h"

#include "draw/svg.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

size_t egb_boundary_find(const char *id) {
  size_t low = 0, high = egb_boundary_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strcmp(id, egb_boundaries[middle].id);
    if (order == 0)
      return middle;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return SIZE_MAX;
}

/* The next whole number, behind blanks and letters. */
static const char *next_number(const char *at, double *out) {
  double value = 0;
  while (*at == ' ' || *at == 'l')
    at++;
  const double sign = *at == '-' ? -1 : 1;
  at += *at == '-';
  for (; *at >= '0' && *at <= '9'; at++)
    value = 10 * value + (*at - '0');
  *out = sign * value;
  return at;
}

typedef struct point {
  double x, y;
  bool first; /* of an area */
} point;

/* Each point is a step from the one before it, the first of an area from the corner of the map. NULL: that was the
 * last. */
static const char *next_point(const char *at, point *p) {
  double dx, dy;
  p->first = *at == 'M';
  if (*at == '\0')
    return NULL;
  at = next_number(next_number(at + p->first, &dx), &dy);
  p->x = p->first ? dx : p->x + dx;
  p->y = p->first ? dy : p->y + dy;
  return at + strspn(at, "z");
}

egb_extent egb_boundary_extent(const egb_boundary *boundary, bool whole) {
  egb_extent extent = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  point p = {0};
  const char *at = boundary->path;
  while ((at = next_point(at, &p)) != NULL && (whole || !p.first || isinf(extent.left))) {
    extent.left = fmin(extent.left, p.x);
    extent.right = fmax(extent.right, p.x);
    extent.top = fmin(extent.top, p.y);
    extent.bottom = fmax(extent.bottom, p.y);
  }
  return extent;
}

static void put_number(double number, bool first, egb_buffer *out) {
  egb_buffer_text(out, first || number < 0 ? "" : " ");
  egb_svg_number(out, number);
}

/* Steps are between rounded points, so that no error adds up along an outline. */
void egb_boundary_path(const egb_boundary *boundary, double scale, egb_buffer *out) {
  point p = {0};
  double x = 0, y = 0; /* rounded, of the point before */
  size_t step = 0;
  for (const char *at = boundary->path; (at = next_point(at, &p)) != NULL;) {
    const double to_x = rint(10 * scale * p.x) / 10, to_y = rint(10 * scale * p.y) / 10;
    step = p.first ? 0 : step + 1;
    egb_buffer_text(out, step == 0 ? "M" : step == 1 ? "l" : "");
    put_number(p.first ? to_x : to_x - x, step <= 1, out);
    put_number(p.first ? to_y : to_y - y, false, out);
    egb_buffer_text(out, at[-1] == 'z' ? "z" : "");
    x = to_x;
    y = to_y;
  }
}
