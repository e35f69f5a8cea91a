#include "cli/commands.h"
#include "cli/intervals.h"
#include "cli/periods.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"
#include "command/export_workbook.h"

#include <stdlib.h>

/* What is handed over: the results of one period, which the session has, or of all. */
typedef struct exported {
  cli_periods all;
  const egb_results *const *results;
  size_t count;
  egb_uncertainty **uncertainty; /* of each */
} exported;

static egb_status score(cli_session *session, exported *e) {
  const bool all = cli_wants_all_periods(session);
  const egb_status status = all ? cli_score_periods(session, &e->all) : cli_load_results(session);
  e->results = (const egb_results *const *)(all ? e->all.results : &session->results);
  e->count = all ? e->all.count : 1;
  return status;
}

/* Those of one period after another. What would be said again of each is said of the first. */
static egb_status simulate_next(cli_session *session, exported *e, size_t i) {
  const egb_diag_point before = egb_diag_mark(session->diag);
  egb_plan *plan = NULL;
  egb_status status = EGB_OK;
  if (session->plan == NULL)
    status = cli_plan_period(session, egb_results_period(e->results[i]), &plan);
  if (status == EGB_OK)
    status = cli_intervals(session, plan != NULL ? plan : session->plan, e->results[i], &e->uncertainty[i]);
  egb_plan_free(plan);
  if (status == EGB_OK && i > 0)
    egb_diag_rewind(session->diag, before);
  return status;
}

/* Bounds that the definition takes from the data are the intervals, unless a simulation is asked for. */
static egb_status simulate(cli_session *session, exported *e) {
  const bool bounds =
      egb_index_has_rank_bounds(session->index) && session->arguments->value[OPTION_INTERVALS].given == 0;
  e->uncertainty = calloc(e->count, sizeof *e->uncertainty);
  egb_status status = e->uncertainty == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < e->count && status == EGB_OK && !bounds; i++)
    status = simulate_next(session, e, i);
  return status;
}

static egb_status make_table(cli_session *session, const exported *e, egb_table **out) {
  cli_list units = {0};
  egb_status status = cli_split_units(session, &units);
  const egb_export_options options = {.size = sizeof options,
                                      .languages = cli_languages(session),
                                      .units = units.item,
                                      .on_demand = true,
                                      .uncertainty = (const egb_uncertainty *const *)e->uncertainty};
  if (status == EGB_OK && session->arguments->value[OPTION_LONG].given != 0)
    status = egb_table_long(e->results, e->count, &options, session->diag, out);
  else if (status == EGB_OK)
    status = egb_table_wide(e->results, e->count, &options, session->diag, out);
  cli_list_free(&units);
  return status;
}

static egb_status export_table(cli_session *session, exported *e) {
  egb_table *table = NULL;
  egb_status status = simulate(session, e);
  if (status == EGB_OK)
    status = make_table(session, e, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return status;
}

static int run_export(cli_session *session) {
  exported e = {0};
  egb_status status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_data(session); /* which knows whether `--period all` is one of its periods */
  if (status == EGB_OK)
    status = cli_check_coin_tool(session);
  const bool workbook = status == EGB_OK && cli_wants_workbook(session);
  if (workbook)
    status = cli_export_workbook(session);
  if (status == EGB_OK && !workbook)
    status = score(session, &e);
  if (status == EGB_OK && !workbook)
    status = export_table(session, &e);
  for (size_t i = 0; e.uncertainty != NULL && i < e.count; i++)
    egb_uncertainty_free(e.uncertainty[i]);
  free(e.uncertainty);
  cli_periods_free(&e.all);
  return cli_exit_of(status);
}

const cli_command cli_command_export = {
    .name = "export",
    .heading = HEADING_RANKINGS,
    .summary = "all results in one table, or a workbook that computes",
    .arguments = "[INDEX]",
    .description =
        "Writes everything that is known of every unit into one table. Without --long a row per unit: its names and "
        "groupings, score, rank and interval, level, coverage and status, the scores of all nodes in the order of the "
        "tree, each under its id (node_ID where another column is called so, also in another case, since databases take Rank for rank; groupings likewise group_ID; two ids of the definition that differ in case alone stay as they are), and as value_ID the value of every indicator as it was used: in the units of the "
        "data, after imputation and treatment of outliers. --period all adds the rows of every period, and the column "
        "period says which is which.\n\n"
        "--long writes a row per unit, node and stage, with these columns: index, period, unit, node, level (depth in "
        "the tree), stage (raw, imputed, treated, normalised, scored), value, status, and of the stage scored weight "
        "(effective, before it is re-scaled for a unit), contribution (points of the unit's index score) and rank by "
        "the node, of the index itself low and high, the interval of the rank; source is file:line:column of a raw "
        "value. Numbers are those of `rank`, `stages`, `weights show` and `explain`, digit by digit.\n\n"
        "-o FILE.xlsx writes a workbook that computes: weights to be changed, with scenarios to choose from, data, "
        "normalised values, scores, ranks, levels and a profile are formulas of each other, with the results of the "
        "program beside them; what a spreadsheet has no formula for is a value, marked, and explained on its sheet About. "
        "With --long, --period all, --units, --top, --columns or --intervals the workbook has the table instead.",
    .example = {{"egovbench export egdi -o egdi.csv", "a row per unit"},
                {"egovbench export egdi --period all -o panel.csv", "of every edition"},
                {"egovbench export desi-2022 --long -o long.csv", "a row per value"},
                {"egovbench export waseda-ten -o waseda.xlsx", "a workbook that computes"},
                {"egovbench export desi-2022 --coin-tool -o tool.xlsx", "for the COIN Tool"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, OPTION_UNITS, OPTION_TOP, TAKES_TABLE, OPTION_LONG, OPTION_COIN_TOOL,
                         OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = run_export};
