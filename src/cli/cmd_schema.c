#include "commands.h"
#include "describe/manual.h"

#include <string.h>

int cli_run_schema(cli_session *session) {
  const bool manual = session->arguments->value[OPTION_MAN].given != 0;
  char *text = manual ? egb_definition_manual() : egb_definition_schema();
  const egb_status status =
      text == NULL ? EGB_NO_MEMORY
                   : cli_output_text(&session->output, session->arguments, text, strlen(text), session->diag);
  egb_free(text);
  return cli_exit_of(status);
}
