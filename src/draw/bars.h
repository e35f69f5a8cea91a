/* bars.h - lists of horizontal bars: names at the left, one bar or several per row, numbers at their ends. */
#ifndef EGB_DRAW_BARS_H
#define EGB_DRAW_BARS_H

#include "draw/plot.h"
#include "draw/rows.h"

#define EGB_BARS_MOST 4

typedef struct egb_bars {
  void (*name)(const egb_reading *read, size_t row, egb_buffer *out); /* appends what a row is called */
  size_t column[EGB_BARS_MOST];                                       /* a bar each, and its class */
  const char *class[EGB_BARS_MOST];
  const char *key[EGB_BARS_MOST];                 /* what the bar is, under the picture */
  bool spans;                                     /* bars have intervals, */
  size_t low[EGB_BARS_MOST], high[EGB_BARS_MOST]; /* whose ends are in these columns */
  size_t count;
  int decimals;
  const char *axis; /* name of the axis */
  size_t node;      /* only rows that have in this column what the first has; EGB_ROWS_ALL */
  size_t falling;   /* from the highest number of this column down; EGB_ROWS_AS_STORED */
} egb_bars;

/* For `name`: that of the unit or node. */
void egb_bars_name(const egb_reading *read, size_t row, egb_buffer *out);
void egb_bars_draw(const egb_bars *bars, const egb_reading *read, egb_buffer *out);
/* The same in text, from the row y. */
void egb_bars_text(const egb_bars *bars, const egb_reading *read, egb_canvas *canvas, size_t y);

#endif
