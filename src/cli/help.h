/* help.h - help made of the tables of commands and options. */
#ifndef EGB_CLI_HELP_H
#define EGB_CLI_HELP_H

#include "base/buffer.h"
#include "commands.h"
#include "session.h"

/* Prints help: of the program (command NULL) or of one command; one screen, or everything. Returns
 * an exit code. */
int cli_help(cli_session *session, const cli_command *command, bool full);
/* The manual page egovbench(1), in roff. */
int cli_manual(cli_session *session);
/* Text gathered by a writer to standard output, where it may be paged; returns an exit code. */
int cli_print(cli_session *session, void (*write)(egb_buffer *out, const void *context), const void *context);

#endif
