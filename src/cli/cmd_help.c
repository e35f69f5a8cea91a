#include "help.h"

int cli_run_help(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  if (session->arguments->value[OPTION_MAN].given != 0)
    return cli_manual(session);
  if (operands->count == 0)
    return cli_help(session, NULL, true);
  const cli_command *command = cli_command_find(operands->item[0]);
  if (command != NULL)
    return cli_help(session, command, true);
  cli_list names = {0};
  char hint[CLI_HINT_MAX];
  const bool whole = cli_command_names(&names);
  if (whole)
    cli_error(session->diag, CLI_E_USAGE,
              cli_nearest(operands->item[0], names.item, names.count, "`egovbench help` lists the commands", hint),
              "unknown command `%.200s`", operands->item[0]);
  cli_list_free(&names);
  return whole ? CLI_WRONG_USAGE : CLI_UNCOMPUTABLE;
}
