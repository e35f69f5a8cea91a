#include "commands.h"

int cli_run_stability(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const size_t places = (size_t)arguments->value[OPTION_PLACES].number;
  const egb_format format = session->output.format;
  const bool people = egb_format_is_for_people(format);
  const size_t depth = people && arguments->value[OPTION_ALL].given == 0 ? 1 : 0;
  egb_stability *stability = NULL;
  egb_table *table = NULL;
  egb_status status = cli_load_index(session, arguments->operands.count != 0 ? arguments->operands.item[0] : NULL);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_stability_new(session->plan, session->results, places, session->diag, &stability);
  if (status == EGB_OK)
    status = egb_table_stability(stability, cli_languages(session), depth, session->diag, &table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, arguments, table, session->diag);
  egb_table_free(table);
  egb_stability_free(stability);
  return cli_exit_of(status);
}
