/* What every command has. */
#include "options.h"

static const char *const color_choices[] = {"auto", "always", "never", NULL};
static const char *const diagnostics_choices[] = {"human", "json", "sarif", "github", NULL};

const cli_option cli_options_general[] = {
    {.id = OPTION_COLOR,
     .name = "color",
     .alias = "colour",
     .kind = CLI_CHOICE,
     .value = "WHEN",
     .choices = color_choices,
     .choice_if_bare = "always",
     .help = "auto (default), always or never. auto asks NO_COLOR, then CLICOLOR_FORCE, then TERM=dumb, then "
             "whether the output is a terminal."},
    {.id = OPTION_NO_PAGER,
     .name = "no-pager",
     .kind = CLI_FLAG,
     .help = "Print a result that is longer than the terminal as it is. Without this option it is shown in the pager: "
             "EGOVBENCH_PAGER, else PAGER, else less -FRX. In a pipe there is never a pager."},
    {.id = OPTION_QUIET,
     .name = "quiet",
     .letter = 'q',
     .kind = CLI_FLAG,
     .help = "No warnings and notes, only errors."},
    {.id = OPTION_DIAGNOSTICS,
     .name = "diagnostics",
     .kind = CLI_CHOICE,
     .value = "FORMAT",
     .choices = diagnostics_choices,
     .help = "How messages are written to standard error: human (default), json (one array), sarif (SARIF "
             "2.1.0) or github (workflow commands)."},
    {.id = OPTION_HOME,
     .name = "home",
     .kind = CLI_TEXT,
     .value = "FOLDER",
     .complete = "folders",
     .help = "The folder that holds indicators/ and data/, instead of the installed one."},
    {.id = OPTION_SHORT_HELP, .letter = 'h', .kind = CLI_FLAG, .help = "Examples and the usual options on one screen."},
    {.id = OPTION_HELP, .name = "help", .kind = CLI_FLAG, .help = "Everything about the command."},
    {.id = OPTION_VERSION, .name = "version", .letter = 'V', .kind = CLI_FLAG, .help = "The version."},
    {.id = OPTION_COUNT}};
