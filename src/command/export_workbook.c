#include "command/export_workbook.h"

#include "cli/command_line.h"
#include "cli/periods.h"

#include <stdlib.h>

/* What asks for the table itself. */
static const cli_option_id of_table[] = {OPTION_LONG, OPTION_UNITS, OPTION_TOP, OPTION_COLUMNS, OPTION_INTERVALS};
#define OF_TABLE (sizeof of_table / sizeof *of_table)

bool cli_wants_workbook(const cli_session *session) {
  bool asked = false;
  for (size_t i = 0; i < OF_TABLE; i++)
    asked = asked || session->arguments->value[of_table[i]].given != 0;
  return !asked && egb_format_is_workbook(session->output.format) && !cli_wants_all_periods(session);
}

egb_status cli_check_coin_tool(const cli_session *session) {
  if (session->arguments->value[OPTION_COIN_TOOL].given == 0 || cli_wants_workbook(session))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE,
            "write `-o FILE.xlsx`, and leave options of the table (--long, --units, ...) out",
            "--coin-tool is about a workbook");
  return EGB_USAGE;
}

/* Weights to choose from: as defined, then the scenarios. One that cannot be planned with this data is left out, as are
 * those that change more than weights. */
static egb_status make_plans(cli_session *session, egb_plan **plan, size_t *count) {
  const size_t scenarios = egb_index_scenario_count(session->index);
  egb_plan_options options = {.size = sizeof options, .period = egb_results_period(session->results)};
  egb_status status = EGB_OK;
  for (size_t i = 0; i <= scenarios && status == EGB_OK; i++) {
    options.scenario = i > 0 ? egb_index_scenario_id(session->index, i - 1) : NULL;
    if (i > 0 && egb_index_scenario_has_data(session->index, i - 1))
      continue;
    const egb_diag_point before = egb_diag_mark(session->diag);
    const egb_status made = egb_plan_new(session->index, session->data, &options, session->diag, &plan[*count]);
    egb_diag_rewind(session->diag, before);
    *count += made == EGB_OK;
    status = made == EGB_NO_MEMORY ? made : EGB_OK;
  }
  return status;
}

static egb_status write_workbook(cli_session *session, egb_plan *const *plan, size_t count,
                                 const egb_history *history) {
  egb_buffer command = {0};
  char *text = NULL;
  size_t length = 0;
  cli_put_command(&command, session->arguments);
  const egb_workbook_options options = {.size = sizeof options,
                                        .plans = (const egb_plan *const *)plan,
                                        .plan_count = count,
                                        .history = history,
                                        .command = egb_buffer_string(&command)};
  egb_status status = command.failed ? EGB_NO_MEMORY : EGB_OK;
  const bool coin_tool = session->arguments->value[OPTION_COIN_TOOL].given != 0;
  if (status == EGB_OK && coin_tool)
    status = egb_coin_tool(session->plan, session->results, cli_languages(session), session->diag, &text, &length);
  else if (status == EGB_OK)
    status =
        egb_workbook(session->plan, session->results, &options, cli_languages(session), session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  egb_buffer_clear(&command);
  return status;
}

egb_status cli_export_workbook(cli_session *session) {
  egb_history *history = NULL;
  egb_plan **plan = calloc(egb_index_scenario_count(session->index) + 1, sizeof *plan);
  size_t count = 0;
  egb_status status = plan != NULL ? cli_load_results(session) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = make_plans(session, plan, &count);
  if (status == EGB_OK && session->index_path != NULL)
    status = egb_history_read(session->index, session->diag, &history);
  if (status == EGB_OK)
    status = write_workbook(session, plan, count, history);
  egb_history_free(history);
  for (size_t i = 0; i < count; i++)
    egb_plan_free(plan[i]);
  free(plan);
  return status;
}
