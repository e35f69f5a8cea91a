/* report --desk: a page of no index, on which people rank their own. */
#include "command/report_desk.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/option_lists.h"
#include "cli/session.h"
#include "cli/templates.h"

/* What the page itself takes: every other option of `report` is about an index. */
static bool is_of_page(cli_option_id option) {
  static const cli_option_id page[] = {TAKES_FILE_FORMAT, OPTION_DESK, OPTION_LANG};
  for (size_t i = 0; i < sizeof page / sizeof *page; i++)
    if (page[i] == option)
      return true;
  return false;
}

static egb_status check_desk(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  if (cli_operand(session->arguments, 0) != NULL) {
    cli_error(session->diag, CLI_E_USAGE,
              "leave the index out: drop its files on the page, or make its own page without --desk",
              "--desk writes a page of no index");
    return EGB_USAGE;
  }
  for (const cli_option_id *option = cli_command_report.options; *option != OPTION_COUNT; option++)
    if (value[*option].given != 0 && !is_of_page(*option)) {
      cli_error(session->diag, CLI_E_USAGE, "leave it out", "--desk writes a page of no index: it has no --%s",
                cli_option_at(*option)->name);
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
