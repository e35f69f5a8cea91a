#include "periods.h"

#include <stdlib.h>
#include <string.h>

bool cli_wants_all_periods(const cli_session *session) {
  const char *asked = session->arguments->value[OPTION_PERIOD].text;
  bool all = asked != NULL && strcmp(asked, "all") == 0;
  for (size_t i = 0; all && i < egb_dataset_period_count(session->data); i++)
    all = strcmp(egb_dataset_period(session->data, i), asked) != 0;
  return all;
}

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

egb_status cli_score_periods(cli_session *session, cli_periods *out) {
  const size_t periods = egb_dataset_period_count(session->data);
  egb_status status = EGB_OK;
  *out = (cli_periods){.results = calloc(periods + 1, sizeof *out->results)};
  if (out->results == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < periods && status == EGB_OK; i++) {
    const char *period = egb_dataset_period(session->data, i);
    const egb_results *like = out->count != 0 ? out->results[0] : NULL;
    status = score_period(session, period[0] == '\0' ? NULL : period, like, &out->results[out->count]);
    out->count += out->results[out->count] != NULL;
  }
  if (status != EGB_OK || out->count != 0)
    return status;
  cli_error(session->diag, CLI_E_NO_PERIOD, "`egovbench validate` lists what is wrong with the data",
            "no period of the data can be scored");
  return EGB_UNCOMPUTABLE;
}

void cli_periods_free(cli_periods *periods) {
  for (size_t i = 0; i < periods->count; i++)
    egb_results_free(periods->results[i]);
  free(periods->results);
}
