#include "commands.h"
#include "session.h"
#include "table.h"

#include <string.h>

/* Which kind a word names; false: none. */
static bool find_kind(const char *word, egb_statistics_kind *kind) {
  const char *name;
  for (int i = 0; (name = egb_statistics_kind_name((egb_statistics_kind)i)) != NULL; i++)
    if (word != NULL && strcmp(name, word) == 0) {
      *kind = (egb_statistics_kind)i;
      return true;
    }
  return false;
}

/* `stats`, `stats KIND`, `stats INDEX` and `stats KIND INDEX`: a word alone that names a kind is one. */
static egb_status read_operands(cli_session *session, egb_statistics_kind *kind, const char **index) {
  const cli_list *operands = &session->arguments->operands;
  const bool named = find_kind(cli_operand(session->arguments, 0), kind);
  *index = cli_operand(session->arguments, named ? 1 : 0);
  if (named || operands->count < 2)
    return EGB_OK;
  egb_buffer hint = {0};
  const char *name;
  for (int i = 0; (name = egb_statistics_kind_name((egb_statistics_kind)i)) != NULL; i++)
    egb_buffer_format(&hint, "%s%s", i == 0 ? "there are " : ", ", name);
  cli_error(session->diag, CLI_E_USAGE, hint.failed ? NULL : hint.text, "there are no figures called `%.100s`",
            operands->item[0]);
  egb_buffer_clear(&hint);
  return EGB_USAGE;
}

static int run_stats(cli_session *session) {
  const cli_value *value = session->arguments->value;
  const char *index;
  egb_statistics_kind kind = EGB_STATISTICS_SUMMARY;
  egb_statistics *statistics = NULL;
  egb_table *table = NULL;
  egb_status status = read_operands(session, &kind, &index);
  if (status == EGB_OK)
    status = cli_load_index(session, index);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK) {
    egb_statistics_options options = EGB_STATISTICS_OPTIONS_INIT;
    options.node = value[OPTION_NODE].text;
    options.columns = value[OPTION_WITH].list.item;
    options.complete = value[OPTION_COMPLETE].given != 0;
    options.threshold = value[OPTION_COVERAGE].given != 0 ? value[OPTION_COVERAGE].share : 0;
    const egb_stage stage = value[OPTION_STAGE].given != 0 ? (egb_stage)value[OPTION_STAGE].choice : EGB_STAGE_SCORED;
    status = egb_statistics_new(session->results, kind, stage, &options, session->diag, &statistics);
  }
  if (status == EGB_OK)
    status = egb_table_statistics(statistics, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_statistics_free(statistics);
  return cli_exit_of(status);
}

const cli_command cli_command_stats = {
    .name = "stats",
    .heading = HEADING_COHERENCE,
    .summary = "figures of indicators and nodes: do they belong together?",
    .arguments = "[KIND] [INDEX]",
    .description =
        "Figures about the values of an index, over the units that are ranked. KIND is one of:\n\n"
        "summary (the default): count, missing values, quartiles, mean, standard deviation, skewness, kurtosis and "
        "values apart, of every indicator and node. outliers: those values, with their units. coverage: the share of "
        "the indicators that each unit has. correlations: pairs of siblings, of parts and their whole, of indicators "
        "and other dimensions, and with --with of nodes and a column such as the population. components: eigenvalues "
        "of the correlations of each node's children; loadings, with a varimax rotation; component-scores. "
        "reliability: Cronbach's alpha, McDonald's omega, KMO and Bartlett's test of each node's children. items: each "
        "child beside the others: alpha without it, whether it is silent, redundant or belongs elsewhere. importance: "
        "the weight that each child was given, and how much of the node's variance it accounts for.\n\n"
        "Indicators have their normalised values, turned so that more is better, unless --stage names another stage, in "
        "which only indicators have values. A flag names a rule of thumb that its column states with its source: it "
        "asks for a look, and is no fault. Correlations of a part and its whole are never 0, since the part is in it: "
        "`rest` of items is without it.",
    .example = {{"egovbench stats", "the default index"},
                {"egovbench stats correlations gtmi --node CGSI", "below one node"},
                {"egovbench stats reliability desi-2022", "do the parts measure one thing?"},
                {"egovbench stats summary my.yaml --stage raw", "as they are in the data"},
                {"egovbench stats importance -o importance.csv", "weights and what they do"}},
    .operand = {"statistics", "index"},
    .most = 2,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_NODE, OPTION_STAGE, OPTION_WITH, OPTION_COMPLETE,
                         OPTION_COVERAGE, OPTION_TOP),
    .run = run_stats};
