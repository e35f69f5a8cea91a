/* levels.h - the maturity levels that the rows of a table have, the highest first. */
#ifndef EGB_DRAW_LEVELS_H
#define EGB_DRAW_LEVELS_H

#include "draw/reading.h"

#define EGB_LEVELS_MOST 32 /* what is beyond them is as if it had none */

typedef struct egb_levels {
  egb_reading read;
  const char *id[EGB_LEVELS_MOST], *name[EGB_LEVELS_MOST];
  double mean[EGB_LEVELS_MOST]; /* of the scores of its rows */
  size_t count;
} egb_levels;

/* From the columns level, level_name and score. Levels are ordered by the mean of the scores that have reached them. */
void egb_levels_list(const egb_table *table, egb_levels *out);
/* Which one a row has reached; their count: none. */
size_t egb_levels_of(const egb_levels *levels, size_t row);

#endif
