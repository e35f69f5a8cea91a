/* selection.h - which units and groups the command line asks for. */
#ifndef EGB_CLI_SELECTION_H
#define EGB_CLI_SELECTION_H

#include "session.h"

/* The units of --units and the groups of --group. The data must be loaded. EGB_NO_MEMORY. */
egb_status cli_split_units(const cli_session *session, cli_list *out);
egb_status cli_split_groups(const cli_session *session, cli_list *out);
/* Reports that the data has no unit of this name, with what it may mean or which are near: EGB_USAGE. */
egb_status cli_refuse_unit(cli_session *session, const char *typed);

#endif
