/* The headings and their options; what is asked of a row. */
#include "options.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const cli_heading cli_headings[] = {
    {"What is scored", cli_options_scored},     {"What varies", cli_options_varied},
    {"Limits of weights", cli_options_weights}, {"How the work is divided", cli_options_divided},
    {"What is shown", cli_options_shown},       {"How it is written", cli_options_written},
    {"General", cli_options_general},           {NULL, NULL}};

/* The first row that fits what is looked for, NULL. */
static const cli_option *find(bool (*fits)(const cli_option *option, const void *what), const void *what) {
  for (const cli_heading *heading = cli_headings; heading->text != NULL; heading++)
    for (const cli_option *option = heading->option; option->id != OPTION_COUNT; option++)
      if (fits(option, what))
        return option;
  return NULL;
}

static bool has_id(const cli_option *option, const void *what) {
  return option->id == *(const cli_option_id *)what;
}

const cli_option *cli_option_at(cli_option_id id) {
  return find(has_id, &id);
}

typedef struct spelling {
  const char *text;
  size_t length;
} spelling;

static bool is_spelled(const char *name, const spelling *typed) {
  return name != NULL && strlen(name) == typed->length && strncmp(name, typed->text, typed->length) == 0;
}

static bool has_name(const cli_option *option, const void *what) {
  return is_spelled(option->name, what) || is_spelled(option->alias, what);
}

const cli_option *cli_option_named(const char *name, size_t length) {
  const spelling typed = {name, length};
  return find(has_name, &typed);
}

const cli_option *cli_option_next(const cli_option *option) {
  bool behind = false;
  for (const cli_heading *heading = cli_headings; heading->text != NULL; heading++)
    for (const cli_option *other = heading->option; other->id != OPTION_COUNT; other++) {
      if (behind && other->name != NULL && option->name != NULL && strcmp(other->name, option->name) == 0)
        return other;
      behind = behind || other == option;
    }
  return NULL;
}

static bool has_letter(const cli_option *option, const void *what) {
  return option->letter == *(const char *)what;
}

const cli_option *cli_option_lettered(char letter) {
  return letter == 0 ? NULL : find(has_letter, &letter);
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

bool cli_option_choice(const cli_option *option, const char *text, size_t *which) {
  const char *names[CLI_CHOICES_MAX];
  const size_t count = cli_option_choices(option, names);
  const char *spelt = option->choice_of != NULL ? option->choice_of(text) : NULL;
  text = spelt != NULL ? spelt : text;
  for (*which = 0; *which < count; ++*which)
    if (strcmp(names[*which], text) == 0)
      return true;
  return false;
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
