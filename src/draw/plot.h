/* plot.h - a kind of picture is a row: which table it draws, and how. It reads the table's cells and nothing else, so
 * that what is drawn is what the table says. A new kind is a file plot_xyz.c with its row, and a line in list.h. */
#ifndef EGB_DRAW_PLOT_H
#define EGB_DRAW_PLOT_H

#include "base/buffer.h"
#include "draw/axis.h"
#include "draw/canvas.h"
#include "draw/reading.h"
#include "draw/svg.h"
#include "egovbench.h"
#include "model/document.h"

typedef struct egb_plot_row {
  const char *name;
  const char *help;   /* what follows its name in a sentence */
  const char *schema; /* of the table it draws */
  /* NULL-terminated, at most EGB_READING_COLUMNS: cells are read by the place in this list. The table must have them,
   * but for so many of the last. */
  const char *const *columns;
  size_t optional;
  const char *filled;          /* a column of texts that some row must have one in; NULL: none */
  const char *hint;            /* what to do where none has */
  const struct egb_bars *bars; /* a list of bars, which are drawn in the place of the two below; NULL: it is none */
  void (*draw)(const egb_reading *read, egb_buffer *out);
  /* The same in text, from the row y of the canvas; NULL: the table itself is best. */
  void (*text)(const egb_reading *read, egb_canvas *canvas, size_t y);
} egb_plot_row;

#define EGB_PLOT(name) extern const egb_plot_row egb_plot_##name;
#include "draw/list.h"

/* Appends the picture as an element for a page of HTML that has others like it: without a style sheet of its own, as
 * wide as its place (its viewBox says how high), every class and id with the prefix EGB_PLOT_PREFIX, ids with the
 * number, too, which no other picture of the page may have. Reports and returns as egb_plot_write; nothing is appended
 * on failure but that of memory. */
egb_status egb_plot_fragment(size_t kind, const egb_table *table, size_t number, egb_diag *diag, egb_buffer *out);
/* What all fragments of a page share: rules, for its style element, */
void egb_plot_page_style(egb_buffer *out);
/* and an element without size that they refer to, once in its body. */
void egb_plot_page_definitions(egb_buffer *out);
#define EGB_PLOT_PREFIX "plot-"

/* figure.c: pictures in a document. */

/* The number of its next picture. */
size_t egb_plot_next(const egb_document *document);
/* Appends the picture of the table as the document's next. A table that the kind cannot draw is no failure: nothing is
 * appended. */
egb_status egb_plot_picture(const egb_document *document, const char *kind, const egb_table *table, egb_diag *diag,
                            egb_buffer *out);
/* Adds a picture that was drawn as its next, as egb_document_figure does, with what its pictures share. */
void egb_plot_figure(egb_document *document, egb_table *table, const egb_buffer *picture);

/* The widest name of a row in pixels, at most `most`. */
double egb_plot_widest(const egb_reading *read, double most);
/* The same in columns of a terminal, at least 1. */
size_t egb_plot_columns(const egb_reading *read, size_t most);
/* Opens a picture with the table's title as its heading, notes as its description. Returns where drawing begins. */
double egb_plot_open(egb_buffer *out, const egb_table *table, double width, double height);
/* The class of the i-th of so many steps, the first the darkest; and the class of text on it. */
const char *egb_plot_shade(size_t i, size_t count);
const char *egb_plot_ink(const char *shade);
/* A number for people: as many decimals as asked for. */
void egb_plot_put(egb_buffer *out, double value, int decimals);
/* The same at the right of so many columns of a picture in text. */
void egb_plot_put_text(egb_canvas *canvas, size_t x, size_t y, size_t width, double value, int decimals);
typedef struct egb_sign_key {
  egb_sign sign;
  const char *name;
} egb_sign_key;
/* A note at row y where fewer are shown than there are: "the latest 4 of 9 periods"; returns the row below it. */
size_t egb_plot_part(egb_canvas *canvas, size_t y, const char *which, size_t shown, size_t all, const char *what);
/* What signs mean, on as many lines as they need; returns the row below them. */
size_t egb_plot_keys(egb_canvas *canvas, size_t y, const egb_sign_key *key, size_t count);
#define EGB_PLOT_TOP 44.0 /* below the heading */
#define EGB_PLOT_ROW 18.0 /* height of a row of a list */
#define EGB_PLOT_MARGIN 16.0

#endif
