#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

static int run_stability(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const size_t places = (size_t)arguments->value[OPTION_PLACES].number;
  const egb_format format = session->output.format;
  const bool people = egb_format_is_for_people(format);
  const cli_value *value = arguments->value;
  const size_t chosen = value[OPTION_ALL].given + value[OPTION_NODE].given + value[OPTION_DEPTH].given;
  const size_t depth = people && chosen == 0 ? 1 : 0; /* else every node, of which some may be chosen afterwards */
  egb_stability *stability = NULL;
  egb_table *table = NULL;
  egb_status status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_stability_new(session->plan, session->results, places, session->diag, &stability);
  if (status == EGB_OK)
    status = egb_table_stability(stability, cli_languages(session), depth, session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_stability_free(stability);
  return cli_exit_of(status);
}

const cli_command cli_command_stability = {
    .name = "stability",
    .heading = HEADING_TRUST,
    .summary = "how far can each weight move before ranks change?",
    .arguments = "[INDEX]",
    .description =
        "For every weight, its siblings rescaled in proportion: the interval in which the first place stays, in which "
        "the same units are at the top, and in which every rank stays, with the next swap on either side: which unit "
        "overtakes which, at what weight. Exact, no sampling; for arithmetic, geometric, harmonic and power means, "
        "through all levels. Where another method prevents this the reason is reported. Text shows the parts of the "
        "index, with --all every node; machine formats have every node.",
    .example = {{"egovbench stability", "the default index"},
                {"egovbench stability desi-2022 --all", "every node"},
                {"egovbench stability egdi --places 20", "the first twenty instead of ten"},
                {"egovbench stability --scenario services-first", "around a scenario"},
                {"egovbench stability --format csv", "for a program"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_NODES, OPTION_PLACES, OPTION_ALL),
    .run = run_stability};
