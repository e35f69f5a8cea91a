/* Correlations of siblings: a lower triangle per node, values in the cells, what is not significant hatched. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_X, AT_Y, AT_RELATION, AT_PEARSON, AT_PEARSON_P };

#define NAME_MOST 200.0
#define WIDE 40.0
#define SMALL 14.0
#define VALUES_MOST 24 /* children: beyond it cells are small and without numbers */
#define SIGNIFICANT 0.05

/* Rows of one node's children: pairs (0,1) (0,2) ... (k-2,k-1) in this order. */
typedef struct block {
  size_t first, children;
} block;

/* k children have k (k - 1) / 2 pairs, of which the first k - 1 begin with the same child. */
static block block_at(const egb_reading *read, size_t row) {
  const char *x = egb_reading_text(read, row, AT_X);
  size_t same = 0;
  while (row + same < read->rows && strcmp(egb_reading_text(read, row + same, AT_RELATION), "siblings") == 0 &&
         strcmp(egb_reading_text(read, row + same, AT_X), x) == 0)
    same++;
  return (block){row, same + 1};
}

static size_t pair_row(const block *of, size_t i, size_t j) { /* i < j */
  return of->first + i * of->children - i * (i + 1) / 2 + (j - i - 1);
}

static const char *child_of(const egb_reading *read, const block *of, size_t i) {
  return i == 0 ? egb_reading_text(read, of->first, AT_X) : egb_reading_text(read, of->first + i - 1, AT_Y);
}

/* Bands of the strength, darker for stronger; falling ones are of the other colour, and the number has its sign. */
static int band_of(double r) {
  const double size = fabs(r);
  return size >= 0.9 ? 4 : size >= 0.7 ? 3 : size >= 0.5 ? 2 : size >= 0.3 ? 1 : 0;
}

static const char *shade(double r) {
  const int band = band_of(r);
  static const char *const rising[] = {"p0", "p1", "p2", "p3", "p4"}, *const falling[] = {"p0", "n1", "n2", "n3", "n4"};
  return r < 0 ? falling[band] : rising[band];
}

static void draw_cell(const egb_reading *read, const block *of, size_t i, size_t j, double x, double y, double cell,
                      egb_buffer *out) {
  const size_t row = pair_row(of, i, j);
  const double r = egb_reading_number(read, row, AT_PEARSON), p = egb_reading_number(read, row, AT_PEARSON_P);
  const double height = cell < WIDE ? cell : EGB_PLOT_ROW + 2;
  egb_buffer number = {0}, tip = {0};
  egb_plot_put(&number, r, 2);
  egb_buffer_format(&tip, "%s, %s: %s", child_of(read, of, i), child_of(read, of, j), egb_buffer_string(&number));
  egb_svg_rectangle(out, isnan(r) ? "none" : shade(r), x, y, cell - 1, height - 1, egb_buffer_string(&tip));
  if (!isnan(r) && !(p < SIGNIFICANT))
    egb_svg_rectangle(out, "hatch", x, y, cell - 1, height - 1, NULL);
  if (cell >= WIDE && !isnan(r))
    egb_svg_text(out, fabs(r) >= 0.7 ? "minor inverse" : "minor dark", x + cell / 2, y + height - 6, EGB_ANCHOR_MIDDLE,
                 egb_buffer_string(&number));
  egb_svg_release(out, &number);
  egb_svg_release(out, &tip);
}

static double cell_of(const block *of) {
  return of->children <= VALUES_MOST ? WIDE : SMALL;
}

static double height_of(const block *of) {
  const double cell = cell_of(of);
  return (double)of->children * (cell < WIDE ? cell : EGB_PLOT_ROW + 2) + 26;
}

static double draw_block(const egb_reading *read, const block *of, double names, double y, egb_buffer *out) {
  const double cell = cell_of(of), height = cell < WIDE ? cell : EGB_PLOT_ROW + 2, left = EGB_PLOT_MARGIN + names + 10;
  for (size_t j = 0; j < of->children; j++) {
    const double top = y + height * (double)j;
    egb_svg_label(out, cell < WIDE ? "minor" : NULL, left - 8, top + height - 5, EGB_ANCHOR_END, names,
                  child_of(read, of, j));
    for (size_t i = 0; i < j; i++)
      draw_cell(read, of, i, j, left + cell * (double)i, top, cell, out);
    if (j + 1 < of->children)
      egb_svg_label(out, "minor", left + cell * (double)j + 4, top + height - 6, EGB_ANCHOR_START, 90,
                    child_of(read, of, j));
  }
  return y + height_of(of);
}

static void draw_keys(double x, double y, egb_buffer *out) {
  static const double sample[] = {-0.9, -0.7, -0.5, -0.3, 0, 0.3, 0.5, 0.7, 0.9};
  static const char *const words[] = {"-.9", "-.7", "-.5", "-.3", "0", ".3", ".5", ".7", ".9"};
  for (size_t i = 0; i < sizeof sample / sizeof *sample; i++) {
    egb_svg_rectangle(out, shade(sample[i]), x + 34 * (double)i, y, 33, 12, NULL);
    egb_svg_text(out, "minor", x + 34 * (double)i + 16, y + 25, EGB_ANCHOR_MIDDLE, words[i]);
  }
  egb_svg_rectangle(out, "p0", x + 330, y, 20, 12, NULL);
  egb_svg_rectangle(out, "hatch", x + 330, y, 20, 12, NULL);
  egb_svg_text(out, "minor", x + 356, y + 10, EGB_ANCHOR_START, "not significant (p of 0.05 or more)");
}

static void draw(const egb_reading *read, egb_buffer *out) {
  double height = EGB_PLOT_TOP + 50, width = 640;
  double names = 40;
  for (size_t row = 0; row < read->rows;) {
    if (strcmp(egb_reading_text(read, row, AT_RELATION), "siblings") != 0) {
      row++;
      continue;
    }
    const block of = block_at(read, row);
    for (size_t i = 0; i < of.children; i++)
      names = fmin(NAME_MOST, fmax(names, egb_svg_width(child_of(read, &of, i))));
    height += height_of(&of);
    width = fmax(width, EGB_PLOT_MARGIN * 2 + names + 100 + cell_of(&of) * (double)of.children);
    row += of.children * (of.children - 1) / 2;
  }
  double y = egb_plot_open(out, read->table, width, height);
  for (size_t row = 0; row < read->rows;) {
    if (strcmp(egb_reading_text(read, row, AT_RELATION), "siblings") != 0) {
      row++;
      continue;
    }
    const block of = block_at(read, row);
    y = draw_block(read, &of, names, y, out);
    row += of.children * (of.children - 1) / 2;
  }
  draw_keys(EGB_PLOT_MARGIN, y, out);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define FULL ((size_t)7)  /* columns of a cell: a shade, a number with its sign, a mark, a gap */
#define BRIEF ((size_t)3) /* a shade, a sign, a mark */
#define NAME_LEAST ((size_t)8)

/* "-.53", "1.0": the digits of a correlation in four columns. */
static void put_digits(egb_canvas *canvas, size_t x, size_t y, double r) {
  egb_buffer number = {0};
  egb_plot_put(&number, fabs(r), 2);
  const char *text = egb_buffer_string(&number);
  (void)egb_canvas_text(canvas, x, y, r < 0 ? "-" : " ");
  egb_canvas_label(canvas, x + 1, y, 3, EGB_ANCHOR_START, text[0] == '0' ? text + 1 : "1.0");
  canvas->failed = canvas->failed || number.failed;
  egb_buffer_clear(&number);
}

/* The weakest band has no shade; what is not significant has a mark behind it. */
static void put_pair(const egb_reading *read, size_t row, size_t wide, egb_canvas *canvas, size_t x, size_t y) {
  const double r = egb_reading_number(read, row, AT_PEARSON), p = egb_reading_number(read, row, AT_PEARSON_P);
  if (isnan(r)) {
    (void)egb_canvas_sign(canvas, x, y, EGB_SIGN_ABSENT);
    return;
  }
  canvas->pen = r < 0 ? EGB_PEN_SECOND : EGB_PEN_FIRST;
  if (band_of(r) > 0)
    (void)egb_canvas_shade(canvas, x, y, 1, (size_t)(4 - band_of(r)), 5);
  else if (wide < FULL)
    (void)egb_canvas_text(canvas, x, y, ".");
  if (wide == FULL)
    put_digits(canvas, x + 1, y, r);
  else if (wide == BRIEF)
    (void)egb_canvas_text(canvas, x + 1, y, r < 0 ? "-" : "+");
  canvas->pen = EGB_PEN_PLAIN;
  if (wide > 1 && !(p < SIGNIFICANT))
    (void)egb_canvas_text(canvas, x + wide - (wide == FULL ? 2 : 1), y, "?");
}

/* Columns of a cell: numbers where they have room, else signs, else shades alone. */
static size_t cell_columns(const block *of, size_t width) {
  const size_t pairs = of->children - 1;
  return pairs * FULL + NAME_LEAST <= width ? FULL : pairs * BRIEF + NAME_LEAST <= width ? BRIEF : 1;
}

static size_t name_columns(const egb_reading *read, const block *of, size_t width) {
  const size_t taken = cell_columns(of, width) * (of->children - 1), rest = width > taken ? width - taken : 0;
  size_t names = 0;
  for (size_t i = 0; i < of->children; i++) {
    const size_t wide = egb_canvas_width(child_of(read, of, i)) + 5;
    names = wide > names ? wide : names;
  }
  return names < rest ? names : rest > NAME_LEAST ? rest : NAME_LEAST;
}

static size_t put_block(const egb_reading *read, const block *of, egb_canvas *canvas, size_t y) {
  const size_t wide = cell_columns(of, canvas->width), names = name_columns(read, of, canvas->width);
  for (size_t j = 0; j < of->children; j++, y++) {
    const size_t digits = of->children < 10 ? 1 : of->children < 100 ? 2 : 4, x = digits + 1;
    egb_plot_put_text(canvas, 0, y, digits, (double)j + 1, 0);
    egb_canvas_label(canvas, x, y, names > x + 1 ? names - x - 1 : 0, EGB_ANCHOR_START, child_of(read, of, j));
    for (size_t i = 0; i < j; i++)
      put_pair(read, pair_row(of, i, j), wide, canvas, names + wide * i, y);
  }
  for (size_t i = 0; wide > 1 && i + 1 < of->children; i++) { /* whose column it is */
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", i + 1);
    egb_canvas_label(canvas, names + wide * i, y, wide - 1, wide == FULL ? EGB_ANCHOR_MIDDLE : EGB_ANCHOR_START,
                     number);
  }
  return y + 1 + (wide > 1);
}

static void put_keys(egb_canvas *canvas, size_t y) {
  static const char *const from[] = {".9", ".7", ".5", ".3"};
  size_t x = 0;
  for (size_t i = 0; i < 4; i++)
    x = egb_canvas_text(canvas, egb_canvas_shade(canvas, x, y, 1, i, 5) + 1, y, from[i]) + 2;
  (void)egb_canvas_text(canvas, x, y, "or more  . less");
  (void)egb_canvas_paragraph(canvas, y + 1, "- falling, ? not significant (p of 0.05 or more)");
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  for (size_t row = 0; row < read->rows;) {
    if (strcmp(egb_reading_text(read, row, AT_RELATION), "siblings") != 0) {
      row++;
      continue;
    }
    const block of = block_at(read, row);
    y = put_block(read, &of, canvas, y);
    row += of.children * (of.children - 1) / 2;
  }
  put_keys(canvas, y);
}

static const char *const columns[] = {
    [AT_X] = "x", [AT_Y] = "y", [AT_RELATION] = "relation", [AT_PEARSON] = "pearson", [AT_PEARSON_P] = "pearson_p",
    NULL};
const egb_plot_row egb_plot_correlations = {.name = "correlations",
                                            .help = "correlations of each node's children",
                                            .schema = "egovbench.correlations/1",
                                            .columns = columns,
                                            .draw = draw,
                                            .text = text};
