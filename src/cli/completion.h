/* completion.h - completion scripts made of the tables of commands and options. What depends on a definition is asked
 * of the hidden command `__complete KIND [INDEX]`, which prints a candidate per line, a tab and its meaning. The
 * kind `columns` is asked for with its command: `columns:rank`.
 *
 * Candidates come from files of strangers. A script must put them on the command line as text, quoted for the place
 * where they appear, and must not let its shell expand or run any of them. */
#ifndef EGB_CLI_COMPLETION_H
#define EGB_CLI_COMPLETION_H

#include "base/buffer.h"
#include "commands.h"

typedef struct cli_shell {
  const char *name;
  void (*write)(egb_buffer *out);
} cli_shell;
extern const cli_shell cli_shells[]; /* a NULL name ends them */

/* Append the script of a shell. Out of memory: the buffer knows. */
void cli_completion_bash(egb_buffer *out);
void cli_completion_zsh(egb_buffer *out);
void cli_completion_fish(egb_buffer *out);

/* Calls print for every command that is offered, in the order of help. */
void cli_each_command(egb_buffer *out, void (*print)(egb_buffer *out, const cli_command *command));
/* For every option of the command (NULL: those of every command). */
void cli_each_option(egb_buffer *out, const cli_command *command,
                     void (*print)(egb_buffer *out, const cli_command *command, const cli_option *option));

/* An argument of a command, counted from 0; the last kind holds for all that may follow. */
typedef struct cli_place {
  const char *named; /* as the row of the command has it */
  const char *kind;  /* of `__complete` */
  size_t first, last;
} cli_place;
/* For every argument of the command, in their order. */
void cli_each_operand(egb_buffer *out, const cli_command *command,
                      void (*print)(egb_buffer *out, const cli_command *command, cli_place place));

/* What the value of an option is completed with. */
typedef enum cli_source {
  CLI_SOURCE_NONE,
  CLI_SOURCE_CHOICES, /* option->choices */
  CLI_SOURCE_FILES,
  CLI_SOURCE_FOLDERS,
  CLI_SOURCE_KIND /* option->complete: a kind of `__complete` */
} cli_source;
/* Of an option that takes a value. */
cli_source cli_option_source(const cli_option *option);
/* Words of an option as the shells see them: "--color", "--colour", "-o". Returns how many. */
size_t cli_option_words(const cli_option *option, char out[3][32]);
/* The words of all options whose value is the next word, with this text between them. */
void cli_put_value_options(egb_buffer *out, const char *between);
/* The choices of an option between blanks. */
void cli_put_choices(egb_buffer *out, const cli_option *option);
/* True when the value is a list between commas. */
bool cli_option_is_list(const cli_option *option);
/* What follows a candidate of the option, "" for nothing. */
const char *cli_option_behind(const cli_option *option);
/* The brief text of the option as `quote` writes it. */
void cli_put_brief(egb_buffer *out, const cli_option *option, void (*quote)(egb_buffer *out, const char *text));

#endif
