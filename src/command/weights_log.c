/* `weights log`: the record of changes, shown. */
#include "base/diag.h"
#include "cli/session.h"
#include "cli/table.h"
#include "command/weights.h"

int cli_weights_log(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *typed = session->arguments->value[OPTION_INDEX].text;
  egb_history *history = NULL;
  egb_table *table = NULL;
  egb_status status = EGB_OK;
  if (operands->count > 2 || (operands->count == 2 && typed != NULL)) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "`weights log` takes one index");
    status = EGB_USAGE;
  }
  if (status == EGB_OK)
    status = cli_load_index(session, operands->count == 2 ? operands->item[1] : typed);
  if (status == EGB_OK)
    status = egb_history_read(session->index, session->diag, &history);
  if (status == EGB_OK)
    status = egb_table_history(history, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_history_free(history);
  return cli_exit_of(status);
}
