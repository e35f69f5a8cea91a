#include "intervals.h"

bool cli_wants_intervals(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  const size_t units = egb_dataset_unit_count(session->data);
  if (value[OPTION_NO_INTERVALS].given != 0 || egb_index_is_published(session->index))
    return false;
  if (units <= CLI_INTERVAL_UNITS || value[OPTION_INTERVALS].given != 0)
    return true;
  cli_warn(session->diag, CLI_W_NO_INTERVALS,
           "add --intervals to simulate them all the same, or --no-intervals to leave out this message",
           "there are no intervals of the ranks: %zu units are more than %d", units, CLI_INTERVAL_UNITS);
  return false;
}

egb_status cli_intervals(const cli_session *session, const egb_plan *plan, const egb_results *results,
                         egb_uncertainty **out) {
  const egb_uncertainty_options options = {
      .size = sizeof options, .draws = CLI_INTERVAL_DRAWS, .seed = CLI_INTERVAL_SEED};
  *out = NULL;
  if (!cli_wants_intervals(session))
    return EGB_OK;
  egb_diag *diag = egb_diag_beside(session->diag);
  if (diag == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_uncertainty_run(plan, results, &options, diag, out);
  for (size_t i = 0; i < egb_diag_kept(diag) && status != EGB_OK && status != EGB_NO_MEMORY; i++) {
    const egb_message *message = egb_diag_message(diag, i);
    if (message->severity != EGB_SEVERITY_ERROR)
      continue;
    cli_warn(session->diag, CLI_W_NO_INTERVALS, message->hint, "there are no intervals of the ranks: %s",
             message->text);
    status = EGB_OK;
  }
  egb_diag_free(diag);
  return status;
}
