/* axis.h - from values to pixels, with ticks at round numbers. */
#ifndef EGB_DRAW_AXIS_H
#define EGB_DRAW_AXIS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct egb_axis {
  double low, high; /* values */
  double from, to;  /* pixels of low and high */
  double step;      /* between ticks */
  bool whole;       /* of whole numbers, such as ranks: the low end has a tick */
} egb_axis;

/* An axis over these values, widened to ticks at multiples of 1, 2 or 5 times a power of ten, about `ticks` of them.
 * Values that are all the same get some room on both sides. */
egb_axis egb_axis_make(double low, double high, double from, double to, int ticks);
/* The same with the ends as they are: ticks inside. */
egb_axis egb_axis_exact(double low, double high, double from, double to, int ticks);
/* With the ends as they are, and ticks at whole numbers: for ranks and counts. */
egb_axis egb_axis_whole(double low, double high, double from, double to, int ticks);
double egb_axis_at(const egb_axis *axis, double value);
/* The value of tick number i; NaN beyond the last. */
double egb_axis_tick(const egb_axis *axis, size_t i);
/* Its number, in EGB_NUMBER_MAX bytes. */
void egb_axis_tick_text(const egb_axis *axis, size_t i, char *out);
/* Grows [*low, *high], which begins as [INFINITY, -INFINITY], by a value; NaN changes nothing. */
void egb_axis_stretch(double *low, double *high, double value);

/* Grid lines and numbers of a horizontal axis: lines from `top` to `bottom`, numbers below, its name below them. */
void egb_axis_draw_across(egb_buffer *out, const egb_axis *axis, double top, double bottom, const char *name);
/* The same of an upright one: lines from `left` to `right`, numbers at the left, its name above. */
void egb_axis_draw_upright(egb_buffer *out, const egb_axis *axis, double left, double right, const char *name);

#endif
