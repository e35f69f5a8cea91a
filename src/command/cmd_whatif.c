#include "base/diag.h"
#include "cli/commands.h"
#include "cli/intervals.h"
#include "cli/revision.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <stdlib.h>

/* The definition as it stands, in the same period. */
static egb_status score_before(cli_session *session, egb_plan **plan, egb_results **out) {
  const egb_plan_options options = {.size = sizeof options, .period = session->arguments->value[OPTION_PERIOD].text};
  egb_status status = egb_plan_new(session->index, session->data, &options, session->diag, plan);
  if (status == EGB_OK)
    status = egb_score(*plan, session->diag, out);
  return status;
}

/* The change. What the data is warned of was reported already; what the change adds to that is reported now. */
static egb_status score_after(cli_session *session) {
  egb_diag *real = session->diag, *own = egb_diag_beside(session->diag);
  if (own == NULL)
    return EGB_NO_MEMORY;
  session->diag = own;
  const egb_status status = cli_load_results(session);
  session->diag = real;
  egb_diag_merge(real, own);
  egb_diag_free(own);
  return status;
}

static egb_status check_asked(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  if (value[OPTION_SET].given + value[OPTION_SCENARIO].given + value[OPTION_DROP].given + value[OPTION_METHOD].given >
      0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE,
            "for instance --set OS=0.2, --drop OS, --method ID=geometric or --scenario NAME", "no change is given");
  return EGB_USAGE;
}

/* How the weights would be made to last; *out NULL when it is not by weights. */
static egb_status make_command(const cli_session *session, char **out) {
  const cli_value *value = session->arguments->value;
  *out = NULL;
  if (value[OPTION_SET].given == 0 || value[OPTION_SCENARIO].given != 0)
    return EGB_OK;
  const char *index = cli_operand(session->arguments, 0);
  *out = cli_set_command(session->index, session->plan, index, &value[OPTION_SET].list, value[OPTION_RESCALE].text);
  *out = *out == NULL ? NULL : cli_set_last(session, *out);
  return *out != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static int run_whatif(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const cli_value *threshold = &arguments->value[OPTION_THRESHOLD];
  cli_list units = {0};
  char *command = NULL;
  egb_plan *plan = NULL;
  egb_results *before = NULL;
  egb_whatif *whatif = NULL;
  egb_uncertainty *uncertainty = NULL;
  egb_table *table = NULL;
  egb_status status = check_asked(session);
  session->keeps_index = true; /* the scenario is the change */
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_data(session);
  if (status == EGB_OK)
    status = score_before(session, &plan, &before);
  if (status == EGB_OK)
    status = score_after(session);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = make_command(session, &command);
  if (status == EGB_OK)
    status = egb_whatif_new(before, session->results, session->diag, &whatif);
  if (status == EGB_OK)
    status = cli_intervals(session, plan, before, &uncertainty);
  if (status == EGB_OK) {
    const egb_whatif_options options = {.size = sizeof options,
                                        .languages = cli_languages(session),
                                        .units = units.item,
                                        .threshold = threshold->given != 0 ? (size_t)threshold->number : 1,
                                        .top = (size_t)arguments->value[OPTION_TOP].number,
                                        .command = command,
                                        .uncertainty = uncertainty};
    status = egb_table_whatif(whatif, &options, session->diag, &table);
  }
  if (status == EGB_OK)
    status = cli_print_first(session, table);
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  egb_whatif_free(whatif);
  egb_results_free(before);
  egb_plan_free(plan);
  cli_list_free(&units);
  free(command);
  return cli_exit_of(status);
}

const cli_command cli_command_whatif = {
    .name = "whatif",
    .heading = HEADING_DESK,
    .summary = "who moves if a weight, a part or a method changes?",
    .arguments = "[INDEX]",
    .description =
        "Scores the definition as it is and once more with the change, and prints the units whose rank differs: "
        "old rank, new rank, places gained, whether the new rank is inside the interval of the old one (what `rank` "
        "shows beside it, so that the move means little), and the dimension that drove it. Below the table: how many "
        "moved and how many of them inside, the rank correlation, which units entered the first ten, and the command "
        "that saves the weights. Nothing is written.",
    .example = {{"egovbench whatif --set OS=0.2", "one weight"},
                {"egovbench whatif --set CYB+=0.05 --rescale from=OS", "taken from another"},
                {"egovbench whatif egdi --drop TII --threshold 3", "without a part"},
                {"egovbench whatif --method waseda-ten=geometric", "another aggregation"},
                {"egovbench whatif --scenario services-first", "a scenario"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_DROP, OPTION_METHOD, OPTION_THRESHOLD, OPTION_UNITS,
                         OPTION_TOP, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = run_whatif};
