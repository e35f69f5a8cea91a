/* weights.h - the actions of `weights` that are files of their own. Each prints what it finds or refuses; the exit code
 * of the program. */
#ifndef EGB_COMMAND_WEIGHTS_H
#define EGB_COMMAND_WEIGHTS_H

#include "cli/session.h"

/* `weights set`, and `weights undo`, which takes the last recorded change back. */
int cli_weights_set(cli_session *session);
int cli_weights_undo(cli_session *session);
/* `weights log`: the record of changes, or one change of it. */
int cli_weights_log(cli_session *session);
/* `weights merge`: two edited copies of one definition. */
int cli_weights_merge(cli_session *session);

#endif
