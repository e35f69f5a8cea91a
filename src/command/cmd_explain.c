#include "cli/commands.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <stdlib.h>
#include <string.h>

static egb_status walk(cli_session *session, const char *name) {
  egb_trail *trail = NULL;
  egb_table *table = NULL;
  const size_t unit = egb_dataset_find_unit(session->data, name);
  if (unit == SIZE_MAX)
    return cli_refuse_unit(session, name);
  egb_status status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_trail_new(session->results, unit, session->diag, &trail);
  if (status == EGB_OK)
    status = egb_table_explain(trail, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_first(session, table);
  egb_table_free(table);
  egb_trail_free(trail);
  return status;
}

static egb_status compare(cli_session *session, const char *first, const char *second) {
  egb_swap *swap = NULL;
  egb_table *table = NULL;
  const size_t a = egb_dataset_find_unit(session->data, first), b = egb_dataset_find_unit(session->data, second);
  if (a == SIZE_MAX || b == SIZE_MAX)
    return cli_refuse_unit(session, a == SIZE_MAX ? first : second);
  if (a == b) {
    cli_error(session->diag, CLI_E_USAGE, "name two different units, or one", "`%.200s` and `%.200s` are the same unit",
              first, second);
    return EGB_USAGE;
  }
  egb_status status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_swap_new(session->plan, session->results, a, b, session->diag, &swap);
  if (status == EGB_OK)
    status = egb_table_swap(swap, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_first(session, table);
  egb_table_free(table);
  egb_swap_free(swap);
  return status;
}

/* The last of two arguments is an index when it is a path, standard input or the name of a definition. */
static bool is_index(const cli_session *session, const char *text) {
  cli_list names = {0};
  const size_t length = strlen(text);
  bool found = strcmp(text, "-") == 0 || strchr(text, '/') != NULL ||
               (length > 5 && strcmp(text + length - 5, ".yaml") == 0) ||
               (length > 4 && strcmp(text + length - 4, ".yml") == 0);
  found = found || (cli_home_indices(&session->home, &names) && cli_list_has(&names, text));
  cli_list_free(&names);
  return found;
}

/* The index is not the first operand here, as it is of other commands. */
static bool refuse_order(cli_session *session, const cli_list *operands) {
  if (operands->count < 2 || !is_index(session, operands->item[0]) ||
      is_index(session, operands->item[operands->count - 1]))
    return false;
  char *hint = cli_format("egovbench explain %s%s%s %s", operands->item[1], operands->count > 2 ? " " : "",
                          operands->count > 2 ? operands->item[2] : "", operands->item[0]);
  cli_error(session->diag, CLI_E_USAGE, hint, "units come first, then the index");
  free(hint);
  return true;
}

static int run_explain(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  if (refuse_order(session, operands))
    return CLI_WRONG_USAGE;
  const char *index = session->arguments->value[OPTION_INDEX].text;
  const bool last = operands->count == 3 || (operands->count == 2 && is_index(session, operands->item[1]));
  const size_t units = operands->count - (last ? 1 : 0);
  if (last && index != NULL) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "the index is given twice: `%.100s` and --index %.100s",
              operands->item[units], index);
    return CLI_WRONG_USAGE;
  }
  egb_status status = cli_load_index(session, last ? operands->item[units] : index);
  if (status == EGB_OK)
    status = cli_load_data(session);
  if (status == EGB_OK)
    status = units == 1 ? walk(session, operands->item[0]) : compare(session, operands->item[0], operands->item[1]);
  return cli_exit_of(status);
}

const cli_command cli_command_explain = {
    .name = "explain",
    .heading = HEADING_RANKINGS,
    .summary = "how did this score arise? what separates two units?",
    .arguments = "UNIT [UNIT] [INDEX]",
    .description =
        "With one unit: walks with it through every stage: the value in the data and where it is, what imputation and "
        "treatment made of it, the normalised value, the weights that were used, the score of every node and its "
        "rank.\n\n"
        "With two units: what each part of the index contributes to their difference, the weights of single parts at "
        "which they tie, and the smallest change of all weights that makes them tie (least squares, least total), with "
        "the --set that makes it, or the proof that no weights can. A unit is a code or a name; an index of that name "
        "comes first.",
    .example = {{"egovbench explain EST", "Estonia in the default index"},
                {"egovbench explain \"Viet Nam\" egdi", "by name, in another index"},
                {"egovbench explain EST DNK", "what would reverse their order?"},
                {"egovbench explain TWN --set OS=0.3", "with another weight"},
                {"egovbench explain EST -o estonia.md", "as Markdown"}},
    .operand = {"units", "others", "index"},
    .least = 1,
    .most = 3,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_NODES, OPTION_INDEX),
    .run = run_explain};
