/* svg.h - the one writer of pictures: shapes in the order they are drawn, text as text. Nothing in a picture depends on
 * the clock, the locale or a program that draws it: numbers have at most two decimals, a dot, and no exponent.
 *
 * Shapes name what they are (a class), never a colour: the style sheet on top says how each looks on light and on dark
 * paper, and every difference of colour is a difference of lightness or of shape as well. */
#ifndef EGB_DRAW_SVG_H
#define EGB_DRAW_SVG_H

#include "base/buffer.h"

typedef enum egb_anchor { EGB_ANCHOR_START = 0, EGB_ANCHOR_MIDDLE, EGB_ANCHOR_END } egb_anchor;

#define EGB_SVG_SERIES 8 /* classes f0..f7 of areas and s0..s7 of lines: the palette of Okabe and Ito */

/* The rules of the style sheet, and what they refer to. */
extern const char egb_svg_style[];
extern const char egb_svg_definitions[];

/* Begins a picture of this size in pixels; title and description are what a reader of the screen says of it. */
void egb_svg_open(egb_buffer *out, double width, double height, const char *title, const char *description);
void egb_svg_close(egb_buffer *out);

/* Frees a text that was made for the picture; what has failed there has failed here. */
void egb_svg_release(egb_buffer *out, egb_buffer *text);

/* A number as coordinates have it; one that is not finite becomes 0. */
void egb_svg_number(egb_buffer *out, double value);
/* `tip`: what the shape stands for, read out and shown beside the pointer; NULL: nothing. */
void egb_svg_rectangle(egb_buffer *out, const char *class, double x, double y, double width, double height,
                       const char *tip);
void egb_svg_circle(egb_buffer *out, const char *class, double x, double y, double radius, const char *tip);
void egb_svg_line(egb_buffer *out, const char *class, double x1, double y1, double x2, double y2);
/* A line through count points; NaN interrupts it. */
void egb_svg_polyline(egb_buffer *out, const char *class, const double *x, const double *y, size_t count,
                      const char *tip);
/* Areas given as a path of SVG, which comes from no user, moved by (x, y). */
void egb_svg_path(egb_buffer *out, const char *class, double x, double y, const char *path, const char *tip);
/* Until it is closed, shapes have their places from its corner, and what is outside is not seen. */
void egb_svg_open_window(egb_buffer *out, double x, double y, double width, double height);
void egb_svg_close_window(egb_buffer *out);
/* Text at its base line, cleaned and escaped. */
void egb_svg_text(egb_buffer *out, const char *class, double x, double y, egb_anchor anchor, const char *text);
/* The same, turned by -90 degrees or, `slanted`, by -45. */
void egb_svg_turned(egb_buffer *out, const char *class, double x, double y, egb_anchor anchor, bool slanted,
                    const char *text);
void egb_svg_escape(egb_buffer *out, const char *text);

/* Pixels that a text takes at the size of labels, about. */
double egb_svg_width(const char *text);
/* Appends as much of the text as fits into so many pixels, with an ellipsis when something is left out. */
void egb_svg_fit(egb_buffer *out, const char *text, double width);
/* egb_svg_text of what fits, with the whole as its tip. */
void egb_svg_label(egb_buffer *out, const char *class, double x, double y, egb_anchor anchor, double width,
                   const char *text);

#endif
