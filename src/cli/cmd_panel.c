#include "commands.h"
#include "selection.h"
#include "session.h"
#include "table.h"

#include <stdlib.h>

/* The warnings of one period are those of the others as well: the first scored one reports them. A period that cannot
 * be scored is left out with a warning: the others still can. */
static egb_status score_period(cli_session *session, const char *period, const egb_results *like, egb_results **out) {
  const egb_diag_point before = egb_diag_mark(session->diag);
  egb_message error;
  const egb_status status = cli_score_period(session, period, like, out);
  if (status == EGB_OK && like != NULL)
    egb_diag_rewind(session->diag, before);
  if (status != EGB_UNCOMPUTABLE)
    return status;
  if (cli_take_error(session->diag, before, &error))
    cli_warn(session->diag, CLI_W_LEFT_OUT, error.hint, "the period `%.100s` is left out: %s", period, error.text);
  return EGB_OK;
}

static egb_status score_all(cli_session *session, egb_results **results, size_t *count) {
  const size_t periods = egb_dataset_period_count(session->data);
  egb_status status = EGB_OK;
  *count = 0;
  for (size_t i = 0; i < periods && status == EGB_OK; i++) {
    const char *period = egb_dataset_period(session->data, i);
    results[*count] = NULL;
    const egb_results *like = *count != 0 ? results[0] : NULL;
    status = score_period(session, period[0] == '\0' ? NULL : period, like, &results[*count]);
    *count += results[*count] != NULL;
  }
  if (status != EGB_OK || *count != 0)
    return status;
  cli_error(session->diag, CLI_E_NO_PERIOD, "`egovbench validate` lists what is wrong with the data",
            "no period of the data can be scored");
  return EGB_UNCOMPUTABLE;
}

static egb_status make_table(const cli_session *session, egb_results **results, size_t count, const cli_list *units,
                             egb_table **out) {
  const egb_results *const *list = (const egb_results *const *)results;
  if (session->arguments->value[OPTION_LONG].given != 0)
    return egb_table_panel_long(list, count, cli_languages(session), units->item, session->diag, out);
  return egb_table_panel(list, count, cli_languages(session), units->item, session->diag, out);
}

static int run_panel(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  cli_list units = {0};
  egb_results **results = NULL;
  egb_table *table = NULL;
  size_t count = 0;
  egb_status status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_data(session);
  if (status == EGB_OK) {
    results = calloc(egb_dataset_period_count(session->data) + 1, sizeof *results);
    status = results == NULL ? EGB_NO_MEMORY : score_all(session, results, &count);
  }
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = make_table(session, results, count, &units, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  for (size_t i = 0; i < count; i++)
    egb_results_free(results[i]);
  free(results);
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
    .options = CLI_TAKES(OPTION_DATA, OPTION_SCENARIO, OPTION_SET, OPTION_RESCALE, TAKES_TABLE, OPTION_TOP,
                         OPTION_UNITS, OPTION_LONG),
    .run = run_panel};
