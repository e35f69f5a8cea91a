/* map.h - what maps share: the class of each unit of a ranking, its level or the fifth of its rank; keys; and rows of
 * the units that have no place on the map. */
#ifndef EGB_DRAW_MAP_H
#define EGB_DRAW_MAP_H

#include "draw/levels.h"
#include "draw/plot.h"
#include "draw/tiles.h"

/* Columns of the ranking. */
enum { EGB_MAP_UNIT, EGB_MAP_SCORE, EGB_MAP_RANK, EGB_MAP_LEVEL, EGB_MAP_NAME };
extern const char *const egb_map_columns[];

typedef struct egb_map {
  const egb_reading *read; /* by egb_map_columns */
  egb_levels levels;       /* none: by fifths */
  double last;             /* the highest rank */
  size_t *rest;            /* rows of the table without a place: room for all, filled by the kind */
  size_t rest_count;
  double width;   /* of the picture, set by the kind */
  bool hatched;   /* some unit has no class, */
  bool levelless; /* though it is ranked */
} egb_map;

/* False: out of memory. Close it either way. */
bool egb_map_open(egb_map *map, const egb_reading *read);
void egb_map_close(egb_map *map);

/* The tiles of the layout that the units of a table fill. */
typedef struct egb_map_tiles {
  size_t *row;                     /* of the table, per tile; SIZE_MAX: its economy is not in the table. To be freed */
  size_t left, right, top, bottom; /* of the tiles that are filled; left > right: none is */
} egb_map_tiles;
/* Units without a tile become the rest of the map. False: out of memory. */
bool egb_map_place(egb_map *map, egb_map_tiles *tiles);
/* Whether the tile lies among those that are filled. */
bool egb_map_tile_is_in(const egb_map_tiles *tiles, const egb_tile *tile);

/* Levels of the index, or fifths of the ranks where it has none; from 0, in the order of the legend. */
size_t egb_map_class_count(const egb_map *map);
/* SIZE_MAX: none; not ranked, or below every level. */
size_t egb_map_class(const egb_map *map, size_t row);
#define EGB_MAP_SHADE 16
/* Names of the style that an area of the class has. */
void egb_map_shade(const egb_map *map, size_t class, char out[EGB_MAP_SHADE]);
/* A square in the shade of a class, hatched for SIZE_MAX. */
void egb_map_square(const egb_map *map, size_t class, double x, double y, double size, const char *tip,
                    egb_buffer *out);
/* What a class is called; nothing when no rank can be in it: fewer ranks than fifths. */
void egb_map_name(const egb_map *map, size_t class, egb_buffer *out);
/* "Estonia: 95.89, rank 3, Very high". */
void egb_map_say(const egb_map *map, size_t row, egb_buffer *out);

/* Where the last line of keys is, when units without a place and the keys begin at `below`; and both, drawn. */
double egb_map_end(const egb_map *map, double below);
void egb_map_draw_below(const egb_map *map, double below, egb_buffer *out);

/* In text, for every kind of map: tiles, with ids where there is room, then rows of other units, and keys. */
void egb_map_text(const egb_reading *read, egb_canvas *canvas, size_t y);

#endif
