#include "base/diag.h"
#include "cli/commands.h"
#include "cli/parts.h"
#include "cli/progress.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"
#include "command/sweep_keep.h"

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

/* Rows of the long table are written as they are made: there may be 50 million. */
static egb_status check_sort(const cli_session *session) {
  if (session->arguments->value[OPTION_SORT].given == 0 || choose_table(session) != LONG)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "add --table summary, or --table scenarios",
            "--sort is for the tables that sum up, not for a row per scenario and unit");
  return EGB_USAGE;
}

static egb_status check_asked(const cli_session *session) {
  if (session->arguments->value[OPTION_GRID].given != 0)
    return check_sort(session);
  cli_error(session->diag, CLI_E_USAGE, "for instance --grid OS=0.05..0.3:6, six weights of OS",
            "no weights are given to sweep");
  return EGB_USAGE;
}

/* Units are for the table, which is made when all is scored: what is no unit is said before. */
static egb_status check_units(cli_session *session, const cli_list *units) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < units->count && status != EGB_NO_MEMORY; i++)
    if (egb_dataset_find_unit(session->data, units->item[i]) == SIZE_MAX)
      status = egb_status_worse(status, cli_refuse_unit(session, units->item[i]));
  return status;
}

/* A sweep as an analysis that may be made in parts. */
typedef struct sweep_analysis {
  cli_analysis analysis; /* the first member */
  egb_sweep_options options;
} sweep_analysis;

static egb_sweep_options options_of(const cli_analysis *of) {
  egb_sweep_options options = ((const sweep_analysis *)of)->options;
  options.threads = of->options.threads;
  options.watch = of->options.watch;
  options.context = of->options.context;
  return options;
}

static egb_status make(const cli_analysis *of, void **out) {
  egb_sweep *made = NULL;
  const cli_session *s = of->session;
  const egb_sweep_options options = options_of(of);
  const egb_status status = egb_sweep_new(s->plan, s->results, &options, s->diag, &made);
  *out = made;
  return status;
}

static egb_status make_part(const cli_analysis *of, size_t number, size_t count, char **bytes, size_t *length) {
  const cli_session *s = of->session;
  const egb_sweep_options options = options_of(of);
  return egb_sweep_part(s->plan, s->results, &options, number, count, s->diag, bytes, length);
}

static egb_status merge(const cli_analysis *of, const egb_part *part, size_t count, void **out) {
  egb_sweep *made = NULL;
  const cli_session *s = of->session;
  const egb_sweep_options options = options_of(of);
  const egb_status status = egb_sweep_merge(s->plan, s->results, &options, part, count, s->diag, &made);
  *out = made;
  return status;
}

static egb_status print(cli_session *session, table_kind kind, const egb_sweep *sweep, const cli_list *units) {
  static build *const builds[] = {
      [SUMMARY] = egb_table_sweep_units, [SCENARIOS] = egb_table_sweep_scenarios, [LONG] = egb_table_sweep};
  const egb_sweep_table_options options = {
      .size = sizeof options, .languages = cli_languages(session), .units = units->item};
  egb_table *table = NULL;
  const egb_select_options select = {.size = sizeof select, .sort = session->arguments->value[OPTION_SORT].text};
  egb_status status = builds[kind](sweep, &options, session->diag, &table);
  if (status == EGB_OK)
    status = egb_table_select(table, &select, session->diag);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return status;
}

static egb_sweep_options sweep_options(const cli_session *session, table_kind kind) {
  const cli_value *value = session->arguments->value;
  return (egb_sweep_options){.size = sizeof(egb_sweep_options),
                             .grid = value[OPTION_GRID].list.item,
                             .rescale = value[OPTION_RESCALE].text,
                             .units = kind == SUMMARY,
                             .scenarios = kind == SCENARIOS};
}

/* What an interrupted run has done goes to a stream; beside a file it is kept, and the file is written when all is
 * done.
 */
static egb_status run_and_print(cli_session *session, const cli_parts *parts, const cli_list *units, bool *stopped) {
  const table_kind kind = choose_table(session);
  sweep_analysis sweep = {.analysis = {.session = session,
                                       .options = {.size = sizeof sweep.analysis.options,
                                                   .threads = (size_t)session->arguments->value[OPTION_THREADS].number},
                                       .what = "scenarios",
                                       .most = SIZE_MAX,
                                       .make = make,
                                       .part = make_part,
                                       .merge = merge},
                          .options = sweep_options(session, kind)};
  cli_keeper keeper;
  void *made = NULL;
  egb_status status = cli_keep_begin(&keeper, session, parts, &sweep.options);
  if (status == EGB_OK)
    status = cli_parts_run(&sweep.analysis, parts, &made, stopped);
  status = egb_status_worse(status, keeper.status);
  const bool waits = keeper.keeps && *stopped;
  if (status == EGB_OK && !waits)
    cli_keep_make_room(&keeper);
  if (status == EGB_OK && made != NULL && !waits)
    status = print(session, kind, made, units);
  cli_keep_end(&keeper, status == EGB_OK && !waits, *stopped);
  egb_sweep_free(made);
  return status;
}

static int run_sweep(cli_session *session) {
  cli_list units = {0};
  cli_parts parts;
  bool stopped = false;
  egb_status status = egb_status_worse(check_asked(session), cli_parts_check(session, &parts));
  if (status == EGB_OK)
    status = cli_parts_load(session, &units);
  if (status == EGB_OK)
    status = check_units(session, &units);
  if (status == EGB_OK)
    status = cli_parts_read(session, &parts);
  if (status == EGB_OK)
    status = run_and_print(session, &parts, &units, &stopped);
  cli_parts_free(&parts);
  cli_list_free(&units);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_sweep = {
    .name = "sweep",
    .heading = HEADING_DESK,
    .summary = "what do thousands of other weights do?",
    .arguments = "[INDEX|PART...]",
    .description =
        "Scores every combination of the weights in --grid, each as `whatif --set` would, and compares its ranking with "
        "the one without the grid. On a terminal: a row per unit, with the best, worst and median of its ranks, and the "
        "shares of the scenarios in which it keeps its rank, is first and is among the first ten. In formats for "
        "programs: a row per scenario and unit, with the number of the scenario, its weights, the score, the rank and "
        "the places gained. --sort orders the tables that sum up. The other siblings share what is left in proportion, or as --rescale says. A grid "
        "has at most a million scenarios, and 50 million rows of units.\n\n"
        "The output is the same for any number of threads. Ctrl-C prints the scenarios that are done. With -o they are "
        "kept beside the output, in FILE.part, as they are when a run of more than a second is ended in another way: "
        "the same command goes on from there, and writes the file whole. --part scores a share of the scenarios on "
        "each of many machines, and --merge makes the output of all shares.",
    .example = {{"egovbench sweep --grid OS=0.05..0.3:6,CYB=0.1..0.2:3", "18 summed up"},
                {"egovbench sweep --grid OS=0..40%:81 -o sweep.csv", "for a plot"},
                {"egovbench sweep egdi --grid TII=0.1,0.2,0.5 --table scenarios", "a row each"}},
    .operand = {"index", "files"},
    .most = CLI_PARTS_MOST,
    .options = CLI_TAKES(TAKES_SCORED, OPTION_GRID, TAKES_TABLE, OPTION_SWEEP_TABLE, OPTION_UNITS, OPTION_SORT,
                         OPTION_TOP, TAKES_PARTS),
    .run = run_sweep};
