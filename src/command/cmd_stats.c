#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"
#include "command/beside.h"

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

/* Options that some kinds read. */
static const struct {
  cli_option_id option;
  const char *name;
  egb_statistics_kind kind[3];
  size_t count;
} meant[] = {
    {OPTION_WITH, "--with", {EGB_STATISTICS_CORRELATIONS, EGB_STATISTICS_REGRESSION, EGB_STATISTICS_PARTIAL}, 3},
    {OPTION_COMPLETE, "--complete", {EGB_STATISTICS_CORRELATIONS}, 1},
    {OPTION_COVERAGE, "--coverage", {EGB_STATISTICS_COVERAGE, EGB_STATISTICS_COVERAGE_NODES}, 2},
    {OPTION_GROUP, "--group", {EGB_STATISTICS_PEERS}, 1},
};

/* Warns of options that the kind does not read. */
static void check_options(cli_session *session, egb_statistics_kind kind) {
  for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
    bool fits = session->arguments->value[meant[i].option].given == 0;
    for (size_t k = 0; k < meant[i].count; k++)
      fits = fits || meant[i].kind[k] == kind;
    if (!fits)
      cli_warn(session->diag, CLI_W_NO_EFFECT, "leave it out", "%s has no effect on stats %s", meant[i].name,
               egb_statistics_kind_name(kind));
  }
}

/* One grouping, such as region; not a group of it. */
static egb_status read_group(cli_session *session, const char **group) {
  const cli_list *given = &session->arguments->value[OPTION_GROUP].list;
  *group = given->count > 0 ? given->item[0] : NULL;
  if (given->count < 2 && (*group == NULL || strpbrk(*group, "=,") == NULL))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "give one grouping, such as --group region",
            "units are compared within the groups of one grouping");
  return EGB_USAGE;
}

static int run_stats(cli_session *session) {
  const cli_value *value = session->arguments->value;
  const char *index;
  egb_statistics_kind kind = EGB_STATISTICS_SUMMARY;
  egb_statistics *statistics = NULL;
  egb_table *table = NULL;
  cli_beside beside = {0};
  const char *group = NULL;
  egb_status status = read_operands(session, &kind, &index);
  if (status == EGB_OK)
    check_options(session, kind);
  if (status == EGB_OK && kind == EGB_STATISTICS_PEERS)
    status = read_group(session, &group);
  if (status == EGB_OK)
    status = cli_load_index(session, index);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = cli_beside_load(session, &beside);
  if (status == EGB_OK) {
    egb_statistics_options options = EGB_STATISTICS_OPTIONS_INIT;
    options.node = value[OPTION_NODE].text;
    options.columns = beside.name.item;
    options.values = beside.value;
    options.files = (const egb_dataset *const *)beside.file;
    options.group = group;
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
  cli_beside_free(&beside);
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
        "the indicators that each unit has. coverage-nodes: the same of each node. correlations: pairs of siblings, of parts and their whole, of indicators "
        "and other dimensions, and with --with of nodes and a column such as the population. components: eigenvalues "
        "of the correlations of each node's children; loadings, with a varimax rotation; component-scores; biplot, both on two components. "
        "reliability: Cronbach's alpha, McDonald's omega, KMO and Bartlett's test of each node's children. items: each "
        "child beside the others: alpha without it, whether it is silent, redundant or belongs elsewhere. importance: "
        "the weight that each child was given, and how much of the node's variance it accounts for (weights that bring both together: `weights "
        "correlation-balanced`). partial: "
        "correlations of siblings given the other children of their node, or given the columns of --with. regression: "
        "every node on the columns of --with and on their natural logarithms. peers: each unit beside the others of "
        "its group (--group) and the three units that are nearest over the children of the node.\n\n"
        "Indicators have their normalised values, turned so that more is better, unless --stage names another stage, in "
        "which only indicators have values. A flag names a rule that its column states with its source, by the limits "
        "that the definition has where it has some (`audit:`): it asks for a look, and is no fault. Correlations of a part and its whole are never 0, since the part is in it: "
        "`rest` of items is without it.\n\n"
        "Quartiles are of type 7 (Hyndman and Fan 1996), standard deviations have the divisor n - 1, skewness and "
        "excess kurtosis are of type 2 (Joanes and Gill 1998), values apart lie beyond Tukey's fences (1977) or three "
        "MAD (Hampel 1974). Correlations are of the units that have both, their p-values those of R's cor.test; "
        "Kendall's tau is tau-b. Components are of the correlations of complete units, rotated by varimax with "
        "Kaiser's normalisation (1958). Alpha is Cronbach's (1951) of pairwise covariances, omega McDonald's (1999) of "
        "one factor by minimum residuals (Harman and Jones 1966), KMO that of Kaiser and Rice (1974), the test of "
        "sphericity Bartlett's (1950). Importance is the correlation ratio of Paruolo, Saisana and Saltelli (2013) by "
        "local linear regression, its bandwidth by cross-validation (Stone 1974). Regressions are ordinary least "
        "squares, with Koenker's test (1981) of residuals of one variance. Distances of peers are standardised "
        "Euclidean ones (Legendre and Legendre 1998). Each column says its formula in --format json.",
    .example = {{"egovbench stats", "the default index"},
                {"egovbench stats correlations gtmi --node CGSI", "below one node"},
                {"egovbench stats regression --with population", "does size explain scores?"},
                {"egovbench stats peers --group region", "each unit beside its region"}},
    .operand = {"statistics", "index"},
    .most = 2,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_NODE, OPTION_STAGE, OPTION_WITH, OPTION_COMPLETE,
                         OPTION_COVERAGE, OPTION_GROUP, OPTION_TOP),
    .run = run_stats};
