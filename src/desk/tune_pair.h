/* tune_pair.h - two countries side by side: what sets them apart, and what would make them level. */
#ifndef EGB_DESK_TUNE_PAIR_H
#define EGB_DESK_TUNE_PAIR_H

#include "tune_screen.h"

/* Opens the page of the chosen pair, and closes it. */
void tune_pair_open(tune_desk *desk);
void tune_pair_close(tune_desk *desk);
void tune_draw_pair(const tune_desk *desk, size_t rows, size_t columns);

#endif
