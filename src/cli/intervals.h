/* intervals.h - the few draws that put an interval beside each rank where nobody asked for a simulation. */
#ifndef EGB_CLI_INTERVALS_H
#define EGB_CLI_INTERVALS_H

#include "session.h"

/* Enough for an interval to stand beside a rank; `uncertainty` is for more. */
#define CLI_INTERVAL_DRAWS 500
#define CLI_INTERVAL_SEED 1

/* The simulation of results of the plan, nothing in *out with --no-intervals. What keeps the index from being simulated
 * is a warning, and *out stays NULL: intervals are no reason not to answer. Borrows plan and results. EGB_NO_MEMORY. */
egb_status cli_intervals(const cli_session *session, const egb_plan *plan, const egb_results *results,
                         egb_uncertainty **out);

#endif
