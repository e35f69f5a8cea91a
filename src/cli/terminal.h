/* terminal.h - what the terminal is and can. */
#ifndef EGB_CLI_TERMINAL_H
#define EGB_CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a descriptor is a terminal, and not a team of processes. */
bool cli_is_terminal(int descriptor);
/* Columns: what the terminal behind the descriptor says, else COLUMNS, else 80. */
size_t cli_terminal_width(int descriptor);

/* Lines: what the terminal behind the descriptor says, else 24. */
size_t cli_terminal_height(int descriptor);

/* flag: "auto", "always", "never" or NULL (as auto). Flag > NO_COLOR > CLICOLOR_FORCE > TERM=dumb > terminal.
 * *why (may be NULL) names the rule that decided. */
bool cli_terminal_colour(const char *flag, int descriptor, const char **why);

/* Whether it shows block and braille characters: not where LC_ALL, LC_CTYPE or LANG (the first that is set) names
 * another encoding, nor on the Linux console, whose fonts have no braille. Where none is set, it does. */
bool cli_terminal_is_utf8(void);

#endif
