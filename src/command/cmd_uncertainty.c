#include "base/diag.h"
#include "cli/commands.h"
#include "cli/parts.h"
#include "cli/progress.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/simulation.h"
#include "cli/table.h"

typedef egb_status build(const egb_uncertainty *uncertainty, const egb_spread_options *options, egb_diag *diag,
                         egb_table **out);

/* Which table is asked for: ranks, scores, or differences of scores. */
static egb_status choose_table(const cli_session *session, build **out) {
  const cli_value *value = session->arguments->value;
  const bool scores = value[OPTION_SCORES].given != 0, pairs = value[OPTION_PAIRS].given != 0;
  *out = pairs ? egb_table_uncertainty_pairs : scores ? egb_table_uncertainty_scores : egb_table_uncertainty;
  if (!scores || !pairs)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--scores is a row per unit, --pairs a row per pair");
  return EGB_USAGE;
}

/* The table, of which --pairs may take longer than the draws did; *stopped: Ctrl-C was pressed meanwhile. */
static egb_status make_table(cli_session *session, build *build_table, const egb_uncertainty *uncertainty,
                             const cli_list *units, egb_table **out, bool *stopped) {
  const cli_value *value = session->arguments->value;
  cli_progress progress;
  const egb_spread_options shown = {.size = sizeof shown,
                                    .languages = cli_languages(session),
                                    .units = units->item,
                                    .top = (size_t)value[OPTION_TOP].number,
                                    .width = session->output.options.width,
                                    .threads = (size_t)value[OPTION_THREADS].number,
                                    .on_demand = true,
                                    .watch = cli_progress_watch,
                                    .context = &progress};
  cli_progress_start(&progress, session, "pairs");
  const egb_status status = build_table(uncertainty, &shown, session->diag, out);
  *stopped = cli_progress_end(&progress) || *stopped;
  return status;
}

CLI_ANALYSIS(egb_uncertainty)

static egb_status simulate(cli_session *session, bool scores, const cli_parts *parts, egb_uncertainty **out,
                           bool *stopped) {
  cli_analysis analysis = {.session = session,
                           .options = cli_uncertainty_options(session),
                           .what = "draws",
                           CLI_ANALYSIS_OF(egb_uncertainty)};
  void *made = NULL;
  analysis.options.keep_scores = scores;
  analysis.most = egb_parts_most(analysis.options.draws);
  const egb_status status = cli_parts_run(&analysis, parts, &made, stopped);
  *out = made;
  return status;
}

static egb_status print(cli_session *session, build *tables, const egb_uncertainty *uncertainty, const cli_list *units,
                        bool *stopped) {
  egb_table *table = NULL;
  egb_status status = make_table(session, tables, uncertainty, units, &table, stopped);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  if (status == EGB_OK)
    status = cli_write_frequencies(session, uncertainty);
  if (status == EGB_OK)
    status = cli_write_draws(session, uncertainty);
  egb_table_free(table);
  return status;
}

static int run_uncertainty(cli_session *session) {
  egb_uncertainty *uncertainty = NULL;
  cli_list units = {0};
  cli_parts parts;
  bool stopped = false;
  build *tables;
  egb_status status = egb_status_worse(choose_table(session, &tables), cli_parts_check(session, &parts));
  if (status == EGB_OK)
    status = cli_check_files(session);
  if (status == EGB_OK)
    status = cli_parts_load(session, &units);
  if (status == EGB_OK)
    status = cli_parts_read(session, &parts);
  if (status == EGB_OK)
    status = simulate(session, tables != egb_table_uncertainty, &parts, &uncertainty, &stopped);
  if (status == EGB_OK && uncertainty != NULL)
    status = print(session, tables, uncertainty, &units, &stopped);
  egb_uncertainty_free(uncertainty);
  cli_list_free(&units);
  cli_parts_free(&parts);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_uncertainty = {
    .name = "uncertainty",
    .heading = HEADING_TRUST,
    .summary = "how far can each rank be trusted?",
    .arguments = "[INDEX|PART...]",
    .description =
        "Scores the index again and again with everything varied at once that is not known for sure: weights, methods, "
        "indicators left out, measurement error, imputed values (--imputed predictive: multiple imputation). What varies is declared in the definition (`uncertainty:`) or by "
        "options; where neither says how the weights vary, each varies by 25 percent of itself (--weights fixed: "
        "none). Prints for each unit the median and mean rank, the interval that holds 90 percent of its ranks, and "
        "how often it was first, among the first ten and at each level. --scores prints the intervals of scores, --pairs "
        "those of the differences between scores: with --units, of the units named. Draws that cannot be scored are "
        "counted by cause, or run again without the choice that failed (--failed replace).\n\n"
        "The same seed gives the same figures for any number of threads. Ctrl-C prints what is done so far: of the draws, "
        "and where these were all done, of the pairs. --part makes a share of the draws on each of many machines, and "
        "--merge the output of all shares.",
    .example = {{"egovbench uncertainty", "the default index"},
                {"egovbench uncertainty --pairs --units est,dnk", "one above the other"}},
    .operand = {"index", "files"},
    .most = CLI_PARTS_MOST,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_SIMULATED, TAKES_ROUNDS, TAKES_VARIED, OPTION_UNITS,
                         OPTION_TOP, OPTION_LEVEL, OPTION_SCORES, OPTION_PAIRS, OPTION_FREQUENCIES, OPTION_DRAWS_FILE),
    .run = run_uncertainty};
