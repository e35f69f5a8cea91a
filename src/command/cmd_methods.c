#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

static int run_methods(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  egb_table *table = NULL;
  egb_status status = egb_table_methods(operands->count != 0 ? operands->item[0] : NULL, session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return cli_exit_of(status);
}

const cli_command cli_command_methods = {
    .name = "methods",
    .heading = HEADING_DEFINITIONS,
    .summary = "the methods a definition can choose from",
    .arguments = "[NAME]",
    .description =
        "Lists the methods of every stage (imputation, treatment of outliers, normalisation, weights, aggregation), or "
        "describes one in full: formula, parameters with their ranges, reference.",
    .example = {{"egovbench methods", "all of them"},
                {"egovbench methods minmax", "one in full"},
                {"egovbench methods --format json", "for a program"}},
    .operand = {"methods"},
    .most = 1,
    .options = CLI_TAKES(TAKES_FILE_FORMAT, OPTION_COLUMNS, OPTION_DIGITS, OPTION_WIDTH, OPTION_NOTES),
    .run = run_methods};
