/* small_map.h - the tile map for a page that has the ranking beside it. */
#ifndef EGB_DRAW_SMALL_MAP_H
#define EGB_DRAW_SMALL_MAP_H

#include "base/buffer.h"
#include "egovbench.h"

/* Appends an element as egb_plot_fragment does, a tenth of its size: tiles of a class are one path, and say the code
 * alone, as name, score and rank are in the table. False: no unit of the ranking has a tile; nothing is appended. */
bool egb_plot_small_map(const egb_table *ranking, size_t number, egb_buffer *out);

#endif
