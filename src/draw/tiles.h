/* tiles.h - where economies have their tile on a map on which each is as large as any other. The layout is made by
 * tests/draw/lay_tiles.py. */
#ifndef EGB_DRAW_TILES_H
#define EGB_DRAW_TILES_H

#include <stddef.h>

typedef struct egb_tile {
  char id[4]; /* ISO 3166-1 alpha-3, and XKX */
  unsigned char column, row;
} egb_tile;

/* How many economies have one. */
size_t egb_tile_count(void);
/* By id, ascending; NULL beyond the last. */
const egb_tile *egb_tile_at(size_t i);
/* NULL: it has none. */
const egb_tile *egb_tile_find(const char *id);

#endif
