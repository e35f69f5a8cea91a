/* help.h - help made of the tables of commands and options. */
#ifndef EGB_CLI_HELP_H
#define EGB_CLI_HELP_H

#include "base/buffer.h"
#include "commands.h"

/* Prints help on standard output: of the program (command NULL) or of one command; one screen, or everything. Returns
 * an exit code. */
int cli_help(const cli_command *command, bool full, egb_diag *diag);
/* The manual page egovbench(1), in roff. */
int cli_manual(egb_diag *diag);
/* Text gathered by a writer to standard output; returns an exit code. */
int cli_print(void (*write)(egb_buffer *out, const void *context), const void *context, egb_diag *diag);

#endif
