#include "commands.h"
#include "selection.h"

static egb_status refuse_together(cli_session *session, cli_option_id other) {
  if (session->arguments->value[OPTION_LOG].given == 0 || session->arguments->value[other].given == 0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--log already lists a row per change: leave out --%s",
            cli_options[other].name);
  return EGB_USAGE;
}

static egb_status make_table(const cli_session *session, const cli_list *units, egb_table **out) {
  const cli_value *value = session->arguments->value;
  const egb_stage stage = value[OPTION_STAGE].given != 0  ? (egb_stage)value[OPTION_STAGE].choice
                          : value[OPTION_LONG].given != 0 ? EGB_STAGE_ALL
                                                          : EGB_STAGE_SCORED;
  if (value[OPTION_LOG].given != 0)
    return egb_table_changes(session->results, cli_languages(session), units->item, session->diag, out);
  if (value[OPTION_LONG].given != 0)
    return egb_table_stage_long(session->results, stage, units->item, session->diag, out);
  return egb_table_stage(session->results, stage, cli_languages(session), units->item, session->diag, out);
}

int cli_run_stages(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  cli_list units = {0};
  egb_table *table = NULL;
  const egb_status stage = refuse_together(session, OPTION_STAGE);
  const egb_status form = refuse_together(session, OPTION_LONG);
  if (stage != EGB_OK || form != EGB_OK)
    return CLI_WRONG_USAGE;
  egb_status status = cli_load_index(session, arguments->operands.count != 0 ? arguments->operands.item[0] : NULL);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = make_table(session, &units, &table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, arguments, table, session->diag);
  egb_table_free(table);
  cli_list_free_texts(&units);
  return cli_exit_of(status);
}
