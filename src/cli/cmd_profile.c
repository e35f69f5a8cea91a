#include "commands.h"
#include "intervals.h"
#include "selection.h"

static egb_status show(cli_session *session, const char *name) {
  egb_profile *profile = NULL;
  egb_uncertainty *uncertainty = NULL;
  egb_table *table = NULL;
  const size_t unit = egb_dataset_find_unit(session->data, name);
  if (unit == SIZE_MAX)
    return cli_refuse_unit(session, name);
  egb_status status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_profile_new(session->plan, session->results, unit, session->diag, &profile);
  if (status == EGB_OK)
    status = cli_intervals(session, session->plan, session->results, &uncertainty);
  if (status == EGB_OK)
    status = egb_table_profile(profile, uncertainty, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, session->arguments, table, session->diag);
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  egb_profile_free(profile);
  return status;
}

int cli_run_profile(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *index = session->arguments->value[OPTION_INDEX].text;
  if (operands->count == 2 && index != NULL) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "the index is given twice: `%.100s` and --index %.100s",
              operands->item[1], index);
    return CLI_WRONG_USAGE;
  }
  egb_status status = cli_load_index(session, operands->count == 2 ? operands->item[1] : index);
  if (status == EGB_OK)
    status = cli_load_data(session);
  if (status == EGB_OK)
    status = show(session, operands->item[0]);
  return cli_exit_of(status);
}
