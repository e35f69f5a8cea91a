#include "cli/commands.h"
#include "cli/parts.h"
#include "cli/progress.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/simulation.h"
#include "cli/table.h"

typedef enum part { PART_INDICES = 0, PART_SWITCHES, PART_REMOVALS } part;

static egb_status write_part(cli_session *session, const egb_sensitivity *sensitivity, part which, bool *stopped) {
  const char *const *languages = cli_languages(session);
  egb_removals *removals = NULL;
  egb_table *table = NULL;
  egb_status status = EGB_OK;
  if (which == PART_INDICES)
    status = egb_table_sensitivity(sensitivity, languages, session->diag, &table);
  if (which == PART_SWITCHES)
    status = egb_table_switches(sensitivity, languages, session->diag, &table);
  if (which == PART_REMOVALS) {
    cli_progress progress;
    cli_progress_start(&progress, session, "parts");
    status = egb_removals_new(session->plan, session->results, cli_progress_watch, &progress, session->diag, &removals);
    *stopped = cli_progress_end(&progress);
  }
  if (status == EGB_OK && which == PART_REMOVALS)
    status = egb_table_removals(removals, languages, session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_removals_free(removals);
  return status;
}

/* The parts left out one by one ask for no simulation. */
static bool only_removals(const cli_session *session) {
  const cli_value *table = &session->arguments->value[OPTION_TABLE];
  return table->given != 0 && table->choice == PART_REMOVALS;
}

/* People get the first two tables one below the other; a program one table. */
static egb_status write_parts(cli_session *session, const egb_sensitivity *sensitivity, bool *stopped) {
  const cli_value *table = &session->arguments->value[OPTION_TABLE];
  const egb_format format = session->output.format;
  const bool people = egb_format_stacks(format);
  const bool columns = session->arguments->value[OPTION_COLUMNS].given != 0; /* those of one table */
  if (table->given != 0 || columns || !people || session->output.path != NULL)
    return write_part(session, sensitivity, (part)table->choice, stopped);
  egb_status status = write_part(session, sensitivity, PART_INDICES, stopped);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, "\n", 1, session->diag);
  return status == EGB_OK ? write_part(session, sensitivity, PART_SWITCHES, stopped) : status;
}

static egb_status find_unit(cli_session *session, size_t *unit) {
  const char *text = session->arguments->value[OPTION_UNIT].text;
  *unit = SIZE_MAX;
  if (text == NULL)
    return EGB_OK;
  *unit = egb_dataset_find_unit(session->data, text);
  return *unit != SIZE_MAX ? EGB_OK : cli_refuse_unit(session, text);
}

/* What --part and --merge are about, and what processes of one run share. */
static egb_status check_parts(const cli_session *session, cli_parts *parts) {
  const egb_status status = cli_parts_check(session, parts);
  if (status != EGB_OK || !only_removals(session) || session->arguments->value[OPTION_MERGE].given == 0)
    return status;
  cli_error(session->diag, CLI_E_USAGE, "leave --merge and the files out: it takes one process a moment",
            "--table removals draws nothing, and has no parts");
  return EGB_USAGE;
}

static egb_status make(const cli_analysis *of, void **out) {
  egb_sensitivity *made = NULL;
  const cli_session *s = of->session;
  const egb_status status = egb_sensitivity_new(s->plan, s->results, of->unit, &of->options, s->diag, &made);
  *out = made;
  return status;
}

static egb_status make_part(const cli_analysis *of, size_t number, size_t count, char **bytes, size_t *length) {
  const cli_session *s = of->session;
  return egb_sensitivity_part(s->plan, s->results, of->unit, &of->options, number, count, s->diag, bytes, length);
}

static egb_status merge(const cli_analysis *of, const egb_part *parts, size_t count, void **out) {
  egb_sensitivity *made = NULL;
  const cli_session *s = of->session;
  const egb_status status =
      egb_sensitivity_merge(s->plan, s->results, of->unit, &of->options, parts, count, s->diag, &made);
  *out = made;
  return status;
}

static egb_status simulate(cli_session *session, const cli_parts *parts, egb_sensitivity **out, bool *stopped) {
  cli_analysis analysis = {.session = session,
                           .options = cli_uncertainty_options(session),
                           .what = "runs",
                           .make = make,
                           .part = make_part,
                           .merge = merge};
  void *made = NULL;
  egb_status status = find_unit(session, &analysis.unit);
  analysis.most = egb_sensitivity_parts_most(analysis.options.draws);
  if (status == EGB_OK)
    status = cli_parts_run(&analysis, parts, &made, stopped);
  *out = made;
  return status;
}

static int run_sensitivity(cli_session *session) {
  egb_sensitivity *sensitivity = NULL;
  cli_parts parts;
  bool stopped = false;
  const bool removals = only_removals(session);
  egb_status status = check_parts(session, &parts);
  if (status == EGB_OK)
    status = cli_parts_load(session, NULL);
  if (status == EGB_OK)
    status = cli_parts_read(session, &parts);
  if (status == EGB_OK && !removals)
    status = simulate(session, &parts, &sensitivity, &stopped);
  if (status == EGB_OK && (sensitivity != NULL || (removals && session->team.rank == 0)))
    status = write_parts(session, sensitivity, &stopped);
  egb_sensitivity_free(sensitivity);
  cli_parts_free(&parts);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_sensitivity = {
    .name = "sensitivity",
    .heading = HEADING_TRUST,
    .summary = "which assumption matters most?",
    .arguments = "[INDEX|PART...]",
    .description =
        "Says how much of the uncertainty of the ranks each assumption accounts for: Sobol indices of first order "
        "(alone; Saltelli and others 2010) and in total (with its interactions; Jansen 1999), with bootstrap "
        "intervals (Efron and Tibshirani 1993); the target is the mean shift of all ranks, or the rank of --unit. Then "
        "every assumption changed alone: how many units move, how far.\n\n"
        "What varies is declared as for uncertainty. When nothing is, what audits switch most: weights within 25 "
        "percent, the index's own aggregation arithmetic or geometric (scores of parts below 1 percent of the scale "
        "count as that much, because one 0 makes a geometric mean 0), and min-max beside the normalisations there are. "
        "--split-weights shows which weights matter.\n\n"
        "--draws is the number of rows of the design; there are as many runs for each row as assumptions, and two "
        "more. --part makes a share of them on each of many machines, and --merge the output of all shares.",
    .example = {{"egovbench sensitivity", "the default index"},
                {"egovbench sensitivity --unit EST", "what decides Estonia's rank"},
                {"egovbench sensitivity --split-weights parts", "which weight matters"},
                {"egovbench sensitivity --table removals", "the index without each part"}},
    .operand = {"index", "files"},
    .most = CLI_PARTS_MOST,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_SIMULATED, TAKES_PARTS, TAKES_VARIED, OPTION_SPLIT_WEIGHTS,
                         OPTION_UNIT, OPTION_TABLE, OPTION_LEVEL),
    .run = run_sensitivity};
