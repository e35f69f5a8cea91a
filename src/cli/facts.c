#include "facts.h"

#include <stddef.h>

const cli_fact cli_exit_codes[] = {
    {"0", "done"},
    {"1",
     "the answer is no: validate found errors, doctor found something wrong, diff --exit-code a difference, audit --exit-code a flag"},
    {"2", "the command line is wrong, or names something that does not exist"},
    {"3", "the definition or the data is refused"},
    {"4", "a file could not be read or written"},
    {"5", "the input is correct but has no result, or memory ran out"},
    {"70", "an error of egovbench itself: please report it"},
    {"130", "interrupted with Ctrl-C"},
    {NULL, NULL}};

const cli_fact cli_environment[] = {
    {"EGOVBENCH_HOME", "the folder that holds indicators/ and data/; --home wins"},
    {"NO_COLOR", "no colour, when set and not empty"},
    {"CLICOLOR_FORCE", "colour also in a pipe, when set and neither empty nor 0"},
    {"SOURCE_DATE_EPOCH",
     "seconds since 1970: the date of recorded changes of weights and of frozen editions; --when wins"},
    {"TERM", "no colour when it is `dumb`"},
    {"COLUMNS", "width of a terminal that does not say its own"},
    {"EGOVBENCH_PAGER",
     "the pager for results longer than the terminal; else PAGER, else less -FRX; empty or cat: none"},
    {NULL, NULL}};
