#include "completion.h"

#include <stdio.h>
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
    if (option->kind == CLI_FLAG || option->choice_if_bare != NULL)
      continue;
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

const char *cli_operand_kind(const char *operand) {
  return strcmp(operand, "index") == 0 ? "indices" : operand;
}
