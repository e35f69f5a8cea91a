/* Options that change nothing without another: a warning, so that their effect is not waited for. */
#include "commands.h"
#include "session.h"

typedef struct rule {
  cli_option_id option;
  cli_option_id with[4]; /* any of these gives it something to do; OPTION_COUNT ends them */
  const char *hint;
} rule;

static const rule rules[] = {
    {OPTION_RESCALE, {OPTION_SET, OPTION_GRID, OPTION_COUNT}, "say which weight changes with --set ID=WEIGHT"},
    {OPTION_FORCE,
     {OPTION_OUTPUT, OPTION_FREQUENCIES, OPTION_DRAWS_FILE, OPTION_COUNT},
     "it is about files that exist: name one with -o FILE"},
};

static bool any_given(const cli_value *value, const cli_option_id *ids) {
  for (; *ids != OPTION_COUNT; ids++)
    if (value[*ids].given != 0)
      return true;
  return false;
}

static bool any_taken(const cli_command *command, const cli_option_id *ids) {
  for (; *ids != OPTION_COUNT; ids++)
    if (cli_command_takes(command, *ids))
      return true;
  return false;
}

static void warn(cli_option_id option, const char *hint, egb_diag *diag) {
  cli_warn(diag, CLI_W_NO_EFFECT, hint, "--%s has no effect here", cli_option_at(option)->name);
}

void cli_warn_no_effect(const cli_arguments *arguments, const cli_output *output, egb_diag *diag) {
  const cli_value *value = arguments->value;
  static const cli_option_id of_data[] = {OPTION_DATA, OPTION_PERIOD, OPTION_SCENARIO};
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
    if (value[rules[i].option].given != 0 && any_taken(arguments->command, rules[i].with) &&
        !any_given(value, rules[i].with))
      warn(rules[i].option, rules[i].hint, diag);
  if (value[OPTION_WIDTH].given != 0 && !egb_format_is_for_people(output->format))
    warn(OPTION_WIDTH, "it is about text for people", diag);
  if (value[OPTION_TEMPLATES].given != 0 && !egb_format_is_page(output->format))
    warn(OPTION_TEMPLATES, "it is about pages: add --format html, or -o FILE.html", diag);
  if (value[OPTION_NO_SCRIPT].given != 0 && !egb_format_is_page(output->format))
    warn(OPTION_NO_SCRIPT, "only pages have a script: add --format html, or -o FILE.html", diag);
  if (value[OPTION_NOTES].given != 0 && output->format != EGB_FORMAT_TEXT)
    warn(OPTION_NOTES, "this format has all notes, or none", diag);
  for (size_t i = 0; i < sizeof of_data / sizeof of_data[0]; i++)
    if (value[OPTION_NO_DATA].given != 0 && value[of_data[i]].given != 0)
      warn(of_data[i], "without data there is nothing that it changes: leave --no-data out", diag);
}
