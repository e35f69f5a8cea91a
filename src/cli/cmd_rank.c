#include "commands.h"
#include "intervals.h"
#include "selection.h"

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
  if (status == EGB_OK)
    status = cli_intervals(session, session->plan, session->results, &uncertainty);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = cli_split_groups(session, &groups);
  if (status == EGB_OK) {
    const egb_ranking_options options = {.size = sizeof options,
                                         .languages = cli_languages(session),
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
