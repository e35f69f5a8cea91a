#include "cli/commands.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

static egb_status refuse_together(cli_session *session, cli_option_id other) {
  if (session->arguments->value[OPTION_LOG].given == 0 || session->arguments->value[other].given == 0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--log already lists a row per change: leave out --%s",
            cli_option_at(other)->name);
  return EGB_USAGE;
}

static egb_status make_table(const cli_session *session, const cli_list *units, egb_table **out) {
  const cli_value *value = session->arguments->value;
  const egb_stage stage = value[OPTION_STAGE].given != 0  ? (egb_stage)value[OPTION_STAGE].choice
                          : value[OPTION_LONG].given != 0 ? EGB_STAGE_ALL
                                                          : EGB_STAGE_SCORED;
  if (value[OPTION_LOG].given != 0)
    return egb_table_changes(session->results, cli_languages(session), units->item, session->diag, out);
  const egb_stage_options options = {.size = sizeof options,
                                     .languages = cli_languages(session),
                                     .units = units->item,
                                     .each_value = value[OPTION_LONG].given != 0,
                                     .on_demand = true};
  return egb_table_stages(session->results, stage, &options, session->diag, out);
}

static int run_stages(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  cli_list units = {0};
  egb_table *table = NULL;
  const egb_status stage = refuse_together(session, OPTION_STAGE);
  const egb_status form = refuse_together(session, OPTION_LONG);
  if (stage != EGB_OK || form != EGB_OK)
    return CLI_WRONG_USAGE;
  egb_status status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = make_table(session, &units, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  cli_list_free(&units);
  return cli_exit_of(status);
}

const cli_command cli_command_stages = {
    .name = "stages",
    .heading = HEADING_RANKINGS,
    .summary = "the values of every stage, and what was changed",
    .arguments = "[INDEX]",
    .description =
        "Prints the values of one stage of the computation: units in rows, indicators or nodes in columns, imputed and "
        "treated values marked. --long gives a row per value with its state, of all stages unless --stage names one. "
        "--log lists the values that imputation or treatment changed.",
    .example = {{"egovbench stages desi-2022 --stage normalised", "the normalised values"},
                {"egovbench stages my.yaml --log", "what was imputed and treated"},
                {"egovbench stages --long -o stages.csv", "every value of every stage"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_TOP, OPTION_UNITS, OPTION_STAGE, OPTION_LONG, OPTION_LOG),
    .run = run_stages};
