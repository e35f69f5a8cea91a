/* What is scored. */
#include "options.h"

static const char *const rescale_choices[] = {"proportional", "free", NULL};

const cli_option cli_options_scored[] = {
    {.id = OPTION_DATA,
     .name = "data",
     .kind = CLI_RAW,
     .value = "FILE",
     .complete = "files",
     .brief = "read this data instead (- is standard input)",
     .help = "Read this data file instead of those the definition names. May be given several times; - is "
             "standard input. Behind the file, in braces, keys of a data file say how it is written: "
             "--data 'FILE{delimiter: semicolon, decimal: comma}', over what the definition says about it. "
             "A file under the name of the definition's is read as that one is; one of another name takes over the "
             "headers and missing values that the definition names, and not how the definition's file is written "
             "(delimiter, decimal, encoding, header, where, match, publisher and so on)."},
    {.id = OPTION_FROM,
     .name = "from",
     .kind = CLI_RAW,
     .value = "FILE",
     .complete = "files",
     .brief = "draft a definition from the headers of this data file",
     .help = "Draft a definition from this data file, and from those behind it, instead of writing an "
             "empty data file: an indicator for each column of numbers, with goalposts from its range. "
             "It can be ranked at once; comments say what to decide. Keys of a data file may be behind it in braces; "
             "what is given is not guessed."},
    {.id = OPTION_PERIOD,
     .name = "period",
     .kind = CLI_TEXT,
     .value = "PERIOD",
     .complete = "periods",
     .brief = "another edition or year of the data",
     .help = "Score this period of the data, for instance 2018; `latest` is the last one. Default: the "
             "definition's, else the latest."},
    {.id = OPTION_SCENARIO,
     .name = "scenario",
     .kind = CLI_TEXT,
     .value = "NAME",
     .complete = "scenarios",
     .brief = "a named variant of the definition",
     .help = "Use a named variant of the definition (`scenarios:`): other weights, parts left out or added, other "
             "methods, nodes, units, periods or data."},
    {.id = OPTION_SET,
     .name = "set",
     .kind = CLI_LIST,
     .value = "ID=WEIGHT",
     .complete = "nodes",
     .behind = "=",
     .settings = true,
     .brief = "try another weight: OS=0.3, OS=30%, OS+=0.05",
     .help = "Try another weight, in the units the definition uses among the siblings, or as a share of their "
             "total with %; += and -= change the weight by that much. Several are separated by commas or given "
             "by several --set. Nothing is written."},
    {.id = OPTION_RESCALE,
     .name = "rescale",
     .kind = CLI_TEXT,
     .value = "RULE",
     .choices = rescale_choices,
     .help = "What a new weight does to the siblings: `proportional` (default) keeps their total, the others share "
             "the rest in proportion; `free` leaves the others as they are; `from=ID` takes the "
             "difference from that one."},
    {.id = OPTION_GRID,
     .name = "grid",
     .kind = CLI_RAW,
     .value = "ID=WEIGHTS",
     .complete = "nodes",
     .behind = "=",
     .commas = true,
     .brief = "weights to combine: OS=0..0.4:9,CYB=0.1,0.2",
     .help = "Score every combination of these weights. Behind a node's id: a range with the number of weights, both "
             "ends among them (OS=0.05..0.3:6), single weights between commas (OS=0.1,0.2), or both. Weights are as "
             "for --set: 30% is a share of the siblings' total, OS+=-0.05..0.05:5 are changes. One weight alone holds "
             "the node at it. Further nodes follow behind a comma or with another --grid; the last one changes first."},
    {.id = OPTION_DROP,
     .name = "drop",
     .kind = CLI_LIST,
     .value = "ID",
     .complete = "nodes",
     .brief = "leave a part out",
     .help = "Leave a part of the index out, with all below it."},
    {.id = OPTION_METHOD,
     .name = "method",
     .kind = CLI_LIST,
     .value = "ID=METHOD",
     .complete = "nodes",
     .behind = "=",
     .brief = "another method for a node: waseda-ten=geometric",
     .help = "Another aggregation or weighting of an aggregate, or another normalisation of an indicator, with "
             "its default parameters; the id of the index stands for its top."},
    {.id = OPTION_INDEX,
     .name = "index",
     .kind = CLI_TEXT,
     .value = "INDEX",
     .complete = "indices",
     .brief = "the index (default waseda-ten)",
     .help = "The index, where it is not the first argument: a name, a path, or - for standard input."},
    {.id = OPTION_NO_DATA,
     .name = "no-data",
     .kind = CLI_FLAG,
     .brief = "check the definition alone",
     .help = "Check the definition alone, without reading its data."},
    {.id = OPTION_AS,
     .name = "as",
     .kind = CLI_TEXT,
     .value = "PUBLISHER",
     .brief = "whose files these are",
     .help = "Read the files as those of this publisher, a name that `as:` takes in a data entry, for "
             "instance worldbank, databank, sdmx-csv or owid. Without it their headers decide."},
    {.id = OPTION_RECIPE,
     .name = "recipe",
     .kind = CLI_TEXT,
     .value = "LOG",
     .complete = "files",
     .brief = "read the files as the log of an earlier import says",
     .help = "Read the files as those of an earlier import, whose log (NAME.import.yaml) says all about them: "
             "nothing is guessed, new periods, rows and series are taken up, and what does not fit is refused."},
    {.id = OPTION_UNIT_LIST,
     .name = "units",
     .kind = CLI_RAW,
     .value = "FILE",
     .complete = "files",
     .brief = "only the units of this list",
     .help =
         "Match rows against this list of units, as `units:` in a definition does: its ids, names and codes. Where "
         "there is no such file it may be a list that is shipped, countries.csv. Keys may be behind it in braces: --units 'FILE{id: iso3}'. Rows of other units are refused, or left out "
         "where the file is given with {others: ignore}."},
    {.id = OPTION_POLL,
     .name = "poll",
     .kind = CLI_FLAG,
     .brief = "poll the files instead of waiting for notifications",
     .help = "Poll the files 40 times a second instead of waiting for change notifications; for network folders, "
             "which send none."},
    {.id = OPTION_COUNT}};
