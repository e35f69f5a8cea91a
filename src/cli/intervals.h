/* intervals.h - the few draws that put an interval beside each rank where no simulation was asked for. */
#ifndef EGB_CLI_INTERVALS_H
#define EGB_CLI_INTERVALS_H

#include "session.h"

/* Enough for an interval to stand beside a rank; `uncertainty` is for more. Of very many units fewer, so that there are
 * no more ranks than this, but for the least number of draws: said in options_shown.c. */
#define CLI_INTERVAL_DRAWS 500
#define CLI_INTERVAL_DRAWS_LEAST 100
#define CLI_INTERVAL_RANKS 50000000
/* Units up to which they need not be asked for: less than a second where only weights vary, long where methods do. Said
 * in options_shown.c. */
#define CLI_INTERVAL_UNITS 20000
#define CLI_INTERVAL_SEED 1

/* Whether ranks get intervals: not with --no-intervals, and beyond CLI_INTERVAL_UNITS units, which is said, with
 * --intervals only. */
bool cli_wants_intervals(const cli_session *session);

/* The simulation of results of the plan, nothing in *out where none is wanted. What keeps the index from being
 * simulated is a warning, and *out stays NULL: intervals are no reason not to answer. Borrows plan and results.
 * EGB_NO_MEMORY. */
egb_status cli_intervals(const cli_session *session, const egb_plan *plan, const egb_results *results,
                         egb_uncertainty **out);

#endif
