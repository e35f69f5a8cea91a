/* Ranks over the periods: a line per unit, the ten best of the last period named and coloured, the others thin; ten
 * units or fewer, as somebody asks for, are all named. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of the table. */
enum { AT_UNIT, AT_PERIOD, AT_RANK };

#define WIDTH 860.0
#define HEIGHT 560.0
#define NAMED 10
#define PERIODS_MOST 200

typedef struct periods {
  const char *name[PERIODS_MOST];
  size_t count;
} periods;

/* Where a period is or would be: they are in the order of their names. */
static size_t place_of(const periods *all, const char *name) {
  size_t low = 0, high = all->count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (strcmp(all->name[middle], name) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* The count: it is none of them. */
static size_t period_of(const periods *all, const char *name) {
  const size_t at = place_of(all, name);
  return at < all->count && strcmp(all->name[at], name) == 0 ? at : all->count;
}

/* Ascending, as the table has them for a unit with all of them: in the order of their text or number. */
static void list_periods(const egb_reading *read, periods *all) {
  for (size_t row = 0; row < read->rows; row++) {
    const char *name = egb_reading_text(read, row, AT_PERIOD);
    const size_t at = place_of(all, name);
    if (all->count == PERIODS_MOST || period_of(all, name) < all->count)
      continue;
    memmove(all->name + at + 1, all->name + at, (all->count++ - at) * sizeof *all->name);
    all->name[at] = name;
  }
}

typedef struct line {
  size_t first, rows; /* of the table */
  double last;        /* rank in the last period; NaN: none */
} line;

static size_t list_lines(const egb_reading *read, const periods *all, line *out) {
  size_t count = 0;
  for (size_t row = 0; row < read->rows; row++) {
    const char *unit = egb_reading_text(read, row, AT_UNIT);
    if (count == 0 || strcmp(unit, egb_reading_text(read, out[count - 1].first, AT_UNIT)) != 0)
      out[count++] = (line){.first = row, .last = (double)NAN};
    out[count - 1].rows++;
    if (period_of(all, egb_reading_text(read, row, AT_PERIOD)) + 1 == all->count)
      out[count - 1].last = egb_reading_number(read, row, AT_RANK);
  }
  return count;
}

static bool is_named(const line *of, size_t count) {
  return count <= NAMED || of->last <= NAMED;
}

/* Where the line is in each period; NaN: not ranked. */
static void place_line(const egb_reading *read, const periods *all, const line *of, const egb_axis *across,
                       const egb_axis *upright, double *x, double *y) {
  for (size_t p = 0; p < all->count; p++) {
    x[p] = egb_axis_at(across, (double)p);
    y[p] = (double)NAN;
  }
  for (size_t i = 0; i < of->rows; i++) {
    const size_t p = period_of(all, egb_reading_text(read, of->first + i, AT_PERIOD));
    const double rank = egb_reading_number(read, of->first + i, AT_RANK);
    if (p < all->count && rank <= upright->high)
      y[p] = egb_axis_at(upright, rank);
  }
}

/* The name beside the last point; in the last period it is moved down as far as the one above it needs. */
static void draw_named(const egb_reading *read, const periods *all, const line *of, const egb_axis *across,
                       const egb_axis *upright, size_t series, double *free_from, egb_buffer *out) {
  double x[PERIODS_MOST], y[PERIODS_MOST];
  char class[8];
  const char *name = egb_reading_name(read, of->first);
  if (all->count == 0)
    return;
  place_line(read, all, of, across, upright, x, y);
  (void)snprintf(class, sizeof class, "s%zu", series % EGB_SVG_SERIES);
  egb_svg_polyline(out, class, x, y, all->count, name);
  class[0] = 'f';
  for (size_t p = 0; p < all->count; p++)
    if (!isnan(y[p]))
      egb_svg_circle(out, class, x[p], y[p], 4, NULL);
  size_t last = all->count;
  while (last > 0 && isnan(y[last - 1]))
    last--;
  if (last == 0)
    return;
  const bool ends = last == all->count;
  const double at = ends ? fmax(y[last - 1] + 4, *free_from) : y[last - 1] + 4;
  egb_svg_label(out, NULL, x[last - 1] + 10, at, EGB_ANCHOR_START, 170, name);
  *free_from = ends ? at + 14 : *free_from;
}

/* The worst rank that a named line has had: what is below it is not drawn. */
static double worst_of(const egb_reading *read, const line *lines, size_t count) {
  double worst = 2, low = 1;
  for (size_t i = 0; i < count; i++)
    for (size_t r = 0; is_named(&lines[i], count) && r < lines[i].rows; r++)
      egb_axis_stretch(&low, &worst, egb_reading_number(read, lines[i].first + r, AT_RANK));
  return worst;
}

static int by_last(const void *a, const void *b) {
  const line *left = a, *right = b;
  const double x = isnan(left->last) ? INFINITY : left->last, y = isnan(right->last) ? INFINITY : right->last;
  return x < y ? -1 : x > y ? 1 : (left->first > right->first) - (left->first < right->first);
}

static void draw_lines(const egb_reading *read, const periods *all, line *lines, size_t count, egb_buffer *out) {
  const egb_axis across = {.low = 0,
                           .high = all->count > 1 ? (double)all->count - 1 : 1,
                           .from = EGB_PLOT_MARGIN + 40,
                           .to = all->count > 1 ? WIDTH - EGB_PLOT_MARGIN - 190 : EGB_PLOT_MARGIN + 46,
                           .step = 1};
  const egb_axis upright = egb_axis_whole(1, worst_of(read, lines, count), EGB_PLOT_TOP + 10, HEIGHT - 40, 8);
  double free_from = 0;
  egb_axis_draw_upright(out, &upright, across.from, across.to, NULL);
  for (size_t p = 0; p < all->count; p++)
    egb_svg_text(out, "minor", egb_axis_at(&across, (double)p), HEIGHT - 20, EGB_ANCHOR_MIDDLE, all->name[p]);
  for (size_t i = 0; i < count; i++) {
    double x[PERIODS_MOST], y[PERIODS_MOST];
    place_line(read, all, &lines[i], &across, &upright, x, y);
    if (!is_named(&lines[i], count))
      egb_svg_polyline(out, "thin", x, y, all->count, egb_reading_name(read, lines[i].first));
  }
  qsort(lines, count, sizeof *lines, by_last);
  for (size_t i = 0; i < count && is_named(&lines[i], count); i++)
    draw_named(read, all, &lines[i], &across, &upright, i, &free_from, out);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  periods all = {0};
  line *lines = calloc(read->rows + 1, sizeof *lines);
  out->failed = out->failed || lines == NULL;
  if (lines == NULL)
    return;
  list_periods(read, &all);
  const size_t count = list_lines(read, &all, lines);
  (void)egb_plot_open(out, read->table, WIDTH, HEIGHT);
  draw_lines(read, &all, lines, count, out);
  free(lines);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define NAMES_MOST ((size_t)26)  /* columns of a name */
#define PERIOD_LEAST ((size_t)7) /* columns of a period: a rank, and how it moved */

/* The rank in a period; NaN: none. */
static double rank_in(const egb_reading *read, const line *of, const char *period) {
  for (size_t i = 0; i < of->rows; i++)
    if (strcmp(egb_reading_text(read, of->first + i, AT_PERIOD), period) == 0)
      return egb_reading_number(read, of->first + i, AT_RANK);
  return (double)NAN;
}

/* A rank at the right of its column, behind it a sign of the way from the period before. */
static void put_rank(egb_canvas *canvas, size_t x, size_t y, size_t wide, double rank, double before) {
  egb_plot_put_text(canvas, x, y, wide - 2, rank, 0);
  if (!isnan(rank) && !isnan(before))
    (void)egb_canvas_sign(canvas, x + wide - 1, y,
                          rank < before   ? EGB_SIGN_UP
                          : rank > before ? EGB_SIGN_DOWN
                                          : EGB_SIGN_SAME);
}

/* A row per named unit, a column for each of the latest periods that have room. */
static size_t put_ranks(const egb_reading *read, const periods *all, const line *lines, size_t count,
                        egb_canvas *canvas, size_t y) {
  size_t names = 1, wide = PERIOD_LEAST;
  for (size_t i = 0; i < count; i++) {
    const size_t of = egb_canvas_width(egb_reading_name(read, lines[i].first));
    names = of > names ? of : names;
  }
  const size_t most = canvas->width / 3 < NAMES_MOST ? canvas->width / 3 : NAMES_MOST;
  names = names < most ? names : most;
  for (size_t p = 0; p < all->count; p++)
    wide = egb_canvas_width(all->name[p]) + 3 > wide ? egb_canvas_width(all->name[p]) + 3 : wide;
  wide = wide < canvas->width - names ? wide : canvas->width - names;
  const size_t room = (canvas->width - names) / wide, from = all->count > room ? all->count - room : 0;
  for (size_t p = from; p < all->count; p++)
    egb_canvas_label(canvas, names + wide * (p - from), y, wide - 2, EGB_ANCHOR_END, all->name[p]);
  for (size_t i = 0; i < count; i++) {
    egb_canvas_label(canvas, 0, y + 1 + i, names, EGB_ANCHOR_START, egb_reading_name(read, lines[i].first));
    for (size_t p = from; p < all->count; p++)
      put_rank(canvas, names + wide * (p - from), y + 1 + i, wide, rank_in(read, &lines[i], all->name[p]),
               p > 0 ? rank_in(read, &lines[i], all->name[p - 1]) : (double)NAN);
  }
  return egb_plot_part(canvas, y + 2 + count, "latest", all->count - from, all->count, "periods");
}

static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  periods all = {0};
  line *lines = calloc(read->rows + 1, sizeof *lines);
  canvas->failed = canvas->failed || lines == NULL;
  if (lines == NULL)
    return;
  list_periods(read, &all);
  const size_t count = list_lines(read, &all, lines);
  size_t named = 0;
  qsort(lines, count, sizeof *lines, by_last);
  while (named < count && is_named(&lines[named], count))
    named++;
  y = put_ranks(read, &all, lines, named, canvas, y);
  if (named < count) {
    char note[80];
    (void)snprintf(note, sizeof note, "The best of the last period, of %zu units.", count);
    (void)egb_canvas_paragraph(canvas, y, note);
  }
  free(lines);
}

static const char *const columns[] = {[AT_UNIT] = "unit", [AT_PERIOD] = "period", [AT_RANK] = "rank", NULL};
const egb_plot_row egb_plot_bump = {.name = "bump",
                                    .help = "ranks over the periods, the ten best of the last one named",
                                    .schema = "egovbench.panel-long/1",
                                    .columns = columns,
                                    .draw = draw,
                                    .text = text};
