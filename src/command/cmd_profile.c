#include "cli/commands.h"
#include "cli/intervals.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

static egb_status show(cli_session *session, const char *name) {
  egb_profile *profile = NULL;
  egb_uncertainty *uncertainty = NULL;
  egb_table *table = NULL;
  const size_t unit = egb_dataset_find_unit(session->data, name);
  if (unit == SIZE_MAX)
    return cli_refuse_unit(session, name);
  egb_status status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_profile_new(session->plan, session->results, unit, session->diag, &profile);
  if (status == EGB_OK)
    status = cli_intervals(session, session->plan, session->results, &uncertainty);
  if (status == EGB_OK)
    status = egb_table_profile(profile, uncertainty, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  egb_profile_free(profile);
  return status;
}

static int run_profile(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *index = session->arguments->value[OPTION_INDEX].text;
  if (operands->count == 2 && index != NULL) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "the index is given twice: `%.100s` and --index %.100s",
              operands->item[1], index);
    return CLI_WRONG_USAGE;
  }
  egb_status status = cli_load_index(session, operands->count == 2 ? operands->item[1] : index);
  if (status == EGB_OK)
    status = cli_load_data(session);
  if (status == EGB_OK)
    status = show(session, operands->item[0]);
  return cli_exit_of(status);
}

const cli_command cli_command_profile = {
    .name = "profile",
    .heading = HEADING_RANKINGS,
    .summary = "one unit: level, strengths, peers, the next level",
    .arguments = "UNIT [INDEX]",
    .description =
        "One unit beside its peers (all ranked units, those nearest in score, its region and income group) and the "
        "best: its rank with its interval, a bar for each dimension, strengths and weaknesses, the maturity level "
        "reached, the dimension that holds it back, and the smallest improvement that is enough for the next level, in "
        "one dimension alone and in all evenly.\n\n"
        "A strength is a dimension in which the unit's rank is better than its overall rank by at least a tenth of the "
        "units ranked, a weakness one in which it is worse by as much. No dimension is thought to rise beyond the "
        "scale; weights of missing dimensions stay with the others.",
    .example = {{"egovbench profile TWN", "Taiwan in the default index"},
                {"egovbench profile TWN --lang zh-Hant", "in Chinese"},
                {"egovbench profile \"Viet Nam\" egdi --period 2018", "another index and edition"},
                {"egovbench profile EST -o estonia.md", "as Markdown"}},
    .operand = {"units", "index"},
    .least = 1,
    .most = 2,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_INDEX, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = run_profile};
