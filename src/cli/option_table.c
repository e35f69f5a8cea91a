#include "options.h"

static const char *const rescale_choices[] = {"proportional", "free", NULL};
static const char *const stage_choices[] = {"raw", "imputed", "treated", "normalised", "scored", NULL};
static const char *const color_choices[] = {"auto", "always", "never", NULL};
static const char *const diagnostics_choices[] = {"human", "json", "sarif", "github", NULL};

static const char *const split_choices[] = {"parts", "levels", NULL};
static const char *const leave_out_choices[] = {"indicators", "dimensions", "nothing", NULL};

static const char *const table_choices[] = {"indices", "switches", "removals", NULL};

static const char *format_at(size_t i) {
  return i < egb_format_count() ? egb_format_name((egb_format)i) : NULL;
}

#define INPUT "What is scored"
#define VARIED "What varies"
#define WEIGHTS "Limits of weights"
#define SELECTION "What is shown"
#define OUTPUT "How it is written"
#define GENERAL "General"

const cli_option cli_options[OPTION_COUNT] = {
    [OPTION_DATA] =
        {.name = "data",
         .kind = CLI_RAW,
         .value = "FILE",
         .complete = "files",
         .section = INPUT,
         .brief = "read this data instead (- is standard input)",
         .help = "Read this data file instead of those the definition names. May be given several times; - is "
                 "standard input. Behind the file, in braces, keys of a data file say how it is written: "
                 "--data 'FILE{delimiter: semicolon, decimal: comma}', over what the definition says about it."},
    [OPTION_PERIOD] = {.name = "period",
                       .kind = CLI_TEXT,
                       .value = "PERIOD",
                       .complete = "periods",
                       .section = INPUT,
                       .brief = "another edition or year of the data",
                       .help =
                           "Score this period of the data, for instance 2018; `latest` is the last one. Default: the "
                           "definition's, else the latest."},
    [OPTION_SCENARIO] =
        {.name = "scenario",
         .kind = CLI_TEXT,
         .value = "NAME",
         .complete = "scenarios",
         .section = INPUT,
         .brief = "a named variant of the definition",
         .help = "Use a named variant of the definition (`scenarios:`): other weights, parts left out or added."},
    [OPTION_SET] =
        {.name = "set",
         .kind = CLI_LIST,
         .value = "ID=WEIGHT",
         .complete = "nodes",
         .section = INPUT,
         .brief = "try another weight: OS=0.3, OS=30%, OS+=0.05",
         .help = "Try another weight, in the units the definition uses among the siblings, or as a share of their "
                 "total with %; += and -= change the weight by that much. Several are separated by commas or given "
                 "by several --set. Nothing is written."},
    [OPTION_RESCALE] =
        {.name = "rescale",
         .kind = CLI_TEXT,
         .value = "RULE",
         .choices = rescale_choices,
         .section = INPUT,
         .help = "What a new weight does to the siblings: `proportional` (default) keeps their total, the others share "
                 "the rest in proportion; `free` leaves the others as they are; `from=ID` takes the "
                 "difference from that one."},
    [OPTION_DROP] = {.name = "drop",
                     .kind = CLI_LIST,
                     .value = "ID",
                     .complete = "nodes",
                     .section = INPUT,
                     .brief = "leave a part out",
                     .help = "Leave a part of the index out, with all below it."},
    [OPTION_METHOD] =
        {.name = "method",
         .kind = CLI_LIST,
         .value = "ID=METHOD",
         .complete = "nodes",
         .section = INPUT,
         .brief = "another method for a node: waseda-ten=geometric",
         .help = "Another aggregation or weighting of an aggregate, or another normalisation of an indicator, with "
                 "its default parameters; the id of the index stands for its top."},
    [OPTION_INDEX] = {.name = "index",
                      .kind = CLI_TEXT,
                      .value = "INDEX",
                      .complete = "indices",
                      .section = INPUT,
                      .brief = "the index (default waseda-ten)",
                      .help =
                          "The index, where it is not the first argument: a name, a path, or - for standard input."},
    [OPTION_NO_DATA] = {.name = "no-data",
                        .kind = CLI_FLAG,
                        .section = INPUT,
                        .brief = "check the definition alone",
                        .help = "Check the definition alone, without reading its data."},
    [OPTION_AS] = {.name = "as",
                   .kind = CLI_TEXT,
                   .value = "PUBLISHER",
                   .section = INPUT,
                   .brief = "whose files these are",
                   .help = "Read the files as those of this publisher, a name that `as:` takes in a data entry, for "
                           "instance worldbank, databank, sdmx-csv or owid. Without it their headers decide."},
    [OPTION_COMPARE] =
        {.name = "compare",
         .kind = CLI_TEXT,
         .value = "PERIOD",
         .complete = "periods",
         .section = SELECTION,
         .brief = "what changed since another edition or year",
         .help =
             "Adds what changed since another period of the data: the change of the score and the places gained, in "
             "CSV and JSON also the score and rank at that time; units that entered or left are listed."},
    [OPTION_METHODOLOGY] =
        {.name = "methodology",
         .kind = CLI_FLAG,
         .section = SELECTION,
         .brief = "the methodology as a chapter to read",
         .help = "Writes the methodology as a chapter instead of the tree: every stage with its formula, the "
                 "parameters in force, where it applies and its reference. As text, Markdown, LaTeX or JSON."},
    [OPTION_STAGE] =
        {.name = "stage",
         .kind = CLI_CHOICE,
         .value = "STAGE",
         .choices = stage_choices,
         .section = SELECTION,
         .brief = "raw imputed treated normalised scored",
         .help = "The stage to show: raw (taken from the data or computed), imputed (missing values filled), "
                 "treated (outliers), normalised, or scored (every node; the default). With --long the default is "
                 "all of them."},
    [OPTION_LONG] = {.name = "long",
                     .kind = CLI_FLAG,
                     .section = SELECTION,
                     .brief = "a row per value",
                     .help = "The long form, for databases and plots: a row per value."},
    [OPTION_LOG] =
        {.name = "log",
         .kind = CLI_FLAG,
         .section = SELECTION,
         .brief = "only what was imputed or treated, before and after",
         .help = "Lists every value that imputation or treatment changed: unit, indicator, stage, value before and "
                 "after, method."},
    [OPTION_DRAWS] = {.name = "draws",
                      .kind = CLI_NUMBER,
                      .value = "N",
                      .least = 1,
                      .most = 1000000000,
                      .section = VARIED,
                      .brief = "how many draws (default 10000)",
                      .help = "How many draws, or rows of a design. Default: 10000, of sensitivity 512."},
    [OPTION_SEED] = {.name = "seed",
                     .kind = CLI_NUMBER,
                     .value = "N",
                     .least = 0,
                     .most = 1000000000000000000,
                     .section = VARIED,
                     .help =
                         "The seed of the random numbers. The same seed gives the same result, whatever the number of "
                         "threads. Default: 1."},
    [OPTION_THREADS] = {.name = "threads",
                        .kind = CLI_NUMBER,
                        .value = "N",
                        .least = 1,
                        .most = 256,
                        .section = VARIED,
                        .help = "How many threads work. Default: as many as there are processors."},
    [OPTION_LEVEL] =
        {.name = "level",
         .kind = CLI_SHARE,
         .value = "P%",
         .section = VARIED,
         .help = "Coverage of the rank interval, as a share of the draws: 95% or 0.95. A bare number of 1 or more, as "
                 "before, is a percentage. Default: 90%."},
    [OPTION_NODE] = {.name = "node",
                     .kind = CLI_TEXT,
                     .value = "ID",
                     .complete = "nodes",
                     .section = SELECTION,
                     .brief = "one part of the index instead of the whole",
                     .help =
                         "The part of the index whose scores are ranked, or whose parts are weighted, instead of the "
                         "whole. show, explain and stability: only this node and what is below it."},
    [OPTION_DEPTH] = {.name = "depth",
                      .kind = CLI_NUMBER,
                      .value = "N",
                      .least = 1,
                      .most = 1000000000,
                      .section = SELECTION,
                      .brief = "so many levels of the tree: 1 is the parts",
                      .help = "Show so many levels of the tree below its top, or below --node: 1 is its parts."},
    [OPTION_WEIGHTS] =
        {.name = "weights",
         .kind = CLI_TEXT,
         .value = "DIST",
         .section = VARIED,
         .brief = "uniform:25% dirichlet:50 flat fixed",
         .help = "How weights vary, at every level: uniform:25% within a quarter of themselves (the default where "
                 "the definition does not say, whatever else varies); dirichlet:50 around themselves with a "
                 "concentration; flat: every set of weights equally likely; fixed."},
    [OPTION_SPLIT_WEIGHTS] =
        {.name = "split-weights",
         .kind = CLI_CHOICE,
         .value = "HOW",
         .choices = split_choices,
         .section = VARIED,
         .help = "Treat the weights as several assumptions instead of one. parts: the weight of each part of the "
                 "index, and those further down together; levels: the weights at each level of the tree."},
    [OPTION_WHERE] =
        {.name = "where",
         .kind = CLI_LIST,
         .value = "STATEMENT",
         .complete = "nodes",
         .section = VARIED,
         .brief = "what is known: \"OS >= CYB\", \"OS <= 30%\"",
         .help =
             "What is known about weights, as shares among siblings: \"OS >= CYB >= NIP\", \"OS >= 2 * "
             "NIP\", \"OS <= 30%\", \"10% <= OS <= 25%\". The siblings take any weights that satisfy all statements; "
             "others stay as they are. Several are separated by commas or given by several "
             "--where; they replace those of the definition."},
    [OPTION_IMPUTE] =
        {.name = "impute",
         .kind = CLI_LIST,
         .value = "A,B",
         .complete = "imputations",
         .section = VARIED,
         .help = "Imputation methods to choose from at random, equally likely; `on` stands for the method in the "
                 "definition, `off` for none."},
    [OPTION_TREAT] =
        {.name = "treat",
         .kind = CLI_LIST,
         .value = "A,B",
         .complete = "treatments",
         .section = VARIED,
         .help = "Treatments of outliers to choose from at random; `on` stands for the method in the definition, `off` "
                 "for none."},
    [OPTION_NORMALISE] = {.name = "normalise",
                          .kind = CLI_LIST,
                          .value = "A,B",
                          .complete = "normalisations",
                          .section = VARIED,
                          .help =
                              "Normalisations to draw from, for all indicators but those with points; on is what the "
                              "definition has."},
    [OPTION_AGGREGATE] =
        {.name = "aggregate",
         .kind = CLI_LIST,
         .value = "A,B",
         .complete = "aggregations",
         .section = VARIED,
         .brief = "aggregations to choose from at random",
         .help = "Aggregations to choose from at random, for all nodes; `on` stands for the method in the definition."},
    [OPTION_AGGREGATE_AT] = {.name = "aggregate-at",
                             .kind = CLI_LIST,
                             .value = "ID,ID",
                             .complete = "nodes",
                             .section = VARIED,
                             .help = "The only nodes whose aggregation is drawn, the index itself by its id."},
    [OPTION_LEAVE_OUT] =
        {.name = "leave-out",
         .kind = CLI_CHOICE,
         .value = "WHAT",
         .choices = leave_out_choices,
         .section = VARIED,
         .help = "indicators: leave out nothing or one of the indicators, all equally likely; dimensions: the same "
                 "with the children of the index; nothing."},
    [OPTION_ERROR] = {.name = "error",
                      .kind = CLI_TEXT,
                      .value = "SHARE",
                      .section = VARIED,
                      .help = "Measurement error: the standard error of every indicator as a share of its standard "
                              "deviation, for instance 10%. Standard errors in the data take precedence."},
    [OPTION_NO_INTERVALS] = {.name = "no-intervals",
                             .kind = CLI_FLAG,
                             .section = SELECTION,
                             .help = "Leave out the rank intervals and the notes based on them."},
    [OPTION_INTERVALS] = {.name = "intervals",
                          .kind = CLI_FLAG,
                          .section = SELECTION,
                          .help = "Simulate rank intervals also for more than 20000 units, where they take long."},
    [OPTION_PLACES] = {.name = "places",
                       .kind = CLI_NUMBER,
                       .value = "N",
                       .least = 1,
                       .most = 1000000000,
                       .section = SELECTION,
                       .brief = "size of the top group (default 10)",
                       .help = "Size of the top group whose membership must not change. Default: 10."},
    [OPTION_ALL] = {.name = "all",
                    .kind = CLI_FLAG,
                    .section = SELECTION,
                    .brief = "every node, not only the parts of the index",
                    .help = "Show every node to people, not only the parts of the index. Machine formats always have "
                            "every node."},
    [OPTION_POLL] =
        {.name = "poll",
         .kind = CLI_FLAG,
         .section = INPUT,
         .brief = "poll the files instead of waiting for notifications",
         .help = "Poll the files 40 times a second instead of waiting for change notifications; for network folders, "
                 "which send none."},
    [OPTION_EXIT_CODE] = {.name = "exit-code",
                          .kind = CLI_FLAG,
                          .section = OUTPUT,
                          .brief = "exit with 1 when anything differs",
                          .help = "Exit with code 1 when any score or rank differs, with 0 when none does."},
    [OPTION_THRESHOLD] = {.name = "threshold",
                          .kind = CLI_NUMBER,
                          .value = "N",
                          .least = 0,
                          .most = 1000000000,
                          .section = SELECTION,
                          .brief = "only units that move by N ranks or more",
                          .help = "Show only units that move by N ranks or more (default 1); 0 shows all."},
    [OPTION_LEVELS] = {.name = "levels",
                       .kind = CLI_FLAG,
                       .section = SELECTION,
                       .help = "Adds the next level, the points to it and the dimension that holds each unit back."},
    [OPTION_PAIRS] =
        {.name = "pairs",
         .kind = CLI_FLAG,
         .section = SELECTION,
         .brief = "a row per pair of rankings, or of units",
         .help =
             "crosswalk: a row per pair of rankings: Spearman's and Kendall's correlation with interval and p-value, "
             "and the unit about which the two differ most. acceptability: a row per pair of units: how often each is "
             "ahead of the other."},
    [OPTION_UNIT] =
        {.name = "unit",
         .kind = CLI_TEXT,
         .value = "UNIT",
         .complete = "units",
         .section = SELECTION,
         .brief = "one unit alone",
         .help = "One unit, a code or a name. sensitivity: what decides its rank, instead of the mean shift of all "
                 "ranks; crosswalk: its place in all the rankings, a row per period of their data."},
    [OPTION_TABLE] = {.name = "table",
                      .kind = CLI_CHOICE,
                      .value = "TABLE",
                      .choices = table_choices,
                      .section = SELECTION,
                      .brief = "indices switches removals",
                      .help = "indices: shares of the variance by assumption (the default of formats for programs); "
                              "switches: each assumption changed alone; removals: the index without each of its parts. "
                              "People get the first two when none is named."},
    [OPTION_DOMINANCE] = {.name = "dominance",
                          .kind = CLI_FLAG,
                          .section = SELECTION,
                          .brief = "the pairs whose order no weights can change",
                          .help = "List the pairs of units whose order no weights of the index's parts can change."},
    [OPTION_LIMITS] =
        {.name = "limits",
         .kind = CLI_TEXT,
         .value = "P%",
         .section = WEIGHTS,
         .brief = "how far every weight may move (default 25%)",
         .help = "How far every weight may move from itself (25% or 0.25), as with uncertainty --weights "
                 "uniform:25%: the siblings then share their total, so that shares may move farther, and the note "
                 "says how far. any: whatever weights there can be. Default: 25%."},
    [OPTION_LIMIT] =
        {.name = "limit",
         .kind = CLI_LIST,
         .value = "ID=LOW..HIGH",
         .complete = "nodes",
         .section = WEIGHTS,
         .brief = "the shares one part may have: OS=10%..30%",
         .help = "The shares that one part of the index may have, instead of --limits: OS=0.1..0.3 or OS=10%..30%. "
                 "Several are separated by commas or given by several --limit."},
    [OPTION_TIME] = {.name = "time",
                     .kind = CLI_NUMBER,
                     .value = "S",
                     .least = 1,
                     .most = 1000000000,
                     .section = WEIGHTS,
                     .help = "Stop after this many seconds and print the bounds proven so far. Default: no limit."},
    [OPTION_FREQUENCIES] = {.name = "frequencies",
                            .kind = CLI_TEXT,
                            .value = "FILE",
                            .complete = "files",
                            .writes = true,
                            .section = OUTPUT,
                            .brief = "also write how often each unit had each rank",
                            .help = "Also write how often each unit had each rank; the extension says the format."},
    [OPTION_DRAWS_FILE] =
        {.name = "draws-file",
         .kind = CLI_TEXT,
         .value = "FILE",
         .complete = "files",
         .writes = true,
         .section = OUTPUT,
         .help = "Also write every draw with what it chose, its weights and the rank of every unit; the extension "
                 "says the format."},
    [OPTION_UNITS] = {.name = "units",
                      .kind = CLI_RAW,
                      .value = "A,B",
                      .complete = "units",
                      .section = SELECTION,
                      .brief = "only these units (codes or names)",
                      .help =
                          "Show only these units: codes or names, separated by commas. Ranks stay those among all."},
    [OPTION_GROUP] =
        {.name = "group",
         .kind = CLI_RAW,
         .value = "GROUP",
         .complete = "groups",
         .section = SELECTION,
         .brief = "region=Africa keeps a group; region ranks within",
         .help = "`region=Africa` keeps the units of one group and adds the rank within it; `region` adds the rank "
                 "within each unit's own group. May be given several times."},
    [OPTION_TOP] = {.name = "top",
                    .kind = CLI_NUMBER,
                    .value = "N",
                    .least = 1,
                    .most = 1000000000,
                    .section = SELECTION,
                    .brief = "only the first N rows",
                    .help = "Show only the first N rows, after selection and sorting."},
    [OPTION_SORT] =
        {.name = "sort",
         .kind = CLI_TEXT,
         .value = "[-]COLUMN",
         .complete = "columns",
         .section = SELECTION,
         .brief = "order by a column; - reverses",
         .help = "Order the rows by a column; a leading - reverses the order. Levels are ordered as the definition "
                 "lists them, the best first. Default: by rank."},
    [OPTION_COLUMNS] =
        {.name = "columns",
         .kind = CLI_LIST,
         .value = "A,B",
         .complete = "columns",
         .section = SELECTION,
         .help = "Show these columns in this order, by their names in the CSV header. Where a command shows two "
                 "tables, the first alone."},
    [OPTION_LANG] =
        {.name = "lang",
         .kind = CLI_LIST,
         .value = "A,B",
         .complete = "languages",
         .section = SELECTION,
         .brief = "languages of names: en,zh-Hant,ja",
         .help = "Languages of names and titles in order of preference, for instance en,zh-Hant. Rankings get a "
                 "column of names for each."},
    [OPTION_FORMAT] = {.name = "format",
                       .kind = CLI_CHOICE,
                       .value = "FORMAT",
                       .choice_at = format_at,
                       .section = OUTPUT,
                       .brief = "{}",
                       .help = "{}. Default: by the extension of the file of -o, "
                               "else text."},
    [OPTION_OUTPUT] = {.name = "output",
                       .letter = 'o',
                       .kind = CLI_TEXT,
                       .value = "FILE",
                       .complete = "files",
                       .writes = true,
                       .section = OUTPUT,
                       .brief = "write a file; its extension says the format",
                       .help =
                           "Write to this file instead of standard output: whole or not at all. Its extension says the "
                           "format when --format does not; - is standard output."},
    [OPTION_FORCE] =
        {.name = "force",
         .kind = CLI_FLAG,
         .section = OUTPUT,
         .help = "Let -o, --frequencies and --draws-file replace a file that is not known to be an earlier result: "
                 "whatever has other columns, and Markdown, text, LaTeX and JSON always. A file that the command "
                 "reads is never replaced."},
    [OPTION_EXCEL] = {.name = "excel",
                      .kind = CLI_FLAG,
                      .section = OUTPUT,
                      .help =
                          "CSV and TSV for spreadsheets: byte order mark, CRLF line ends, and texts that a spreadsheet "
                          "would run as formulas are made harmless."},
    [OPTION_DIGITS] =
        {.name = "digits",
         .kind = CLI_NUMBER,
         .value = "N",
         .least = 0,
         .most = 15,
         .section = OUTPUT,
         .help = "Decimals in text, Markdown and LaTeX, 0 to 15 (default 2, or what the definition publishes). The "
                 "other formats always write every digit that counts."},
    [OPTION_NOTES] = {.name = "notes",
                      .kind = CLI_FLAG,
                      .section = OUTPUT,
                      .help =
                          "Show all notes under a table, not only the most important in three lines. Text only: the "
                          "other formats always have all."},
    [OPTION_WIDTH] = {.name = "width",
                      .kind = CLI_NUMBER,
                      .value = "N",
                      .least = 0,
                      .most = 100000,
                      .section = OUTPUT,
                      .help =
                          "Fit text into N columns; 0 is no limit. Default: the terminal's width, no limit elsewhere."},
    [OPTION_DRY_RUN] = {.name = "dry-run",
                        .kind = CLI_FLAG,
                        .section = OUTPUT,
                        .brief = "show what would change (default)",
                        .help = "Show what would change and write nothing: the default."},
    [OPTION_WRITE] =
        {.name = "write",
         .kind = CLI_FLAG,
         .section = OUTPUT,
         .brief = "change the definition's file",
         .help = "Change the definition's file: only the bytes of the weights, whole or not at all, and not when "
                 "someone else changed the file meanwhile."},
    [OPTION_COPY] =
        {.name = "copy",
         .kind = CLI_TEXT,
         .value = "FILE",
         .complete = "files",
         .writes = true,
         .section = OUTPUT,
         .brief = "write the changed definition to a new file",
         .help = "Write the changed definition to a new file and leave the old one as it is: the way to change a "
                 "definition that came with egovbench. The data must be found from there."},
    [OPTION_COLOR] =
        {.name = "color",
         .alias = "colour",
         .kind = CLI_CHOICE,
         .value = "WHEN",
         .choices = color_choices,
         .choice_if_bare = "always",
         .section = GENERAL,
         .help = "auto (default), always or never. auto asks NO_COLOR, then CLICOLOR_FORCE, then TERM=dumb, then "
                 "whether the output is a terminal."},
    [OPTION_NO_PAGER] =
        {.name = "no-pager",
         .kind = CLI_FLAG,
         .section = GENERAL,
         .help =
             "Print a result that is longer than the terminal as it is. Without this option it is shown in the pager: "
             "EGOVBENCH_PAGER, else PAGER, else less -FRX. In a pipe there is never a pager."},
    [OPTION_QUIET] = {.name = "quiet",
                      .letter = 'q',
                      .kind = CLI_FLAG,
                      .section = GENERAL,
                      .help = "No warnings and notes, only errors."},
    [OPTION_DIAGNOSTICS] =
        {.name = "diagnostics",
         .kind = CLI_CHOICE,
         .value = "FORMAT",
         .choices = diagnostics_choices,
         .section = GENERAL,
         .help = "How messages are written to standard error: human (default), json (one array), sarif (SARIF "
                 "2.1.0) or github (workflow commands)."},
    [OPTION_HOME] = {.name = "home",
                     .kind = CLI_TEXT,
                     .value = "FOLDER",
                     .complete = "folders",
                     .section = GENERAL,
                     .help = "The folder that holds indicators/ and data/, instead of the installed one."},
    [OPTION_MAN] = {.name = "man", .kind = CLI_FLAG, .section = OUTPUT, .help = "Write a manual page (roff)."},
    [OPTION_SHORT_HELP] = {.letter = 'h',
                           .kind = CLI_FLAG,
                           .section = GENERAL,
                           .help = "Examples and the usual options on one screen."},
    [OPTION_HELP] = {.name = "help", .kind = CLI_FLAG, .section = GENERAL, .help = "Everything about the command."},
    [OPTION_VERSION] = {.name = "version", .letter = 'V', .kind = CLI_FLAG, .section = GENERAL, .help = "The version."},
};
