/* Which tiles the units of a ranking fill. */
#include "draw/map.h"

#include <stdlib.h>

static void place(egb_map *map, egb_map_tiles *tiles, size_t row) {
  const egb_tile *tile = egb_tile_find(egb_reading_text(map->read, row, EGB_MAP_UNIT));
  if (tile == NULL) {
    map->rest[map->rest_count++] = row;
    return;
  }
  tiles->row[tile - egb_tile_at(0)] = row;
  tiles->left = tile->column < tiles->left ? tile->column : tiles->left;
  tiles->right = tile->column > tiles->right ? tile->column : tiles->right;
  tiles->top = tile->row < tiles->top ? tile->row : tiles->top;
  tiles->bottom = tile->row > tiles->bottom ? tile->row : tiles->bottom;
}

bool egb_map_place(egb_map *map, egb_map_tiles *tiles) {
  *tiles = (egb_map_tiles){.left = SIZE_MAX, .top = SIZE_MAX, .row = malloc(egb_tile_count() * sizeof *tiles->row)};
  if (tiles->row == NULL)
    return false;
  for (size_t i = 0; i < egb_tile_count(); i++)
    tiles->row[i] = SIZE_MAX;
  for (size_t row = 0; row < map->read->rows; row++)
    place(map, tiles, row);
  return true;
}

bool egb_map_tile_is_in(const egb_map_tiles *tiles, const egb_tile *tile) {
  return tile->column >= tiles->left && tile->column <= tiles->right && tile->row >= tiles->top &&
         tile->row <= tiles->bottom;
}
