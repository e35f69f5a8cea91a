#include "options.h"

#include "base/utf8.h"
#include "commands.h"

#include <inttypes.h>
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

egb_status cli_split(char *text, cli_list *out) {
  egb_status status = EGB_OK;
  for (char *item = text, *next; item != NULL; item = next) {
    next = strchr(item, ',');
    if (next != NULL)
      *next++ = '\0';
    while (*item == ' ')
      item++;
    size_t length = strlen(item);
    while (length != 0 && item[length - 1] == ' ')
      item[--length] = '\0';
    if (length == 0)
      status = EGB_USAGE;
    else if (!cli_list_add(out, item))
      return EGB_NO_MEMORY;
  }
  return status;
}

static const cli_option *find_name(const char *name, size_t length) {
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const cli_option *option = &cli_options[i];
    if (option->name != NULL && strlen(option->name) == length && strncmp(option->name, name, length) == 0)
      return option;
    if (option->alias != NULL && strlen(option->alias) == length && strncmp(option->alias, name, length) == 0)
      return option;
  }
  return NULL;
}

static const cli_option *find_letter(char letter) {
  for (size_t i = 0; i < OPTION_COUNT; i++)
    if (cli_options[i].letter == letter)
      return &cli_options[i];
  return NULL;
}

static void refuse_unknown(reader *in, const char *typed) {
  const char *names[OPTION_COUNT];
  char shown[OPTION_COUNT][24], hint[CLI_HINT_MAX];
  size_t count = 0;
  const cli_command *command = in->out->command;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const char *name = cli_options[i].name;
    if (name == NULL || strlen(name) > 20 || (command != NULL && !cli_command_takes(command, (cli_option_id)i)))
      continue;
    shown[count][0] = shown[count][1] = '-';
    memcpy(shown[count] + 2, name, strlen(name) + 1);
    names[count] = shown[count];
    count++;
  }
  const char *nearest = cli_nearest(typed, names, count, "`egovbench help COMMAND` lists the options", hint);
  cli_error(in->diag, CLI_E_USAGE, nearest, "unknown option `%.200s`", typed);
  in->failed = true;
}

static void read_number(reader *in, const cli_option *option, const char *text, cli_value *value) {
  int64_t number = 0;
  bool good = text[0] != '\0';
  for (const char *p = text; *p != '\0' && good; p++) {
    good = *p >= '0' && *p <= '9' && number <= option->most;
    if (good)
      number = number * 10 + (*p - '0');
  }
  if (!good || number < option->least || number > option->most) {
    cli_error(in->diag, CLI_E_USAGE, NULL, "--%s needs a whole number from %" PRId64 " to %" PRId64 ", not `%.200s`",
              option->name, option->least, option->most, text);
    in->failed = true;
  }
  value->number = number;
}

static void read_share(reader *in, const cli_option *option, const char *text, cli_value *value) {
  char percent[CLI_HINT_MAX];
  const bool bare = text[0] >= '1' && text[0] <= '9' && strlen(text) + 2 < sizeof percent;
  bool good = egb_share_parse(text, &value->share) && value->share < 1;
  if (!good && bare) {
    (void)snprintf(percent, sizeof percent, "%s%%", text);
    good = egb_share_parse(percent, &value->share);
  }
  if (good && value->share > 0 && value->share < 1)
    return;
  cli_error(in->diag, CLI_E_USAGE, "write a percentage or a fraction: 90% or 0.9",
            "--%s needs a share between 0 and 1, not `%.200s`", option->name, text);
  in->failed = true;
}

size_t cli_option_choices(const cli_option *option, const char *names[CLI_CHOICES_MAX]) {
  size_t count = 0;
  for (; count < CLI_CHOICES_MAX; count++) {
    names[count] = option->choice_at != NULL ? option->choice_at(count)
                   : option->choices != NULL ? option->choices[count]
                                             : NULL;
    if (names[count] == NULL)
      break;
  }
  return count;
}

void cli_option_list(const cli_option *option, const char *before, char out[CLI_HINT_MAX]) {
  const char *names[CLI_CHOICES_MAX];
  const size_t count = cli_option_choices(option, names);
  size_t used = (size_t)snprintf(out, CLI_HINT_MAX, "%s", before);
  for (size_t i = 0; i < count && used < CLI_HINT_MAX; i++)
    used += (size_t)snprintf(out + used, CLI_HINT_MAX - used, "%s%s", i == 0 ? " " : ", ", names[i]);
}

char *cli_option_text(const cli_option *option, bool brief) {
  const bool is_brief = brief && option->brief != NULL;
  const char *names[CLI_CHOICES_MAX], *text = is_brief ? option->brief : option->help;
  const char *mark = strstr(text, "{}");
  egb_buffer out = {0};
  const size_t count = mark == NULL ? 0 : cli_option_choices(option, names);
  egb_buffer_add(&out, text, mark == NULL ? strlen(text) : (size_t)(mark - text));
  for (size_t i = 0; i < count; i++)
    egb_buffer_format(&out, "%s%s", i == 0 ? "" : is_brief ? " " : ", ", names[i]);
  egb_buffer_text(&out, mark == NULL ? "" : mark + 2);
  return egb_buffer_take(&out, NULL);
}

/* The number of the choice in *at. */
static bool find_choice(const cli_option *option, const char *text, size_t *at) {
  const char *names[CLI_CHOICES_MAX];
  const size_t count = cli_option_choices(option, names);
  for (*at = 0; *at < count; ++*at)
    if (strcmp(names[*at], text) == 0)
      return true;
  return false;
}

static void read_choice(reader *in, const cli_option *option, const char *text, cli_value *value) {
  if (find_choice(option, text, &value->choice))
    return;
  char list[CLI_HINT_MAX], hint[CLI_HINT_MAX];
  const char *names[CLI_CHOICES_MAX];
  const size_t count = cli_option_choices(option, names);
  value->choice = 0;
  cli_option_list(option, "one of", list);
  const char *nearest = cli_nearest(text, names, count, list, hint);
  cli_error(in->diag, CLI_E_USAGE, nearest, "--%s does not know `%.200s`", option->name, text);
  in->failed = true;
}

/* Cuts the value of a list; a piece that is a bare number behind a comma was a decimal comma. */
static void read_list(reader *in, const cli_option *option, char *text, cli_value *value) {
  const size_t before = value->list.count;
  const egb_status status = cli_split(text, &value->list);
  if (status == EGB_NO_MEMORY)
    in->no_memory = true;
  if (status == EGB_USAGE) {
    cli_error(in->diag, CLI_E_USAGE, "separate the items by single commas", "--%s has an empty item", option->name);
    in->failed = true;
  }
  if (option != &cli_options[OPTION_SET])
    return;
  for (size_t i = before; i < value->list.count; i++) {
    const char *item = value->list.item[i];
    const char *sign = strchr(item, '=');
    if (sign != NULL && sign != item && sign[1] != '\0')
      continue;
    const bool comma = i > before && strspn(item, "0123456789%") == strlen(item);
    cli_error(in->diag, CLI_E_USAGE,
              comma ? "a decimal comma? write a point: OS=0.3" : "write ID=WEIGHT, for instance OS=0.3 or OS=30%",
              "--set cannot use `%.200s`", item);
    in->failed = true;
  }
}

static void take(reader *in, const cli_option *option, char *text) {
  cli_value *value = &in->out->value[option - cli_options];
  value->given++;
  value->text = text;
  if (text == NULL)
    return;
  if (text[0] == '\0') {
    cli_error(in->diag, CLI_E_USAGE, NULL, "--%s is empty: it needs %s", option->name, option->value);
    in->failed = true;
    return;
  }
  switch (option->kind) {
  case CLI_NUMBER:
    read_number(in, option, text, value);
    break;
  case CLI_SHARE:
    read_share(in, option, text, value);
    break;
  case CLI_CHOICE:
    read_choice(in, option, text, value);
    break;
  case CLI_LIST:
    read_list(in, option, text, value);
    break;
  case CLI_RAW:
    if (!cli_list_add(&value->list, text))
      in->no_memory = true;
    break;
  default:
    if (cli_command_pairs(in->out->command, (cli_option_id)(option - cli_options)) && !cli_list_add(&value->list, text))
      in->no_memory = true;
    break;
  }
}

/* The next argument as a value; something that is surely an option is none. */
static char *next_value(reader *in) {
  if (in->at + 1 >= in->argc)
    return NULL;
  char *text = in->argv[in->at + 1];
  if (strncmp(text, "--", 2) == 0 && (text[2] == '\0' || find_name(text + 2, strcspn(text + 2, "=")) != NULL))
    return NULL;
  in->at++;
  return text;
}

static bool is_pair(const reader *in, const cli_option *option) {
  return cli_command_pairs(in->out->command, (cli_option_id)(option - cli_options));
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

/* Whether the option is alone, with a next argument that is none of its values. */
static bool is_bare(const reader *in, const cli_option *option) {
  size_t choice;
  return option->choice_if_bare != NULL &&
         (in->at + 1 >= in->argc || !find_choice(option, in->argv[in->at + 1], &choice));
}

static void take_bare(reader *in, const cli_option *option) {
  cli_value *value = &in->out->value[option - cli_options];
  value->given++;
  value->text = option->choice_if_bare;
  read_choice(in, option, value->text, value);
}

/* --name, --name=value, --name value; one with a bare form (--color) takes the next argument only when it is one of its
 * values. */
static void read_long(reader *in, char *argument) {
  char *sign = strchr(argument, '=');
  const size_t length = sign == NULL ? strlen(argument) : (size_t)(sign - argument);
  const cli_option *option = find_name(argument + 2, length - 2);
  if (option == NULL) {
    if (sign != NULL)
      *sign = '\0';
    refuse_unknown(in, argument);
    return;
  }
  if (option->kind == CLI_FLAG) {
    if (sign != NULL) {
      cli_error(in->diag, CLI_E_USAGE, NULL, "--%s takes no value", option->name);
      in->failed = true;
    }
    take(in, option, NULL);
    return;
  }
  if (sign == NULL && is_bare(in, option)) {
    take_bare(in, option);
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
    const cli_option *option = find_letter(*p);
    if (option == NULL) {
      refuse_unknown(in, argument);
      return;
    }
    if (option->kind == CLI_FLAG) {
      take(in, option, NULL);
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
      option = find_letter(argument[1]);
    else if (argument[1] == '-')
      option = find_name(argument + 2, strlen(argument + 2));
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

static void check_command(reader *in) {
  const cli_arguments *out = in->out;
  const cli_command *command = out->command;
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    if (out->value[i].given == 0 || cli_command_takes(command, (cli_option_id)i))
      continue;
    cli_error(in->diag, CLI_E_USAGE, NULL, "`%s` has no option --%s", command->name, cli_options[i].name);
    in->failed = true;
  }
  if (out->operands.count < command->least || out->operands.count > command->most) {
    char *usage = cli_format("usage: egovbench %s %s [options]", command->name, command->arguments);
    const char *extra = out->operands.count > command->most ? out->operands.item[command->most] : NULL;
    if (extra == NULL)
      cli_error(in->diag, CLI_E_USAGE, usage, "`%s` needs an argument: %s", command->name, command->arguments);
    else
      cli_error(in->diag, CLI_E_USAGE, usage, "unexpected argument `%.200s`", extra);
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
