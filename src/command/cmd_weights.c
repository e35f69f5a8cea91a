#include "base/diag.h"
#include "cli/commands.h"
#include "cli/revision.h"
#include "cli/session.h"
#include "cli/table.h"
#include "command/weights.h"

#include <stdlib.h>
#include <string.h>

/* ---- show ------------------------------------------------------------------------------------ */

/* own: a data set for each scenario that has its own, NULL for the others. */
static egb_status make_plans(cli_session *session, egb_plan **plan, egb_dataset **own, size_t *count) {
  const size_t scenarios = egb_index_scenario_count(session->index);
  egb_status status = EGB_OK;
  for (*count = 0; *count <= scenarios && status == EGB_OK;) {
    const egb_plan_options options = {.size = sizeof options,
                                      .period = session->arguments->value[OPTION_PERIOD].text,
                                      .scenario =
                                          *count == 0 ? NULL : egb_index_scenario_id(session->index, *count - 1)};
    if (*count != 0 && egb_index_scenario_has_data(session->index, *count - 1))
      status = cli_load_scenario_data(session, *count - 1, &own[*count]);
    if (status == EGB_OK)
      status = egb_plan_new(session->index, own[*count] != NULL ? own[*count] : session->data, &options, session->diag,
                            &plan[*count]);
    *count += status == EGB_OK;
  }
  return status;
}

/* How far the weights can move, where that has an answer; *results: what it was computed from. What prevents one is a
 * warning: the weights are shown without. */
static egb_status find_intervals(const cli_session *session, const egb_plan *plan, egb_results **results,
                                 egb_stability **stability) {
  if (session->arguments->value[OPTION_NO_INTERVALS].given != 0 || session->blank ||
      egb_index_is_published(session->index))
    return EGB_OK;
  egb_diag *diag = egb_diag_beside(session->diag);
  if (diag == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_score(plan, diag, results);
  if (status == EGB_OK)
    status = egb_stability_new(plan, *results, 0, diag, stability);
  for (size_t i = 0; i < egb_diag_kept(diag) && status != EGB_OK && status != EGB_NO_MEMORY; i++) {
    const egb_message *message = egb_diag_message(diag, i);
    if (message->severity != EGB_SEVERITY_ERROR)
      continue;
    cli_warn(session->diag, CLI_W_NO_INTERVALS, message->hint, "the range of each weight cannot be computed: %s",
             message->text);
    status = EGB_OK;
  }
  egb_diag_free(diag);
  return status;
}

static int run_show(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *typed = session->arguments->value[OPTION_INDEX].text;
  egb_table *table = NULL;
  egb_results *results = NULL;
  egb_stability *stability = NULL;
  egb_plan **plan = NULL;
  egb_dataset **own = NULL;
  size_t count = 0, scenarios = 0;
  egb_status status = EGB_OK;
  if (operands->count > 2 || (operands->count == 2 && typed != NULL)) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "`weights show` takes one index");
    status = EGB_USAGE;
  }
  if (status == EGB_OK)
    status = cli_load_index(session, operands->count == 2 ? operands->item[1] : typed);
  if (status == EGB_OK)
    status = cli_load_data_if_any(session, "the weights are shown without it");
  if (status == EGB_OK && session->data == NULL)
    status = cli_load_data(session);
  if (status == EGB_OK) {
    scenarios = egb_index_scenario_count(session->index);
    plan = calloc(scenarios + 1, sizeof *plan);
    own = calloc(scenarios + 1, sizeof *own);
    status = plan != NULL && own != NULL ? make_plans(session, plan, own, &count) : EGB_NO_MEMORY;
  }
  if (status == EGB_OK)
    status = find_intervals(session, plan[0], &results, &stability);
  if (status == EGB_OK)
    status = egb_table_weights(session->index, (const egb_plan *const *)plan, count, stability, cli_languages(session),
                               session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  egb_stability_free(stability);
  egb_results_free(results);
  for (size_t i = 0; i < count; i++)
    egb_plan_free(plan[i]);
  for (size_t i = 0; own != NULL && i <= scenarios; i++)
    egb_dataset_free(own[i]);
  free(own);
  free(plan);
  return cli_exit_of(status);
}

/* ---- candidates ------------------------------------------------------------------------------ */

static egb_status find_node(const cli_session *session, size_t *node) {
  const char *id = session->arguments->value[OPTION_NODE].text;
  *node = id == NULL ? 0 : egb_index_find(session->index, id);
  if (*node != SIZE_MAX)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "`egovbench show` lists the nodes", "%s has no node `%.200s`",
            egb_index_id(session->index), id);
  return EGB_USAGE;
}

static egb_status load_judgements(const cli_session *session, bool budget, egb_judgements **out) {
  const cli_list *operands = &session->arguments->operands;
  if (operands->count < 2 || (budget && operands->count > 2)) {
    cli_error(session->diag, CLI_E_USAGE,
              budget ? "its first row holds ids, every further row the points of an expert"
                     : "a square table for each expert, with ids in its first row and column",
              budget ? "`weights budget` needs one file" : "`weights ahp` needs at least one file");
    return EGB_USAGE;
  }
  if (budget)
    return egb_judgements_budget(session->index, operands->item[1], session->diag, out);
  return egb_judgements_comparisons(session->index, operands->item + 1, operands->count - 1, session->diag, out);
}

static egb_status add_all(const cli_session *session, egb_candidates *candidates, const egb_judgements *judgements) {
  const cli_list *operands = &session->arguments->operands;
  egb_status status = EGB_OK;
  if (judgements != NULL)
    return egb_candidates_judgements(candidates, judgements, session->diag);
  for (size_t i = 0; i < operands->count && status == EGB_OK; i++)
    status = egb_candidates_method(candidates, operands->item[i], session->diag);
  return status;
}

static int run_candidates(cli_session *session, bool ahp, bool budget) {
  const cli_value *value = session->arguments->value;
  egb_judgements *judgements = NULL;
  egb_candidates *candidates = NULL;
  egb_table *table = NULL;
  char *command = NULL;
  size_t node = 0;
  egb_status status = cli_load_index(session, value[OPTION_INDEX].text);
  if (status == EGB_OK)
    status = find_node(session, &node);
  if (status == EGB_OK && (ahp || budget))
    status = load_judgements(session, budget, &judgements);
  if (status == EGB_OK)
    status = cli_load_data_if_any(session, "rankings are not compared");
  if (status == EGB_OK && session->data == NULL)
    status = cli_load_data(session);
  if (status == EGB_OK) {
    const egb_plan_options options = {
        .size = sizeof options, .period = value[OPTION_PERIOD].text, .scenario = value[OPTION_SCENARIO].text};
    status =
        egb_candidates_new(session->index, session->data, judgements != NULL ? egb_judgements_node(judgements) : node,
                           &options, session->diag, &candidates);
  }
  if (status == EGB_OK)
    status = add_all(session, candidates, judgements);
  if (status == EGB_OK && (command = cli_set_start(value[OPTION_INDEX].text)) == NULL)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_table_candidates(candidates, command, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  free(command);
  egb_candidates_free(candidates);
  egb_judgements_free(judgements);
  return cli_exit_of(status);
}

/* What the first operand asks for; anything else is a method or a way to weights. */
static const struct {
  const char *name;
  int (*run)(cli_session *session);
} actions[] = {{"show", run_show},
               {"set", cli_weights_set},
               {"undo", cli_weights_undo},
               {"log", cli_weights_log},
               {"merge", cli_weights_merge}};

enum { SHOW = 1, SET = 2, UNDO = 4, MERGE = 16, CANDIDATES = 32 }; /* 1 << place in the table */

static size_t find_action(const char *text) {
  size_t i = 0;
  while (i < sizeof actions / sizeof actions[0] && strcmp(text, actions[i].name) != 0)
    i++;
  return i;
}

/* An option that means nothing here would be a silent wish. */
static egb_status check_options(const cli_session *session, size_t action, const char *text) {
  static const struct {
    cli_option_id option;
    unsigned where; /* it has a meaning */
  } rules[] = {{OPTION_WRITE, SET | UNDO | MERGE},
               {OPTION_COPY, SET},
               {OPTION_DRY_RUN, SET | UNDO | MERGE},
               {OPTION_WHY, SET | UNDO},
               {OPTION_WHO, SET | UNDO},
               {OPTION_WHEN, SET | UNDO},
               {OPTION_RESCALE, SET},
               {OPTION_THRESHOLD, SET | UNDO},
               {OPTION_SCENARIO, SET | CANDIDATES},
               {OPTION_NODE, CANDIDATES},
               {OPTION_NO_INTERVALS, SHOW | SET | UNDO}};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
    if (session->arguments->value[rules[i].option].given == 0 || (rules[i].where & (1U << action)) != 0)
      continue;
    cli_error(session->diag, CLI_E_USAGE, NULL, "--%s has no meaning for `weights %s`",
              cli_option_at(rules[i].option)->name, text);
    status = EGB_USAGE;
  }
  return status;
}

static int run_weights(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *text = operands->count != 0 ? operands->item[0] : actions[0].name;
  const size_t action = find_action(text);
  const egb_status status = check_options(session, action, text);
  if (status != EGB_OK)
    return cli_exit_of(status);
  if (action < sizeof actions / sizeof actions[0])
    return actions[action].run(session);
  return run_candidates(session, strcmp(text, "ahp") == 0, strcmp(text, "budget") == 0);
}

const cli_command cli_command_weights = {
    .name = "weights",
    .heading = HEADING_DESK,
    .summary = "show weights, change them in the file, derive them",
    .arguments = "[ACTION] [...]",
    .description =
        "`weights show [INDEX]` prints every weight: as written, its share, its share of the whole index, the sum of a "
        "node's parts, between which weights the first place, the first ten and every rank stay (as `stability` has "
        "it), where it is written, the comment beside it, and what the scenarios make of it.\n\n"
        "`weights set [INDEX] ID=W ...` shows what changing weights would change in the file and in the ranking; "
        "--write does it. Only the bytes of those numbers, and of the siblings that are rescaled, are touched: "
        "comments, order, quotes and line ends stay. Rescaled siblings are written with six significant digits, and "
        "the largest takes what is missing to the total. A file that changed meanwhile is never overwritten. "
        "--scenario NAME adds the weights as a scenario instead. --why TEXT records the change, its reason, who moved "
        "and how the old and new ranks correlate in NAME.changes.yaml, a line per change.\n\n"
        "`weights log [INDEX]` prints that record, `weights undo [INDEX]` takes its last change back by the numbers it "
        "has, unless they were changed since, and records that as well; `diff mine.yaml@3 mine.yaml@5` compares the "
        "definition as it was after two changes.\n\n"
        "`weights merge BASE OURS THEIRS` puts together what two people made of one definition: weights by node, everything "
        "else by line; with --write into OURS. Exit code 0: merged; 1: conflicts, each reported by its node, where OURS "
        "is as it was; 2 and more: nothing was written. For git: `git config merge.weights.driver 'egovbench weights "
        "merge --write --quiet %O %A %B %P'` and `mine.yaml merge=weights` in .gitattributes.\n\n"
        "`weights ahp MATRIX.csv ...` derives weights from pairwise comparisons on Saaty's scale, a file per expert: "
        "ids in the first row and column, empty cells are reciprocals; where both cells of a pair are empty the weights "
        "follow from the other comparisons (Harker 1987), which must tie all parts together. The experts are joined by the geometric mean; "
        "the consistency ratio of each is reported, and which comparison to correct. `weights budget FILE.csv` makes "
        "them of points: ids in the first row, a row per expert.\n\n"
        "`weights METHOD ...` prints the weights of several methods side by side (equal, entropy, critic, sd, pca, "
        "...) and how far their rankings agree with the one in force. For these, --index names the index and --node "
        "the node whose parts are weighted.",
    .example = {{"egovbench weights show", "every weight"},
                {"egovbench weights set OS=0.2", "what would change"},
                {"egovbench weights log my.yaml", "what was changed, and why"},
                {"egovbench weights equal critic pca", "methods side by side"},
                {"egovbench weights ahp experts.csv", "from comparisons"}},
    .operand = {"weights", "index"},
    .most = 1000,
    .options = CLI_TAKES(TAKES_INPUT, OPTION_RESCALE, TAKES_TABLE, OPTION_INDEX, OPTION_NODE, OPTION_DRY_RUN,
                         OPTION_WRITE, OPTION_COPY, OPTION_WHY, OPTION_WHO, OPTION_WHEN, OPTION_THRESHOLD,
                         OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .run = run_weights};
