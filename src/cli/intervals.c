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

static size_t draws_of(size_t units) {
  const size_t fit = CLI_INTERVAL_RANKS / (units + 1);
  return fit >= CLI_INTERVAL_DRAWS        ? CLI_INTERVAL_DRAWS
         : fit > CLI_INTERVAL_DRAWS_LEAST ? fit
                                          : CLI_INTERVAL_DRAWS_LEAST;
}

egb_status cli_intervals(const cli_session *session, const egb_plan *plan, const egb_results *results,
                         egb_uncertainty **out) {
  const egb_uncertainty_options options = {
      .size = sizeof options, .draws = draws_of(egb_dataset_unit_count(session->data)), .seed = CLI_INTERVAL_SEED};
  *out = NULL;
  if (!cli_wants_intervals(session))
    return EGB_OK;
  const egb_diag_point before = egb_diag_mark(session->diag);
  egb_message error;
  const egb_status status = egb_uncertainty_new(plan, results, &options, session->diag, out);
  if (!cli_take_error(session->diag, before, &error) || status == EGB_OK || status == EGB_NO_MEMORY)
    return status;
  cli_warn(session->diag, CLI_W_NO_INTERVALS, error.hint, "there are no intervals of the ranks: %s", error.text);
  return EGB_OK;
}
