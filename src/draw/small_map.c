/* Numbers are whole, and a tile is drawn by steps from its corner: "M420 75h26v26h-26z" is all that each needs. */
#include "draw/small_map.h"

#include "draw/map.h"

#include <stdlib.h>

#define TILE 28
#define SIDE 26
#define KEYS 30 /* height of the line of keys */

typedef struct tiles {
  egb_map map;
  egb_map_tiles at;
} tiles;

static const char *shade_of(const tiles *t, size_t class) {
  return class == SIZE_MAX ? "none" : egb_plot_shade(class, egb_map_class_count(&t->map));
}

/* SIZE_MAX ends the classes there are. */
static size_t class_at(const tiles *t, size_t i) {
  return i < egb_map_class_count(&t->map) ? i : SIZE_MAX;
}

static bool in_class(const tiles *t, size_t tile, size_t class) {
  return t->at.row[tile] != SIZE_MAX && egb_map_class(&t->map, t->at.row[tile]) == class;
}

static size_t x_of(const tiles *t, const egb_tile *tile) {
  return TILE * (size_t)(tile->column - t->at.left);
}

static size_t y_of(const tiles *t, const egb_tile *tile) {
  return TILE * (size_t)(tile->row - t->at.top);
}

static void put_squares(egb_buffer *out, const tiles *t, size_t class, const char *style) {
  egb_buffer_format(out, "<path class=\"" EGB_PLOT_PREFIX "%s " EGB_PLOT_PREFIX "tile\" d=\"", style);
  for (size_t i = 0; i < egb_tile_count(); i++)
    if (in_class(t, i, class))
      egb_buffer_format(out, "M%zu %zuh%dv%dh-%dz", x_of(t, egb_tile_at(i)), y_of(t, egb_tile_at(i)), SIDE, SIDE, SIDE);
  egb_buffer_text(out, "\"/>\n");
}

static void put_codes(egb_buffer *out, const tiles *t, size_t class) {
  const char *ink = class == SIZE_MAX ? "minor" : egb_plot_ink(shade_of(t, class));
  egb_buffer_format(out, "<g class=\"" EGB_PLOT_PREFIX "%s\" text-anchor=\"middle\">", ink);
  for (size_t i = 0; i < egb_tile_count(); i++)
    if (in_class(t, i, class))
      egb_buffer_format(out, "<text x=%zu y=%zu>%s</text>", x_of(t, egb_tile_at(i)) + SIDE / 2,
                        y_of(t, egb_tile_at(i)) + 17, egb_tile_at(i)->id);
  egb_buffer_text(out, "</g>\n");
}

static void put_keys(egb_buffer *out, const tiles *t, size_t y) {
  double x = 0;
  for (size_t i = 0; i < egb_map_class_count(&t->map) + t->map.hatched; i++) {
    egb_buffer name = {0};
    egb_map_name(&t->map, class_at(t, i), &name);
    if (name.length > 0) {
      egb_buffer_format(out,
                        "<path class=\"" EGB_PLOT_PREFIX "%s " EGB_PLOT_PREFIX "tile\" d=\"M%.0f %zuh12v12h-12z\"/>",
                        shade_of(t, class_at(t, i)), x, y);
      egb_buffer_format(out, "<text x=\"%.0f\" y=\"%zu\">", x + 18, y + 10);
      egb_svg_escape(out, egb_buffer_string(&name));
      egb_buffer_text(out, "</text>\n");
      x += 18 + egb_svg_width(egb_buffer_string(&name)) + 22;
    }
    egb_svg_release(out, &name);
  }
}

static void draw(egb_buffer *out, const tiles *t, size_t number) {
  const size_t width = TILE * (t->at.right + 1 - t->at.left), height = TILE * (t->at.bottom + 1 - t->at.top);
  egb_buffer_format(out,
                    "<svg class=\"plot\" role=\"img\" aria-labelledby=\"" EGB_PLOT_PREFIX
                    "%zu-title\" viewBox=\"-1 -1 %zu %zu\">\n<title id=\"" EGB_PLOT_PREFIX "%zu-title\">",
                    number, width, height + KEYS, number);
  egb_svg_escape(out, egb_table_title(t->map.read->table));
  egb_buffer_text(out, "</title>\n<g class=\"" EGB_PLOT_PREFIX "codes\">\n");
  for (size_t i = 0; i < egb_map_class_count(&t->map) + t->map.hatched; i++) {
    put_squares(out, t, class_at(t, i), shade_of(t, class_at(t, i)));
    if (class_at(t, i) == SIZE_MAX)
      put_squares(out, t, SIZE_MAX, "hatch");
    put_codes(out, t, class_at(t, i));
  }
  egb_buffer_text(out, "</g>\n");
  put_keys(out, t, height + 8);
  egb_buffer_text(out, "</svg>\n");
}

bool egb_plot_small_map(const egb_table *ranking, size_t number, egb_buffer *out) {
  tiles t = {.at = {.row = NULL}};
  const egb_reading read = egb_reading_make(ranking, egb_map_columns);
  const bool placed = egb_map_open(&t.map, &read) && egb_map_place(&t.map, &t.at);
  out->failed = out->failed || !placed;
  const bool any = placed && t.at.left <= t.at.right;
  if (any)
    draw(out, &t, number);
  free(t.at.row);
  egb_map_close(&t.map);
  return any;
}
