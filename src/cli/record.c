/* The record of changes of weights: whether one is kept, and what goes into it. */
#include "base/diag.h"
#include "date.h"
#include "revision.h"

/* Options about a record that is not kept. */
static void warn_unrecorded(const cli_session *session, egb_diag *diag) {
  static const cli_option_id about[] = {OPTION_WHO, OPTION_WHEN};
  for (size_t i = 0; i < sizeof about / sizeof about[0]; i++)
    if (session->arguments->value[about[i]].given != 0)
      cli_warn(diag, CLI_W_NO_EFFECT, "give the reason with --why, which begins a record",
               "--%s has no effect here: no record of changes is kept", cli_option_at(about[i])->name);
}

egb_status cli_record_find(const cli_session *session, egb_diag *diag, egb_history **out) {
  const cli_value *value = session->arguments->value;
  const bool asked = value[OPTION_WHY].given != 0;
  *out = NULL;
  if (!asked && value[OPTION_SCENARIO].given != 0)
    return EGB_OK;
  if (asked && session->index_path == NULL) {
    cli_error(diag, CLI_E_USAGE, "give the definition as a file", "standard input keeps no record of changes");
    return EGB_USAGE;
  }
  const egb_status status = session->index_path == NULL ? EGB_OK : egb_history_read(session->index, diag, out);
  if (status != EGB_OK || (*out != NULL && (asked || egb_history_is_kept(*out))))
    return status;
  egb_history_free(*out);
  *out = NULL;
  warn_unrecorded(session, diag);
  return EGB_OK;
}

egb_status cli_record(const cli_session *session, egb_edit *edit, const egb_history *history, const egb_whatif *whatif,
                      const char *otherwise, egb_diag *diag) {
  const cli_value *value = session->arguments->value;
  char day[CLI_DATE_MAX];
  const char *when = NULL;
  const egb_status status = cli_date_given(session->arguments, diag, day, &when);
  const egb_history_note note = {.size = sizeof note,
                                 .when = when,
                                 .who = value[OPTION_WHO].text,
                                 .why = value[OPTION_WHY].given != 0 ? value[OPTION_WHY].text : otherwise,
                                 .whatif = whatif};
  return status == EGB_OK ? egb_edit_record(edit, history, &note, diag) : status;
}
