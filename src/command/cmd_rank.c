#include "cli/commands.h"
#include "cli/intervals.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <string.h>

/* --node: one node, or all of them. */
static egb_status rank_nodes(cli_session *session, const cli_list *units, egb_table **out) {
  const char *typed = session->arguments->value[OPTION_NODE].text;
  const size_t node = egb_index_find(session->index, typed);
  egb_node_ranks *ranks = NULL;
  egb_status status = node == SIZE_MAX && strcmp(typed, "all") != 0 ? cli_refuse_node(session, typed) : EGB_OK;
  if (status == EGB_OK)
    status = egb_node_ranks_new(session->results, node, session->diag, &ranks);
  if (status == EGB_OK)
    status = egb_table_node_ranks(ranks, cli_languages(session), units->item, session->diag, out);
  egb_node_ranks_free(ranks);
  return status;
}

/* What only the ranking of the index has. */
static egb_status refuse_beside_node(cli_session *session) {
  static const cli_option_id others[] = {OPTION_COMPARE, OPTION_LEVELS, OPTION_GROUP, OPTION_SORT, OPTION_INTERVALS};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (session->arguments->value[others[i]].given != 0) {
      cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--%s has no meaning beside --node",
                cli_option_at(others[i])->name);
      return EGB_USAGE;
    }
  return EGB_OK;
}

/* Bounds that the definition takes from the data are the intervals, unless a simulation is asked for. */
static bool shows_bounds(const cli_session *session) {
  return egb_index_has_rank_bounds(session->index) && session->arguments->value[OPTION_INTERVALS].given == 0;
}

static int run_rank(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  cli_list units = {0}, groups = {0};
  egb_results *compare = NULL;
  egb_table *table = NULL;
  egb_uncertainty *uncertainty = NULL;
  egb_status status = cli_load_index(session, cli_operand(arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && arguments->value[OPTION_COMPARE].given != 0)
    status = cli_score_period(session, arguments->value[OPTION_COMPARE].text, session->results, &compare);
  const bool nodes = arguments->value[OPTION_NODE].given != 0;
  if (status == EGB_OK)
    status = nodes                   ? refuse_beside_node(session)
             : shows_bounds(session) ? EGB_OK
                                     : cli_intervals(session, session->plan, session->results, &uncertainty);
  if (status == EGB_OK)
    status = cli_split_units(session, &units);
  if (status == EGB_OK && nodes)
    status = rank_nodes(session, &units, &table);
  if (status == EGB_OK)
    status = cli_split_groups(session, &groups);
  if (status == EGB_OK && !nodes) {
    const egb_ranking_options options = {.size = sizeof options,
                                         .languages = cli_languages(session),
                                         .units = units.item,
                                         .groups = groups.item,
                                         .columns = arguments->value[OPTION_COLUMNS].list.item,
                                         .sort = arguments->value[OPTION_SORT].text,
                                         .top = (size_t)arguments->value[OPTION_TOP].number,
                                         .compare = compare,
                                         .uncertainty = uncertainty,
                                         .levels = arguments->value[OPTION_LEVELS].given != 0,
                                         .no_bounds = arguments->value[OPTION_NO_INTERVALS].given != 0,
                                         .on_demand = true};
    status = egb_table_ranking(session->results, &options, session->diag, &table);
  }
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  egb_results_free(compare);
  cli_list_free(&units);
  cli_list_free(&groups);
  return cli_exit_of(status);
}

const cli_command cli_command_rank = {
    .name = "rank",
    .heading = HEADING_RANKINGS,
    .summary = "who is first? scores, ranks and levels",
    .arguments = "[INDEX]",
    .description =
        "Scores every unit by the definition and the data, and prints the ranking: unit, name, score, rank, one column "
        "for each dimension, the level reached and what was missing. A missing dimension leaves its weight to the "
        "others and is marked; a unit with too few data is listed without a rank, with the reason.",
    .example = {{"egovbench rank", "the default index"},
                {"egovbench rank egdi --compare 2018 --top 20", "another index: who gained?"},
                {"egovbench rank --set OS=0.3 --lang zh-Hant", "another weight, names in Chinese"},
                {"egovbench rank --group region -o ranking.csv", "with ranks by region, as CSV"},
                {"egovbench rank my.yaml --data my.csv", "your own index and data"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_SELECTED, TAKES_TABLE, OPTION_COMPARE, OPTION_LEVELS, OPTION_NO_INTERVALS,
                         OPTION_INTERVALS, OPTION_NODE),
    .run = run_rank};
