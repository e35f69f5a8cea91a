#include "command_line.h"

#include "commands.h"
#include "revision.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void put_word(egb_buffer *out, const char *word) {
  char *quoted = cli_shell_word(word);
  out->failed = out->failed || quoted == NULL;
  egb_buffer_text(out, quoted == NULL ? "" : quoted);
  free(quoted);
}

static void put_list(egb_buffer *out, const cli_option *option, const cli_list *list) {
  egb_buffer joined = {0};
  for (size_t i = 0; i < list->count; i++) {
    if (option->kind == CLI_LIST) {
      egb_buffer_text(&joined, i > 0 ? "," : "");
      egb_buffer_text(&joined, list->item[i]);
      continue;
    }
    egb_buffer_format(out, " --%s ", option->name);
    put_word(out, list->item[i]);
  }
  if (option->kind == CLI_LIST) {
    egb_buffer_format(out, " --%s ", option->name);
    put_word(out, egb_buffer_string(&joined));
  }
  out->failed = out->failed || joined.failed;
  egb_buffer_clear(&joined);
}

static void put_option(egb_buffer *out, const cli_option *option, const cli_value *value) {
  switch (option->kind) {
  case CLI_LIST:
  case CLI_RAW:
    put_list(out, option, &value->list);
    return;
  case CLI_FLAG:
    egb_buffer_format(out, " --%s", option->name);
    return;
  case CLI_NUMBER:
    egb_buffer_format(out, " --%s %" PRId64, option->name, value->number);
    return;
  case CLI_SHARE:
  case CLI_TEXT:
  case CLI_CHOICE:
    egb_buffer_format(out, " --%s ", option->name);
    put_word(out, value->text == NULL ? "" : value->text);
    return;
  }
}

static bool says_what(const cli_option *option) {
  return option->name != NULL && option->id != OPTION_THREADS;
}

/* also: NULL, all options. */
static void put_options(egb_buffer *out, const cli_arguments *arguments, const cli_command *also) {
  for (const cli_heading *heading = cli_headings; heading->text != NULL; heading++) {
    if (heading->option == cli_options_written || heading->option == cli_options_general)
      continue;
    for (const cli_option *option = heading->option; option->id != OPTION_COUNT; option++)
      if (says_what(option) && arguments->value[option->id].given != 0 &&
          (also == NULL || (cli_command_takes(also, option->id) && option->id != OPTION_LANG)))
        put_option(out, option, &arguments->value[option->id]);
  }
}

void cli_put_command_also(egb_buffer *out, const cli_arguments *arguments, const cli_command *also) {
  egb_buffer_format(out, "egovbench %s", arguments->command->name);
  for (size_t i = 0; i < arguments->operands.count; i++) {
    egb_buffer_char(out, ' ');
    put_word(out, arguments->operands.item[i]);
  }
  put_options(out, arguments, also);
}

void cli_put_command(egb_buffer *out, const cli_arguments *arguments) {
  cli_put_command_also(out, arguments, NULL);
}
