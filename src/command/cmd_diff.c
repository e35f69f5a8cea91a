#include "base/text.h"
#include "cli/commands.h"
#include "cli/operand.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <stdlib.h>
#include <string.h>

/* The pieces of one side; what the other side has already is borrowed from it. */
typedef struct side {
  egb_index *index;
  egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  char *name; /* how the table calls it, NULL: by its id and period */
} side;

/* Value number k of an option with two values; NULL when it was not given. */
static const char *value_of(const cli_session *session, cli_option_id option, size_t k) {
  const cli_list *list = &session->arguments->value[option].list;
  return list->count > k ? list->item[k] : NULL;
}

static bool is_index(const cli_list *indices, const char *text) {
  const size_t length = strlen(text);
  return cli_list_has(indices, text) || (length > 5 && strcmp(text + length - 5, ".yaml") == 0);
}

/* "--period 2022 egdi" would compare with a period called `egdi`: the index was meant. */
static egb_status check_values(cli_session *session) {
  static const cli_option_id pairs[] = {OPTION_PERIOD, OPTION_SCENARIO};
  cli_list indices = {0};
  egb_status status = cli_home_indices(&session->home, &indices) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < 2 && status == EGB_OK; i++) {
    const char *second = value_of(session, pairs[i], 1);
    if (second == NULL || !is_index(&indices, second))
      continue;
    const char *name = cli_option_at(pairs[i])->name;
    cli_error(session->diag, CLI_E_USAGE, "a value for each side, and the index in front: diff INDEX --period A B",
              "--%s takes two values here, and `%.100s` is an index", name, second);
    status = EGB_USAGE;
  }
  cli_list_free(&indices);
  return status;
}

static egb_status check(cli_session *session, const cli_list *names) {
  const cli_value *value = session->arguments->value;
  static const cli_option_id pairs[] = {OPTION_DATA, OPTION_PERIOD, OPTION_SCENARIO};
  bool any = names->count == 2;
  for (size_t i = 0; i < 3; i++) {
    any = any || value[pairs[i]].list.count != 0;
    if (value[pairs[i]].list.count <= 2)
      continue;
    cli_error(session->diag, CLI_E_USAGE, "give it once, with a value for each side", "--%s is given more than once",
              cli_option_at(pairs[i])->name);
    return EGB_USAGE;
  }
  if (any)
    return check_values(session);
  cli_error(session->diag, CLI_E_USAGE,
            "name two indices, or FILE@CHANGE, or add --period A B, --scenario A B or --data A B",
            "there is nothing to compare with");
  return EGB_USAGE;
}

/* Two data files of one index, or two definitions of the same id, are called by their files. */
static egb_status call(const cli_session *session, const char *operand, bool alike, size_t k, side *out) {
  const char *file = value_of(session, OPTION_DATA, k);
  const char *name = file != NULL ? file : alike ? operand : NULL;
  if (name == NULL)
    return EGB_OK;
  out->name = cli_format("%s", egb_path_name(name));
  return out->name == NULL ? EGB_NO_MEMORY : EGB_OK;
}

/* NULL: the definition without a scenario. */
static const char *scenario_of(const cli_session *session, size_t k) {
  const char *scenario = value_of(session, OPTION_SCENARIO, k);
  return scenario == NULL || strcmp(scenario, "none") == 0 ? NULL : scenario;
}

/* Whether the scenarios of the two sides read different data of one index. */
static bool has_two_data(const cli_session *session, egb_index *index) {
  for (size_t k = 0; k < 2; k++) {
    const char *scenario = scenario_of(session, k);
    for (size_t i = 0; scenario != NULL && i < egb_index_scenario_count(index); i++)
      if (strcmp(egb_index_scenario_id(index, i), scenario) == 0 && egb_index_scenario_has_data(index, i))
        return true;
  }
  return false;
}

static egb_status load_data(cli_session *session, size_t k, side *out) {
  const char *file = value_of(session, OPTION_DATA, k);
  out->index = egb_index_under(out->index, scenario_of(session, k));
  session->index = out->index;
  session->data = NULL;
  egb_status status = EGB_OK;
  if (file != NULL && !cli_is_stdin(file)) {
    const egb_data_options options = cli_data_options_of(session, &file);
    status = egb_dataset_load(out->index, &options, session->diag, &out->data);
  } else if (file != NULL) {
    cli_error(session->diag, CLI_E_USAGE, "save it as a file first", "diff reads data from files, not from `-`");
    status = EGB_USAGE;
  } else {
    status = cli_load_data(session);
    out->data = session->data;
  }
  session->index = NULL;
  session->data = NULL;
  return status;
}

static egb_status score(cli_session *session, size_t k, const egb_index *index, const egb_dataset *data, side *out) {
  const egb_plan_options options = {
      .size = sizeof options, .scenario = scenario_of(session, k), .period = value_of(session, OPTION_PERIOD, k)};
  const egb_status status = egb_plan_new(index, data, &options, session->diag, &out->plan);
  return status != EGB_OK ? status : egb_score(out->plan, session->diag, &out->results);
}

/* The index as it was after a recorded change, in place of the one that was read. */
static egb_status go_back(const cli_session *session, const char *operand, const char *change, egb_index **index) {
  egb_history *history = NULL;
  egb_index *then = NULL;
  char *end = NULL;
  const unsigned long number = strtoul(change, &end, 10);
  const bool is_number = change[0] >= '0' && change[0] <= '9' && *end == '\0' && strlen(change) < 10;
  egb_status status = session->index_path == NULL ? EGB_USAGE : EGB_OK;
  if (status == EGB_OK)
    status = egb_history_read(*index, session->diag, &history);
  if (status == EGB_USAGE || (status == EGB_OK && (!is_number || !egb_history_is_kept(history)))) {
    cli_error(session->diag, CLI_E_USAGE,
              "behind @ is the number of a change, as `weights log` shows it; two periods: diff INDEX --period A B",
              history != NULL && egb_history_is_kept(history) ? "`%.200s`: behind @ is no number of a change"
                                                              : "`%.200s`: no changes of its weights are recorded",
              operand);
    status = EGB_USAGE;
  }
  if (status == EGB_OK)
    status = egb_history_index(history, number, session->diag, &then);
  egb_history_free(history);
  if (status == EGB_OK) {
    egb_index_free(*index);
    *index = then;
  }
  return status;
}

static egb_status load_index(cli_session *session, const char *operand, side *out) {
  char *path = NULL, *change = NULL;
  egb_status status = operand == NULL ? EGB_OK : cli_operand_cut(operand, &path, &change);
  if (status == EGB_OK)
    status = cli_load_index(session, path);
  out->index = session->index;
  session->index = NULL;
  if (status == EGB_OK && change != NULL)
    status = go_back(session, operand, change, &out->index);
  free(session->index_path);
  session->index_path = NULL;
  free(change);
  free(path);
  return status;
}

static egb_status load_sides(cli_session *session, const cli_list *operands, side sides[2]) {
  const bool two_data = session->arguments->value[OPTION_DATA].list.count != 0;
  egb_status status = load_index(session, operands->count != 0 ? operands->item[0] : NULL, &sides[0]);
  if (status == EGB_OK && operands->count == 2)
    status = load_index(session, operands->item[1], &sides[1]);
  egb_index *const index[] = {sides[0].index, operands->count == 2 ? sides[1].index : sides[0].index};
  const bool alike =
      status == EGB_OK && operands->count == 2 && strcmp(egb_index_id(index[0]), egb_index_id(index[1])) == 0;
  const bool second_data =
      status == EGB_OK && (two_data || operands->count == 2 || has_two_data(session, sides[0].index));
  if (status == EGB_OK)
    status = load_data(session, 0, &sides[0]);
  if (second_data && status == EGB_OK) {
    side second = {.index = index[1]};
    status = load_data(session, 1, &second);
    sides[1].data = second.data;
  }
  for (size_t k = 0; k < 2 && status == EGB_OK; k++) {
    status = score(session, k, index[k], sides[k].data != NULL ? sides[k].data : sides[0].data, &sides[k]);
    if (status == EGB_OK)
      status = call(session, operands->count > k ? operands->item[k] : NULL, alike, k, &sides[k]);
  }
  return status;
}

/* The operands; "mine.yaml@3" alone is compared with mine.yaml as it is. */
static egb_status read_names(const cli_session *session, cli_list *out) {
  const cli_list *operands = &session->arguments->operands;
  for (size_t i = 0; i < operands->count; i++)
    if (!cli_list_add(out, operands->item[i]))
      return EGB_NO_MEMORY;
  char *path = NULL, *change = NULL;
  egb_status status = operands->count == 1 ? cli_operand_cut(operands->item[0], &path, &change) : EGB_OK;
  free(change);
  if (status == EGB_OK && change != NULL)
    return cli_list_own(out, path) ? EGB_OK : EGB_NO_MEMORY;
  free(path);
  return status;
}

/* The units of --units, cut by the names of the data. */
static egb_status split_units(cli_session *session, egb_dataset *data, cli_list *out) {
  session->data = data;
  const egb_status status = cli_split_units(session, out);
  session->data = NULL;
  return status;
}

static void free_side(side *out) {
  egb_results_free(out->results);
  egb_plan_free(out->plan);
  egb_dataset_free(out->data);
  free(out->name);
}

static int run_diff(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  side sides[2] = {{0}, {0}};
  egb_difference *difference = NULL;
  egb_table *table = NULL;
  cli_list names = {0}, units = {0};
  egb_status status = read_names(session, &names);
  if (status == EGB_OK)
    status = check(session, &names);
  session->keeps_index = true; /* each side has its own */
  bool any = false;
  if (status == EGB_OK)
    status = load_sides(session, &names, sides);
  if (status == EGB_OK)
    status = split_units(session, sides[1].data != NULL ? sides[1].data : sides[0].data, &units);
  if (status == EGB_OK)
    status = egb_difference_new(sides[0].results, sides[1].results, session->diag, &difference);
  if (status == EGB_OK) {
    any = egb_difference_any(difference);
    const egb_difference_options options = {.size = sizeof options,
                                            .languages = cli_languages(session),
                                            .units = units.item,
                                            .top = (size_t)arguments->value[OPTION_TOP].number,
                                            .name = {sides[0].name, sides[1].name}};
    status = egb_table_difference(difference, &options, session->diag, &table);
  }
  if (status == EGB_OK)
    status = cli_print_first(session, table);
  cli_list_free(&units);
  cli_list_free(&names);
  egb_table_free(table);
  egb_difference_free(difference);
  free_side(&sides[1]);
  free_side(&sides[0]);
  egb_index_free(sides[1].index);
  egb_index_free(sides[0].index);
  if (status == EGB_OK && any && arguments->value[OPTION_EXIT_CODE].given != 0)
    return CLI_NO;
  return cli_exit_of(status);
}

const cli_command cli_command_diff = {
    .name = "diff",
    .heading = HEADING_DESK,
    .summary = "what moved between two, and why?",
    .arguments = "[INDEX [INDEX]]",
    .description =
        "Compares two definitions, or two periods, scenarios or data files of one index, unit by unit. Every change of "
        "a score and of a rank is split exactly into what the data, the weights, the method and the membership did: "
        "what exchanging each of them changes, as the mean over all orders of exchanging them one by one. The four sum "
        "to the change, and in the opposite direction all signs change. Nodes are matched by their ids; those that "
        "only one side has are listed and belong to the method.\n\n"
        "--period, --scenario and --data take two values here, one for each side; the scenario `none` is the "
        "definition without a scenario. `mine.yaml@3` is the definition with its weights as they were after change 3 "
        "of `weights log`, `@0` as before all; alone it is compared with the definition as it is.",
    .example = {{"egovbench diff egdi --period 2018 2022", "two editions"},
                {"egovbench diff --scenario none services-first", "with and without a scenario"},
                {"egovbench diff my.yaml waseda-ten --top 10", "two definitions"},
                {"egovbench diff my.yaml --data my.csv new.csv", "two data files"},
                {"egovbench diff my.yaml@0 my.yaml@1", "two recorded changes"}},
    .operand = {"index", "index"},
    .most = 2,
    .options = CLI_TAKES(TAKES_INPUT, TAKES_TABLE, OPTION_UNITS, OPTION_TOP, OPTION_EXIT_CODE),
    .pairs = CLI_TAKES(TAKES_SIDE),
    .run = run_diff};
