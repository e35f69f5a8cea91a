/* wide.h - a simulation of so many units that a tile of scores is larger than the caches: threads do not make draws
 * side by side, each in a tile of its own, but work on one tile together. First each scores some of the units, then
 * each ranks some of the draws, then each counts some of the units.
 *
 * Ranks and counts are those of egb_simulate(), whatever the number of threads. Memory per unit, besides the kernel's:
 * 128 bytes of scores, 16 per thread for up to EGB_LANES threads, and what is counted: 4 per draw where the ranks
 * themselves are kept (rank_lists.h), else 64 and a tally in bands (tally.h).
 *
 * One thread, EPYC 9004, +-25 %, ranks kept, milliseconds per draw: 100,000 x 35 in 10 groups 1.4, a million 24, of
 * which 9 are the radix sort and 3 the comparison of neighbours, whose scores lie anywhere in the tile. Four passes of
 * 8 bits in place of three of 11 take 7 in place of the 9, and more than these of 20,000 units. The stages, draw by
 * draw: 120 and 620. */
#ifndef EGB_KERNEL_WIDE_H
#define EGB_KERNEL_WIDE_H

#include "kernel/rank_lists.h"
#include "kernel/simulate.h"

/* Ranks of a tile: rank[lane][row], 0: unranked. */
typedef egb_status egb_wide_sink(void *context, uint64_t first, size_t count, uint32_t *const *rank);

/* simulation: with a score sink, called by many threads at once, each time for other rows, and with worker 0; its rank
 * sink is not called, `sink` (may be NULL) is, by one thread. lists: where the ranks are kept, with room for all draws;
 * then nothing else is counted. NULL: *out has the tallies. */
egb_status egb_wide_simulate(const egb_simulation *simulation, egb_wide_sink *sink, egb_rank_lists *lists,
                             egb_simulated *out);

#endif
