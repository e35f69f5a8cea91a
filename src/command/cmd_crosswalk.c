#include "base/diag.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/operand.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "cli/table.h"

#include <stdlib.h>
#include <string.h>

/* A CSV file of ranks has no definition: this one says what its columns mean. */
#define RANKS                                                                                                          \
  "egovbench: 1\n"                                                                                                     \
  "id: ranks\n"                                                                                                        \
  "indicators:\n"                                                                                                      \
  "  - {id: published-rank, column: rank, unit: rank, direction: lower, normalise: rank, bounds: [1, 1000000]}\n"

/* One ranking: several results when all periods of its data are asked for. */
typedef struct ranking {
  char *path, *period; /* the operand, cut at its @ */
  char *name;
  bool twice; /* another one has the same name */
  egb_index *index;
  egb_dataset *data;
  egb_plan **plan;
  egb_results **results;
  size_t count;
} ranking;

static bool is_table(const char *path) {
  return egb_text_ends(path, ".csv") || egb_text_ends(path, ".tsv");
}

static egb_status load_index(cli_session *session, ranking *out) {
  if (is_table(out->path))
    return egb_index_parse(out->path, RANKS, sizeof RANKS - 1, session->diag, &out->index);
  const egb_status status = cli_load_index(session, out->path);
  out->index = session->index;
  session->index = NULL;
  free(session->index_path);
  session->index_path = NULL;
  return status;
}

static egb_status load(cli_session *session, const char *operand, ranking *out) {
  egb_status status = cli_operand_cut(operand, &out->path, &out->period);
  if (status == EGB_OK)
    status = load_index(session, out);
  if (status != EGB_OK)
    return status;
  const char *file = out->path;
  const bool table = is_table(file);
  const egb_data_options options = cli_data_options_of(session, table ? &file : NULL);
  out->name = cli_format("%s", table ? egb_path_name(file) : egb_index_id(out->index));
  if (out->name == NULL)
    return EGB_NO_MEMORY;
  if (table)
    out->name[strlen(out->name) - 4] = '\0';
  return egb_dataset_load(out->index, &options, session->diag, &out->data);
}

/* Makes room for as many results as there may be. */
static egb_status make_room(ranking *out, size_t count) {
  out->plan = calloc(count + 1, sizeof(egb_plan *));
  out->results = calloc(count + 1, sizeof(egb_results *));
  return out->plan == NULL || out->results == NULL ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status score(const char *period, egb_diag *diag, ranking *out) {
  const egb_plan_options options = {.size = sizeof options, .period = period};
  egb_status status = egb_plan_new(out->index, out->data, &options, diag, &out->plan[out->count]);
  if (status == EGB_OK)
    status = egb_score_like(out->plan[out->count], out->results[0], diag, &out->results[out->count]);
  if (status == EGB_OK)
    out->count++;
  else
    egb_plan_free(out->plan[out->count]);
  if (status != EGB_OK)
    out->plan[out->count] = NULL;
  return status;
}

/* All periods; one in which no unit is ranked is left out. */
static egb_status score_periods(cli_session *session, ranking *out) {
  const size_t count = egb_dataset_period_count(out->data);
  egb_status status = make_room(out, count);
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    const char *period = egb_dataset_period(out->data, i);
    const egb_diag_point before = egb_diag_mark(session->diag);
    status = score(period[0] == '\0' ? NULL : period, session->diag, out);
    if (status == EGB_OK || status == EGB_UNCOMPUTABLE) {
      egb_diag_rewind(session->diag, before);
      status = EGB_OK;
    }
  }
  return status;
}

static egb_status score_one(cli_session *session, ranking *out) {
  const egb_status status = make_room(out, 1);
  return status == EGB_OK ? score(out->period, session->diag, out) : status;
}

/* Takes the name over. */
static egb_status call(ranking *one, char *name) {
  if (name == NULL)
    return EGB_NO_MEMORY;
  free(one->name);
  one->name = name;
  return EGB_OK;
}

/* How many of the rankings before one have its name. */
static size_t namesakes(const ranking *list, size_t end, const char *name) {
  size_t count = 0;
  for (size_t i = 0; i < end; i++)
    count += strcmp(list[i].name, name) == 0;
  return count;
}

/* "egdi_2", or with the next number that makes it the name of none. NULL: out of memory. */
static char *numbered(const ranking *list, size_t count, const char *name, size_t number) {
  char *own = cli_format("%s_%zu", name, number);
  while (own != NULL && namesakes(list, count, own) > 0) {
    free(own);
    own = cli_format("%s_%zu", name, ++number);
  }
  return own;
}

/* Rankings of one name are kept apart by their periods, and if need be by a number. */
static egb_status name_apart(ranking *list, size_t count) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count; i++)
    list[i].twice = namesakes(list, count, list[i].name) > 1;
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    if (list[i].twice && list[i].period != NULL)
      status = call(&list[i], cli_format("%s_%s", list[i].name, list[i].period));
  for (size_t i = count; i-- > 0 && status == EGB_OK;) {
    const size_t same = namesakes(list, i, list[i].name);
    if (same != 0)
      status = call(&list[i], numbered(list, count, list[i].name, same + 1));
  }
  return status;
}

/* --units, cut by the names of any of the data sets: the first that has them. */
static egb_status split_units(cli_session *session, const ranking *list, cli_list *out) {
  session->data = list[0].data;
  const egb_status status = cli_split_units(session, out);
  session->data = NULL;
  return status;
}

static egb_status make_table(cli_session *session, const ranking *list, size_t count, egb_crosswalk **crosswalk,
                             egb_table **table) {
  const cli_value *value = session->arguments->value;
  const char *unit = value[OPTION_UNIT].text;
  size_t sources = 0;
  cli_list units = {0};
  for (size_t i = 0; i < count; i++)
    sources += list[i].count;
  egb_crosswalk_source *source = calloc(sources + 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  sources = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < list[i].count; k++)
      source[sources++] = (egb_crosswalk_source){list[i].results[k], list[i].name};
  egb_status status = EGB_OK;
  if (unit != NULL) {
    status = egb_table_places(source, sources, unit, cli_languages(session), session->diag, table);
  } else {
    status = egb_crosswalk_new(source, sources, session->diag, crosswalk);
    if (status == EGB_OK)
      status = split_units(session, list, &units);
    if (status == EGB_OK)
      status = value[OPTION_PAIRS].given != 0
                   ? egb_table_crosswalk_pairs(*crosswalk, cli_languages(session), session->diag, table)
                   : egb_table_crosswalk(*crosswalk, cli_languages(session), units.item,
                                         (size_t)value[OPTION_TOP].number, session->diag, table);
  }
  cli_list_free(&units);
  free(source);
  return status;
}

static void free_ranking(ranking *out) {
  for (size_t i = 0; i < out->count; i++) {
    egb_results_free(out->results[i]);
    egb_plan_free(out->plan[i]);
  }
  free(out->results);
  free(out->plan);
  egb_dataset_free(out->data);
  egb_index_free(out->index);
  free(out->name);
  free(out->period);
  free(out->path);
}

static egb_status check(cli_session *session) {
  const cli_value *value = session->arguments->value;
  if (value[OPTION_UNIT].given == 0 && session->arguments->operands.count < 2) {
    cli_error(session->diag, CLI_E_USAGE, "name another one, or add --unit to see one unit over the years",
              "a crosswalk is of 2 rankings or more");
    return EGB_USAGE;
  }
  static const cli_option_id others[] = {OPTION_PAIRS, OPTION_UNITS};
  for (size_t i = 0; i < 2 && value[OPTION_UNIT].given != 0; i++)
    if (value[others[i]].given != 0) {
      cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--unit shows one unit: leave out --%s",
                cli_option_at(others[i])->name);
      return EGB_USAGE;
    }
  if (value[OPTION_PAIRS].given != 0 && value[OPTION_UNITS].given != 0) {
    cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--pairs shows rankings, not units");
    return EGB_USAGE;
  }
  return EGB_OK;
}

static int run_crosswalk(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const bool years = session->arguments->value[OPTION_UNIT].given != 0;
  egb_crosswalk *crosswalk = NULL;
  egb_table *table = NULL;
  egb_status status = check(session);
  ranking *list = calloc(operands->count, sizeof *list);
  if (status == EGB_OK && list == NULL)
    status = EGB_NO_MEMORY;
  for (size_t i = 0; i < operands->count && status == EGB_OK; i++) {
    status = load(session, operands->item[i], &list[i]);
    if (status == EGB_OK)
      status = years && list[i].period == NULL ? score_periods(session, &list[i]) : score_one(session, &list[i]);
  }
  if (status == EGB_OK)
    status = years ? EGB_OK : name_apart(list, operands->count);
  if (status == EGB_OK)
    status = make_table(session, list, operands->count, &crosswalk, &table);
  if (status == EGB_OK)
    status = cli_print_first(session, table);
  egb_table_free(table);
  egb_crosswalk_free(crosswalk);
  for (size_t i = 0; i < operands->count && list != NULL; i++)
    free_ranking(&list[i]);
  free(list);
  return cli_exit_of(status);
}

const cli_command cli_command_crosswalk = {
    .name = "crosswalk",
    .heading = HEADING_RANKINGS,
    .summary = "do several rankings agree, and where not?",
    .arguments = "INDEX INDEX ...",
    .description =
        "Puts rankings of the same units side by side: a row per unit with its position in each, the consensus by "
        "Borda, Copeland and Kemeny, and how far the rankings differ about it; below, Kendall's W, the correlations of "
        "the pairs, the pairs and units with the largest disagreement, and what is unmatched. Units are matched by "
        "their codes.\n\n"
        "INDEX is a name or a path as everywhere, followed by @PERIOD for another period than the definition's "
        "(egdi@2018), or a CSV file of published ranks with the columns unit (or iso3), rank and, if you like, period.",
    .example = {{"egovbench crosswalk egdi gtmi-2022 oecd-dgi-2023", "do these agree?"},
                {"egovbench crosswalk egdi gtmi-2022 --pairs", "the correlations"},
                {"egovbench crosswalk egdi@2018 egdi@2022", "two editions"},
                {"egovbench crosswalk egdi ranks.csv", "ranks of your own"},
                {"egovbench crosswalk egdi waseda-published --unit TWN", "over the years"}},
    .operand = {"index", "index"},
    .least = 1,
    .most = 100,
    .options = CLI_TAKES(TAKES_TABLE, OPTION_THREADS, OPTION_UNITS, OPTION_TOP, OPTION_PAIRS, OPTION_UNIT),
    .run = run_crosswalk};
