/* A picture is what another command would print, drawn: each kind names that command, and takes its options. */
#include "cli/commands.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <string.h>

/* ---- commands that only pictures have -------------------------------------------------------- */

static int run_contributions(cli_session *session) {
  cli_list units = {0};
  egb_table *table = NULL;
  egb_status status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = egb_table_contributions(session->results, cli_languages(session), units.item, session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  cli_list_free(&units);
  return cli_exit_of(status);
}

static const cli_command contributions = {.name = "plot contributions",
                                          .arguments = "[INDEX]",
                                          .most = 1,
                                          .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_TOP, OPTION_UNITS),
                                          .run = run_contributions};

static int run_added_value(cli_session *session) {
  egb_table *table = NULL;
  egb_status status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_table_added_value(session->results, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return cli_exit_of(status);
}

static const cli_command added_value = {.name = "plot added-value",
                                        .arguments = "[INDEX]",
                                        .most = 1,
                                        .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_TOP),
                                        .run = run_added_value};

/* The two nodes, and what names the units. */
static egb_status keep_two(const cli_session *session, const char *a, const char *b, egb_table *table) {
  const char *const columns[] = {"unit", "name", a, b, NULL};
  const egb_select_options options = {.size = sizeof options, .columns = columns};
  return egb_table_select(table, &options, session->diag);
}

static int run_scatter(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const cli_value *stage = &arguments->value[OPTION_STAGE];
  const char *a = cli_operand(arguments, 0), *b = cli_operand(arguments, 1);
  cli_list units = {0};
  egb_table *table = NULL;
  egb_status status = cli_load_index(session, cli_operand(arguments, 2));
  for (size_t i = 0; i < 2 && status == EGB_OK; i++)
    if (egb_index_find(session->index, arguments->operands.item[i]) == SIZE_MAX)
      status = cli_refuse_node(session, arguments->operands.item[i]);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = egb_table_stage(session->results, stage->given != 0 ? (egb_stage)stage->choice : EGB_STAGE_SCORED,
                             cli_languages(session), units.item, session->diag, &table);
  if (status == EGB_OK)
    status = keep_two(session, a, b, table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, arguments, table, session->diag);
  egb_table_free(table);
  cli_list_free(&units);
  return cli_exit_of(status);
}

static const cli_command scatter = {.name = "plot scatter",
                                    .arguments = "NODE NODE [INDEX]",
                                    .least = 2,
                                    .most = 3,
                                    .options = CLI_TAKES(TAKES_SCORED, TAKES_FILE_FORMAT, OPTION_LANG, OPTION_WIDTH,
                                                         OPTION_NOTES, OPTION_UNITS, OPTION_STAGE),
                                    .run = run_scatter};

/* ---- kinds ----------------------------------------------------------------------------------- */

/* Which command makes the table, and what is typed for it. */
static const struct source {
  const char *kind;
  const cli_command *command;
  const char *operand;   /* in front of those typed; NULL: none */
  cli_option_id implied; /* OPTION_COUNT: none */
  size_t choice;         /* of an implied CLI_CHOICE */
} sources[] = {{"ranks", &cli_command_uncertainty, NULL, OPTION_COUNT, 0},
               {"map", &cli_command_rank, NULL, OPTION_NO_INTERVALS, 0},
               {"world", &cli_command_rank, NULL, OPTION_NO_INTERVALS, 0},
               {"levels", &cli_command_panel, NULL, OPTION_LONG, 0},
               {"acceptability", &cli_command_acceptability, NULL, OPTION_COUNT, 0},
               {"tornado", &cli_command_sensitivity, NULL, OPTION_TABLE, 1},
               {"sensitivity", &cli_command_sensitivity, NULL, OPTION_TABLE, 0},
               {"correlations", &cli_command_stats, "correlations", OPTION_COUNT, 0},
               {"distribution", &cli_command_stages, NULL, OPTION_LONG, 0},
               {"scree", &cli_command_stats, "components", OPTION_COUNT, 0},
               {"loadings", &cli_command_stats, "loadings", OPTION_COUNT, 0},
               {"biplot", &cli_command_stats, "biplot", OPTION_COUNT, 0},
               {"importance", &cli_command_stats, "importance", OPTION_COUNT, 0},
               {"added-value", &added_value, NULL, OPTION_COUNT, 0},
               {"contributions", &contributions, NULL, OPTION_COUNT, 0},
               {"profile", &cli_command_profile, NULL, OPTION_COUNT, 0},
               {"scatter", &scatter, NULL, OPTION_COUNT, 0},
               {"bump", &cli_command_panel, NULL, OPTION_LONG, 0},
               {"changes", &cli_command_diff, NULL, OPTION_COUNT, 0},
               {"crosswalk", &cli_command_crosswalk, NULL, OPTION_COUNT, 0},
               {"tree", &cli_command_show, NULL, OPTION_COUNT, 0}};

#define SOURCES (sizeof sources / sizeof *sources)

static const struct source *find_source(const char *kind) {
  for (size_t i = 0; kind != NULL && i < SOURCES; i++)
    if (strcmp(sources[i].kind, kind) == 0)
      return &sources[i];
  return NULL;
}

static const cli_command *acts_as(const cli_arguments *arguments) {
  const struct source *source = find_source(cli_operand(arguments, 0));
  return source != NULL ? source->command : &cli_command_plot;
}

static int refuse_kind(cli_session *session, const char *typed) {
  const char *names[SOURCES];
  char hint[CLI_HINT_MAX];
  for (size_t i = 0; i < SOURCES; i++)
    names[i] = sources[i].kind;
  cli_error(session->diag, CLI_E_USAGE,
            cli_nearest(typed, names, SOURCES, "`egovbench plot --help` lists the kinds", hint),
            "there is no plot of `%.100s`", typed);
  return CLI_WRONG_USAGE;
}

/* The arguments as that command would have them. */
static bool pass_on(const cli_session *session, const struct source *source, cli_arguments *out) {
  *out = *session->arguments;
  out->command = source->command;
  out->operands = (cli_list){0};
  if (source->operand != NULL && !cli_list_add(&out->operands, source->operand))
    return false;
  for (size_t i = 1; i < session->arguments->operands.count; i++)
    if (!cli_list_add(&out->operands, session->arguments->operands.item[i]))
      return false;
  if (source->implied != OPTION_COUNT) {
    out->value[source->implied].given = 1;
    out->value[source->implied].choice = source->choice;
  }
  if (source->implied == OPTION_LONG && source->command == &cli_command_stages && out->value[OPTION_STAGE].given == 0) {
    out->value[OPTION_STAGE].given = 1;
    out->value[OPTION_STAGE].choice = EGB_STAGE_NORMALISED;
  }
  return true;
}

static int check_operands(const cli_session *session, const cli_arguments *arguments) {
  const cli_command *command = arguments->command;
  if (arguments->operands.count >= command->least && arguments->operands.count <= command->most)
    return CLI_DONE;
  cli_error(session->diag, CLI_E_USAGE, NULL, "a plot of %s needs: %s", cli_operand(session->arguments, 0),
            command->arguments);
  return CLI_WRONG_USAGE;
}

static int run_plot(cli_session *session) {
  const char *kind = cli_operand(session->arguments, 0);
  const struct source *source = find_source(kind);
  const cli_arguments *typed = session->arguments;
  cli_arguments arguments;
  if (source == NULL)
    return refuse_kind(session, kind);
  session->output.plot = egb_plot_find(kind);
  int code = cli_exit_of(EGB_NO_MEMORY);
  if (pass_on(session, source, &arguments)) {
    code = check_operands(session, &arguments);
    session->arguments = &arguments;
    if (code == CLI_DONE)
      code = source->command->run(session);
    session->arguments = typed;
  }
  cli_list_free(&arguments.operands);
  return code;
}

const cli_command cli_command_plot = {
    .name = "plot",
    .heading = HEADING_COHERENCE,
    .summary = "pictures of rankings, changes, correlations, as SVG, PNG or PDF",
    .arguments = "KIND [ARGUMENTS]",
    .description =
        "Draws what another command prints, with the options of that command; -o names the file, and its extension "
        "the format: svg, or png and pdf through the program rsvg-convert. On a terminal, or with --format text, the "
        "picture is drawn in text, with blocks and braille, or signs of ASCII (--ascii, or where the encoding is not "
        "UTF-8); --format csv and --columns print the table, whose values are those of the picture. KIND is one of:\n\n"
        "ranks [INDEX]: each unit's rank with its interval and median (uncertainty). map [INDEX]: a tile per "
        "country, in the shade of its level or, without levels, of the fifth of its rank, hatched where it is not "
        "ranked (rank --no-intervals); other units in rows below. world [INDEX]: the same in the outlines of Natural "
        "Earth, on a map that fits the countries shown (--units, --group). levels [INDEX]: units per maturity level "
        "and period, and how they moved between the periods (panel --long). acceptability [INDEX]: how often each "
        "unit has each of the first ranks. tornado [INDEX]: every assumption changed alone (sensitivity --table "
        "switches). sensitivity [INDEX]: shares of the variance. correlations [INDEX], scree [INDEX], loadings "
        "[INDEX], biplot [INDEX], importance [INDEX]: of a node's children (stats; --node names another node). "
        "added-value [INDEX]: ranks by the index beside those by each dimension alone (audit). distribution "
        "[INDEX]: the values of every indicator (stages --long; normalised unless --stage says otherwise). contributions [INDEX]: what each dimension adds to the scores. profile UNIT [INDEX]. scatter "
        "NODE NODE [INDEX]: a point per unit. bump [INDEX]: ranks over the periods (panel). changes [INDEX [INDEX]]: "
        "two editions (diff). crosswalk INDEX INDEX...: rankings side by side. tree [INDEX]: the parts of the index, "
        "heights by weight (show).\n\n"
        "Pictures are the same bytes wherever they are made, have their text as text, tell nothing by colour alone, "
        "and follow the reader's choice of light or dark.",
    .example = {{"egovbench plot ranks --top 40 -o ranks.svg", "ranks with intervals"},
                {"egovbench plot map egdi", "in the terminal"},
                {"egovbench plot correlations desi-2022 -o c.pdf", "as PDF"},
                {"egovbench plot changes egdi --period 2022 2024 -o c.svg", "two editions"},
                {"egovbench plot importance --format csv", "its values"}},
    .operand = {"plots", "index", "index"},
    .least = 1,
    .most = 64,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_SELECTED, OPTION_NODE, OPTION_DEPTH, TAKES_SIMULATED,
                         TAKES_VARIED, OPTION_SPLIT_WEIGHTS, OPTION_UNIT, OPTION_LEVEL, OPTION_STAGE, OPTION_WITH,
                         OPTION_COMPLETE, OPTION_INDEX, OPTION_ASCII),
    .own = CLI_TAKES(OPTION_ASCII),
    .brief = CLI_TAKES(TAKES_FILE_FORMAT, OPTION_DATA, OPTION_PERIOD, OPTION_TOP, OPTION_NODE, OPTION_LANG),
    .acts_as = acts_as,
    .draws = true,
    .run = run_plot};
