/* What is typed behind an option, as its row says. */
#include "options.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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

static egb_status read_number(const cli_option *option, const char *text, egb_diag *diag, cli_value *value) {
  int64_t number = 0;
  bool good = text[0] != '\0';
  for (const char *p = text; *p != '\0' && good; p++) {
    good = *p >= '0' && *p <= '9' && number <= option->most;
    if (good)
      number = number * 10 + (*p - '0');
  }
  if (!good || number < option->least || number > option->most) {
    cli_error(diag, CLI_E_USAGE, NULL, "--%s needs a whole number from %" PRId64 " to %" PRId64 ", not `%.200s`",
              option->name, option->least, option->most, text);
    return EGB_USAGE;
  }
  value->number = number;
  return EGB_OK;
}

static egb_status read_share(const cli_option *option, const char *text, egb_diag *diag, cli_value *value) {
  char percent[CLI_HINT_MAX];
  const bool bare = text[0] >= '1' && text[0] <= '9' && strlen(text) + 2 < sizeof percent;
  bool good = egb_share_parse(text, &value->share) && value->share < 1;
  if (!good && bare) {
    (void)snprintf(percent, sizeof percent, "%s%%", text);
    good = egb_share_parse(percent, &value->share);
  }
  if (good && value->share > 0 && value->share < 1)
    return EGB_OK;
  cli_error(diag, CLI_E_USAGE, "write a percentage or a fraction: 90% or 0.9",
            "--%s needs a share between 0 and 1, not `%.200s`", option->name, text);
  return EGB_USAGE;
}

static egb_status read_choice(const cli_option *option, const char *text, egb_diag *diag, cli_value *value) {
  if (cli_option_choice(option, text, &value->choice))
    return EGB_OK;
  char list[CLI_HINT_MAX], hint[CLI_HINT_MAX];
  const char *names[CLI_CHOICES_MAX];
  const size_t count = cli_option_choices(option, names);
  value->choice = 0;
  cli_option_list(option, "one of", list);
  const char *nearest = cli_nearest(text, names, count, list, hint);
  cli_error(diag, CLI_E_USAGE, nearest, "--%s does not know `%.200s`", option->name, text);
  return EGB_USAGE;
}

/* "ID=WEIGHT"; a piece that is a bare number behind a comma was a decimal comma. */
static egb_status check_setting(const cli_option *option, const char *item, bool first, egb_diag *diag) {
  const char *sign = strchr(item, '=');
  if (sign != NULL && sign != item && sign[1] != '\0')
    return EGB_OK;
  const bool comma = !first && strspn(item, "0123456789%") == strlen(item);
  cli_error(diag, CLI_E_USAGE,
            comma ? "a decimal comma? write a point: OS=0.3" : "write ID=WEIGHT, for instance OS=0.3 or OS=30%",
            "--%s cannot use `%.200s`", option->name, item);
  return EGB_USAGE;
}

static egb_status read_list(const cli_option *option, char *text, egb_diag *diag, cli_value *value) {
  const size_t before = value->list.count;
  egb_status status = cli_split(text, &value->list);
  if (status == EGB_USAGE)
    cli_error(diag, CLI_E_USAGE, "separate the items by single commas", "--%s has an empty item", option->name);
  for (size_t i = before; option->settings && status != EGB_NO_MEMORY && i < value->list.count; i++)
    if (check_setting(option, value->list.item[i], i == before, diag) != EGB_OK)
      status = EGB_USAGE;
  return status;
}

egb_status cli_value_bare(const cli_option *option, egb_diag *diag, cli_value *value) {
  value->given++;
  value->text = option->choice_if_bare;
  return read_choice(option, value->text, diag, value);
}

egb_status cli_value_read(const cli_option *option, char *text, bool pair, egb_diag *diag, cli_value *value) {
  value->given++;
  value->text = text;
  if (text[0] == '\0') {
    cli_error(diag, CLI_E_USAGE, NULL, "--%s is empty: it needs %s", option->name, option->value);
    return EGB_USAGE;
  }
  switch (option->kind) {
  case CLI_NUMBER:
    return read_number(option, text, diag, value);
  case CLI_SHARE:
    return read_share(option, text, diag, value);
  case CLI_CHOICE:
    return read_choice(option, text, diag, value);
  case CLI_LIST:
    return read_list(option, text, diag, value);
  case CLI_RAW:
    return cli_list_add(&value->list, text) ? EGB_OK : EGB_NO_MEMORY;
  case CLI_TEXT:
  case CLI_FLAG:
    break;
  }
  return !pair || cli_list_add(&value->list, text) ? EGB_OK : EGB_NO_MEMORY;
}
