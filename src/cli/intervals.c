#include "intervals.h"

egb_status cli_intervals(const cli_session *session, const egb_plan *plan, const egb_results *results,
                         egb_uncertainty **out) {
  const egb_uncertainty_options options = {.draws = CLI_INTERVAL_DRAWS, .seed = CLI_INTERVAL_SEED};
  *out = NULL;
  if (session->arguments->value[OPTION_NO_INTERVALS].given != 0)
    return EGB_OK;
  egb_diag *diag = egb_diag_beside(session->diag);
  if (diag == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_uncertainty_run(plan, results, &options, diag, out);
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
