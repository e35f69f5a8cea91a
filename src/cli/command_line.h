/* command_line.h - the command that makes the same contents again, to be copied. */
#ifndef EGB_CLI_COMMAND_LINE_H
#define EGB_CLI_COMMAND_LINE_H

#include "base/buffer.h"
#include "options.h"

/* Appends the command, its operands and the options of it that say what is computed: not those that every command has,
 * that say where and how it is written, or how many threads work. Texts are quoted for a POSIX shell where they must
 * be. */
void cli_put_command(egb_buffer *out, const cli_arguments *arguments);
/* The same with those of the options alone that the command `also` takes, and without languages: of what is shown, not
 * of how. */
void cli_put_command_also(egb_buffer *out, const cli_arguments *arguments, const struct cli_command *also);

#endif
