/* canvas.h - the one drawer of pictures in text: cells of a terminal with text, dots of braille (two across and four up
 * in a cell), bars of eighths, shades. Places are in cells, from the left and from the top; it grows downwards as far
 * as something is put; a row that goes on beyond the right edge ends with a sign that says so. Every sign has an ASCII
 * one in its place; names stay as they are, cleaned (egb_utf8_show). */
#ifndef EGB_DRAW_CANVAS_H
#define EGB_DRAW_CANVAS_H

#include "draw/axis.h"
#include "draw/svg.h"

#define EGB_CANVAS_LEAST ((size_t)20) /* columns */
#define EGB_CANVAS_MOST ((size_t)400)
#define EGB_CANVAS_CELL 20 /* bytes of a cell's text */

/* Colours of a terminal's own palette, which suits its light or dark ground. Never the only difference. */
typedef enum egb_pen {
  EGB_PEN_PLAIN = 0, /* bars, dots and signs that rise are in the first, signs that fall in the second */
  EGB_PEN_FIRST,
  EGB_PEN_SECOND,
  EGB_PEN_THIRD,
  EGB_PEN_FOURTH,
  EGB_PEN_COUNT
} egb_pen;

typedef struct egb_canvas_cell {
  char text[EGB_CANVAS_CELL]; /* "": none */
  unsigned char dots;         /* of U+2800, where there is no text */
  unsigned char pen;
  bool covered; /* by the wide character at its left */
  bool cut;     /* of the last column: something of its row was not put */
} egb_canvas_cell;

typedef struct egb_canvas {
  size_t width, height;
  bool ascii, colour, failed;
  egb_pen pen; /* of what is put from now on, set by whoever draws */
  egb_canvas_cell *cell;
  size_t room; /* rows */
  egb_buffer clean;
} egb_canvas;

typedef enum egb_sign {
  EGB_SIGN_ACROSS = 0, /* lines of axes and of ranges */
  EGB_SIGN_UPRIGHT,
  EGB_SIGN_CORNER,
  EGB_SIGN_TICK_BELOW,
  EGB_SIGN_TICK_LEFT,
  EGB_SIGN_BEGIN, /* of a range */
  EGB_SIGN_END,
  EGB_SIGN_QUARTILES,
  EGB_SIGN_MEDIAN,
  EGB_SIGN_HOLLOW,
  EGB_SIGN_DOT,
  EGB_SIGN_UP,
  EGB_SIGN_DOWN,
  EGB_SIGN_SAME,
  EGB_SIGN_ABSENT,
  EGB_SIGN_CROSS,
  EGB_SIGN_COUNT
} egb_sign;

/* A width beyond the limits is brought within them. */
egb_canvas egb_canvas_make(size_t width, bool ascii, bool colour);
/* The pen of series number i. */
egb_pen egb_canvas_series(size_t i);
void egb_canvas_free(egb_canvas *canvas);
/* Appends its lines without blanks at their ends. */
void egb_canvas_write(const egb_canvas *canvas, egb_buffer *out);

/* Returns the column behind it. */
size_t egb_canvas_text(egb_canvas *canvas, size_t x, size_t y, const char *text);
/* Within [x, x + width): what does not fit is cut, with a sign. */
void egb_canvas_label(egb_canvas *canvas, size_t x, size_t y, size_t width, egb_anchor anchor, const char *text);
/* Words over as many lines as they need, from the row y; returns the row below them. */
size_t egb_canvas_paragraph(egb_canvas *canvas, size_t y, const char *text);
size_t egb_canvas_sign(egb_canvas *canvas, size_t x, size_t y, egb_sign sign);
/* A sign in each cell of [x, end). */
void egb_canvas_signs(egb_canvas *canvas, size_t x, size_t end, size_t y, egb_sign sign);
/* Step i of so many in [x, x + width), the first the darkest. */
size_t egb_canvas_shade(egb_canvas *canvas, size_t x, size_t y, size_t width, size_t i, size_t count);
/* From column x to the right, so many columns long, to an eighth of one. */
void egb_canvas_bar(egb_canvas *canvas, size_t x, size_t y, double length);
/* A dot at (x, y): in the cell in which that is. NaN: none. */
void egb_canvas_dot(egb_canvas *canvas, double x, double y);
/* Dots on the line between two points, each so many dots from the one before it. */
void egb_canvas_line(egb_canvas *canvas, double x1, double y1, double x2, double y2, size_t apart);
/* Whether nothing is in the cells [x, x + width) of the row, all of which it has. */
bool egb_canvas_is_free(const egb_canvas *canvas, size_t x, size_t y, size_t width);
/* Columns that a text takes. */
size_t egb_canvas_width(const char *text);

/* A plane of so many cells with axes: from column `left`, from row `top`, the axis below it, numbers of ticks at the
 * left of it and below. Where a value is in it, egb_axis_at says: in cells, within the outermost dots. */
typedef struct egb_plane {
  size_t left, top, width, height;
  egb_axis across, upright;
} egb_plane;

/* Columns that the numbers of an upright axis need at the left of a plane. */
size_t egb_plane_margin(const egb_axis *upright);
/* Rows of a plane that fits a screen, or is about half as high as it is wide. */
size_t egb_plane_height(const egb_canvas *canvas);
/* Sets where both axes begin and end, in cells. */
void egb_plane_fit(egb_plane *plane);
/* Draws the axes; returns the row below them. */
size_t egb_plane_draw(egb_canvas *canvas, const egb_plane *plane);
/* An axis across below the row of cells [left, left + width), as wide; returns the row below its numbers. */
size_t egb_canvas_axis(egb_canvas *canvas, size_t left, size_t width, size_t y, const egb_axis *across);
/* An axis whose ends are the middles of the first and of the last of the cells [left, left + width). */
egb_axis egb_canvas_scale(egb_axis axis, size_t left, size_t width);

#endif
