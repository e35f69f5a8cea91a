/* Economies in their outlines, in the shade of their level or, without levels, of the fifth of its rank; those that are
 * too small to be seen as a dot; units without an outline (cities, agencies) in rows below. The map fits the economies
 * of the table: a region fills it. */
#include "draw/boundaries.h"
#include "draw/map.h"

#include <math.h>
#include <stdlib.h>

#define SMALL 4.0         /* pixels: what has less room than such a square is a dot as well */
#define DOT 2.5           /* its radius */
#define HEIGHT_MOST 620.0 /* pixels */
#define HEIGHT_LEAST 300.0
#define SCALE_MOST 4.0 /* outlines are on a grid */
#define WHOLE 0.85     /* of the width of the world: what is wider is shown on all of it */
#define MARGIN 0.04    /* around the economies, of their width or height; and as many cells of the grid: */
#define CELLS 4.0

/* The part of the map that is shown. */
typedef struct window {
  double left, top;     /* in cells of the grid */
  double width, height; /* in pixels */
  double scale;         /* pixels of a cell */
} window;

typedef struct world {
  egb_map map;
  size_t *row; /* of the table, per outline; SIZE_MAX: the economy is not in the table */
  window window;
} world;

static void place_rows(world *w) {
  for (size_t i = 0; i < egb_boundary_count; i++)
    w->row[i] = SIZE_MAX;
  for (size_t row = 0; row < w->map.read->rows; row++) {
    const size_t at = egb_boundary_find(egb_reading_text(w->map.read, row, EGB_MAP_UNIT));
    if (at == SIZE_MAX)
      w->map.rest[w->map.rest_count++] = row;
    else
      w->row[at] = row;
  }
}

/* ---- what is shown --------------------------------------------------------------------------- */

/* Around the largest areas of the economies: French Guiana does not make a map of Europe one of the world. */
static egb_extent find_extent(const world *w, bool all) {
  egb_extent around = {INFINITY, -INFINITY, INFINITY, -INFINITY};
  for (size_t i = 0; i < egb_boundary_count; i++) {
    const egb_extent of = egb_boundary_extent(&egb_boundaries[i], false);
    if (!all && w->row[i] == SIZE_MAX)
      continue;
    around.left = fmin(around.left, of.left);
    around.right = fmax(around.right, of.right);
    around.top = fmin(around.top, of.top);
    around.bottom = fmax(around.bottom, of.bottom);
  }
  return around;
}

/* Where a length begins whose middle is there, within [0, end]. */
static double begin_at(double middle, double length, double end) {
  return fmax(0, fmin(middle - length / 2, end - length));
}

static window find_window(const world *w) {
  const egb_extent all = find_extent(w, true), of = find_extent(w, false);
  const window whole = {.width = EGB_BOUNDARY_WIDTH, .height = all.bottom, .scale = 1};
  if (!(of.left <= of.right) || of.right - of.left > WHOLE * EGB_BOUNDARY_WIDTH)
    return whole;
  const double margin = CELLS + MARGIN * fmax(of.right - of.left, of.bottom - of.top),
               across = of.right - of.left + 2 * margin, up = of.bottom - of.top + 2 * margin;
  const double scale = fmax(1, fmin(SCALE_MOST, fmin(EGB_BOUNDARY_WIDTH / across, HEIGHT_MOST / up))),
               height = fmin(fmax(up * scale, HEIGHT_LEAST), all.bottom * scale);
  return (window){.left = begin_at((of.left + of.right) / 2, EGB_BOUNDARY_WIDTH / scale, EGB_BOUNDARY_WIDTH),
                  .top = begin_at((of.top + of.bottom) / 2, height / scale, all.bottom),
                  .width = EGB_BOUNDARY_WIDTH,
                  .height = height,
                  .scale = scale};
}

static bool is_seen(const window *in, const egb_boundary *boundary) {
  const egb_extent of = egb_boundary_extent(boundary, true);
  return of.right >= in->left && of.left <= in->left + in->width / in->scale && of.bottom >= in->top &&
         of.top <= in->top + in->height / in->scale;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Land that the table does not have is hatched as well. */
static void draw_area(const world *w, size_t i, egb_buffer *out) {
  char shade[EGB_MAP_SHADE];
  egb_buffer tip = {0}, path = {0};
  const double x = -w->window.left * w->window.scale, y = -w->window.top * w->window.scale;
  const size_t class = w->row[i] == SIZE_MAX ? SIZE_MAX : egb_map_class(&w->map, w->row[i]);
  egb_map_shade(&w->map, class, shade);
  if (w->row[i] != SIZE_MAX)
    egb_map_say(&w->map, w->row[i], &tip);
  egb_boundary_path(&egb_boundaries[i], w->window.scale, &path);
  egb_svg_path(out, shade, x, y, egb_buffer_string(&path), egb_buffer_string(&tip));
  if (class == SIZE_MAX)
    egb_svg_path(out, "hatch", x, y, egb_buffer_string(&path), NULL);
  egb_svg_release(out, &path);
  egb_svg_release(out, &tip);
}

static void draw_dot(const world *w, size_t i, egb_buffer *out) {
  const egb_extent at = egb_boundary_extent(&egb_boundaries[i], false);
  const window *in = &w->window;
  const double across = (at.right - at.left) * in->scale, up = (at.bottom - at.top) * in->scale;
  if (w->row[i] == SIZE_MAX || across * up >= SMALL * SMALL)
    return;
  char shade[EGB_MAP_SHADE];
  egb_buffer tip = {0};
  const size_t class = egb_map_class(&w->map, w->row[i]);
  const double x = ((at.left + at.right) / 2 - in->left) * in->scale,
               y = ((at.top + at.bottom) / 2 - in->top) * in->scale;
  egb_map_shade(&w->map, class, shade);
  egb_map_say(&w->map, w->row[i], &tip);
  egb_svg_circle(out, shade, x, y, DOT, egb_buffer_string(&tip));
  if (class == SIZE_MAX)
    egb_svg_circle(out, "hatch", x, y, DOT, NULL);
  egb_svg_release(out, &tip);
}

/* Dots above all areas, so that no neighbour hides them. */
static void draw_window(const world *w, egb_buffer *out) {
  const window *in = &w->window;
  egb_svg_open_window(out, EGB_PLOT_MARGIN, EGB_PLOT_TOP, in->width, in->height);
  for (size_t i = 0; i < egb_boundary_count; i++)
    if (is_seen(in, &egb_boundaries[i]))
      draw_area(w, i, out);
  for (size_t i = 0; i < egb_boundary_count; i++)
    draw_dot(w, i, out);
  egb_svg_close_window(out);
  if (in->scale > 1)
    egb_svg_rectangle(out, "outline", EGB_PLOT_MARGIN, EGB_PLOT_TOP, in->width, in->height, NULL);
}

static void draw_world(world *w, egb_buffer *out) {
  w->window = find_window(w);
  for (size_t i = 0; i < egb_boundary_count; i++)
    w->map.hatched = w->map.hatched || (w->row[i] == SIZE_MAX && is_seen(&w->window, &egb_boundaries[i]));
  w->map.width = 2 * EGB_PLOT_MARGIN + w->window.width;
  const double below = EGB_PLOT_TOP + w->window.height + 12, last = egb_map_end(&w->map, below);
  (void)egb_plot_open(out, w->map.read->table, w->map.width, last + 34);
  draw_window(w, out);
  egb_map_draw_below(&w->map, below, out);
  egb_svg_text(out, "minor", EGB_PLOT_MARGIN, last + 22, EGB_ANCHOR_START,
               "Boundaries: Natural Earth; no position taken. Small economies have a dot.");
}

static void draw(const egb_reading *read, egb_buffer *out) {
  world w = {0};
  w.row = malloc(egb_boundary_count * sizeof *w.row);
  out->failed = out->failed || w.row == NULL || !egb_map_open(&w.map, read);
  if (!out->failed) {
    place_rows(&w);
    draw_world(&w, out);
  }
  free(w.row);
  egb_map_close(&w.map);
}

const egb_plot_row egb_plot_world = {.name = "world",
                                     .help = "countries in their outlines, by level or fifth of the ranks",
                                     .schema = "egovbench.ranking/1",
                                     .columns = egb_map_columns,
                                     .draw = draw,
                                     .text = egb_map_text};
