/* bars.h - lists of horizontal bars: names at the left, one bar or several per row, numbers at their ends. */
#ifndef EGB_DRAW_BARS_H
#define EGB_DRAW_BARS_H

#include "draw/plot.h"

#define EGB_BARS_MOST 4

typedef struct egb_bars {
  void (*name)(const egb_table *table, size_t row, egb_buffer *out); /* appends what a row is called */
  const char *column[EGB_BARS_MOST];                                 /* a bar each, and its class */
  const char *class[EGB_BARS_MOST];
  const char *key[EGB_BARS_MOST];                       /* what the bar is, under the picture */
  const char *low[EGB_BARS_MOST], *high[EGB_BARS_MOST]; /* columns of the ends of an interval; NULL: none */
  size_t count;
  int decimals;
  const char *axis;    /* name of the axis */
  bool of_node;        /* only rows whose `node` is that of the first */
  const char *falling; /* from the highest number of this column down; NULL: in the order of the table */
} egb_bars;

/* For `name`: that of the unit or node. */
void egb_bars_name(const egb_table *table, size_t row, egb_buffer *out);
void egb_bars_draw(const egb_bars *bars, const egb_table *table, egb_buffer *out);
/* The same in text, from the row y. */
void egb_bars_text(const egb_bars *bars, const egb_table *table, egb_canvas *canvas, size_t y);

#endif
