/* boundaries.h - the outlines of economies on a map EGB_BOUNDARY_WIDTH wide, in the projection of Robinson: a table
 * that the build makes from data/boundaries.csv. */
#ifndef EGB_DRAW_BOUNDARIES_H
#define EGB_DRAW_BOUNDARIES_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

#define EGB_BOUNDARY_WIDTH 1002.0

typedef struct egb_boundary {
  char id[4];       /* ISO 3166-1 alpha-3, and XKX */
  const char *path; /* of SVG, whole numbers: a subpath per area, the largest first */
} egb_boundary;

/* By id, ascending. */
extern const egb_boundary egb_boundaries[];
extern const size_t egb_boundary_count;

/* Position of an economy; SIZE_MAX: it has no outline. */
size_t egb_boundary_find(const char *id);

/* The smallest rectangle around the largest area of an economy or, `whole`, around all of them. */
typedef struct egb_extent {
  double left, right, top, bottom;
} egb_extent;
/* In the units of the paths. */
egb_extent egb_boundary_extent(const egb_boundary *boundary, bool whole);
/* Appends its path, so many times as large, to a tenth: neighbours keep the points that they share. */
void egb_boundary_path(const egb_boundary *boundary, double scale, egb_buffer *out);

#endif
