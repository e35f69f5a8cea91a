/* A tile per economy, about where it lies, in the shade of its level or, without levels, of the fifth of its rank;
 * units without a tile (cities, agencies) in rows below. */
#include "draw/map.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TILE 28.0
#define LEAST_WIDTH 640.0
#define WIDE 1010.0 /* for many units without a tile */
#define MANY 60

typedef struct tile_map {
  egb_map map;
  egb_map_tiles at;
} tile_map;

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_tile(const tile_map *m, const egb_tile *tile, size_t row, double x, double y, egb_buffer *out) {
  egb_buffer tip = {0}, number = {0};
  char ink[24];
  const size_t class = egb_map_class(&m->map, row);
  egb_map_say(&m->map, row, &tip);
  egb_plot_put(&number, egb_reading_number(m->map.read, row, EGB_MAP_RANK), 0);
  (void)snprintf(ink, sizeof ink, "tiny%s%s", class == SIZE_MAX ? "" : " ",
                 class == SIZE_MAX ? "" : egb_plot_ink(egb_plot_shade(class, egb_map_class_count(&m->map))));
  egb_map_square(&m->map, class, x, y, TILE - 2, egb_buffer_string(&tip), out);
  egb_svg_text(out, ink, x + TILE / 2 - 1, y + 11, EGB_ANCHOR_MIDDLE, tile->id);
  egb_svg_text(out, ink, x + TILE / 2 - 1, y + 22, EGB_ANCHOR_MIDDLE, egb_buffer_string(&number));
  egb_svg_release(out, &tip);
  egb_svg_release(out, &number);
}

/* Economies that the table does not have keep an empty tile, so that the map can be read. */
static void draw_tiles(const tile_map *m, double y, egb_buffer *out) {
  const double across = TILE * (double)(m->at.right + 1 - m->at.left), left = (m->map.width - across) / 2;
  for (size_t i = 0; i < egb_tile_count(); i++) {
    const egb_tile *tile = egb_tile_at(i);
    if (!egb_map_tile_is_in(&m->at, tile))
      continue;
    const double x = left + TILE * (double)(tile->column - m->at.left), at = y + TILE * (double)(tile->row - m->at.top);
    if (m->at.row[i] == SIZE_MAX)
      egb_svg_rectangle(out, "outline", x + 6, at + 6, TILE - 14, TILE - 14, NULL);
    else
      draw_tile(m, tile, m->at.row[i], x, at, out);
  }
}

static void draw_map(tile_map *m, egb_buffer *out) {
  const bool any = m->at.left <= m->at.right;
  m->map.width = fmax(m->map.rest_count > MANY ? WIDE : LEAST_WIDTH,
                      any ? 2 * EGB_PLOT_MARGIN + TILE * (double)(m->at.right + 1 - m->at.left) : 0);
  const double below = EGB_PLOT_TOP + (any ? TILE * (double)(m->at.bottom + 1 - m->at.top) + 12 : 0);
  const double last = egb_map_end(&m->map, below);
  (void)egb_plot_open(out, m->map.read->table, m->map.width, last + (any ? 34 : 16));
  if (any) {
    draw_tiles(m, EGB_PLOT_TOP, out);
    egb_svg_text(out, "minor", EGB_PLOT_MARGIN, last + 22, EGB_ANCHOR_START,
                 "A tile of the same size for each economy, about where it lies; no position is taken on boundaries");
  }
  egb_map_draw_below(&m->map, below, out);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  tile_map m = {.at = {.row = NULL}};
  out->failed = out->failed || !egb_map_open(&m.map, read) || !egb_map_place(&m.map, &m.at);
  if (!out->failed)
    draw_map(&m, out);
  free(m.at.row);
  egb_map_close(&m.map);
}

const egb_plot_row egb_plot_map = {.name = "map",
                                   .help = "a tile per country, by level or fifth of the ranks",
                                   .schema = "egovbench.ranking/1",
                                   .columns = egb_map_columns,
                                   .draw = draw,
                                   .text = egb_map_text};
