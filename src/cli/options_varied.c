/* What varies, and the limits of weights. */
#include "options.h"

static const char *const split_choices[] = {"parts", "levels", NULL};
static const char *const failed_choices[] = {"report", "replace", NULL};
static const char *const leave_out_choices[] = {"indicators", "dimensions", "nothing", NULL};

const cli_option cli_options_varied[] = {
    {.id = OPTION_DRAWS,
     .name = "draws",
     .kind = CLI_NUMBER,
     .value = "N",
     .least = 1,
     .most = 1000000000,
     .brief = "how many draws (default 10000)",
     .help = "How many draws, or rows of a design. Default: 10000, of sensitivity 512."},
    {.id = OPTION_SEED,
     .name = "seed",
     .kind = CLI_NUMBER,
     .value = "N",
     .least = 0,
     .most = 1000000000000000000,
     .help = "The seed of the random numbers. The same seed gives the same result, whatever the number of "
             "threads. Default: 1."},
    {.id = OPTION_LEVEL,
     .name = "level",
     .kind = CLI_SHARE,
     .value = "P%",
     .help = "Coverage of the rank interval, as a share of the draws: 95% or 0.95. A bare number of 1 or more, as "
             "before, is a percentage. Default: 90%."},
    {.id = OPTION_WEIGHTS,
     .name = "weights",
     .kind = CLI_TEXT,
     .value = "DIST",
     .brief = "uniform:25% dirichlet:50 flat fixed",
     .help = "How weights vary, at every level (with acceptability those of the parts): uniform:25% within a quarter "
             "of themselves (the default where the definition does not say, whatever else varies); dirichlet:50 "
             "around themselves with a concentration; flat: every set of weights equally likely (the default of "
             "acceptability); statements: only as stated; fixed."},
    {.id = OPTION_SPLIT_WEIGHTS,
     .name = "split-weights",
     .kind = CLI_CHOICE,
     .value = "HOW",
     .choices = split_choices,
     .help = "Treat the weights as several assumptions instead of one. parts: the weight of each part of the "
             "index, and those further down together; levels: the weights at each level of the tree."},
    {.id = OPTION_WHERE,
     .name = "where",
     .kind = CLI_LIST,
     .value = "STATEMENT",
     .complete = "nodes",
     .brief = "what is known: \"OS >= CYB\", \"OS <= 30%\"",
     .help = "What is known about weights, as shares among siblings: \"OS >= CYB >= NIP\", \"OS >= 2 * "
             "NIP\", \"OS <= 30%\", \"10% <= OS <= 25%\". The siblings take any weights that satisfy all statements; "
             "others stay as they are. Several are separated by commas or given by several "
             "--where; they replace those of the definition. What few sets of weights satisfy is drawn by hit-and-run, "
             "whose draws depend on each other: tables say how many independent ones they are worth "
             "(effective_draws; initial monotone sequence, Geyer 1992), and errors are those of so many."},
    {.id = OPTION_PROFILE,
     .name = "profile",
     .kind = CLI_TEXT,
     .value = "NAME",
     .brief = "whose limits rules have: jrc-pocket",
     .help =
         "Whose limits the rules have. There is one profile, jrc-pocket: JRC's pocket guide to composite indicators "
         "where it has a number, otherwise the sources that each flag names. Given here, the limits that the "
         "definition has of its own (`audit:`) do not count. Default: what the definition says, else jrc-pocket."},
    {.id = OPTION_RULE,
     .name = "rule",
     .kind = CLI_LIST,
     .value = "RULE=NUMBER",
     .brief = "another limit for a rule: coverage=0.8",
     .help =
         "Another limit for a rule that flags something: coverage=0.8. The rule is the word that a flag begins "
         "with in brackets. It precedes what the definition says (`audit:`) and the profile. Several are separated by "
         "commas or given by several --rule."},
    {.id = OPTION_IMPUTE,
     .name = "impute",
     .kind = CLI_LIST,
     .value = "A,B",
     .complete = "imputations",
     .help = "Imputation methods to choose from at random, equally likely; `on` stands for the method in the "
             "definition, `off` for none."},
    {.id = OPTION_TREAT,
     .name = "treat",
     .kind = CLI_LIST,
     .value = "A,B",
     .complete = "treatments",
     .help = "Treatments of outliers to choose from at random; `on` stands for the method in the definition, `off` "
             "for none."},
    {.id = OPTION_NORMALISE,
     .name = "normalise",
     .kind = CLI_LIST,
     .value = "A,B",
     .complete = "normalisations",
     .help = "Normalisations to draw from, for all indicators but those with points; on is what the "
             "definition has."},
    {.id = OPTION_AGGREGATE,
     .name = "aggregate",
     .kind = CLI_LIST,
     .value = "A,B",
     .complete = "aggregations",
     .brief = "aggregations to choose from at random",
     .help = "Aggregations to choose from at random, for all nodes; `on` stands for the method in the definition. "
             "Draws of benefit-of-the-doubt, which finds weights itself, have the weights below it as defined."},
    {.id = OPTION_AGGREGATE_AT,
     .name = "aggregate-at",
     .kind = CLI_LIST,
     .value = "ID,ID",
     .complete = "nodes",
     .help = "The only nodes whose aggregation is drawn, the index itself by its id."},
    {.id = OPTION_LEAVE_OUT,
     .name = "leave-out",
     .kind = CLI_CHOICE,
     .value = "WHAT",
     .choices = leave_out_choices,
     .help = "indicators: leave out nothing or one of the indicators, all equally likely; dimensions: the same "
             "with the children of the index; nothing."},
    {.id = OPTION_ERROR,
     .name = "error",
     .kind = CLI_TEXT,
     .value = "SHARE",
     .help = "Measurement error: the standard error of every indicator as a share of its standard "
             "deviation, for instance 10%. Standard errors in the data take precedence. none: no error is drawn."},
    {.id = OPTION_IMPUTED,
     .name = "imputed",
     .kind = CLI_TEXT,
     .value = "HOW",
     .help = "How uncertain imputed values are: predictive, drawn from the predictive distribution of the imputation "
             "itself (multiple imputation); residuals, by what it misses observed values; a share of the indicator's "
             "standard deviation, for instance 50%; none."},
    {.id = OPTION_ERROR_CORRELATION,
     .name = "error-correlation",
     .kind = CLI_TEXT,
     .value = "BY:RHO",
     .help = "How strongly measurement errors of a unit go together: unit:0.5, those of all its indicators have this "
             "correlation; source:0.5, those of indicators with the same `source:`."},
    {.id = OPTION_FAILED,
     .name = "failed",
     .kind = CLI_CHOICE,
     .value = "HOW",
     .choices = failed_choices,
     .help = "What becomes of draws that cannot be scored. report: they are counted by cause and left out. replace: "
             "each is run again with the assumption that its failure names as the definition has it (the method of "
             "the stage, else what differs nearest before it); what fails again is left out, with both causes. "
             "Default: report."},
    {.id = OPTION_COUNT}};

const cli_option cli_options_weights[] = {
    {.id = OPTION_LIMITS,
     .name = "limits",
     .kind = CLI_TEXT,
     .value = "P%",
     .brief = "how far every weight may move (default 25%)",
     .help = "How far every weight may move from itself (25% or 0.25), as with uncertainty --weights "
             "uniform:25%: the siblings then share their total, so that shares may move farther, and the note "
             "says how far. any: whatever weights there can be. Default: 25%."},
    {.id = OPTION_LIMIT,
     .name = "limit",
     .kind = CLI_LIST,
     .value = "ID=LOW..HIGH",
     .complete = "nodes",
     .behind = "=",
     .brief = "the shares one part may have: OS=10%..30%",
     .help = "The shares that one part of the index may have, instead of --limits: OS=0.1..0.3 or OS=10%..30%. "
             "Several are separated by commas or given by several --limit."},
    {.id = OPTION_TIME,
     .name = "time",
     .kind = CLI_NUMBER,
     .value = "S",
     .least = 1,
     .most = 1000000000,
     .help = "Stop after this many seconds and print the bounds proven so far. Default: no limit."},
    {.id = OPTION_COUNT}};
