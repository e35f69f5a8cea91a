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
  for (const cli_option *common = cli_options_general; common->id != OPTION_COUNT; common++)
    if (common->id == option)
      return true;
  return command != NULL && lists(command->options, option);
}

const cli_command *cli_command_acting(const cli_arguments *arguments) {
  const cli_command *command = arguments->command;
  return command == NULL || command->acts_as == NULL ? command : command->acts_as(arguments);
}

bool cli_command_owns(const cli_command *command, cli_option_id option) {
  return command != NULL && lists(command->own, option);
}

bool cli_command_shows(const cli_command *command, cli_option_id option) {
  return command->brief == NULL || lists(command->brief, option);
}

bool cli_command_pairs(const cli_command *command, cli_option_id option) {
  return command != NULL && lists(command->pairs, option);
}
