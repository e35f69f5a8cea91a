#include "help.h"

#include "facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 79
#define LEFT 24 /* options and commands, before their texts */

int cli_print(cli_session *session, void (*write)(egb_buffer *out, const void *context), const void *context) {
  egb_buffer page = {0};
  write(&page, context);
  const egb_status status =
      page.failed ? EGB_NO_MEMORY
                  : cli_output_text(&session->output, session->arguments, page.text, page.length, session->diag);
  egb_buffer_clear(&page);
  return cli_exit_of(status);
}

/* Breaks the text into lines behind the indent; the cursor is already at column `at`. The texts are ASCII. */
static void wrap(egb_buffer *out, const char *text, size_t at, size_t indent) {
  const char *word = text;
  bool first = true;
  while (*word != '\0') {
    if (word[0] == '\n' && word[1] == '\n') {
      egb_buffer_text(out, "\n\n");
      word += 2;
      at = 0;
      first = true;
      for (; at < indent; at++)
        egb_buffer_char(out, ' ');
    }
    const size_t length = strcspn(word, " \n");
    if (!first && at + 1 + length > COLUMNS) {
      egb_buffer_format(out, "\n%*s", (int)indent, "");
      at = indent;
      first = true;
    }
    at += length + (first ? 0 : 1);
    egb_buffer_format(out, "%s%.*s", first ? "" : " ", (int)length, word);
    first = false;
    word += length;
    while (*word == ' ')
      word++;
  }
  egb_buffer_char(out, '\n');
}

/* "  LEFT      text", on a new line when the left side is too long. */
static void entry(egb_buffer *out, const char *left, const char *text) {
  const int used = 2 + (int)strlen(left);
  egb_buffer_format(out, "  %s", left);
  if (used >= LEFT)
    egb_buffer_format(out, "\n%*s", LEFT, "");
  else
    egb_buffer_format(out, "%*s", LEFT - used, "");
  wrap(out, text, LEFT, LEFT);
}

/* "-o, --output FILE"; "--period PERIOD PERIOD" for one with two values. */
static void spell(const cli_option *option, bool pair, char out[64]) {
  const char letter[] = {'-', option->letter, '\0'};
  const bool bare = option->choice_if_bare != NULL;
  (void)snprintf(out, 64, "%s%s%s%s%s%s%s%s%s", option->letter != 0 ? letter : "",
                 option->letter != 0 && option->name != NULL ? ", " : "", option->name != NULL ? "--" : "",
                 option->name != NULL ? option->name : "",
                 option->value == NULL ? ""
                 : bare                ? "[="
                                       : " ",
                 option->value == NULL ? "" : option->value, bare ? "]" : "", pair ? " " : "",
                 pair && option->value != NULL ? option->value : "");
}

static void examples(egb_buffer *out, const cli_example *example, size_t count) {
  size_t widest = 0;
  egb_buffer_text(out, "Examples:\n");
  for (size_t i = 0; i < count && example[i].line != NULL; i++)
    if (strlen(example[i].line) > widest)
      widest = strlen(example[i].line);
  for (size_t i = 0; i < count && example[i].line != NULL; i++)
    egb_buffer_format(out, "  %-*s  %s\n", (int)widest, example[i].line, example[i].what);
}

static void option_entry(egb_buffer *out, const char *left, const cli_option *option, bool brief) {
  char *text = cli_option_text(option, brief);
  if (text != NULL)
    entry(out, left, text);
  out->failed = out->failed || text == NULL;
  free(text);
}

static void options_short(egb_buffer *out, const cli_command *command) {
  char left[64];
  bool heading = false;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const cli_option *option = cli_option_at((cli_option_id)i);
    if (option->brief == NULL || !cli_command_takes(command, option->id) || !cli_command_shows(command, option->id))
      continue;
    if (!heading)
      egb_buffer_text(out, "\nOptions:\n");
    heading = true;
    spell(option, cli_command_pairs(command, option->id), left);
    option_entry(out, left, option, true);
  }
}

/* The options of the command under one heading, if there are any. */
static void options_under(egb_buffer *out, const cli_command *command, const cli_heading *heading) {
  char left[64];
  bool any = false;
  for (const cli_option *option = heading->option; option->id != OPTION_COUNT; option++) {
    if (!cli_command_takes(command, option->id))
      continue;
    if (!any)
      egb_buffer_format(out, "\n%s:\n", heading->text);
    any = true;
    spell(option, cli_command_pairs(command, option->id), left);
    option_entry(out, left, option, false);
  }
}

static void options_full(egb_buffer *out, const cli_command *command) {
  for (const cli_heading *heading = cli_headings; heading->text != NULL; heading++)
    options_under(out, command, heading);
}

static void facts(egb_buffer *out, const char *heading, const cli_fact *fact) {
  egb_buffer_format(out, "\n%s:\n", heading);
  for (; fact->name != NULL; fact++)
    entry(out, fact->name, fact->text);
}

static void command_short(egb_buffer *out, const cli_command *command) {
  examples(out, command->example, CLI_EXAMPLES);
  egb_buffer_format(out, "\nUsage: egovbench %s%s%s [options]   (all options: --help)\n", command->name,
                    command->arguments[0] == '\0' ? "" : " ", command->arguments);
  options_short(out, command);
}

/* "is the definition correct? is the data?" needs no full stop. */
static bool ends_itself(const char *sentence) {
  const size_t length = strlen(sentence);
  return length != 0 && strchr("?!.", sentence[length - 1]) != NULL;
}

static void command_full(egb_buffer *out, const cli_command *command) {
  egb_buffer_format(out, "egovbench %s: %s%s\n\nUsage: egovbench %s%s%s [options]\n\n", command->name, command->summary,
                    ends_itself(command->summary) ? "" : ".", command->name, command->arguments[0] == '\0' ? "" : " ",
                    command->arguments);
  wrap(out, command->description, 0, 0);
  egb_buffer_char(out, '\n');
  examples(out, command->example, CLI_EXAMPLES);
  options_full(out, command);
  facts(out, "Exit codes", cli_exit_codes);
}

static void commands(egb_buffer *out) {
  char left[64];
  egb_buffer_text(out, "\nCommands:\n");
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const cli_command *command = cli_commands[i];
    if (command->hidden)
      continue;
    (void)snprintf(left, sizeof left, "%s %s", command->name, command->arguments);
    entry(out, left, command->summary);
  }
}

static bool is_under(const cli_command *command, const char *heading) {
  return command->heading != NULL && strcmp(command->heading, heading) == 0;
}

/* Names only, a line for each heading in the order of its first command. */
static void commands_short(egb_buffer *out) {
  egb_buffer_text(out, "\nCommands:\n");
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const char *heading = cli_commands[i]->heading;
    bool done = cli_commands[i]->hidden || heading == NULL;
    for (size_t k = 0; k < i && !done; k++)
      done = is_under(cli_commands[k], heading);
    if (done)
      continue;
    char names[512] = "";
    size_t used = 0;
    for (size_t k = i; cli_commands[k] != NULL && used < sizeof names; k++)
      if (!cli_commands[k]->hidden && is_under(cli_commands[k], heading))
        used +=
            (size_t)snprintf(names + used, sizeof names - used, "%s%s", used == 0 ? "" : ", ", cli_commands[k]->name);
    entry(out, heading, names);
  }
}

static const cli_example program_examples[] = {
    {"egovbench rank", "who is first?"},
    {"egovbench rank egdi --period 2018", "the UN index, an earlier edition"},
    {"egovbench rank --set OS=0.3 --top 10", "what if services weighed more?"},
    {"egovbench rank -o ranking.csv", "a file for R, Python, a spreadsheet"},
    {"egovbench explain EST", "how did this score arise?"},
};
#define PROGRAM_EXAMPLES (sizeof program_examples / sizeof program_examples[0])

static void write_help(egb_buffer *out, const void *context) {
  const cli_command *command = context;
  if (command != NULL) {
    command_short(out, command);
    return;
  }
  examples(out, program_examples, PROGRAM_EXAMPLES);
  commands_short(out);
  egb_buffer_text(out, "\nMost take an INDEX: a name or a path to a YAML file; without it: waseda-ten.\n"
                       "New here: egovbench help tutorial. More: egovbench --help (a line about each),\n"
                       "egovbench COMMAND -h (one screen), egovbench COMMAND --help (everything)\n");
}

static void write_full(egb_buffer *out, const void *context) {
  const cli_command *command = context;
  if (command != NULL) {
    command_full(out, command);
    return;
  }
  egb_buffer_text(out, "egovbench: rankings of e-government from definitions in YAML and tables in CSV.\n\n"
                       "Usage: egovbench COMMAND [INDEX] [options]\n\n");
  wrap(out,
       "INDEX is the name of a definition that comes with egovbench, a path (with a slash, or ending in .yaml), or - "
       "for standard input; without it: waseda-ten. Options may come anywhere; -- ends them. Results go to standard "
       "output, messages to standard error. Nothing is sent over a network.",
       0, 0);
  egb_buffer_char(out, '\n');
  examples(out, program_examples, PROGRAM_EXAMPLES);
  commands(out);
  options_full(out, NULL);
  facts(out, "Environment", cli_environment);
  facts(out, "Exit codes", cli_exit_codes);
}

int cli_help(cli_session *session, const cli_command *command, bool full) {
  return cli_print(session, full ? write_full : write_help, command);
}
