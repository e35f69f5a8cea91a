/* Economies in their outlines, in the shade of their level or, without levels, of the fifth of its rank; those that are
 * too small to be seen as a dot; units without an outline (cities, agencies) in rows below. */
#include "draw/boundaries.h"
#include "draw/map.h"

#include <math.h>
#include <stdlib.h>

#define SMALL 4.0 /* pixels across and up: what is smaller is a dot as well */
#define DOT 2.5   /* its radius */

typedef struct world {
  egb_map map;
  size_t *row; /* of the table, per outline; SIZE_MAX: the economy is not in the table */
} world;

static void place_rows(world *w) {
  for (size_t i = 0; i < egb_boundary_count; i++)
    w->row[i] = SIZE_MAX;
  for (size_t row = 0; row < egb_table_row_count(w->map.table); row++) {
    const size_t at = egb_boundary_find(egb_plot_text(w->map.table, row, "unit"));
    if (at == SIZE_MAX)
      w->map.rest[w->map.rest_count++] = row;
    else
      w->row[at] = row;
  }
  for (size_t i = 0; i < egb_boundary_count; i++)
    w->map.hatched = w->map.hatched || w->row[i] == SIZE_MAX;
}

/* Land that the table does not have is hatched as well. */
static void draw_areas(const world *w, egb_buffer *out) {
  for (size_t i = 0; i < egb_boundary_count; i++) {
    char shade[EGB_MAP_SHADE];
    egb_buffer tip = {0};
    const size_t class = w->row[i] == SIZE_MAX ? SIZE_MAX : egb_map_class(&w->map, w->row[i]);
    egb_map_shade(&w->map, class, shade);
    if (w->row[i] != SIZE_MAX)
      egb_map_say(&w->map, w->row[i], &tip);
    egb_svg_path(out, shade, EGB_PLOT_MARGIN, EGB_PLOT_TOP, egb_boundaries[i].path, egb_buffer_string(&tip));
    if (class == SIZE_MAX)
      egb_svg_path(out, "hatch", EGB_PLOT_MARGIN, EGB_PLOT_TOP, egb_boundaries[i].path, NULL);
    egb_svg_release(out, &tip);
  }
}

/* Above all areas, so that no neighbour hides them. */
static void draw_dots(const world *w, egb_buffer *out) {
  for (size_t i = 0; i < egb_boundary_count; i++) {
    const egb_extent at = egb_boundary_extent(&egb_boundaries[i]);
    if (w->row[i] == SIZE_MAX || at.right - at.left >= SMALL || at.bottom - at.top >= SMALL)
      continue;
    char shade[EGB_MAP_SHADE];
    egb_buffer tip = {0};
    const size_t class = egb_map_class(&w->map, w->row[i]);
    const double x = EGB_PLOT_MARGIN + (at.left + at.right) / 2, y = EGB_PLOT_TOP + (at.top + at.bottom) / 2;
    egb_map_shade(&w->map, class, shade);
    egb_map_say(&w->map, w->row[i], &tip);
    egb_svg_circle(out, shade, x, y, DOT, egb_buffer_string(&tip));
    if (class == SIZE_MAX)
      egb_svg_circle(out, "hatch", x, y, DOT, NULL);
    egb_svg_release(out, &tip);
  }
}

static void draw_world(world *w, egb_buffer *out) {
  double height = 0;
  for (size_t i = 0; i < egb_boundary_count; i++)
    height = fmax(height, egb_boundary_extent(&egb_boundaries[i]).bottom);
  w->map.width = 2 * EGB_PLOT_MARGIN + EGB_BOUNDARY_WIDTH;
  const double below = EGB_PLOT_TOP + height + 12, last = egb_map_end(&w->map, below);
  (void)egb_plot_open(out, w->map.table, w->map.width, last + 34);
  draw_areas(w, out);
  draw_dots(w, out);
  egb_map_draw_below(&w->map, below, out);
  egb_svg_text(out, "minor", EGB_PLOT_MARGIN, last + 22, EGB_ANCHOR_START,
               "Boundaries: Natural Earth; no position taken. Small economies have a dot.");
}

static void draw(const egb_table *table, egb_buffer *out) {
  world w = {0};
  w.row = malloc(egb_boundary_count * sizeof *w.row);
  out->failed = out->failed || w.row == NULL || !egb_map_open(&w.map, table);
  if (!out->failed) {
    place_rows(&w);
    draw_world(&w, out);
  }
  free(w.row);
  egb_map_close(&w.map);
}

static const char *const columns[] = {"unit", "score", "rank", "level", "level_name", NULL};
const egb_plot_row egb_plot_world = {.name = "world",
                                     .help = "countries in their outlines, by level or fifth of the ranks",
                                     .schema = "egovbench.ranking/1",
                                     .columns = columns,
                                     .draw = draw,
                                     .text = egb_map_text};
