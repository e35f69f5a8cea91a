#include "help.h"

#include "facts.h"

#include <stdlib.h>
#include <string.h>

/* Text for roff: a backslash, a hyphen that is typed, and a point or quote at the beginning of a line mean something to
 * it. A backquoted word is set in bold. */
static void roff(egb_buffer *out, const char *text) {
  bool start = true, bold = false;
  for (; *text != '\0'; text++) {
    if (start && (*text == '.' || *text == '\''))
      egb_buffer_text(out, "\\&");
    start = false;
    if (*text == '\\')
      egb_buffer_text(out, "\\e");
    else if (*text == '-')
      egb_buffer_text(out, "\\-");
    else if (*text == '`') {
      bold = !bold;
      egb_buffer_text(out, bold ? "\\fB" : "\\fR");
    } else if (text[0] == '\n' && text[1] == '\n') {
      egb_buffer_text(out, "\n.PP\n");
      text++;
      start = true;
    } else
      egb_buffer_char(out, *text);
  }
  egb_buffer_char(out, '\n');
}

static void examples(egb_buffer *out, const cli_command *command) {
  for (size_t i = 0; i < CLI_EXAMPLES && command->example[i].line != NULL; i++) {
    egb_buffer_text(out, ".TP\n.B ");
    roff(out, command->example[i].line);
    roff(out, command->example[i].what);
  }
}

static void option_row(egb_buffer *out, const cli_option *option) {
  egb_buffer_text(out, ".TP\n");
  if (option->letter != 0)
    egb_buffer_format(out, "\\fB\\-%c\\fR", option->letter);
  if (option->letter != 0 && option->name != NULL)
    egb_buffer_text(out, ", ");
  if (option->name != NULL) {
    egb_buffer_text(out, "\\fB\\-\\-");
    for (const char *p = option->name; *p != '\0'; p++)
      egb_buffer_format(out, *p == '-' ? "\\-" : "%c", *p);
    egb_buffer_text(out, "\\fR");
  }
  if (option->value != NULL)
    egb_buffer_format(out, option->choice_if_bare != NULL ? "[=\\fI%s\\fR]" : " \\fI%s\\fR", option->value);
  egb_buffer_char(out, '\n');
  char *help = cli_option_text(option, false);
  if (help != NULL)
    roff(out, help);
  out->failed = out->failed || help == NULL;
  free(help);
}

static void command_rows(egb_buffer *out) {
  egb_buffer_text(out, ".SH COMMANDS\n");
  for (size_t i = 0; cli_commands[i] != NULL; i++) {
    const cli_command *command = cli_commands[i];
    if (command->hidden)
      continue;
    egb_buffer_format(out, ".SS \"%s%s%s\"\n", command->name, command->arguments[0] == '\0' ? "" : " ",
                      command->arguments);
    roff(out, command->description);
    egb_buffer_text(out, ".PP\nOptions:");
    const char *separator = " ";
    for (size_t o = 0; o < OPTION_COUNT; o++) {
      if (cli_command_takes(NULL, (cli_option_id)o) || !cli_command_takes(command, (cli_option_id)o))
        continue;
      egb_buffer_format(out, "%s\\fB\\-\\-", separator);
      for (const char *p = cli_option_at((cli_option_id)o)->name; *p != '\0'; p++)
        egb_buffer_format(out, *p == '-' ? "\\-" : "%c", *p);
      egb_buffer_text(out, "\\fR");
      separator = ", ";
    }
    egb_buffer_text(out, " and those of every command.\n");
    examples(out, command);
  }
}

static void option_rows(egb_buffer *out) {
  egb_buffer_text(out, ".SH OPTIONS\nOptions may come anywhere after the command, as \\fB\\-\\-option value\\fR or "
                       "\\fB\\-\\-option=value\\fR; \\fB\\-\\-\\fR ends them.\n");
  for (const cli_heading *heading = cli_headings; heading->text != NULL; heading++) {
    egb_buffer_format(out, ".SS %s\n", heading->text);
    for (const cli_option *option = heading->option; option->id != OPTION_COUNT; option++)
      option_row(out, option);
  }
}

static void facts(egb_buffer *out, const char *heading, const cli_fact *fact) {
  egb_buffer_format(out, ".SH %s\n", heading);
  for (; fact->name != NULL; fact++) {
    egb_buffer_format(out, ".TP\n.B %s\n", fact->name);
    roff(out, fact->text);
  }
}

static void write_manual(egb_buffer *out, const void *context) {
  (void)context;
  egb_buffer_format(out, ".TH EGOVBENCH 1 \"\" \"egovbench %s\" \"User Commands\"\n", egb_version());
  egb_buffer_text(out, ".SH NAME\negovbench \\- rankings of e\\-government from definitions and tables\n"
                       ".SH SYNOPSIS\n.B egovbench\n.I COMMAND\n.RI [ INDEX ]\n.RI [ options ]\n"
                       ".SH DESCRIPTION\n");
  roff(
      out,
      "A definition in YAML says how an index is built; a table in CSV holds the figures; egovbench scores, ranks and "
      "explains. INDEX is the name of a definition that comes with egovbench, a path (with a slash, or ending in .yaml "
      "or .yml), or - for standard input; without it: waseda-ten.\n\n"
      "Results go to standard output, messages to standard error. A file is written whole or not at all. Nothing is "
      "sent over a network.");
  command_rows(out);
  option_rows(out);
  egb_buffer_text(out, ".SH FORMATS\n");
  for (size_t i = 0; i < egb_format_count(); i++) {
    egb_buffer_format(out, ".TP\n.B %s\n", egb_format_name((egb_format)i));
    roff(out, egb_format_help((egb_format)i));
  }
  facts(out, "EXIT STATUS", cli_exit_codes);
  facts(out, "ENVIRONMENT", cli_environment);
  egb_buffer_text(out, ".SH FILES\n");
  roff(out,
       "The folder that holds indicators/ and data/ is, in this order: that of --home; that of EGOVBENCH_HOME; "
       "../share/egovbench beside the program's folder; a source tree above the program; the folder named when it was "
       "built. `egovbench doctor` says which it is.");
  egb_buffer_text(out, ".SH SEE ALSO\n.BR egovbench\\-tutorial (7),\n.BR egovbench\\-definition (5)\n");
}

int cli_manual(cli_session *session) {
  return cli_print(session, write_manual, NULL);
}
