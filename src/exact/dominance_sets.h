/* dominance_sets.h - which points are nowhere below which, counted for many points at once. */
#ifndef EGB_EXACT_DOMINANCE_SETS_H
#define EGB_EXACT_DOMINANCE_SETS_H

#include "base/arena.h"

#include <stdbool.h>

/* Point i has value[i * dims] to value[i * dims + dims - 1], none missing. Two values are level when they differ by no
 * more than step. above[i]: points that are nowhere below i, and not level with it everywhere; below[i]: points that i
 * is nowhere below in this sense; *level: pairs that are level everywhere. above and below are added to. Every pair is
 * looked at, 64 at a time. False: out of memory. */
bool egb_dominance_sets(egb_arena *arena, const double *value, size_t count, size_t dims, double step, size_t *above,
                        size_t *below, size_t *level);

#endif
