/* breaks.h - `breaks:` between two periods: what makes them incomparable. */
#ifndef EGB_MODEL_BREAKS_H
#define EGB_MODEL_BREAKS_H

#include "base/buffer.h"
#include "model/results.h"

/* Whether a break lies between two periods, the first of them the earlier: after it, at or before the second. Times are
 * compared as times, other names as the data sorts them. */
bool egb_break_parts(const egb_break *of, const char *from, const char *to);
/* How many breaks of nodes that take part lie between two periods, in either order; out (NULL: only counted) gets them
 * as "GTEI in 2025: what changed; ...", a few of them. */
size_t egb_results_breaks(const egb_results *results, const char *from, const char *to, egb_buffer *out);

#endif
