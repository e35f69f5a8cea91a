/* The command line, word by word. */
#include "commands.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct reader {
  char **argv;
  int argc, at;
  bool only_operands; /* behind -- */
  egb_diag *diag;
  cli_arguments *out;
  bool failed, no_memory;
} reader;

/* An option that the command does not have; other: another command has it. */
static void refuse_unknown(reader *in, const cli_command *command, const char *typed, bool other) {
  const char *names[OPTION_COUNT];
  char shown[OPTION_COUNT][24], hint[CLI_HINT_MAX];
  size_t count = 0;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const char *name = cli_option_at((cli_option_id)i)->name;
    if (name == NULL || strlen(name) > 20 || (command != NULL && !cli_command_takes(command, (cli_option_id)i)))
      continue;
    shown[count][0] = shown[count][1] = '-';
    memcpy(shown[count] + 2, name, strlen(name) + 1);
    names[count] = shown[count];
    count++;
  }
  const char *nearest = cli_nearest(typed, names, count, "`egovbench help COMMAND` lists the options", hint);
  if (other)
    cli_error(in->diag, CLI_E_USAGE, nearest, "`%s` has no option %s", command->name, typed);
  else
    cli_error(in->diag, CLI_E_USAGE, nearest, "unknown option `%.200s`", typed);
  in->failed = true;
}

/* The next argument as a value; something that is surely an option is none. */
static char *next_value(reader *in) {
  if (in->at + 1 >= in->argc)
    return NULL;
  char *text = in->argv[in->at + 1];
  if (strncmp(text, "--", 2) == 0 && (text[2] == '\0' || cli_option_named(text + 2, strcspn(text + 2, "=")) != NULL))
    return NULL;
  in->at++;
  return text;
}

static bool is_pair(const reader *in, const cli_option *option) {
  return cli_command_pairs(cli_command_acting(in->out), option->id);
}

static void keep(reader *in, egb_status status) {
  in->failed |= status == EGB_USAGE;
  in->no_memory |= status == EGB_NO_MEMORY;
}

static void take(reader *in, const cli_option *option, char *text) {
  keep(in, cli_value_read(option, text, is_pair(in, option), in->diag, &in->out->value[option->id]));
}

static void take_flag(const reader *in, const cli_option *option) {
  in->out->value[option->id].given++;
}

/* Whether the option is alone, with a next argument that is none of its values. */
static bool is_bare(const reader *in, const cli_option *option) {
  size_t which;
  return option->choice_if_bare != NULL &&
         (in->at + 1 >= in->argc || !cli_option_choice(option, in->argv[in->at + 1], &which));
}

/* The second value of an option that has two with this command. */
static void take_second(reader *in, const cli_option *option) {
  char *text = next_value(in);
  if (text != NULL) {
    take(in, option, text);
    return;
  }
  cli_error(in->diag, CLI_E_USAGE, NULL, "--%s needs two values here: --%s %s %s", option->name, option->name,
            option->value, option->value);
  in->failed = true;
}

static void refuse_missing(reader *in, const cli_option *option, const char *typed) {
  cli_error(in->diag, CLI_E_USAGE, NULL, "%.200s needs a value: %s", typed, option->value);
  in->failed = true;
}

/* Of several options with one name that which the command takes; the first when it takes none. */
static const cli_option *find_named(const reader *in, const char *name, size_t length) {
  const cli_option *first = cli_option_named(name, length), *option = first;
  while (option != NULL && !cli_command_takes(in->out->command, option->id))
    option = cli_option_next(option);
  return option != NULL ? option : first;
}

/* --name, --name=value, --name value; an option with a bare form (--color) takes the next argument only when it is one
 * of its values. */
static void read_long(reader *in, char *argument) {
  char *sign = strchr(argument, '=');
  const size_t length = sign == NULL ? strlen(argument) : (size_t)(sign - argument);
  const cli_option *option = find_named(in, argument + 2, length - 2);
  if (option == NULL) {
    if (sign != NULL)
      *sign = '\0';
    refuse_unknown(in, in->out->command, argument, false);
    return;
  }
  if (option->kind == CLI_FLAG) {
    if (sign != NULL) {
      cli_error(in->diag, CLI_E_USAGE, NULL, "--%s takes no value", option->name);
      in->failed = true;
    }
    take_flag(in, option);
    return;
  }
  if (sign == NULL && is_bare(in, option)) {
    keep(in, cli_value_bare(option, in->diag, &in->out->value[option->id]));
    return;
  }
  char *text = sign != NULL ? sign + 1 : next_value(in);
  if (text == NULL) {
    refuse_missing(in, option, argument);
    return;
  }
  take(in, option, text);
  if (is_pair(in, option))
    take_second(in, option);
}

static void read_letters(reader *in, char *argument) {
  for (char *p = argument + 1; *p != '\0'; p++) {
    const cli_option *option = cli_option_lettered(*p);
    if (option == NULL) {
      refuse_unknown(in, in->out->command, argument, false);
      return;
    }
    if (option->kind == CLI_FLAG) {
      take_flag(in, option);
      continue;
    }
    char *text = p[1] == '=' ? p + 2 : p[1] != '\0' ? p + 1 : next_value(in);
    if (text == NULL)
      refuse_missing(in, option, argument);
    else
      take(in, option, text);
    return;
  }
}

static void refuse_command(reader *in, const char *typed) {
  cli_list names = {0};
  char hint[CLI_HINT_MAX];
  if (cli_command_names(&names))
    cli_error(in->diag, CLI_E_USAGE,
              cli_nearest(typed, names.item, names.count, "`egovbench help` lists the commands", hint),
              "unknown command `%.200s`", typed);
  else
    in->no_memory = true;
  cli_list_free(&names);
  in->failed = true;
}

/* The command is found first, so that an unknown option can be compared with those the command has. */
static void find_command(reader *in) {
  for (int i = 1; i < in->argc; i++) {
    const char *argument = in->argv[i];
    if (strcmp(argument, "--") == 0)
      return;
    if (argument[0] != '-' || argument[1] == '\0') {
      in->out->command = cli_command_find(argument);
      return;
    }
    const cli_option *option = NULL;
    if (argument[1] != '-' && argument[2] == '\0')
      option = cli_option_lettered(argument[1]);
    else if (argument[1] == '-')
      option = cli_option_named(argument + 2, strlen(argument + 2));
    if (option != NULL && option->kind != CLI_FLAG && option->choice_if_bare == NULL)
      i++;
  }
}

static bool check_encoding(reader *in) {
  for (int i = 1; i < in->argc; i++) {
    const size_t good = egb_utf8_check(in->argv[i], strlen(in->argv[i]));
    if (in->argv[i][good] == '\0')
      continue;
    cli_error(in->diag, CLI_E_USAGE, "type it in a terminal whose character encoding is UTF-8, or rename the file",
              "argument %d is not UTF-8: byte %zu is 0x%02X in `%.200s`", i, good + 1,
              (unsigned)(unsigned char)in->argv[i][good], in->argv[i]);
    in->failed = true;
  }
  return !in->failed;
}

/* A weight among the operands belongs to --set, where there is such an option. */
static void refuse_extra(reader *in, const char *extra, const char *usage) {
  char *set = strchr(extra, '=') != NULL && cli_command_takes(in->out->command, OPTION_SET)
                  ? cli_format("weights are set by an option: --set %s", extra)
                  : NULL;
  cli_error(in->diag, CLI_E_USAGE, set != NULL ? set : usage, "unexpected argument `%.200s`", extra);
  free(set);
}

static void check_command(reader *in) {
  const cli_arguments *out = in->out;
  const cli_command *command = out->command, *acting = cli_command_acting(out);
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const cli_option_id id = (cli_option_id)i;
    if (out->value[i].given == 0 || cli_command_owns(command, id) ||
        (cli_command_takes(command, id) && cli_command_takes(acting, id)))
      continue;
    char *typed = cli_format("--%s", cli_option_at(id)->name);
    if (typed == NULL)
      in->no_memory = true;
    else
      refuse_unknown(in, acting, typed, true);
    free(typed);
  }
  if (out->operands.count < command->least || out->operands.count > command->most) {
    char *usage = cli_format("usage: egovbench %s %s [options]", command->name, command->arguments);
    const char *extra = out->operands.count > command->most ? out->operands.item[command->most] : NULL;
    if (extra == NULL)
      cli_error(in->diag, CLI_E_USAGE, usage, "`%s` needs an argument: %s", command->name, command->arguments);
    else
      refuse_extra(in, extra, usage);
    free(usage);
    in->failed = true;
  }
}

egb_status cli_parse(int argc, char **argv, egb_diag *diag, cli_arguments *out) {
  *out = (cli_arguments){.program = argc > 0 ? argv[0] : "egovbench"};
  reader in = {.argv = argv, .argc = argc, .diag = diag, .out = out};
  bool named = false;
  find_command(&in);
  if (!check_encoding(&in))
    return EGB_USAGE;
  for (in.at = 1; in.at < argc; in.at++) {
    char *argument = argv[in.at];
    if (!in.only_operands && strcmp(argument, "--") == 0)
      in.only_operands = true;
    else if (!in.only_operands && strncmp(argument, "--", 2) == 0)
      read_long(&in, argument);
    else if (!in.only_operands && argument[0] == '-' && argument[1] != '\0')
      read_letters(&in, argument);
    else if (named)
      in.no_memory |= !cli_list_add(&out->operands, argument);
    else {
      named = true;
      out->command = cli_command_find(argument);
      if (out->command == NULL)
        refuse_command(&in, argument);
    }
  }
  if (out->command != NULL && out->value[OPTION_HELP].given == 0 && out->value[OPTION_SHORT_HELP].given == 0)
    check_command(&in);
  return in.no_memory ? EGB_NO_MEMORY : in.failed ? EGB_USAGE : EGB_OK;
}

const char *cli_operand(const cli_arguments *arguments, size_t i) {
  return i < arguments->operands.count ? arguments->operands.item[i] : NULL;
}

void cli_arguments_free(cli_arguments *arguments) {
  cli_list_free(&arguments->operands);
  for (size_t i = 0; i < OPTION_COUNT; i++)
    cli_list_free(&arguments->value[i].list);
}
