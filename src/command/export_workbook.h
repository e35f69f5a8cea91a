/* export_workbook.h - the branch of `export` that writes a workbook which computes. */
#ifndef EGB_COMMAND_EXPORT_WORKBOOK_H
#define EGB_COMMAND_EXPORT_WORKBOOK_H

#include "cli/session.h"

/* Whether the command line asks for it: the format is a workbook's, and nothing asks for the table itself. The data is
 * loaded. */
bool cli_wants_workbook(const cli_session *session);
/* EGB_USAGE, reported: --coin-tool and something that it does not go with. The data is loaded. */
egb_status cli_check_coin_tool(const cli_session *session);
/* Scores and writes it, or with --coin-tool the sheets of that. Index and data are loaded. */
egb_status cli_export_workbook(cli_session *session);

#endif
