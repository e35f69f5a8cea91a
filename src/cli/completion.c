#include "completion.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const cli_shell cli_shells[] = {
    {"bash", cli_completion_bash}, {"zsh", cli_completion_zsh}, {"fish", cli_completion_fish}, {NULL, NULL}};

cli_source cli_option_source(const cli_option *option) {
  if (option->choices != NULL || option->choice_at != NULL)
    return CLI_SOURCE_CHOICES;
  if (option->complete == NULL)
    return CLI_SOURCE_NONE;
  if (strcmp(option->complete, "files") == 0)
    return CLI_SOURCE_FILES;
  return strcmp(option->complete, "folders") == 0 ? CLI_SOURCE_FOLDERS : CLI_SOURCE_KIND;
}

size_t cli_option_words(const cli_option *option, char out[3][32]) {
  size_t count = 0;
  if (option->name != NULL)
    (void)snprintf(out[count++], 32, "--%s", option->name);
  if (option->alias != NULL)
    (void)snprintf(out[count++], 32, "--%s", option->alias);
  if (option->letter != 0)
    (void)snprintf(out[count++], 32, "-%c", option->letter);
  return count;
}

void cli_put_value_options(egb_buffer *out, const char *between) {
  bool first = true;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    char word[3][32];
    const cli_option *option = cli_option_at((cli_option_id)i);
    if (option->kind == CLI_FLAG || option->choice_if_bare != NULL ||
        (option->name != NULL && cli_option_named(option->name, strlen(option->name)) != option))
      continue; /* the last: it was listed before, for another command */
    const size_t count = cli_option_words(option, word);
    for (size_t w = 0; w < count; w++, first = false)
      egb_buffer_format(out, "%s%s", first ? "" : between, word[w]);
  }
}

void cli_put_choices(egb_buffer *out, const cli_option *option) {
  const char *names[CLI_CHOICES_MAX];
  const size_t count = cli_option_choices(option, names);
  for (size_t i = 0; i < count; i++)
    egb_buffer_format(out, "%s%s", i == 0 ? "" : " ", names[i]);
}

bool cli_option_is_list(const cli_option *option) {
  return option->kind == CLI_LIST || option->commas;
}

const char *cli_option_behind(const cli_option *option) {
  return option->behind == NULL ? "" : option->behind;
}

void cli_put_brief(egb_buffer *out, const cli_option *option, void (*quote)(egb_buffer *out, const char *text)) {
  char *words = cli_option_text(option, true);
  if (words != NULL)
    quote(out, words);
  out->failed = out->failed || words == NULL;
  free(words);
}

void cli_each_command(egb_buffer *out, void (*print)(egb_buffer *out, const cli_command *command)) {
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden)
      print(out, cli_commands[i]);
}

void cli_each_option(egb_buffer *out, const cli_command *command,
                     void (*print)(egb_buffer *out, const cli_command *command, const cli_option *option)) {
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (cli_command_takes(command, (cli_option_id)i))
      print(out, command, cli_option_at((cli_option_id)i));
}

void cli_each_operand(egb_buffer *out, const cli_command *command,
                      void (*print)(egb_buffer *out, const cli_command *command, cli_place place)) {
  for (size_t i = 0; i < CLI_OPERANDS && command->operand[i] != NULL; i++) {
    const char *named = command->operand[i];
    const bool last = i + 1 == CLI_OPERANDS || command->operand[i + 1] == NULL;
    print(out, command,
          (cli_place){.named = named,
                      .kind = strcmp(named, "index") == 0 ? "indices" : named,
                      .first = i,
                      .last = last ? command->most - 1 : i});
  }
}
