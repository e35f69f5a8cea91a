#include "base/diag.h"
#include "cli/commands.h"
#include "cli/parts.h"
#include "cli/progress.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/simulation.h"
#include "cli/table.h"

typedef egb_status build(const egb_acceptability *acceptability, const char *const *languages, const char *const *units,
                         size_t top, egb_diag *diag, egb_table **out);

static egb_status write_table(cli_session *session, const egb_acceptability *acceptability, const cli_list *units,
                              build *make) {
  const cli_arguments *arguments = session->arguments;
  egb_table *table = NULL;
  egb_status status = make(acceptability, cli_languages(session), units->item,
                           (size_t)arguments->value[OPTION_TOP].number, session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return status;
}

/* People get the central weights below the table of units; for programs they are columns of it. */
static egb_status write_tables(cli_session *session, const egb_acceptability *acceptability, const cli_list *units) {
  const egb_format format = session->output.format;
  const bool people = egb_format_stacks(format) && !cli_output_draws(&session->output, session->arguments);
  if (egb_acceptability_about(acceptability)->pairs)
    return write_table(session, acceptability, units, egb_table_acceptability_pairs);
  egb_status status = write_table(session, acceptability, units, egb_table_acceptability);
  const bool columns = session->arguments->value[OPTION_COLUMNS].given != 0; /* those of the first table */
  if (status != EGB_OK || columns || !people || session->output.path != NULL)
    return status;
  status = cli_output_text(&session->output, session->arguments, "\n", 1, session->diag);
  return status == EGB_OK ? write_table(session, acceptability, units, egb_table_central_weights) : status;
}

CLI_ANALYSIS(egb_acceptability)

static egb_status simulate(cli_session *session, const cli_parts *parts, egb_acceptability **out, bool *stopped) {
  cli_analysis analysis = {.session = session,
                           .options = cli_uncertainty_options(session),
                           .what = "draws",
                           CLI_ANALYSIS_OF(egb_acceptability)};
  void *made = NULL;
  analysis.options.keep_pairs = session->arguments->value[OPTION_PAIRS].given != 0;
  analysis.most = egb_parts_most(analysis.options.draws);
  const egb_status status = cli_parts_run(&analysis, parts, &made, stopped);
  *out = made;
  return status;
}

static int run_acceptability(cli_session *session) {
  egb_acceptability *acceptability = NULL;
  cli_list units = {0};
  cli_parts parts;
  bool stopped = false;
  egb_status status = egb_status_worse(cli_check_files(session), cli_parts_check(session, &parts));
  if (status == EGB_OK)
    status = cli_parts_load(session, &units);
  if (status == EGB_OK)
    status = cli_parts_read(session, &parts);
  if (status == EGB_OK)
    status = simulate(session, &parts, &acceptability, &stopped);
  if (status == EGB_OK && acceptability != NULL)
    status = write_tables(session, acceptability, &units);
  if (status == EGB_OK && acceptability != NULL)
    status = cli_write_frequencies(session, egb_acceptability_simulation(acceptability));
  egb_acceptability_free(acceptability);
  cli_list_free(&units);
  cli_parts_free(&parts);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_acceptability = {
    .name = "acceptability",
    .heading = HEADING_TRUST,
    .summary = "who can be first, and with which weights?",
    .arguments = "[INDEX|PART...]",
    .description =
        "Draws the weights of the index's parts (of --node) from all that are possible, or from those that satisfy "
        "statements: orders, ratios and bounds, in the definition (`uncertainty:`) or by --where; or around themselves, by "
        "a law of --weights. Prints for each unit "
        "how often it has which rank, and for each that can be first its central weights, the mean of those that make "
        "it first, with the confidence that it is first with them when everything else that is uncertain varies "
        "(SMAA-2, R. Lahdelma and P. Salminen 2001). Weights below the parts stay as they are unless a statement is "
        "about them. --pairs says how often each unit is ahead of each other one.\n\n"
        "The same seed gives the same figures for any number of threads. Ctrl-C prints what is done so far. --part makes a "
        "share of the draws on each of many machines, and --merge the output of all shares.",
    .example = {{"egovbench acceptability", "all sets of weights"},
                {"egovbench acceptability --where \"OS >= CYB >= NIP\"", "an order"}},
    .operand = {"index", "files"},
    .most = CLI_PARTS_MOST,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_SIMULATED, TAKES_ROUNDS, TAKES_VARIED, OPTION_UNITS,
                         OPTION_TOP, OPTION_PAIRS, OPTION_FREQUENCIES),
    .run = run_acceptability};
