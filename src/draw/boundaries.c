#include "draw/boundaries.h"

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

/* The next whole number of a path, behind blanks and letters; NULL: its subpath ends before one. */
static const char *next_number(const char *at, double *out) {
  double value = 0;
  while (*at == ' ' || *at == 'M' || *at == 'l')
    at++;
  const double sign = *at == '-' ? -1 : 1;
  at += *at == '-';
  if (*at < '0' || *at > '9')
    return NULL;
  for (; *at >= '0' && *at <= '9'; at++)
    value = 10 * value + (*at - '0');
  *out = sign * value;
  return at;
}

/* Each point from the one before it, the first from the corner. */
egb_extent egb_boundary_extent(const egb_boundary *boundary) {
  egb_extent extent = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  double x = 0, y = 0, dx = 0, dy = 0;
  for (const char *at = boundary->path; (at = next_number(at, &dx)) != NULL && (at = next_number(at, &dy)) != NULL;) {
    x += dx;
    y += dy;
    extent.left = fmin(extent.left, x);
    extent.right = fmax(extent.right, x);
    extent.top = fmin(extent.top, y);
    extent.bottom = fmax(extent.bottom, y);
  }
  return extent;
}
