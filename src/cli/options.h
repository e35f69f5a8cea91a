/* options.h - the tables of options: they drive parsing, -h, --help, the manual page and the completions. */
#ifndef EGB_CLI_OPTIONS_H
#define EGB_CLI_OPTIONS_H

#include "text.h"

#include <stdint.h>

typedef enum cli_option_id {
  OPTION_DATA = 0,
  OPTION_PERIOD,
  OPTION_SCENARIO,
  OPTION_SET,
  OPTION_RESCALE,
  OPTION_GRID,
  OPTION_DROP,
  OPTION_METHOD,
  OPTION_INDEX,
  OPTION_NO_DATA,
  OPTION_AS,
  OPTION_FROM,
  OPTION_RECIPE,
  OPTION_UNIT_LIST,
  OPTION_COMPARE,
  OPTION_METHODOLOGY,
  OPTION_STAGE,
  OPTION_LONG,
  OPTION_LOG,
  OPTION_RULES,
  OPTION_DRAWS,
  OPTION_SEED,
  OPTION_THREADS,
  OPTION_PART,
  OPTION_MERGE,
  OPTION_REFINE,
  OPTION_LEVEL,
  OPTION_NODE,
  OPTION_DEPTH,
  OPTION_WEIGHTS,
  OPTION_SPLIT_WEIGHTS,
  OPTION_WHERE,
  OPTION_IMPUTE,
  OPTION_TREAT,
  OPTION_NORMALISE,
  OPTION_AGGREGATE,
  OPTION_AGGREGATE_AT,
  OPTION_LEAVE_OUT,
  OPTION_ERROR,
  OPTION_IMPUTED,
  OPTION_ERROR_CORRELATION,
  OPTION_FAILED,
  OPTION_NO_INTERVALS,
  OPTION_INTERVALS,
  OPTION_PLACES,
  OPTION_ALL,
  OPTION_DOMINANCE,
  OPTION_LIMITS,
  OPTION_LIMIT,
  OPTION_TIME,
  OPTION_FREQUENCIES,
  OPTION_UNIT,
  OPTION_TABLE,
  OPTION_SWEEP_TABLE,
  OPTION_DRAWS_FILE,
  OPTION_POLL,
  OPTION_EXIT_CODE,
  OPTION_LEVELS,
  OPTION_PAIRS,
  OPTION_SCORES,
  OPTION_RANKS,
  OPTION_THRESHOLD,
  OPTION_PROFILE,
  OPTION_RULE,
  OPTION_UNITS,
  OPTION_GROUP,
  OPTION_TOP,
  OPTION_SORT,
  OPTION_COLUMNS,
  OPTION_LANG,
  OPTION_FORMAT,
  OPTION_OUTPUT,
  OPTION_FORCE,
  OPTION_EXCEL,
  OPTION_TEMPLATES,
  OPTION_NO_SCRIPT,
  OPTION_DESK,
  OPTION_PROFILES,
  OPTION_MAP,
  OPTION_DIGITS,
  OPTION_WIDTH,
  OPTION_ASCII,
  OPTION_NOTES,
  OPTION_WITH,
  OPTION_WITH_FILE,
  OPTION_COIN_TOOL,
  OPTION_COMPLETE,
  OPTION_COVERAGE,
  OPTION_DRY_RUN,
  OPTION_WRITE,
  OPTION_COPY,
  OPTION_INTO,
  OPTION_PORTAL,
  OPTION_WHY,
  OPTION_WHO,
  OPTION_WHEN,
  OPTION_COLOR,
  OPTION_NO_PAGER,
  OPTION_QUIET,
  OPTION_DIAGNOSTICS,
  OPTION_HOME,
  OPTION_MAN,
  OPTION_SHORT_HELP,
  OPTION_HELP,
  OPTION_VERSION,
  OPTION_COUNT
} cli_option_id;

typedef enum cli_option_kind {
  CLI_FLAG,
  CLI_SHARE,  /* a part of a whole, above 0 and below 1: 0.9 or 90%; bare numbers of 1 and above are percentages */
  CLI_TEXT,   /* any text */
  CLI_LIST,   /* texts between commas; every use adds to the list */
  CLI_RAW,    /* every use adds one text; commas belong to it */
  CLI_NUMBER, /* a whole number from least to most */
  CLI_CHOICE  /* one of choices */
} cli_option_kind;

typedef struct cli_option {
  cli_option_id id;
  const char *name;  /* without the dashes; NULL: only a letter */
  const char *alias; /* another spelling; NULL: none */
  char letter;       /* 0: none */
  cli_option_kind kind;
  const char *value; /* placeholder in help: FILE; NULL for a flag */
  int64_t least, most;
  const char *const *choices;                 /* NULL-terminated */
  const char *(*choice_at)(size_t i);         /* instead of them: those of a registry; NULL behind the last */
  const char *(*choice_of)(const char *text); /* the choice of another spelling, NULL: none has it; NULL: no others */
  const char *choice_if_bare;                 /* --color alone */
  const char *complete; /* what completes the value: "files", "folders", a kind of `__complete`; NULL: nothing */
  const char *behind;   /* what follows a completed candidate: "=" where a value belongs to it; NULL: nothing */
  bool commas;          /* CLI_RAW: completed between commas all the same */
  bool settings;        /* CLI_LIST: its items are ID=WEIGHT */
  bool writes;          /* the value names a file that is written */
  bool table;           /* only a table or page is changed: not what is computed, nor which file is written */
  const char *brief;    /* for -h; NULL: only in --help */
  const char *help;     /* whole sentences */
} cli_option;

/* The rows, a file options_*.c per heading or two, in the order of --help; a row whose id is OPTION_COUNT ends each. */
extern const cli_option cli_options_scored[];
extern const cli_option cli_options_varied[];
extern const cli_option cli_options_divided[];
extern const cli_option cli_options_weights[];
extern const cli_option cli_options_shown[];
extern const cli_option cli_options_written[];
extern const cli_option cli_options_general[]; /* those of every command */

/* A heading of --help and of the manual page. */
typedef struct cli_heading {
  const char *text;
  const cli_option *option;
} cli_heading;

extern const cli_heading cli_headings[]; /* a NULL text ends them */

/* The row of an option, which must be one. */
const cli_option *cli_option_at(cli_option_id id);
/* The option with this name or alias of so many bytes, or with this letter; NULL: none. Two commands may each have an
 * option of one name: next is the one behind `option`, NULL when there is no other. */
const cli_option *cli_option_named(const char *name, size_t length);
const cli_option *cli_option_next(const cli_option *option);
const cli_option *cli_option_lettered(char letter);

typedef struct cli_value {
  size_t given;     /* how many times */
  const char *text; /* the last value; NULL when not given */
  cli_list list;    /* CLI_LIST, CLI_RAW */
  int64_t number;   /* CLI_NUMBER */
  double share;     /* CLI_SHARE */
  size_t choice;    /* CLI_CHOICE: position in choices */
} cli_value;

struct cli_command;

typedef struct cli_arguments {
  const char *program;               /* argv[0] */
  const struct cli_command *command; /* NULL: none was named */
  cli_list operands;                 /* behind the command */
  cli_value value[OPTION_COUNT];
} cli_arguments;

/* Reads the command line; every fault is reported, then EGB_USAGE. Values of lists are cut in place inside argv. The
 * arguments are usable (for --help, --diagnostics) and must be freed whatever the status. */
egb_status cli_parse(int argc, char **argv, egb_diag *diag, cli_arguments *out);
/* The i-th argument behind the command; NULL: there are fewer. */
const char *cli_operand(const cli_arguments *arguments, size_t i);
void cli_arguments_free(cli_arguments *arguments);

#define CLI_CHOICES_MAX 48
/* The values that the option knows; returns how many. */
size_t cli_option_choices(const cli_option *option, const char *names[CLI_CHOICES_MAX]);
/* Whether text is one of them, or another spelling of one: the which-th in *which. */
bool cli_option_choice(const cli_option *option, const char *text, size_t *which);
/* The brief text (else the help) or the help of the option, with its choices in the place of {}. free() it; NULL: out
 * of memory. */
char *cli_option_text(const cli_option *option, bool brief);
/* "one of a, b, c" behind `before`. */
void cli_option_list(const cli_option *option, const char *before, char out[CLI_HINT_MAX]);

/* Cuts text at commas into items without blanks around them. EGB_USAGE when an item is empty, EGB_NO_MEMORY. */
egb_status cli_split(char *text, cli_list *out);
/* Reads a text as the value of the option and adds it to what there is; a list is cut in place. EGB_USAGE, reported:
 * the option cannot have it; EGB_NO_MEMORY. pair: the option has two values, which are both kept in the list. */
egb_status cli_value_read(const cli_option *option, char *text, bool pair, egb_diag *diag, cli_value *value);
/* The option alone (choice_if_bare). */
egb_status cli_value_bare(const cli_option *option, egb_diag *diag, cli_value *value);

#endif
