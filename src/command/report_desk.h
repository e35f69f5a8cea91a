/* report_desk.h - the page of `report --desk`. */
#ifndef EGB_COMMAND_REPORT_DESK_H
#define EGB_COMMAND_REPORT_DESK_H

#include "cli/session.h"

/* Writes it; the exit code of the program. */
int cli_report_desk(cli_session *session);

#endif
