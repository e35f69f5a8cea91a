#include "cli/commands.h"
#include "cli/periods.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

static egb_status make_table(const cli_session *session, const cli_periods *periods, const cli_list *units,
                             egb_table **out) {
  const egb_results *const *list = (const egb_results *const *)periods->results;
  const size_t count = periods->count;
  if (session->arguments->value[OPTION_LONG].given != 0)
    return egb_table_panel_long(list, count, cli_languages(session), units->item, session->diag, out);
  return egb_table_panel(list, count, cli_languages(session), units->item, session->diag, out);
}

static int run_panel(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  cli_list units = {0};
  cli_periods periods = {0};
  egb_table *table = NULL;
  egb_status status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_data(session);
  if (status == EGB_OK)
    status = cli_score_periods(session, &periods);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = make_table(session, &periods, &units, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  cli_periods_free(&periods);
  cli_list_free(&units);
  return cli_exit_of(status);
}

const cli_command cli_command_panel = {
    .name = "panel",
    .heading = HEADING_RANKINGS,
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
    .options = CLI_TAKES(OPTION_DATA, OPTION_SCENARIO, OPTION_THREADS, OPTION_SET, OPTION_RESCALE, TAKES_TABLE,
                         OPTION_TOP, OPTION_UNITS, OPTION_LONG),
    .run = run_panel};
