/* How many units have reached each maturity level, a column per period, and between two columns a band for each
 * movement from one level to another. */
#include "draw/levels.h"
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_UNIT, AT_PERIOD, AT_SCORE, AT_LEVEL, AT_LEVEL_NAME };

#define HEIGHT 420.0 /* at least, and LINE for each name */
#define LINE 16.0
#define BOX 46.0    /* width of a column */
#define APART 170.0 /* from one column to the next; CLOSE where there are more than three */
#define CLOSE 110.0
#define GAP 6.0 /* between boxes of a column */
#define NAME_MOST 170.0
#define PERIODS_MOST 12 /* the latest */
#define KINDS (EGB_LEVELS_MOST + 1)

typedef struct flow {
  const egb_reading *read;
  egb_levels levels; /* behind them one more kind: units that have none in this period, but in another */
  const char *period[PERIODS_MOST];
  size_t periods;
  size_t have[PERIODS_MOST][KINDS];        /* units */
  size_t move[PERIODS_MOST][KINDS][KINDS]; /* from a period to the next */
  double height, unit, apart;              /* pixels: height of one, from column to column */
} flow;

/* Ascending by their text or number; the latest are kept. */
static void list_periods(flow *f) {
  for (size_t row = 0; row < f->read->rows; row++) {
    const char *name = egb_reading_text(f->read, row, AT_PERIOD);
    size_t at = 0;
    while (at < f->periods && strcmp(f->period[at], name) < 0)
      at++;
    if ((at < f->periods && strcmp(f->period[at], name) == 0) || (at == 0 && f->periods == PERIODS_MOST))
      continue;
    if (f->periods == PERIODS_MOST) {
      memmove(f->period, f->period + 1, (at - 1) * sizeof *f->period);
      f->period[at - 1] = name;
      continue;
    }
    memmove(f->period + at + 1, f->period + at, (f->periods - at) * sizeof *f->period);
    f->period[at] = name;
    f->periods++;
  }
}

static void count_unit(flow *f, const size_t kind[PERIODS_MOST]) {
  bool any = false;
  for (size_t p = 0; p < f->periods; p++)
    any = any || kind[p] < f->levels.count;
  for (size_t p = 0; any && p < f->periods; p++) {
    f->have[p][kind[p]]++;
    if (p + 1 < f->periods)
      f->move[p][kind[p]][kind[p + 1]]++;
  }
}

/* Rows of a unit follow each other. */
static void count_units(flow *f) {
  size_t kind[PERIODS_MOST];
  for (size_t row = 0; row < f->read->rows; row++) {
    const char *unit = egb_reading_text(f->read, row, AT_UNIT);
    if (row == 0 || strcmp(unit, egb_reading_text(f->read, row - 1, AT_UNIT)) != 0)
      for (size_t p = 0; p < PERIODS_MOST; p++)
        kind[p] = f->levels.count;
    for (size_t p = 0; p < f->periods; p++)
      if (strcmp(f->period[p], egb_reading_text(f->read, row, AT_PERIOD)) == 0)
        kind[p] = egb_levels_of(&f->levels, row);
    if (row + 1 == f->read->rows || strcmp(unit, egb_reading_text(f->read, row + 1, AT_UNIT)) != 0)
      count_unit(f, kind);
  }
}

/* ---- drawing --------------------------------------------------------------------------------- */

static double top_of(const flow *f, size_t p, size_t kind) {
  double y = EGB_PLOT_TOP + 20;
  for (size_t k = 0; k < kind; k++)
    y += f->have[p][k] > 0 ? f->unit * (double)f->have[p][k] + GAP : 0;
  return y;
}

static const char *name_of(const flow *f, size_t kind) {
  return kind < f->levels.count ? f->levels.name[kind] : "no level";
}

/* From the right edge of a box to the left edge of one of the next column; where both begin is moved on. */
static void draw_band(const flow *f, size_t p, size_t a, size_t b, double left, double *from, double *to,
                      egb_buffer *out) {
  const double height = f->unit * (double)f->move[p][a][b], right = left + f->apart - BOX;
  const double x[] = {left, right, right, left}, y[] = {*from, *to, *to + height, *from + height};
  egb_buffer tip = {0}, number = {0};
  egb_buffer_format(&tip, "%s to %s: %zu", name_of(f, a), name_of(f, b), f->move[p][a][b]);
  egb_buffer_format(&number, "%zu", f->move[p][a][b]);
  egb_svg_polyline(out, "band", x, y, 4, egb_buffer_string(&tip));
  if (height >= 9)
    egb_svg_text(out, "tiny", left + 5, *from + height / 2 + 3, EGB_ANCHOR_START, egb_buffer_string(&number));
  *from += height;
  *to += height;
  egb_svg_release(out, &tip);
  egb_svg_release(out, &number);
}

static void draw_bands(const flow *f, size_t p, double left, egb_buffer *out) {
  double to[KINDS];
  for (size_t b = 0; b <= f->levels.count; b++)
    to[b] = top_of(f, p + 1, b);
  for (size_t a = 0; a <= f->levels.count; a++) {
    double from = top_of(f, p, a);
    for (size_t b = 0; b <= f->levels.count; b++)
      if (f->move[p][a][b] > 0)
        draw_band(f, p, a, b, left, &from, &to[b], out);
  }
}

static void draw_box(const flow *f, size_t p, size_t kind, double x, egb_buffer *out) {
  const double y = top_of(f, p, kind), height = f->unit * (double)f->have[p][kind];
  const char *shade = kind < f->levels.count ? egb_plot_shade(kind, f->levels.count) : "none";
  char class[24], ink[24];
  egb_buffer number = {0}, tip = {0};
  egb_buffer_format(&number, "%zu", f->have[p][kind]);
  egb_buffer_format(&tip, "%s: %zu", name_of(f, kind), f->have[p][kind]);
  (void)snprintf(class, sizeof class, "%s tile", shade);
  (void)snprintf(ink, sizeof ink, "minor %s", kind < f->levels.count ? egb_plot_ink(shade) : "strong");
  egb_svg_rectangle(out, class, x, y, BOX, height, egb_buffer_string(&tip));
  if (kind == f->levels.count)
    egb_svg_rectangle(out, "hatch", x, y, BOX, height, NULL);
  if (height >= 12)
    egb_svg_text(out, ink, x + BOX / 2, y + height / 2 + 4, EGB_ANCHOR_MIDDLE, egb_buffer_string(&number));
  egb_svg_release(out, &number);
  egb_svg_release(out, &tip);
}

/* Names beside a column, moved down as far as the one above needs. */
static void draw_names(const flow *f, size_t p, double x, egb_anchor anchor, egb_buffer *out) {
  double free_from = 0;
  for (size_t kind = 0; kind <= f->levels.count; kind++) {
    const double at = fmax(top_of(f, p, kind) + f->unit * (double)f->have[p][kind] / 2 + 4, free_from);
    egb_buffer name = {0};
    if (f->have[p][kind] == 0)
      continue;
    egb_buffer_format(&name, "%s: %zu", name_of(f, kind), f->have[p][kind]);
    egb_svg_label(out, NULL, x, at, anchor, NAME_MOST, egb_buffer_string(&name));
    free_from = at + 14;
    egb_svg_release(out, &name);
  }
}

static void draw_flow(flow *f, egb_buffer *out) {
  f->apart = f->periods > 3 ? CLOSE : APART;
  const double left = EGB_PLOT_MARGIN + NAME_MOST + 10, right = left + f->apart * (double)(f->periods - 1) + BOX;
  size_t all = 0;
  for (size_t kind = 0; kind <= f->levels.count; kind++)
    all += f->have[0][kind];
  f->height = fmax(HEIGHT, LINE * (double)(f->levels.count + 1));
  f->unit = (f->height - GAP * (double)f->levels.count) / (double)(all > 0 ? all : 1);
  (void)egb_plot_open(out, f->read->table, fmax(640, right + NAME_MOST + 10 + EGB_PLOT_MARGIN),
                      EGB_PLOT_TOP + 20 + f->height + EGB_PLOT_MARGIN);
  for (size_t p = 0; p < f->periods; p++) {
    const double x = left + f->apart * (double)p;
    egb_svg_text(out, "strong", x + BOX / 2, EGB_PLOT_TOP + 10, EGB_ANCHOR_MIDDLE, f->period[p]);
    if (p + 1 < f->periods)
      draw_bands(f, p, x + BOX, out);
    for (size_t kind = 0; kind <= f->levels.count; kind++)
      if (f->have[p][kind] > 0)
        draw_box(f, p, kind, x, out);
  }
  draw_names(f, f->periods - 1, right + 10, EGB_ANCHOR_START, out);
  if (f->periods > 1)
    draw_names(f, 0, left - 10, EGB_ANCHOR_END, out);
}

/* To be freed; NULL: out of memory. */
static flow *make_flow(const egb_reading *read) {
  flow *f = calloc(1, sizeof *f);
  if (f == NULL)
    return NULL;
  f->read = read;
  egb_levels_list(read->table, &f->levels);
  list_periods(f);
  count_units(f);
  return f;
}

static void draw(const egb_reading *read, egb_buffer *out) {
  flow *f = make_flow(read);
  out->failed = out->failed || f == NULL;
  if (f == NULL)
    return;
  draw_flow(f, out);
  free(f);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define COUNT_COLUMNS ((size_t)6)

/* Units that are higher, and lower, than in the period before; those without a level in either are neither. */
static void put_moves(const flow *f, size_t p, size_t x, size_t y, egb_canvas *canvas) {
  size_t up = 0, down = 0;
  for (size_t a = 0; a < f->levels.count; a++)
    for (size_t b = 0; b < f->levels.count; b++) {
      up += b < a ? f->move[p - 1][a][b] : 0;
      down += b > a ? f->move[p - 1][a][b] : 0;
    }
  char number[24];
  (void)snprintf(number, sizeof number, "%zu", up);
  x = egb_canvas_text(canvas, egb_canvas_sign(canvas, x, y, EGB_SIGN_UP) + 1, y, number) + 2;
  (void)snprintf(number, sizeof number, "%zu", down);
  x = egb_canvas_sign(canvas, x, y, EGB_SIGN_DOWN) + 1;
  if (x < canvas->width) /* whole, or with a sign that it is not */
    egb_canvas_label(canvas, x, y, canvas->width - x, EGB_ANCHOR_START, number);
}

/* A bar per level in a period, the highest level first. */
static size_t put_period(const flow *f, size_t p, size_t names, double most, egb_canvas *canvas, size_t y) {
  const size_t left = names + 4, width = canvas->width - left - COUNT_COLUMNS;
  egb_canvas_label(canvas, 0, y, p > 0 ? left - 1 : canvas->width, EGB_ANCHOR_START, f->period[p]);
  if (p > 0)
    put_moves(f, p, left, y, canvas);
  y++;
  for (size_t k = 0; k <= f->levels.count; k++) {
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", f->have[p][k]);
    if (k == f->levels.count && f->have[p][k] == 0)
      continue;
    egb_canvas_label(canvas, 2, y, names, EGB_ANCHOR_START, name_of(f, k));
    egb_canvas_bar(canvas, left, y, (double)f->have[p][k] / most * (double)width);
    egb_canvas_label(canvas, canvas->width - COUNT_COLUMNS, y++, COUNT_COLUMNS, EGB_ANCHOR_END, number);
  }
  return y;
}

static const egb_sign_key keys[] = {{EGB_SIGN_UP, "units on a higher level than before"},
                                    {EGB_SIGN_DOWN, "on a lower one"}};

static void put_flow(const flow *f, egb_canvas *canvas, size_t y) {
  size_t names = 1;
  double most = 1;
  for (size_t k = 0; k <= f->levels.count; k++) {
    const size_t wide = egb_canvas_width(name_of(f, k));
    names = wide > names ? wide : names;
    for (size_t p = 0; p < f->periods; p++)
      most = fmax(most, (double)f->have[p][k]);
  }
  names = names < canvas->width / 3 ? names : canvas->width / 3;
  for (size_t p = 0; p < f->periods; p++)
    y = put_period(f, p, names, most, canvas, y);
  if (f->periods > 1)
    (void)egb_plot_keys(canvas, y + 1, keys, sizeof keys / sizeof *keys);
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  flow *f = make_flow(read);
  canvas->failed = canvas->failed || f == NULL;
  if (f == NULL)
    return;
  put_flow(f, canvas, y);
  free(f);
}

static const char *const columns[] = {[AT_UNIT] = "unit",   [AT_PERIOD] = "period",         [AT_SCORE] = "score",
                                      [AT_LEVEL] = "level", [AT_LEVEL_NAME] = "level_name", NULL};
const egb_plot_row egb_plot_levels = {.name = "levels",
                                      .help = "units per maturity level, and their movement between periods",
                                      .schema = "egovbench.panel-long/1",
                                      .columns = columns,
                                      .filled = "level",
                                      .hint = "say which levels there are with `levels:` in the definition",
                                      .draw = draw,
                                      .text = text};
