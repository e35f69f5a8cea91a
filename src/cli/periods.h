/* periods.h - every period of the data, scored. */
#ifndef EGB_CLI_PERIODS_H
#define EGB_CLI_PERIODS_H

#include "session.h"

/* Whether --period asks for every period: `all`, unless a period of the data, which must be loaded, has this name. */
bool cli_wants_all_periods(const cli_session *session);

typedef struct cli_periods {
  egb_results **results; /* in the order of time */
  size_t count;
} cli_periods;

/* A period that cannot be scored is left out with a warning; EGB_UNCOMPUTABLE, reported: none can. Free it either way.
 */
egb_status cli_score_periods(cli_session *session, cli_periods *out);
void cli_periods_free(cli_periods *periods);

#endif
