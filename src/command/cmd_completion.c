#include "cli/completion.h"
#include "cli/session.h"

#include <string.h>

#define SHELLS_MAX 8

static egb_status write_script(cli_session *session, const cli_shell *chosen) {
  egb_buffer page = {0};
  chosen->write(&page);
  const egb_status status =
      page.failed ? EGB_NO_MEMORY
                  : cli_output_text(&session->output, session->arguments, page.text, page.length, session->diag);
  egb_buffer_clear(&page);
  return status;
}

static int run_completion(cli_session *session) {
  const char *name = session->arguments->operands.item[0];
  const char *names[SHELLS_MAX];
  char hint[CLI_HINT_MAX];
  size_t count = 0;
  for (; cli_shells[count].name != NULL && count < SHELLS_MAX; count++) {
    names[count] = cli_shells[count].name;
    if (strcmp(name, names[count]) == 0)
      return cli_exit_of(write_script(session, &cli_shells[count]));
  }
  cli_error(session->diag, CLI_E_USAGE, cli_nearest(name, names, count, "there are bash, zsh and fish", hint),
            "no completion for the shell `%.100s`", name);
  return CLI_WRONG_USAGE;
}

const cli_command cli_command_completion = {
    .name = "completion",
    .heading = HEADING_PROGRAM,
    .summary = "completion script: bash, zsh or fish",
    .arguments = "SHELL",
    .description =
        "Prints a script that completes commands, options, formats, index names, and the countries, indicators, "
        "scenarios, periods and groups of the index on the command line.",
    .example = {{"source <(egovbench completion bash)", "in ~/.bashrc"},
                {"egovbench completion zsh > ~/.zfunc/_egovbench", "a folder of fpath"},
                {"egovbench completion fish | source", "in config.fish"}},
    .operand = {"shells"},
    .least = 1,
    .most = 1,
    .options = CLI_TAKES(TAKES_FILE_ONLY),
    .run = run_completion};
