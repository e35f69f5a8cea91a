#include "cli/completion.h"
#include "cli/session.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef egb_status (*lister)(cli_session *session, const char *index, egb_buffer *out);

typedef struct kind {
  const char *name;
  lister list;
} kind;

/* Ids come from files. One that a shell cannot type back is not offered: a control or an invisible character that
 * cleaning would change, or a dash in front, which would make an option of it. */
static bool is_offered(const char *text, const char *cleaned) {
  return text[0] != '\0' && text[0] != '-' && strcmp(text, cleaned) == 0;
}

/* What a terminal would obey becomes its replacement; no tab and no line end is left. */
static void line(egb_buffer *out, const char *text, const char *meaning) {
  char *word = egb_display_text(text, 0);
  char *help = egb_display_text(meaning == NULL || strcmp(text, meaning) == 0 ? "" : meaning, 0);
  if (word == NULL || help == NULL)
    out->failed = true;
  else if (is_offered(text, word))
    egb_buffer_format(out, help[0] == '\0' ? "%s\n" : "%s\t%s\n", word, help);
  egb_free(word);
  egb_free(help);
}

static egb_status list_indices(cli_session *session, const char *index, egb_buffer *out) {
  cli_list names = {0};
  (void)index;
  const bool whole = cli_home_indices(&session->home, &names);
  for (size_t i = 0; i < names.count; i++)
    line(out, names.item[i], NULL);
  cli_list_free(&names);
  return whole ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status list_nodes(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = cli_load_index(session, index);
  for (size_t i = 1; status == EGB_OK && i < egb_index_node_count(session->index); i++)
    line(out, egb_index_node_id(session->index, i), egb_index_node_name(session->index, i, NULL));
  return status;
}

static egb_status list_scenarios(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = cli_load_index(session, index);
  for (size_t i = 0; status == EGB_OK && i < egb_index_scenario_count(session->index); i++)
    line(out, egb_index_scenario_id(session->index, i), NULL);
  return status;
}

static egb_status load_data(cli_session *session, const char *index) {
  const egb_status status = cli_load_index(session, index);
  return status == EGB_OK ? cli_load_data(session) : status;
}

/* Ids, then names: either is understood. */
static egb_status list_units(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = load_data(session, index);
  const size_t count = status == EGB_OK ? egb_dataset_unit_count(session->data) : 0;
  for (size_t i = 0; i < count; i++)
    line(out, egb_dataset_unit_id(session->data, i), egb_dataset_unit_name(session->data, i, NULL));
  for (size_t i = 0; i < count; i++)
    if (strcmp(egb_dataset_unit_id(session->data, i), egb_dataset_unit_name(session->data, i, NULL)) != 0)
      line(out, egb_dataset_unit_name(session->data, i, NULL), egb_dataset_unit_id(session->data, i));
  return status;
}

/* What may follow a unit: an index, or another unit. */
static egb_status list_others(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = list_indices(session, index, out);
  return status == EGB_OK ? list_units(session, index, out) : status;
}

static egb_status list_periods(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = load_data(session, index);
  for (size_t i = 0; status == EGB_OK && i < egb_dataset_period_count(session->data); i++)
    if (egb_dataset_period(session->data, i)[0] != '\0')
      line(out, egb_dataset_period(session->data, i), NULL);
  if (status == EGB_OK)
    line(out, "latest", NULL);
  return status;
}

/* What `stats` may begin with: a kind of figures, or an index. */
static egb_status list_statistics(cli_session *session, const char *index, egb_buffer *out) {
  const char *name;
  for (int i = 0; (name = egb_statistics_kind_name((egb_statistics_kind)i)) != NULL; i++)
    line(out, name, NULL);
  return list_indices(session, index, out);
}

static egb_status list_plots(cli_session *session, const char *index, egb_buffer *out) {
  (void)session;
  (void)index;
  for (size_t i = 0; i < egb_plot_count(); i++)
    line(out, egb_plot_kind(i), egb_plot_help(i));
  return EGB_OK;
}

/* The groupings, then every group of each in the order of the units. */
static egb_status list_groups(cli_session *session, const char *index, egb_buffer *out) {
  egb_status status = load_data(session, index);
  const size_t groupings = status == EGB_OK ? egb_dataset_grouping_count(session->data) : 0;
  for (size_t g = 0; g < groupings; g++)
    line(out, egb_dataset_grouping_id(session->data, g), NULL);
  for (size_t g = 0; g < groupings && status == EGB_OK; g++) {
    cli_list seen = {0};
    for (size_t u = 0; u < egb_dataset_unit_count(session->data) && status == EGB_OK; u++) {
      const char *group = egb_dataset_unit_group(session->data, u, g);
      if (group[0] == '\0' || cli_list_has(&seen, group))
        continue;
      char *text = cli_format("%s=%s", egb_dataset_grouping_id(session->data, g), group);
      if (text == NULL || !cli_list_add(&seen, group))
        status = EGB_NO_MEMORY;
      else
        line(out, text, NULL);
      free(text);
    }
    cli_list_free(&seen);
  }
  return status;
}

/* ---- columns --------------------------------------------------------------------------------- */

static bool add_word(cli_list *words, const char *word) {
  return cli_list_own(words, cli_format("%s", word));
}

/* The index, and what the command cannot do without: a unit. */
static egb_status add_operands(cli_session *session, const cli_command *command, const char *index, cli_list *words) {
  cli_session other = cli_begin_again(session, session->diag);
  egb_status status = EGB_OK;
  for (size_t i = 0; i < CLI_OPERANDS && command->operand[i] != NULL && status == EGB_OK; i++) {
    const bool is_index = strcmp(command->operand[i], "index") == 0;
    const char *word = is_index && !cli_command_takes(command, OPTION_INDEX) ? index : NULL;
    if (!is_index && i < command->least && (status = load_data(&other, index)) == EGB_OK)
      word = egb_dataset_unit_id(other.data, 0);
    if (word != NULL && !add_word(words, word))
      status = EGB_NO_MEMORY;
  }
  cli_unload(&other);
  return status;
}

/* The command as it would be typed, with as little to do as it can have. */
static egb_status make_words(cli_session *session, const cli_command *command, const char *index, cli_list *words) {
  bool whole = add_word(words, "egovbench") && add_word(words, command->name) && add_word(words, "--quiet");
  if (whole && cli_command_takes(command, OPTION_DRAWS))
    whole = add_word(words, "--draws=2");
  if (whole && cli_command_takes(command, OPTION_TOP))
    whole = add_word(words, "--top=1");
  if (whole && index != NULL && cli_command_takes(command, OPTION_INDEX))
    whole = cli_list_own(words, cli_format("--index=%s", index));
  return whole && add_word(words, "--") ? add_operands(session, command, index, words) : EGB_NO_MEMORY;
}

/* Those of what the command prints: it is run, and its first table says them instead of being printed. A command that
 * wants more than an index and a unit fails, and offers none. */
static egb_status columns_of(cli_session *session, const cli_command *command, const char *index, cli_list *columns) {
  cli_list words = {0};
  cli_arguments arguments = {0};
  cli_session next = cli_begin_again(session, session->diag);
  next.arguments = &arguments;
  next.columns = columns;
  next.output.format = EGB_FORMAT_CSV; /* one table, with the columns of all that people get several for */
  egb_status status = make_words(session, command, index, &words);
  if (status == EGB_OK)
    status = cli_parse((int)words.owned_count, words.owned, session->diag, &arguments);
  if (status == EGB_OK)
    (void)command->run(&next);
  cli_unload(&next);
  cli_arguments_free(&arguments);
  cli_list_free(&words);
  return status;
}

/* "columns:COMMAND"; without a command those of a ranking. */
static egb_status list_columns(cli_session *session, const char *index, egb_buffer *out) {
  const char *colon = strchr(session->arguments->operands.item[0], ':');
  const cli_command *command = cli_command_find(colon != NULL ? colon + 1 : "rank");
  cli_list columns = {0};
  if (command == NULL || !cli_command_takes(command, OPTION_COLUMNS))
    return EGB_OK;
  const egb_status status = columns_of(session, command, index, &columns);
  for (size_t i = 0; i < columns.count; i++)
    line(out, columns.item[i], NULL);
  cli_list_free(&columns);
  return status;
}

/* ---- words of the program -------------------------------------------------------------------- */

/* The methods of a stage (a key of the definition), of all of them (NULL); a name that several stages know once. */
static egb_status list_stage(cli_session *session, const char *stage, egb_buffer *out) {
  egb_table *table = NULL;
  const egb_status status = egb_table_methods(NULL, session->diag, &table);
  const size_t rows = status == EGB_OK ? egb_table_row_count(table) : 0;
  const size_t key = rows == 0 ? 0 : egb_table_find_column(table, "kind");
  const size_t names = rows == 0 ? 0 : egb_table_find_column(table, "name");
  const size_t summaries = rows == 0 ? 0 : egb_table_find_column(table, "summary");
  cli_list seen = {0};
  for (size_t i = 0; i < rows; i++) {
    const char *name = egb_table_text(table, i, names);
    if ((stage != NULL && strcmp(egb_table_text(table, i, key), stage) != 0) || cli_list_has(&seen, name))
      continue;
    line(out, name, egb_table_text(table, i, summaries));
    out->failed = !cli_list_add(&seen, name) || out->failed;
  }
  cli_list_free(&seen);
  egb_table_free(table);
  return status;
}

static egb_status list_methods(cli_session *session, const char *index, egb_buffer *out) {
  (void)index;
  return list_stage(session, NULL, out);
}

/* What a simulation draws from: `on` is the definition's own method, `off` none. */
static egb_status list_drawn(cli_session *session, const char *stage, bool off, egb_buffer *out) {
  line(out, "on", "as in the definition");
  if (off)
    line(out, "off", "none");
  return list_stage(session, stage, out);
}

static egb_status list_imputations(cli_session *session, const char *index, egb_buffer *out) {
  (void)index;
  return list_drawn(session, "impute", true, out);
}

static egb_status list_treatments(cli_session *session, const char *index, egb_buffer *out) {
  (void)index;
  return list_drawn(session, "treat", true, out);
}

static egb_status list_normalisations(cli_session *session, const char *index, egb_buffer *out) {
  (void)index;
  return list_drawn(session, "normalise", false, out);
}

static egb_status list_aggregations(cli_session *session, const char *index, egb_buffer *out) {
  (void)index;
  return list_drawn(session, "aggregate", false, out);
}

static egb_status list_commands(cli_session *session, const char *index, egb_buffer *out) {
  (void)session;
  (void)index;
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden)
      line(out, cli_commands[i]->name, cli_commands[i]->summary);
  return EGB_OK;
}

/* What `help` explains besides the codes themselves. */
static egb_status list_topics(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = list_commands(session, index, out);
  line(out, "tutorial", "two weeks of an analyst");
  line(out, "codes", "what each code of a message means");
  return status;
}

static egb_status list_shells(cli_session *session, const char *index, egb_buffer *out) {
  (void)session;
  (void)index;
  for (size_t i = 0; cli_shells[i].name != NULL; i++)
    line(out, cli_shells[i].name, NULL);
  return EGB_OK;
}

static egb_status list_formats(cli_session *session, const char *index, egb_buffer *out) {
  (void)session;
  (void)index;
  for (size_t i = 0; i < egb_format_count(); i++)
    line(out, egb_format_name((egb_format)i), egb_format_help((egb_format)i));
  return EGB_OK;
}

static egb_status list_weights(cli_session *session, const char *index, egb_buffer *out) {
  (void)index;
  line(out, "show", "every weight");
  line(out, "set", "change them in the file");
  line(out, "undo", "take the last recorded change back");
  line(out, "log", "the recorded changes");
  line(out, "merge", "what two people changed");
  line(out, "ahp", "from pairwise comparisons");
  line(out, "budget", "from points");
  return list_stage(session, "weights", out);
}

static egb_status list_editions(cli_session *session, const char *index, egb_buffer *out) {
  (void)session;
  (void)index;
  line(out, "freeze", "definition, data and results into a folder");
  return EGB_OK;
}

static egb_status list_languages(cli_session *session, const char *index, egb_buffer *out) {
  const egb_status status = load_data(session, index);
  const char *tag;
  for (size_t i = 0; status == EGB_OK && (tag = egb_dataset_language(session->data, i)) != NULL; i++)
    line(out, tag, NULL);
  return status;
}

static const kind kinds[] = {{"indices", list_indices},
                             {"nodes", list_nodes},
                             {"scenarios", list_scenarios},
                             {"units", list_units},
                             {"others", list_others},
                             {"statistics", list_statistics},
                             {"plots", list_plots},
                             {"periods", list_periods},
                             {"groups", list_groups},
                             {"columns", list_columns},
                             {"methods", list_methods},
                             {"imputations", list_imputations},
                             {"treatments", list_treatments},
                             {"normalisations", list_normalisations},
                             {"aggregations", list_aggregations},
                             {"weights", list_weights},
                             {"editions", list_editions},
                             {"languages", list_languages},
                             {"commands", list_commands},
                             {"topics", list_topics},
                             {"formats", list_formats},
                             {"shells", list_shells}};

/* Nothing that may wait is opened while someone types: no standard input, no pipe, no device. Names of shipped indices
 * are not there as files. */
static bool answers_at_once(const char *index) {
  struct stat status;
  return strcmp(index, "-") != 0 && (stat(index, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

/* Completion runs while someone types: whatever is wrong, it stays silent and offers nothing. */
static int run_complete(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  const char *index = operands->count > 1 ? operands->item[1] : NULL;
  const size_t length = strcspn(operands->item[0], ":"); /* what it is about may follow: "columns:rank" */
  egb_buffer page = {0};
  egb_status status = EGB_USAGE;
  session->reported = true;
  if (index != NULL && !answers_at_once(index))
    return CLI_DONE;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (strlen(kinds[i].name) == length && strncmp(kinds[i].name, operands->item[0], length) == 0)
      status = kinds[i].list(session, index, &page);
  if (!page.failed && status == EGB_OK)
    (void)cli_write_stdout(page.text, page.length, session->diag);
  egb_buffer_clear(&page);
  return CLI_DONE;
}

const cli_command cli_command_complete = {.name = "__complete",
                                          .summary = "candidates for completion, one per line",
                                          .arguments = "KIND [INDEX]",
                                          .description = "Asked by the completion scripts.",
                                          .operand = {"kinds", "index"},
                                          .least = 1,
                                          .most = 2,
                                          .hidden = true,
                                          .run = run_complete};
