#include "commands.h"
#include "selection.h"

/* Enough for an interval to stand beside a rank; `uncertainty` is for more. */
#define DRAWS 500
#define SEED 1

/* Intervals are no reason not to rank: what is in their way is a warning. */
static egb_status find_intervals(cli_session *session, egb_uncertainty **out) {
  const egb_uncertainty_options options = {.draws = DRAWS, .seed = SEED};
  egb_diag *diag = egb_diag_new();
  if (diag == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_uncertainty_run(session->plan, session->results, &options, diag, out);
  for (size_t i = 0; i < egb_diag_kept(diag) && status != EGB_OK && status != EGB_NO_MEMORY; i++) {
    const egb_message *message = egb_diag_message(diag, i);
    if (message->severity != EGB_ERROR)
      continue;
    cli_warn(session->diag, CLI_W_NO_INTERVALS, message->hint, "there are no intervals of the ranks: %s",
             message->text);
    status = EGB_OK;
  }
  egb_diag_free(diag);
  return status;
}

int cli_run_rank(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  cli_list units = {0}, groups = {0};
  egb_results *compare = NULL;
  egb_table *table = NULL;
  egb_uncertainty *uncertainty = NULL;
  egb_status status = cli_load_index(session, arguments->operands.count != 0 ? arguments->operands.item[0] : NULL);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && arguments->value[OPTION_COMPARE].given != 0)
    status = cli_score_period(session, arguments->value[OPTION_COMPARE].text, session->diag, &compare);
  if (status == EGB_OK && arguments->value[OPTION_NO_INTERVALS].given == 0)
    status = find_intervals(session, &uncertainty);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = cli_split_groups(session, &groups);
  if (status == EGB_OK) {
    const egb_ranking_options options = {.languages = cli_languages(session),
                                         .units = units.item,
                                         .groups = groups.item,
                                         .columns = arguments->value[OPTION_COLUMNS].list.item,
                                         .sort = arguments->value[OPTION_SORT].text,
                                         .top = (size_t)arguments->value[OPTION_TOP].number,
                                         .compare = compare,
                                         .uncertainty = uncertainty,
                                         .levels = arguments->value[OPTION_LEVELS].given != 0};
    status = egb_table_ranking(session->results, &options, session->diag, &table);
  }
  if (status == EGB_OK)
    status = cli_output_table(&session->output, arguments, table, session->diag);
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  egb_results_free(compare);
  cli_list_free_texts(&units);
  cli_list_free_texts(&groups);
  return cli_exit_of(status);
}
