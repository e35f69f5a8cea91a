/* pager.h - a result that is longer than the terminal is shown in the pager of the user. */
#ifndef EGB_CLI_PAGER_H
#define EGB_CLI_PAGER_H

#include "session.h"

/* Whether results are held back until the command has ended, because they may have to be paged: standard output is a
 * terminal that a pager can work with, a pager is wanted, and the command does not print while it runs. */
bool cli_pager_wanted(const cli_arguments *arguments);
/* Shows what was held back: through the pager when it has more lines than the terminal, else as it is. A pager that is
 * left early is no fault; one that cannot be started is replaced by plain output. */
egb_status cli_pager_show(const egb_buffer *held, egb_diag *diag);

#endif
