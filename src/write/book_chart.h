/* book_chart.h - charts of a book, as it has them (21.2, DrawingML charts). */
#ifndef EGB_WRITE_BOOK_CHART_H
#define EGB_WRITE_BOOK_CHART_H

#include "write/book.h"

#define EGB_BOOK_DRAWINGS "http://schemas.openxmlformats.org/drawingml/2006/"

/* Values of cells that a chart shows, row by row. */
typedef struct egb_book_kept {
  egb_range range;
  const char *sheet; /* its name */
  egb_cell *cell;
  struct egb_book_kept *next; /* of the same sheet */
} egb_book_kept;

typedef struct egb_book_series {
  const egb_book_kept *name, *labels, *values;
} egb_book_series;

typedef struct egb_book_plot {
  egb_chart_kind kind;
  egb_area place;
  double least, most;
  const egb_book_kept *title, *labels_title, *values_title; /* NULL: none */
  egb_book_series *series;
  size_t count;
  struct egb_book_plot *next; /* of the same sheet */
} egb_book_plot;

/* How many cells the range has. */
size_t egb_book_kept_count(const egb_book_kept *kept);
/* What the cell shows, as text; "": nothing. */
void egb_book_kept_text(egb_buffer *out, const egb_cell *cell);

/* The part of a chart. */
void egb_book_put_plot(egb_buffer *out, const egb_book_plot *plot);
/* The part that places the charts of a sheet; the relationships of that, the first of which is the chart part `first`.
 */
void egb_book_put_drawing(egb_buffer *out, const egb_book_plot *plots);
void egb_book_put_drawing_relations(egb_buffer *out, const egb_book_plot *plots, size_t first);

#endif
