/* simulation.h - what commands that simulate share: their options, and the files they write besides. */
#ifndef EGB_CLI_SIMULATION_H
#define EGB_CLI_SIMULATION_H

#include "session.h"

/* The options of a simulation on the command line. */
egb_uncertainty_options cli_uncertainty_options(const cli_session *session);
/* EGB_USAGE: a name of --frequencies or --draws-file says no format that can be written; reported. Asked before
 * anything is computed. */
egb_status cli_check_files(const cli_session *session);
/* Each writes its file when one is asked for. */
egb_status cli_write_frequencies(cli_session *session, const egb_uncertainty *uncertainty);
egb_status cli_write_draws(cli_session *session, const egb_uncertainty *uncertainty);

#endif
