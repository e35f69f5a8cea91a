/* report --desk: a page of no index, on which people rank their own. */
#include "report_desk.h"
#include "command_line.h"
#include "commands.h"
#include "session.h"
#include "templates.h"

/* What is about an index has no meaning for it. */
static egb_status check_desk(const cli_session *session) {
  static const cli_option_id about_index[] = {OPTION_DATA,      OPTION_PERIOD,  OPTION_SCENARIO, OPTION_SET,
                                              OPTION_RESCALE,   OPTION_DRAWS,   OPTION_SEED,     OPTION_LEVEL,
                                              OPTION_NO_SCRIPT, OPTION_PROFILES};
  const cli_value *value = session->arguments->value;
  if (cli_operand(session->arguments, 0) != NULL) {
    cli_error(session->diag, CLI_E_USAGE,
              "leave the index out: drop its files on the page, or make its own page without --desk",
              "--desk writes a page of no index");
    return EGB_USAGE;
  }
  for (size_t i = 0; i < sizeof about_index / sizeof *about_index; i++)
    if (value[about_index[i]].given != 0) {
      cli_error(session->diag, CLI_E_USAGE, "leave it out", "--desk writes a page of no index: it has no --%s",
                cli_option_at(about_index[i])->name);
      return EGB_USAGE;
    }
  if (egb_format_is_page(session->output.format))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "add -o desk.html, or --format html", "the desk is a page for a browser");
  return EGB_USAGE;
}

int cli_report_desk(cli_session *session) {
  char *text = NULL;
  size_t length = 0;
  egb_status status = check_desk(session);
  if (status == EGB_OK)
    status = cli_templates_load_desk(session->home.path, session->diag, &session->output);
  if (status == EGB_OK)
    status = egb_desk_page(&session->output.options, session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  return cli_exit_of(status);
}
