/* revision.h - what the commands that revise weights share. */
#ifndef EGB_CLI_REVISION_H
#define EGB_CLI_REVISION_H

#include "session.h"

/* "egovbench weights set INDEX", index as it was typed (NULL: the default), ready for a shell. NULL: out of memory;
 * release with free(). */
char *cli_set_start(const char *index);
/* The same with the weights of `settings` as they are in plan, so that running it twice is running it once. */
char *cli_set_command(const egb_index *index, const egb_plan *plan, const char *typed, const cli_list *settings,
                      const char *rescale);
/* `weights set`. */
int cli_weights_set(cli_session *session);

#endif
