/* Maps in text: a shade of one or two columns per economy, with its id where there is room. */
#include "draw/map.h"

#include <stdlib.h>

#define ID ((size_t)5)    /* columns of a tile with an id: shade, three letters, gap */
#define CELL ((size_t)26) /* of a unit without a tile: shade, rank, name */
#define NAME_FROM ((size_t)6)

static void put_class(const egb_map *map, size_t class, egb_canvas *canvas, size_t x, size_t y, size_t width) {
  if (class == SIZE_MAX)
    egb_canvas_signs(canvas, x, x + width, y, EGB_SIGN_CROSS);
  else
    (void)egb_canvas_shade(canvas, x, y, width, class, egb_map_class_count(map));
}

/* Columns of a tile. */
static size_t tile_columns(const egb_map_tiles *of, const egb_canvas *canvas) {
  const size_t room = canvas->width / (of->right + 1 - of->left);
  return room >= ID ? ID : room >= 2 ? 2 : 1;
}

static size_t put_tiles(const egb_map *map, const egb_map_tiles *of, egb_canvas *canvas, size_t y) {
  const size_t wide = tile_columns(of, canvas);
  for (size_t i = 0; i < egb_tile_count(); i++) {
    const egb_tile *tile = egb_tile_at(i);
    if (!egb_map_tile_is_in(of, tile))
      continue;
    const size_t x = wide * (tile->column - of->left), at = y + tile->row - of->top;
    if (of->row[i] == SIZE_MAX) {
      (void)egb_canvas_sign(canvas, x, at, EGB_SIGN_ABSENT);
      continue;
    }
    put_class(map, egb_map_class(map, of->row[i]), canvas, x, at, wide == 2 ? 2 : 1);
    if (wide == ID)
      (void)egb_canvas_text(canvas, x + 1, at, tile->id);
  }
  return y + of->bottom + 1 - of->top;
}

static size_t put_rest(const egb_map *map, egb_canvas *canvas, size_t y) {
  const size_t across = canvas->width / CELL > 0 ? canvas->width / CELL : 1, wide = canvas->width / across;
  for (size_t i = 0; i < map->rest_count; i++) {
    const size_t x = wide * (i % across), at = y + i / across;
    put_class(map, egb_map_class(map, map->rest[i]), canvas, x, at, 1);
    egb_plot_put_text(canvas, x + 1, at, 4, egb_reading_number(map->read, map->rest[i], EGB_MAP_RANK), 0);
    egb_canvas_label(canvas, x + NAME_FROM, at, wide - NAME_FROM - 1, EGB_ANCHOR_START,
                     egb_reading_name(map->read, map->rest[i]));
  }
  return y + (map->rest_count + across - 1) / across;
}

static void put_keys(const egb_map *map, egb_canvas *canvas, size_t y) {
  size_t x = 0;
  for (size_t i = 0; i < egb_map_class_count(map) + map->hatched; i++) {
    const size_t class = i < egb_map_class_count(map) ? i : SIZE_MAX;
    egb_buffer name = {0};
    egb_map_name(map, class, &name);
    const size_t wide = egb_canvas_width(egb_buffer_string(&name)) + 2;
    if (x > 0 && x + wide > canvas->width) {
      x = 0;
      y++;
    }
    if (name.length > 0) {
      put_class(map, class, canvas, x, y, 1);
      egb_canvas_label(canvas, x + 2, y, canvas->width - x - 2, EGB_ANCHOR_START, egb_buffer_string(&name));
      x += wide + 2;
    }
    canvas->failed = canvas->failed || name.failed;
    egb_buffer_clear(&name);
  }
}

void egb_map_text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  egb_map map = {.read = read};
  egb_map_tiles of = {.row = NULL};
  canvas->failed = canvas->failed || !egb_map_open(&map, read) || !egb_map_place(&map, &of);
  if (!canvas->failed) {
    if (of.left <= of.right)
      y = put_tiles(&map, &of, canvas, y) + 1;
    if (map.rest_count > 0)
      y = put_rest(&map, canvas, y) + 1;
    put_keys(&map, canvas, y);
  }
  free(of.row);
  egb_map_close(&map);
}
