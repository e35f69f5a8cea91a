#include "base/system.h"
#include "commands.h"
#include "help.h"
#include "pager.h"
#include "parts.h"
#include "session.h"
#include "templates.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A closed standard stream would give its number to the next file that is opened, and messages would land in it. What
 * stands in for stdout cannot be written to, so that the loss is noticed. */
static void keep_streams(void) {
  for (int descriptor = 0; descriptor <= 2; descriptor++)
    if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
      (void)open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

/* A status without a message is out of memory or our fault. */
static void explain_silence(const cli_session *session, int code) {
  if (code == CLI_DONE || code == CLI_NO || code == CLI_INTERRUPTED ||
      egb_diag_count(session->diag, EGB_SEVERITY_ERROR) != 0)
    return;
  if (code == CLI_UNCOMPUTABLE)
    cli_error(session->diag, CLI_E_MEMORY, NULL, CLI_NO_MEMORY);
  else
    cli_error(session->diag, CLI_E_INTERNAL, "please report it with the command and the files",
              "something went wrong inside egovbench (exit code %d)", code);
}

static int print_version(egb_diag *diag) {
  char text[100];
  (void)snprintf(text, sizeof text, "egovbench %s\n", egb_version());
  return cli_exit_of(cli_write_stdout(text, strlen(text), diag));
}

static int run(cli_session *session, egb_status parsed) {
  const cli_arguments *arguments = session->arguments;
  const cli_command *command = arguments->command;
  if (arguments->value[OPTION_HELP].given != 0)
    return cli_help(session, command, true);
  if (arguments->value[OPTION_SHORT_HELP].given != 0)
    return cli_help(session, command, false);
  if (arguments->value[OPTION_VERSION].given != 0)
    return print_version(session->diag);
  egb_status output = cli_output_choose(arguments, session->diag, &session->output);
  if (output == EGB_OK)
    output = cli_output_apart(arguments, session->diag);
  if (parsed != EGB_OK || output != EGB_OK)
    return cli_exit_of(parsed != EGB_OK ? parsed : output);
  if (command == NULL) {
    cli_error(session->diag, CLI_E_USAGE, "`egovbench -h` shows examples; the usual one is `egovbench rank`",
              "no command was given");
    return CLI_WRONG_USAGE;
  }
  output = cli_templates_load(arguments, session->diag, &session->output);
  if (output != EGB_OK)
    return cli_exit_of(output);
  cli_warn_no_effect(arguments, &session->output, session->diag);
  const egb_status home =
      cli_home_find(arguments->value[OPTION_HOME].text, arguments->program, session->diag, &session->home);
  return home != EGB_OK ? cli_exit_of(home) : command->run(session);
}

/* One thread each, unless more are asked for: a launcher starts as many processes as there are cores. */
static void join(cli_team *team, cli_arguments *arguments) {
  cli_value *threads = &arguments->value[OPTION_THREADS];
  cli_team_open(team);
  if (team->size > 0 && threads->given == 0)
    threads->number = 1;
}

int main(int argc, char **argv) {
  cli_arguments arguments;
  egb_system_hold_memory();
  keep_streams();
  (void)signal(SIGPIPE, SIG_IGN); /* a closed pipe is seen by write() */
  (void)signal(SIGXFSZ, SIG_IGN); /* and so is a limit on the size of files */
  egb_diag *diag = egb_diag_new();
  if (diag == NULL) {
    cli_write_stderr(CLI_OUT_OF_MEMORY, sizeof CLI_OUT_OF_MEMORY - 1);
    return CLI_UNCOMPUTABLE;
  }
  const egb_status parsed = cli_parse(argc, argv, diag, &arguments);
  cli_session session = {.arguments = &arguments, .diag = diag};
  if (cli_parts_shared(&arguments))
    join(&session.team, &arguments);
  if (cli_pager_wanted(&arguments))
    session.output.held = &session.held;
  int code = run(&session, parsed);
  const int shown = cli_exit_of(cli_pager_show(&session.held, diag));
  if (code == CLI_DONE)
    code = shown;
  const bool speaks = cli_team_conclude(&session.team, code);
  if (speaks) {
    explain_silence(&session, code);
    cli_print_messages(&session);
  }
  cli_team_close(&session.team);
  cli_session_free(&session);
  cli_arguments_free(&arguments);
  egb_diag_free(diag);
  return speaks ? code : CLI_DONE;
}
