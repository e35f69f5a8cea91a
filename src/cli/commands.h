/* commands.h - the registry of commands: one row each, in the file of the command, and one line in list.h. Help, manual
 * page and completions are made of it. */
#ifndef EGB_CLI_COMMANDS_H
#define EGB_CLI_COMMANDS_H

#include "option_lists.h"

struct cli_output;
struct cli_session;

typedef struct cli_example {
  const char *line; /* as typed */
  const char *what;
} cli_example;

/* Headings of the short help, which has no room for a line about each command; in this order. */
#define HEADING_RANKINGS "Rankings"
#define HEADING_COHERENCE "Do the data hang together"
#define HEADING_TRUST "How far they hold"
#define HEADING_DESK "Trying changes"
#define HEADING_DEFINITIONS "Definitions"
#define HEADING_PROGRAM "The program"

#define CLI_EXAMPLES 5
#define CLI_OPERANDS 3

typedef struct cli_command {
  const char *name;
  const char *heading;     /* what it is for, in the short help */
  const char *summary;     /* one line, no full stop */
  const char *arguments;   /* "[INDEX]"; "" for none */
  const char *description; /* paragraphs, divided by an empty line */
  cli_example example[CLI_EXAMPLES];
  const char *operand[CLI_OPERANDS]; /* what completes each argument: a kind of `__complete`, "files", "index" */
  size_t least, most;                /* how many arguments */
  bool has_sentences; /* writes sentences in the languages of the library (egb_phrases_speak), whatever the definition
                         has */
  const cli_option_id *options; /* those it takes besides the common ones; OPTION_COUNT ends them */
  const cli_option_id *own;     /* of these, what a command that it acts as need not take; NULL: none */
  const cli_option_id *pairs;   /* those that take two values here: --period 2018 2022; NULL: none */
  bool shows_notes;             /* notes are shown as well as warnings */
  bool hidden;
  const cli_option_id *brief; /* those that -h shows; NULL: all that have a brief text */
  bool draws;                 /* pictures, where -o or the stream is for one */
  /* The command that does the work, when the arguments say which; NULL: itself. */
  const struct cli_command *(*acts_as)(const cli_arguments *arguments);
  bool live;                               /* prints while it runs: nothing is held back for a pager */
  int (*run)(struct cli_session *session); /* an exit code */
} cli_command;

#define CLI_COMMAND(room, name) extern const cli_command cli_command_##name;
#include "cli/list.h"

extern const cli_command *const cli_commands[]; /* NULL-terminated, in the order of help */

/* The command with this name (also a hidden one), NULL. */
const cli_command *cli_command_find(const char *name);
/* The names of all commands that are not hidden. false: out of memory. */
bool cli_command_names(cli_list *out);
/* Whether it takes an option for itself, whatever command it acts as. */
bool cli_command_owns(const cli_command *command, cli_option_id option);
/* Whether the short help has room for an option that the command takes. */
bool cli_command_shows(const cli_command *command, cli_option_id option);
bool cli_command_takes(const cli_command *command, cli_option_id option);
/* The command that does the work of these arguments: mostly the one that was named. */
const cli_command *cli_command_acting(const cli_arguments *arguments);
/* Whether the option takes two values with this command (NULL: none); both are in the value's list. */
bool cli_command_pairs(const cli_command *command, cli_option_id option);

/* Warns of options that change nothing as they are given. */
void cli_warn_no_effect(const cli_arguments *arguments, const struct cli_output *output, egb_diag *diag);

#endif
