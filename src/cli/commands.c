#include "commands.h"

#include <string.h>

/* Sections of the short help, which has no room for a line about each command. */
#define RANKING "Rankings"
#define TRUST "How far they hold"
#define DESK "Trying changes"
#define INDEX_FILES "Definitions"
#define PROGRAM "The program"

/* Options of one kind, as many commands take them. */
#define INPUT OPTION_DATA, OPTION_PERIOD, OPTION_SCENARIO
#define SCORED INPUT, OPTION_SET, OPTION_RESCALE
#define SELECTED OPTION_UNITS, OPTION_GROUP, OPTION_TOP, OPTION_SORT, OPTION_COLUMNS
#define FILE_ONLY OPTION_OUTPUT, OPTION_FORCE
#define FILE_FORMAT FILE_ONLY, OPTION_FORMAT, OPTION_EXCEL
#define TABLE FILE_FORMAT, OPTION_LANG, OPTION_DIGITS, OPTION_WIDTH, OPTION_NOTES
#define SIMULATED OPTION_DRAWS, OPTION_SEED, OPTION_THREADS, OPTION_NODE
#define CHOSEN                                                                                                         \
  OPTION_IMPUTE, OPTION_TREAT, OPTION_NORMALISE, OPTION_AGGREGATE, OPTION_AGGREGATE_AT, OPTION_LEAVE_OUT, OPTION_ERROR
#define VARIED OPTION_WEIGHTS, OPTION_WHERE, CHOSEN

/* OPTION_COUNT ends a list. */
#define TAKES(...)                                                                                                     \
  (const cli_option_id[]) {                                                                                            \
    __VA_ARGS__, OPTION_COUNT                                                                                          \
  }

static const cli_command rank = {
    .name = "rank",
    .section = RANKING,
    .summary = "who is first? scores, ranks and levels",
    .arguments = "[INDEX]",
    .description =
        "Scores every unit by the definition and the data, and prints the ranking: unit, name, score, rank, one column "
        "for each dimension, the level reached and what was missing. A missing dimension leaves its weight to the "
        "others and is marked; a unit with too few data is listed without a rank, with the reason.",
    .example = {{"egovbench rank", "the default index"},
                {"egovbench rank egdi --compare 2018 --top 20", "another index: who gained?"},
                {"egovbench rank --set OS=0.3 --lang zh-Hant", "another weight, names in Chinese"},
                {"egovbench rank --group region -o ranking.csv", "with ranks by region, as CSV"},
                {"egovbench rank my.yaml --data my.csv", "your own index and data"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, SELECTED, TABLE, OPTION_COMPARE, OPTION_LEVELS, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = cli_run_rank};

static const cli_command show = {
    .name = "show",
    .section = RANKING,
    .summary = "what is this index? tree, weights, methods",
    .arguments = "[INDEX]",
    .description =
        "Prints the tree of the definition: every node with its weight as written, its share among its siblings, its "
        "share of the whole index, its methods and its source. --scenario and --set show what they would change. "
        "--methodology writes the whole methodology as a chapter: made from the definition, so that it says what the "
        "program does.",
    .example = {{"egovbench show", "the default index"},
                {"egovbench show gtmi-2022 --lang ja", "another one, labels in Japanese"},
                {"egovbench show --scenario services-first", "with the weights of a scenario"},
                {"egovbench show egdi --methodology", "the methodology, to read or to print"},
                {"egovbench show egdi --format json", "for a program"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, OPTION_METHODOLOGY),
    .run = cli_run_show};

static const cli_command explain = {
    .name = "explain",
    .section = RANKING,
    .summary = "how did this score arise? what separates two units?",
    .arguments = "UNIT [UNIT] [INDEX]",
    .description =
        "With one unit: walks with it through every stage: the value in the data and where it is, what imputation and "
        "treatment made of it, the normalised value, the weights that were used, the score of every node and its "
        "rank.\n\n"
        "With two units: what each part of the index contributes to their difference, the weights of single parts at "
        "which they tie, and the smallest change of all weights that makes them tie (least squares, least total), with "
        "the --set that makes it, or the proof that no weights can. A unit is a code or a name; an index of that name "
        "comes first.",
    .example = {{"egovbench explain EST", "Estonia in the default index"},
                {"egovbench explain \"Viet Nam\" egdi", "by name, in another index"},
                {"egovbench explain EST DNK", "what would reverse their order?"},
                {"egovbench explain TWN --set OS=0.3", "with another weight"},
                {"egovbench explain EST -o estonia.md", "as Markdown"}},
    .operand = {"units", "others", "index"},
    .least = 1,
    .most = 3,
    .options = TAKES(SCORED, TABLE, OPTION_INDEX),
    .run = cli_run_explain};

static const cli_command profile = {
    .name = "profile",
    .section = RANKING,
    .summary = "one unit: level, strengths, peers, the next level",
    .arguments = "UNIT [INDEX]",
    .description =
        "One unit beside its peers (all ranked units, those nearest in score, its region and income group) and the "
        "best: its rank with its interval, a bar for each dimension, strengths and weaknesses, the maturity level "
        "reached, the dimension that holds it back, and the smallest improvement that is enough for the next level, in "
        "one dimension alone and in all evenly.\n\n"
        "A strength is a dimension in which the unit's rank is better than its overall rank by at least a tenth of the "
        "units ranked, a weakness one in which it is worse by as much. No dimension is thought to rise beyond the "
        "scale; weights of missing dimensions stay with the others.",
    .example = {{"egovbench profile TWN", "Taiwan in the default index"},
                {"egovbench profile TWN --lang zh-Hant", "in Chinese"},
                {"egovbench profile \"Viet Nam\" egdi --period 2018", "another index and edition"},
                {"egovbench profile EST -o estonia.md", "as Markdown"}},
    .operand = {"units", "index"},
    .least = 1,
    .most = 2,
    .options = TAKES(SCORED, TABLE, OPTION_INDEX, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = cli_run_profile};

static const cli_command stages = {
    .name = "stages",
    .section = RANKING,
    .summary = "the values of every stage, and what was changed",
    .arguments = "[INDEX]",
    .description =
        "Prints the values of one stage of the computation: units in rows, indicators or nodes in columns, imputed and "
        "treated values marked. --long gives a row per value with its state, of all stages unless --stage names one. "
        "--log lists the values that imputation or treatment changed.",
    .example = {{"egovbench stages desi-2022 --stage normalised", "the normalised values"},
                {"egovbench stages my.yaml --log", "what was imputed and treated"},
                {"egovbench stages --long -o stages.csv", "every value of every stage"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, OPTION_UNITS, OPTION_STAGE, OPTION_LONG, OPTION_LOG),
    .run = cli_run_stages};

static const cli_command panel = {
    .name = "panel",
    .section = RANKING,
    .summary = "scores and ranks over time, growth and trend",
    .arguments = "[INDEX]",
    .description =
        "Scores every period of the data and prints them side by side: score and rank of each unit in each period, the "
        "change of the score from its first period to its last, the compound growth rate and the slope of the "
        "least-squares line, both per unit of time (a year, when periods are years). Units that enter or leave are "
        "listed. A period that cannot be scored is left out with a warning.",
    .example = {{"egovbench panel egdi", "all editions side by side"},
                {"egovbench panel egdi --units EST,KOR", "two units"},
                {"egovbench panel egdi --long -o panel.csv", "a row per unit and edition"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(OPTION_DATA, OPTION_SCENARIO, OPTION_SET, OPTION_RESCALE, TABLE, OPTION_UNITS, OPTION_LONG),
    .run = cli_run_panel};

static const cli_command crosswalk = {
    .name = "crosswalk",
    .section = RANKING,
    .summary = "do several rankings agree, and where not?",
    .arguments = "INDEX INDEX ...",
    .description =
        "Puts rankings of the same units side by side: a row per unit with its position in each, the consensus by "
        "Borda, Copeland and Kemeny, and how far the rankings differ about it; below, Kendall's W, the correlations of "
        "the pairs, the pairs and units with the largest disagreement, and what is unmatched. Units are matched by "
        "their codes.\n\n"
        "INDEX is a name or a path as everywhere, followed by @PERIOD for another period than the definition's "
        "(egdi@2018), or a CSV file of published ranks with the columns unit (or iso3), rank and, if you like, period.",
    .example = {{"egovbench crosswalk egdi gtmi-2022 oecd-dgi-2023", "do these agree?"},
                {"egovbench crosswalk egdi gtmi-2022 --pairs", "the correlations"},
                {"egovbench crosswalk egdi@2018 egdi@2022", "two editions"},
                {"egovbench crosswalk egdi ranks.csv", "ranks of your own"},
                {"egovbench crosswalk egdi waseda-published --unit TWN", "over the years"}},
    .operand = {"index", "index"},
    .least = 1,
    .most = 100,
    .options = TAKES(TABLE, OPTION_UNITS, OPTION_TOP, OPTION_PAIRS, OPTION_UNIT),
    .run = cli_run_crosswalk};

static const cli_command uncertainty = {
    .name = "uncertainty",
    .section = TRUST,
    .summary = "how far can each rank be trusted?",
    .arguments = "[INDEX]",
    .description =
        "Scores the index again and again with everything varied at once that is not known for sure: weights, methods, "
        "indicators left out, measurement error. What varies is declared in the definition (`uncertainty:`) or by "
        "options; where neither says how the weights vary, each varies by 25 percent of itself (--weights fixed: "
        "none). Prints for each unit the median and mean rank, the interval that holds 90 percent of its ranks, and "
        "how often it was first, among the first ten and at each level.\n\n"
        "The same seed gives the same figures for any number of threads. Ctrl-C prints what is done so far.",
    .example = {{"egovbench uncertainty", "the default index"},
                {"egovbench uncertainty --weights flat", "any weights at all"},
                {"egovbench uncertainty --frequencies rank-shares.csv", "with the table of ranks"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, SIMULATED, VARIED, OPTION_UNITS, OPTION_TOP, OPTION_LEVEL, OPTION_FREQUENCIES,
                     OPTION_DRAWS_FILE),
    .run = cli_run_uncertainty};

static const cli_command stability = {
    .name = "stability",
    .section = TRUST,
    .summary = "how far can each weight move before ranks change?",
    .arguments = "[INDEX]",
    .description =
        "For every weight, its siblings rescaled in proportion: the interval in which the first place stays, in which "
        "the same units are at the top, and in which every rank stays, with the next swap on either side: which unit "
        "overtakes which, at what weight. Exact, no sampling; for arithmetic, geometric, harmonic and power means, "
        "through all levels. Where another method prevents this the reason is reported. Text shows the parts of the "
        "index, with --all every node; machine formats have every node.",
    .example = {{"egovbench stability", "the default index"},
                {"egovbench stability desi-2022 --all", "every node"},
                {"egovbench stability egdi --places 20", "the first twenty instead of ten"},
                {"egovbench stability --scenario services-first", "around a scenario"},
                {"egovbench stability --format csv", "for a program"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, OPTION_PLACES, OPTION_ALL),
    .run = cli_run_stability};

static const cli_command sensitivity = {
    .name = "sensitivity",
    .section = TRUST,
    .summary = "which assumption matters most?",
    .arguments = "[INDEX]",
    .description =
        "Says how much of the uncertainty of the ranks each assumption accounts for: Sobol indices of first order "
        "(alone) and in total (with its interactions) by the designs of Saltelli and Jansen, with bootstrap intervals; "
        "the target is the mean shift of all ranks, or the rank of --unit. Then every assumption changed alone: how "
        "many units move, how far.\n\n"
        "What varies is declared as for uncertainty. When nothing is, what audits switch most: weights within 25 "
        "percent, the index's own aggregation arithmetic or geometric (scores of parts below 1 percent of the scale "
        "count as that much, because one 0 makes a geometric mean 0), and min-max beside the normalisations there are. "
        "--split-weights shows which weights matter.\n\n"
        "--draws is the number of rows of the design; there are as many runs for each row as assumptions, and two "
        "more.",
    .example = {{"egovbench sensitivity", "the default index"},
                {"egovbench sensitivity --unit EST", "what decides Estonia's rank"},
                {"egovbench sensitivity --split-weights parts", "which weight matters"},
                {"egovbench sensitivity --table removals", "the index without each part"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, SIMULATED, VARIED, OPTION_SPLIT_WEIGHTS, OPTION_UNIT, OPTION_TABLE, OPTION_LEVEL),
    .run = cli_run_sensitivity};

static const cli_command acceptability = {
    .name = "acceptability",
    .section = TRUST,
    .summary = "who can be first, and with which weights?",
    .arguments = "[INDEX]",
    .description =
        "Draws the weights of the index's parts (of --node) from all that are possible, or from those that satisfy "
        "statements: orders, ratios and bounds, in the definition (`uncertainty:`) or by --where. Prints for each unit "
        "how often it has which rank, and for each that can be first its central weights, the mean of those that make "
        "it first, with the confidence that it is first with them when everything else that is uncertain varies "
        "(SMAA-2, R. Lahdelma and P. Salminen 2001). Weights below the parts stay as they are unless a statement is "
        "about them. --pairs says how often each unit is ahead of each other one.\n\n"
        "The same seed gives the same figures for any number of threads. Ctrl-C prints what is done so far.",
    .example = {{"egovbench acceptability", "all sets of weights"},
                {"egovbench acceptability --where \"OS >= CYB >= NIP\"", "an order"},
                {"egovbench acceptability --pairs --top 20", "who is ahead of whom"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, SIMULATED, OPTION_WHERE, CHOSEN, OPTION_UNITS, OPTION_TOP, OPTION_PAIRS,
                     OPTION_FREQUENCIES),
    .run = cli_run_acceptability};

static const cli_command bounds = {
    .name = "bounds",
    .section = TRUST,
    .summary = "best and worst rank of each unit; who can be first?",
    .arguments = "[INDEX]",
    .description =
        "The best and the worst rank each unit can have when the weights of the index's parts may be anything within "
        "limits, and whether it can be first at all. Exact: reached by some weights (CSV and JSON have them) and "
        "proven that none go beyond. When --time or Ctrl-C ends the search, or without GLPK, proven ranks are shown "
        "next to those found. --dominance lists the pairs of units whose order no weights can change.",
    .example = {{"egovbench bounds", "all weights within 25 %"},
                {"egovbench bounds --limits 50% --limit OS=10%..30%", "others"},
                {"egovbench bounds --limits any --time 10", "any weights, ten seconds"},
                {"egovbench bounds egdi --dominance", "what no weights can change"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, OPTION_LIMITS, OPTION_LIMIT, OPTION_TOP, OPTION_TIME, OPTION_DOMINANCE),
    .run = cli_run_bounds};

static const cli_command whatif = {
    .name = "whatif",
    .section = DESK,
    .summary = "who moves if a weight, a part or a method changes?",
    .arguments = "[INDEX]",
    .description =
        "Scores the definition as it is and once more with the change, and prints the units whose rank differs: "
        "old rank, new rank, places gained, whether the new rank is inside the interval of the old one (what `rank` "
        "shows beside it, so that the move means little), and the dimension that drove it. Below the table: how many "
        "moved and how many of them inside, the rank correlation, which units entered the first ten, and the command "
        "that saves the weights. Nothing is written.",
    .example = {{"egovbench whatif --set OS=0.2", "one weight"},
                {"egovbench whatif --set CYB+=0.05 --rescale from=OS", "taken from another"},
                {"egovbench whatif egdi --drop TII --threshold 3", "without a part"},
                {"egovbench whatif --method waseda-ten=geometric", "another aggregation"},
                {"egovbench whatif --scenario services-first", "a scenario"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, TABLE, OPTION_DROP, OPTION_METHOD, OPTION_THRESHOLD, OPTION_UNITS, OPTION_TOP,
                     OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = cli_run_whatif};

static const cli_command weights = {
    .name = "weights",
    .section = DESK,
    .summary = "show weights, change them in the file, derive them",
    .arguments = "[ACTION] [...]",
    .description =
        "`weights show [INDEX]` prints every weight: as written, its share, its share of the whole index, the sum of a "
        "node's parts, between which weights the first place, the first ten and every rank stay (as `stability` has "
        "it), where it is written, the comment beside it, and what the scenarios make of it.\n\n"
        "`weights set [INDEX] ID=W ...` shows what changing weights would change in the file and in the ranking; "
        "--write does it. Only the bytes of those numbers, and of the siblings that are rescaled, are touched: "
        "comments, order, quotes and line ends stay. Rescaled siblings are written with six significant digits, and "
        "the largest takes what is missing to the total. A file that changed meanwhile is never overwritten. "
        "--scenario NAME adds the weights as a scenario instead.\n\n"
        "`weights ahp MATRIX.csv ...` derives weights from pairwise comparisons on Saaty's scale, a file per expert: "
        "ids in the first row and column, empty cells are reciprocals. The experts are joined by the geometric mean; "
        "the consistency ratio of each is reported, and which comparison to correct. `weights budget FILE.csv` makes "
        "them of points: ids in the first row, a row per expert.\n\n"
        "`weights METHOD ...` prints the weights of several methods side by side (equal, entropy, critic, sd, pca, "
        "...) and how far their rankings agree with the one in force. For these, --index names the index and --node "
        "the node whose parts are weighted.",
    .example = {{"egovbench weights show", "every weight"},
                {"egovbench weights set OS=0.2", "what would change"},
                {"egovbench weights set OS=14% --scenario mine", "as a scenario"},
                {"egovbench weights equal critic pca", "methods side by side"},
                {"egovbench weights ahp experts.csv", "from comparisons"}},
    .operand = {"weights", "index"},
    .most = 1000,
    .options = TAKES(INPUT, OPTION_RESCALE, TABLE, OPTION_INDEX, OPTION_NODE, OPTION_DRY_RUN, OPTION_WRITE, OPTION_COPY,
                     OPTION_THRESHOLD, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = cli_run_weights};

static const cli_command watch = {
    .name = "watch",
    .section = DESK,
    .summary = "ranks again on every save, and shows which units moved",
    .arguments = "[INDEX]",
    .description =
        "Ranks, then waits: on every save of the definition, its data or its unit list it ranks again and prints the "
        "units whose rank changed: old rank, new rank, change of the score. The selection of `rank` (--units, --group, "
        "--top) decides which units are shown. An error is reported with its place, and the last good ranking stays "
        "until it is corrected. With -o the ranking is also written to a file, anew on every save. Ctrl-C ends.",
    .example = {{"egovbench watch my.yaml", "in one window, an editor in another"},
                {"egovbench watch my.yaml --top 10", "the first ten only"},
                {"egovbench watch my.yaml -o ranking.csv", "a file that is always up to date"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, SELECTED, FILE_FORMAT, OPTION_LANG, OPTION_DIGITS, OPTION_POLL, OPTION_NO_INTERVALS,
                     OPTION_INTERVALS),
    .live = true,
    .run = cli_run_watch};

static const cli_command diff = {
    .name = "diff",
    .section = DESK,
    .summary = "what moved between two, and why?",
    .arguments = "[INDEX [INDEX]]",
    .description =
        "Compares two definitions, or two periods, scenarios or data files of one index, unit by unit. Every change of "
        "a score and of a rank is split exactly into what the data, the weights, the method and the membership did: "
        "what exchanging each of them changes, as the mean over all orders of exchanging them one by one. The four sum "
        "to the change, and in the opposite direction all signs change. Nodes are matched by their ids; those that "
        "only one side has are listed and belong to the method.\n\n"
        "--period, --scenario and --data take two values here, one for each side; the scenario `none` is the "
        "definition as it stands.",
    .example = {{"egovbench diff egdi --period 2018 2022", "two editions"},
                {"egovbench diff --scenario none services-first", "with and without a scenario"},
                {"egovbench diff my.yaml waseda-ten --top 10", "two definitions"},
                {"egovbench diff my.yaml --data my.csv new.csv", "two data files"}},
    .operand = {"index", "index"},
    .most = 2,
    .options = TAKES(INPUT, TABLE, OPTION_UNITS, OPTION_TOP, OPTION_EXIT_CODE),
    .pairs = TAKES(INPUT),
    .run = cli_run_diff};

static const cli_command tune = {
    .name = "tune",
    .section = DESK,
    .summary = "weights as sliders, the ranking beside them",
    .arguments = "[INDEX]",
    .description =
        "A full-screen desk: on the left the weights as bars to move, on the right the ranking they make, how far each "
        "unit has moved since the start, and, after a moment without a key, the interval of each rank. A weight that "
        "is moved takes from its siblings or gives to them in their proportions; locked ones keep their share. Keys: "
        "the arrows choose and step by 1 %, < and > by 0.1 %, space locks, = equalises, u and r undo and redo, / finds "
        "a country, e explains a pair, s saves a scenario, w writes the definition, ? shows all keys, q quits. The "
        "command that sets the same weights is printed at the end.",
    .example = {{"egovbench tune", "the default index"},
                {"egovbench tune egdi --lang zh-Hant", "another one, names in Chinese"},
                {"egovbench tune my.yaml --set OS=30%", "from other weights"}},
    .operand = {"index"},
    .most = 1,
    .options = TAKES(SCORED, OPTION_LANG, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = cli_run_tune};

static const cli_command validate = {
    .name = "validate",
    .section = INDEX_FILES,
    .summary = "is the definition correct? is the data?",
    .arguments = "[INDEX ...]",
    .description =
        "Reads the definition and its data, scores every scenario in every period (or those asked for) and reports "
        "every error with its place and how to correct it, notes included: what `rank` would refuse is not valid. The "
        "last line is the verdict. Exit code 0: correct; 1: errors were found; 4: a file could not be read.",
    .example = {{"egovbench validate my.yaml", "a definition and its data"},
                {"egovbench validate my.yaml --data my.csv", "other data"},
                {"egovbench validate my.yaml --no-data", "the definition alone"},
                {"egovbench validate my.yaml --diagnostics github", "for a workflow"}},
    .operand = {"index"},
    .most = 1000,
    .options = TAKES(INPUT, OPTION_NO_DATA),
    .tells_notes = true,
    .run = cli_run_validate};

static const cli_command methods = {
    .name = "methods",
    .section = INDEX_FILES,
    .summary = "the methods a definition can choose from",
    .arguments = "[NAME]",
    .description =
        "Lists the methods of every stage (imputation, treatment of outliers, normalisation, weights, aggregation), or "
        "describes one in full: formula, parameters with their ranges, reference.",
    .example = {{"egovbench methods", "all of them"},
                {"egovbench methods minmax", "one in full"},
                {"egovbench methods --format json", "for a program"}},
    .operand = {"methods"},
    .most = 1,
    .options = TAKES(FILE_FORMAT, OPTION_DIGITS, OPTION_WIDTH, OPTION_NOTES),
    .run = cli_run_methods};

static const cli_command schema = {
    .name = "schema",
    .section = INDEX_FILES,
    .summary = "the JSON Schema of definitions, for editors",
    .arguments = "",
    .description =
        "Prints the JSON Schema (draft-07) of definition files. An editor that knows YAML schemas completes keys and "
        "shows their meaning when the first line of the definition is\n\n"
        "# yaml-language-server: $schema=schema.json",
    .example = {{"egovbench schema -o schema.json", "for an editor"},
                {"egovbench schema --man | man -l -", "the format as a manual page"}},
    .options = TAKES(FILE_ONLY, OPTION_MAN),
    .run = cli_run_schema};

static const cli_command init = {
    .name = "init",
    .section = INDEX_FILES,
    .summary = "an empty data file of an index, to fill in",
    .arguments = "INDEX",
    .description =
        "Writes a data file with a row for each unit and an empty column for each indicator of the definition: "
        "INDEX-data.csv in the current folder, or the file of -o. A file that exists is never overwritten without "
        "--force.",
    .example = {{"egovbench init waseda-2016", "writes waseda-2016-data.csv"},
                {"egovbench init waseda-2016 -o experts.csv", "another name"},
                {"egovbench rank waseda-2016 --data experts.csv", "afterwards"}},
    .operand = {"index"},
    .least = 1,
    .most = 1,
    .options = TAKES(FILE_ONLY, OPTION_FORMAT, OPTION_EXCEL),
    .run = cli_run_init};

static const cli_command completion = {
    .name = "completion",
    .section = PROGRAM,
    .summary = "completion script: bash, zsh or fish",
    .arguments = "SHELL",
    .description =
        "Prints a script that completes commands, options, formats, index names, and the countries, indicators, "
        "scenarios, periods and groups of the index on the command line.",
    .example = {{"source <(egovbench completion bash)", "in ~/.bashrc"},
                {"egovbench completion zsh > ~/.zfunc/_egovbench", "a folder of fpath"},
                {"egovbench completion fish | source", "in config.fish"}},
    .operand = {"shells"},
    .least = 1,
    .most = 1,
    .options = TAKES(FILE_ONLY),
    .run = cli_run_completion};

static const cli_command doctor = {
    .name = "doctor",
    .section = PROGRAM,
    .summary = "what was found where, and does it load?",
    .arguments = "",
    .description =
        "Prints the version, where the program finds its definitions and data and by which rule, which definitions "
        "load, and what is known about the terminal. Exit code 1 when something is wrong.",
    .example = {{"egovbench doctor", "for a report of a problem"}, {"egovbench doctor --format json", "for a program"}},
    .options = TAKES(FILE_ONLY, OPTION_FORMAT),
    .run = cli_run_doctor};

static const cli_command help = {
    .name = "help",
    .section = PROGRAM,
    .summary = "help about a command or a code",
    .arguments = "[COMMAND | CODE]",
    .description =
        "The same as egovbench COMMAND --help; of a code such as E0321 in a message, what it means; `codes` lists them all.",
    .example = {{"egovbench help rank", "everything about rank"}, {"egovbench help E0321", "what this code means"}},
    .operand = {"commands"},
    .most = 1,
    .options = TAKES(OPTION_MAN),
    .run = cli_run_help};

static const cli_command complete = {.name = "__complete",
                                     .summary = "candidates for completion, one per line",
                                     .arguments = "KIND [INDEX]",
                                     .description = "Asked by the completion scripts.",
                                     .operand = {"kinds", "index"},
                                     .least = 1,
                                     .most = 2,
                                     .hidden = true,
                                     .run = cli_run_complete};

const cli_command *const cli_commands[] = {
    &rank,          &show,      &explain, &profile,    &stages,  &panel, &crosswalk, &uncertainty, &sensitivity,
    &acceptability, &stability, &bounds,  &whatif,     &weights, &diff,  &watch,     &tune,        &validate,
    &init,          &methods,   &schema,  &completion, &doctor,  &help,  &complete,  NULL};

const cli_fact cli_exit_codes[] = {
    {"0", "done"},
    {"1", "the answer is no: validate found errors, doctor found something wrong, diff --exit-code a difference"},
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
    {"TERM", "no colour when it is `dumb`"},
    {"COLUMNS", "width of a terminal that does not say its own"},
    {"EGOVBENCH_PAGER",
     "the pager for results longer than the terminal; else PAGER, else less -FRX; empty or cat: none"},
    {NULL, NULL}};

const cli_command *cli_command_find(const char *name) {
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (strcmp(cli_commands[i]->name, name) == 0)
      return cli_commands[i];
  return NULL;
}

bool cli_command_names(cli_list *out) {
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden && !cli_list_add(out, cli_commands[i]->name))
      return false;
  return true;
}

static bool lists(const cli_option_id *list, cli_option_id option) {
  for (; list != NULL && *list != OPTION_COUNT; list++)
    if (*list == option)
      return true;
  return false;
}

bool cli_command_takes(const cli_command *command, cli_option_id option) {
  static const cli_option_id common[] = {OPTION_COLOR,       OPTION_NO_PAGER, OPTION_QUIET,
                                         OPTION_DIAGNOSTICS, OPTION_HOME,     OPTION_SHORT_HELP,
                                         OPTION_HELP,        OPTION_VERSION,  OPTION_COUNT};
  return lists(common, option) || (command != NULL && lists(command->options, option));
}

bool cli_command_pairs(const cli_command *command, cli_option_id option) {
  return command != NULL && lists(command->pairs, option);
}
