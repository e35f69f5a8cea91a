#include "base/diag.h"
#include "commands.h"
#include "progress.h"
#include "selection.h"
#include "session.h"
#include "table.h"

/* The choices of --table, in their order. */
typedef enum table_kind { SUMMARY, SCENARIOS, LONG } table_kind;

typedef egb_status build(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                         egb_table **out);

static table_kind choose_table(const cli_session *session) {
  const cli_value *table = &session->arguments->value[OPTION_SWEEP_TABLE];
  if (table->given != 0)
    return (table_kind)table->choice;
  return egb_format_is_for_people(session->output.format) ? SUMMARY : LONG;
}

static egb_status check_asked(const cli_session *session) {
  if (session->arguments->value[OPTION_GRID].given != 0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "for instance --grid OS=0.05..0.3:6, six weights of OS",
            "no weights are given to sweep");
  return EGB_USAGE;
}

static egb_status run(cli_session *session, table_kind kind, egb_sweep **out, bool *stopped) {
  const cli_value *value = session->arguments->value;
  cli_progress progress;
  const egb_sweep_options options = {.size = sizeof options,
                                     .grid = value[OPTION_GRID].list.item,
                                     .rescale = value[OPTION_RESCALE].text,
                                     .threads = (size_t)value[OPTION_THREADS].number,
                                     .units = kind == SUMMARY,
                                     .scenarios = kind == SCENARIOS,
                                     .watch = cli_progress_watch,
                                     .context = &progress};
  cli_progress_start(&progress, session, "scenarios");
  const egb_status status = egb_sweep_new(session->plan, session->results, &options, session->diag, out);
  *stopped = cli_progress_end(&progress);
  return status;
}

static egb_status print(cli_session *session, table_kind kind, const egb_sweep *sweep, const cli_list *units) {
  static build *const builds[] = {
      [SUMMARY] = egb_table_sweep_units, [SCENARIOS] = egb_table_sweep_scenarios, [LONG] = egb_table_sweep};
  const egb_sweep_table_options options = {
      .size = sizeof options, .languages = cli_languages(session), .units = units->item};
  egb_table *table = NULL;
  egb_status status = builds[kind](sweep, &options, session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return status;
}

static int run_sweep(cli_session *session) {
  const table_kind kind = choose_table(session);
  egb_sweep *sweep = NULL;
  cli_list units = {0};
  bool stopped = false;
  egb_status status = check_asked(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = run(session, kind, &sweep, &stopped);
  if (status == EGB_OK)
    status = print(session, kind, sweep, &units);
  egb_sweep_free(sweep);
  cli_list_free(&units);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_sweep = {
    .name = "sweep",
    .heading = HEADING_DESK,
    .summary = "what do thousands of other weights do?",
    .arguments = "[INDEX]",
    .description =
        "Scores every combination of the weights in --grid, each as `whatif --set` would, and compares its ranking with "
        "the one without the grid. On a terminal: a row per unit, with the best, worst and median of its ranks, and the "
        "shares of the scenarios in which it keeps its rank, is first and is among the first ten. In formats for "
        "programs: a row per scenario and unit, with the number of the scenario, its weights, the score, the rank and "
        "the places gained. The other siblings share what is left in proportion, or as --rescale says.\n\n"
        "The output is the same for any number of threads. Ctrl-C prints the scenarios that are done.",
    .example = {{"egovbench sweep --grid OS=0.05..0.3:6,CYB=0.1..0.2:3", "18 summed up"},
                {"egovbench sweep --grid OS=0..40%:81 -o sweep.csv", "for a plot"},
                {"egovbench sweep egdi --grid TII=0.1,0.2,0.5 --table scenarios", "a row each"}},
    .operand = {"index"},
    .most = 1,
    .options =
        CLI_TAKES(TAKES_SCORED, OPTION_GRID, TAKES_TABLE, OPTION_SWEEP_TABLE, OPTION_UNITS, OPTION_TOP, OPTION_THREADS),
    .run = run_sweep};
