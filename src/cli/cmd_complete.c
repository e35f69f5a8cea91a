#include "commands.h"
#include "page.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef egb_status (*lister)(cli_session *session, const char *index, cli_page *out);

typedef struct kind {
  const char *name;
  lister list;
} kind;

/* Names come from files: what a terminal would obey is left out, and so are tabs and line ends. C1 controls and
 * bidirectional controls are two and three bytes long in UTF-8. */
static void clean(cli_page *out, const char *text) {
  const unsigned char *p = (const unsigned char *)text;
  while (*p != '\0') {
    if (*p < 0x20 || *p == 0x7F)
      p++;
    else if (p[0] == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0)
      p += 2;
    else if (p[0] == 0xE2 &&
             ((p[1] == 0x80 && p[2] >= 0xA8 && p[2] <= 0xAE) || (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xAF)))
      p += 3;
    else
      cli_putc((char)*p++, out);
  }
}

static void line(cli_page *out, const char *text, const char *meaning) {
  clean(out, text);
  if (meaning != NULL && meaning[0] != '\0' && strcmp(text, meaning) != 0) {
    cli_putc('\t', out);
    clean(out, meaning);
  }
  cli_putc('\n', out);
}

static egb_status list_indices(cli_session *session, const char *index, cli_page *out) {
  cli_list names = {0};
  (void)index;
  const bool whole = cli_home_indices(&session->home, &names);
  for (size_t i = 0; i < names.count; i++)
    line(out, names.item[i], NULL);
  cli_list_free_texts(&names);
  return whole ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status list_nodes(cli_session *session, const char *index, cli_page *out) {
  const egb_status status = cli_load_index(session, index);
  for (size_t i = 1; status == EGB_OK && i < egb_index_node_count(session->index); i++)
    line(out, egb_index_node_id(session->index, i), egb_index_node_name(session->index, i, NULL));
  return status;
}

static egb_status list_scenarios(cli_session *session, const char *index, cli_page *out) {
  const egb_status status = cli_load_index(session, index);
  for (size_t i = 0; status == EGB_OK && i < egb_index_scenario_count(session->index); i++)
    line(out, egb_index_scenario_id(session->index, i), NULL);
  return status;
}

static egb_status load_data(cli_session *session, const char *index) {
  const egb_status status = cli_load_index(session, index);
  return status == EGB_OK ? cli_load_data(session) : status;
}

static egb_status list_units(cli_session *session, const char *index, cli_page *out) {
  const egb_status status = load_data(session, index);
  for (size_t i = 0; status == EGB_OK && i < egb_dataset_unit_count(session->data); i++)
    line(out, egb_dataset_unit_id(session->data, i), egb_dataset_unit_name(session->data, i, NULL));
  return status;
}

/* What may follow a unit: an index, or another unit. */
static egb_status list_others(cli_session *session, const char *index, cli_page *out) {
  const egb_status status = list_indices(session, index, out);
  return status == EGB_OK ? list_units(session, index, out) : status;
}

static egb_status list_periods(cli_session *session, const char *index, cli_page *out) {
  const egb_status status = load_data(session, index);
  for (size_t i = 0; status == EGB_OK && i < egb_dataset_period_count(session->data); i++)
    if (egb_dataset_period(session->data, i)[0] != '\0')
      line(out, egb_dataset_period(session->data, i), NULL);
  if (status == EGB_OK)
    line(out, "latest", NULL);
  return status;
}

/* The groupings, then every group of each in the order of the units. */
static egb_status list_groups(cli_session *session, const char *index, cli_page *out) {
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

/* The first row of a CSV: its header. */
static void list_header(cli_page *out, const char *text) {
  size_t end = strcspn(text, "\n");
  for (const char *p = text; p < text + end; p += strcspn(p, ",\n") + 1)
    cli_printf(out, "%.*s\n", (int)strcspn(p, ",\n"), p);
}

static egb_status list_columns(cli_session *session, const char *index, cli_page *out) {
  const egb_ranking_options options = {.top = 1};
  egb_table *table = NULL;
  char *text = NULL;
  size_t length;
  egb_status status = cli_load_index(session, index);
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = egb_table_ranking(session->results, &options, session->diag, &table);
  if (status == EGB_OK)
    status = egb_table_write(table, EGB_FORMAT_CSV, NULL, &text, &length);
  if (status == EGB_OK)
    list_header(out, text);
  egb_free(text);
  egb_table_free(table);
  return status;
}

/* The fields under the header `name` of a TSV. */
static void list_names(cli_page *out, const char *text) {
  size_t column = 0;
  bool found = false;
  for (const char *p = text; !found && *p != '\0' && *p != '\n'; column += !found) {
    const size_t length = strcspn(p, "\t\n");
    found = length == 4 && strncmp(p, "name", 4) == 0;
    p += length + (p[length] == '\t');
  }
  const char *row = strchr(text, '\n');
  while (found && row != NULL && row[1] != '\0') {
    const char *field = row + 1;
    for (size_t i = 0; i < column; i++)
      field += strcspn(field, "\t\n") + (field[strcspn(field, "\t\n")] == '\t');
    cli_printf(out, "%.*s\n", (int)strcspn(field, "\t\n"), field);
    row = strchr(row + 1, '\n');
  }
}

static egb_status list_methods(cli_session *session, const char *index, cli_page *out) {
  egb_table *table = NULL;
  char *text = NULL;
  size_t length;
  (void)index;
  egb_status status = egb_table_methods(NULL, session->diag, &table);
  if (status == EGB_OK)
    status = egb_table_write(table, EGB_FORMAT_TSV, NULL, &text, &length);
  if (status == EGB_OK)
    list_names(out, text);
  egb_free(text);
  egb_table_free(table);
  return status;
}

static egb_status list_commands(cli_session *session, const char *index, cli_page *out) {
  (void)session;
  (void)index;
  for (size_t i = 0; cli_commands[i] != NULL; i++)
    if (!cli_commands[i]->hidden)
      line(out, cli_commands[i]->name, cli_commands[i]->summary);
  return EGB_OK;
}

static egb_status list_shells(cli_session *session, const char *index, cli_page *out) {
  (void)session;
  (void)index;
  cli_puts("bash\nzsh\nfish\n", out);
  return EGB_OK;
}

static egb_status list_weights(cli_session *session, const char *index, cli_page *out) {
  (void)session;
  (void)index;
  cli_puts("show\tevery weight\nset\tchange them in the file\nahp\tfrom pairwise comparisons\n"
           "budget\tfrom points\n",
           out);
  cli_puts("equal\nentropy\ncritic\nsd\npca\n", out);
  return EGB_OK;
}

/* Those the shipped definitions are written in; any other tag is accepted as well. */
static egb_status list_languages(cli_session *session, const char *index, cli_page *out) {
  (void)session;
  (void)index;
  cli_puts("en\tEnglish\nzh-Hant\tTraditional Chinese\nja\tJapanese\n", out);
  return EGB_OK;
}

static const kind kinds[] = {{"indices", list_indices}, {"nodes", list_nodes},     {"scenarios", list_scenarios},
                             {"units", list_units},     {"periods", list_periods}, {"groups", list_groups},
                             {"columns", list_columns}, {"methods", list_methods}, {"commands", list_commands},
                             {"shells", list_shells},   {"others", list_others},   {"languages", list_languages},
                             {"weights", list_weights}};

/* Nothing that may wait is opened while somebody types: no standard input, no pipe, no device. Names of shipped indices
 * are not there as files. */
static bool answers_at_once(const char *index) {
  struct stat status;
  return strcmp(index, "-") != 0 && (stat(index, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
}

/* Completion runs while somebody types: whatever is wrong, it stays silent and offers nothing. */
int cli_run_complete(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  cli_page page = {0};
  egb_status status = EGB_USAGE;
  session->told = true;
  if (operands->count > 1 && !answers_at_once(operands->item[1]))
    return CLI_DONE;
  for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
    if (strcmp(kinds[i].name, operands->item[0]) == 0)
      status = kinds[i].list(session, operands->count > 1 ? operands->item[1] : NULL, &page);
  if (!page.failed && status == EGB_OK)
    (void)cli_write_stdout(page.text, page.length, session->diag);
  cli_page_free(&page);
  return CLI_DONE;
}
