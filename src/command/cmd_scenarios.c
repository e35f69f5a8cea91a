/* What every scenario of the definition does to the ranking. */
#include "base/diag.h"
#include "cli/commands.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <stdlib.h>

/* A scenario and what it is computed from. */
typedef struct run {
  egb_dataset *data; /* its own, NULL */
  egb_plan *plan;
  egb_results *results;
} run;

static egb_status score(cli_session *session, size_t scenario, run *out) {
  const egb_plan_options options = {.size = sizeof options,
                                    .scenario = egb_index_scenario_id(session->index, scenario),
                                    .period = session->arguments->value[OPTION_PERIOD].text};
  egb_status status = EGB_OK;
  if (egb_index_scenario_has_data(session->index, scenario))
    status = cli_load_scenario_data(session, scenario, &out->data);
  if (status == EGB_OK)
    status = egb_plan_new(session->index, out->data != NULL ? out->data : session->data, &options, session->diag,
                          &out->plan);
  return status == EGB_OK ? egb_score(out->plan, session->diag, &out->results) : status;
}

/* What the definition was warned of already is not said again. One that has no answer is a row that says why. */
static egb_status score_beside(cli_session *session, size_t scenario, run *out, egb_scenario_source *source) {
  egb_diag *real = session->diag, *own = egb_diag_beside(session->diag);
  egb_message error;
  if (own == NULL)
    return EGB_NO_MEMORY;
  const egb_diag_point before = egb_diag_mark(own);
  session->diag = own;
  egb_status status = score(session, scenario, out);
  session->diag = real;
  if (status == EGB_UNCOMPUTABLE && cli_take_error(own, before, &error)) {
    char *reason = cli_format("%s", error.text);
    source->reason = reason;
    status = reason != NULL ? EGB_OK : EGB_NO_MEMORY;
  }
  egb_diag_merge(real, own);
  egb_diag_free(own);
  source->id = egb_index_scenario_id(session->index, scenario);
  source->results = out->results;
  return status;
}

static egb_status refuse_none(const cli_session *session) {
  cli_error(session->diag, CLI_E_USAGE,
            "write some under `scenarios:`; `uncertainty` varies weights and methods by chance",
            "`%.200s` has no scenarios", egb_index_id(session->index));
  return EGB_USAGE;
}

static egb_status make_table(const cli_session *session, const egb_scenarios *scenarios, egb_table **out) {
  const cli_value *value = session->arguments->value;
  cli_list units = {0};
  if (value[OPTION_RANKS].given == 0)
    return egb_table_scenarios(scenarios, cli_languages(session), session->diag, out);
  egb_status status = cli_split_units(session, &units);
  const egb_scenario_ranks_options options = {.size = sizeof options,
                                              .languages = cli_languages(session),
                                              .units = units.item,
                                              .rows = value[OPTION_LONG].given != 0};
  if (status == EGB_OK)
    status = egb_table_scenario_ranks(scenarios, &options, session->diag, out);
  cli_list_free(&units);
  return status;
}

static egb_status compare(cli_session *session, const egb_scenario_source *source, size_t count) {
  egb_scenarios *scenarios = NULL;
  egb_table *table = NULL;
  egb_status status = egb_scenarios_new(session->results, source, count, session->diag, &scenarios);
  if (status == EGB_OK)
    status = make_table(session, scenarios, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_scenarios_free(scenarios);
  return status;
}

static egb_status run_all(cli_session *session) {
  const size_t count = egb_index_scenario_count(session->index);
  if (count == 0)
    return refuse_none(session);
  run *runs = calloc(count, sizeof *runs);
  egb_scenario_source *source = calloc(count, sizeof *source);
  egb_status status = runs != NULL && source != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    status = score_beside(session, i, &runs[i], &source[i]);
  if (status == EGB_OK)
    status = compare(session, source, count);
  for (size_t i = 0; i < count && runs != NULL && source != NULL; i++) {
    free((void *)source[i].reason);
    egb_results_free(runs[i].results);
    egb_plan_free(runs[i].plan);
    egb_dataset_free(runs[i].data);
  }
  free(source);
  free(runs);
  return status;
}

static int run_scenarios(cli_session *session) {
  egb_status status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  return cli_exit_of(status == EGB_OK ? run_all(session) : status);
}

const cli_command cli_command_scenarios = {
    .name = "scenarios",
    .heading = HEADING_TRUST,
    .summary = "what does each scenario do to the ranking?",
    .arguments = "[INDEX]",
    .description =
        "Scores every scenario of the definition (`scenarios:`) and compares its ranking with that of the definition: "
        "the units ranked, Spearman's and Kendall's correlations, the mean and the largest shift of a rank, the units "
        "that move by ten places or more, the first place, and how many of the first ten stay. --ranks prints the rank "
        "of every unit in every scenario, with its best, worst and median one; with --long a row per unit and scenario.",
    .example = {{"egovbench scenarios", "of the default index"},
                {"egovbench scenarios egdi --ranks --units EST,TUR", "ranks of some units"},
                {"egovbench scenarios egdi --ranks --long --format csv", "for a plot"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(OPTION_DATA, OPTION_PERIOD, TAKES_TABLE, OPTION_TOP, OPTION_UNITS, OPTION_RANKS, OPTION_LONG),
    .run = run_scenarios};
