/* option_lists.h - options that belong together, as the rows of commands name them. */
#ifndef EGB_CLI_OPTION_LISTS_H
#define EGB_CLI_OPTION_LISTS_H

#include "options.h"

/* The options of a row; OPTION_COUNT ends them. */
#define CLI_TAKES(...)                                                                                                 \
  (const cli_option_id[]) {                                                                                            \
    __VA_ARGS__, OPTION_COUNT                                                                                          \
  }

#define TAKES_SIDE OPTION_DATA, OPTION_PERIOD, OPTION_SCENARIO
#define TAKES_INPUT TAKES_SIDE, OPTION_THREADS
#define TAKES_SCORED TAKES_INPUT, OPTION_SET, OPTION_RESCALE
#define TAKES_SELECTED OPTION_UNITS, OPTION_GROUP, OPTION_TOP, OPTION_SORT
#define TAKES_FILE_ONLY OPTION_OUTPUT, OPTION_FORCE
#define TAKES_FILE_FORMAT TAKES_FILE_ONLY, OPTION_FORMAT, OPTION_EXCEL, OPTION_TEMPLATES
#define TAKES_TABLE TAKES_FILE_FORMAT, OPTION_COLUMNS, OPTION_LANG, OPTION_DIGITS, OPTION_WIDTH, OPTION_NOTES
#define TAKES_NODES OPTION_NODE, OPTION_DEPTH
#define TAKES_SIMULATED OPTION_DRAWS, OPTION_SEED, OPTION_NODE
#define TAKES_PARTS OPTION_PART, OPTION_MERGE
#define TAKES_ROUNDS TAKES_PARTS, OPTION_REFINE
#define TAKES_CHOSEN                                                                                                   \
  OPTION_IMPUTE, OPTION_TREAT, OPTION_NORMALISE, OPTION_AGGREGATE, OPTION_AGGREGATE_AT, OPTION_LEAVE_OUT,              \
      OPTION_ERROR, OPTION_IMPUTED, OPTION_ERROR_CORRELATION, OPTION_FAILED
#define TAKES_VARIED OPTION_WEIGHTS, OPTION_WHERE, TAKES_CHOSEN

#endif
