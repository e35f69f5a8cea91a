/* The rows that list.h names, and what is asked of all of them. */
#include "commands.h"

#include <string.h>

#define CLI_COMMAND(room, name) &cli_command_##name,
const cli_command *const cli_commands[] = {
#include "cli/list.h"
    NULL};

const cli_command *cli_command_find(const char *name) {
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (strcmp(cli_commands[i]->name, name) == 0)
      return cli_commands[i];
  return NULL;
}

bool cli_command_names(cli_list *out) {
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden && !cli_list_add(out, cli_commands[i]->name))
      return false;
  return true;
}

static bool lists(const cli_option_id *list, cli_option_id option) {
  for (; list != NULL && *list != OPTION_COUNT; list++)
    if (*list == option)
      return true;
  return false;
}

bool cli_command_takes(const cli_command *command, cli_option_id option) {
  static const cli_option_id common[] = {OPTION_COLOR,       OPTION_NO_PAGER, OPTION_QUIET,
                                         OPTION_DIAGNOSTICS, OPTION_HOME,     OPTION_SHORT_HELP,
                                         OPTION_HELP,        OPTION_VERSION,  OPTION_COUNT};
  return lists(common, option) || (command != NULL && lists(command->options, option));
}

bool cli_command_pairs(const cli_command *command, cli_option_id option) {
  return command != NULL && lists(command->pairs, option);
}
