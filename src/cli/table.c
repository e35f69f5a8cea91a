#include "table.h"

#include "commands.h"
#include "session.h"
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LEAST_ROWS ((size_t)5) /* fewer would show nothing */

static bool picks_nodes(const cli_session *session) {
  return session->index != NULL && cli_command_takes(session->arguments->command, OPTION_DEPTH);
}

/* Levels below the node `from`; SIZE_MAX: it is not below it. */
static size_t levels_below(const egb_index *index, size_t node, size_t from) {
  for (size_t levels = 0; node != SIZE_MAX; levels++, node = egb_index_node_parent(index, node))
    if (node == from)
      return levels;
  return SIZE_MAX;
}

egb_status cli_check_node(const cli_session *session) {
  const char *typed = session->arguments->value[OPTION_NODE].text;
  if (!picks_nodes(session) || typed == NULL || egb_index_find(session->index, typed) != SIZE_MAX)
    return EGB_OK;
  return cli_refuse_node(session, typed);
}

egb_status cli_refuse_node(const cli_session *session, const char *typed) {
  cli_list ids = {0};
  char hint[CLI_HINT_MAX];
  bool whole = true;
  for (size_t i = 0; i < egb_index_node_count(session->index) && whole; i++)
    whole = cli_list_add(&ids, egb_index_node_id(session->index, i));
  if (whole)
    cli_error(session->diag, CLI_E_USAGE,
              cli_nearest(typed, ids.item, ids.count, "`egovbench show` lists the nodes", hint),
              "%s has no node `%.200s`", egb_index_id(session->index), typed);
  cli_list_free(&ids);
  return whole ? EGB_USAGE : EGB_NO_MEMORY;
}

/* The ids at and below --node, so many levels deep (0: all). */
static bool list_nodes(const cli_session *session, size_t depth, cli_list *out) {
  const char *typed = session->arguments->value[OPTION_NODE].text;
  const size_t from = typed == NULL ? 0 : egb_index_find(session->index, typed);
  for (size_t i = 0; i < egb_index_node_count(session->index); i++) {
    const size_t levels = levels_below(session->index, i, from);
    if (levels != SIZE_MAX && (depth == 0 || levels <= depth) &&
        !cli_list_add(out, egb_index_node_id(session->index, i)))
      return false;
  }
  return true;
}

static egb_status keep_nodes(const cli_session *session, egb_table *table, size_t depth, const char *note) {
  cli_list nodes = {0};
  egb_status status = list_nodes(session, depth, &nodes) ? EGB_OK : EGB_NO_MEMORY;
  const egb_select_options options = {.size = sizeof options, .nodes = nodes.item, .note = note};
  if (status == EGB_OK)
    status = egb_table_select(table, &options, session->diag);
  cli_list_free(&nodes);
  return status;
}

egb_status cli_select_table(const cli_session *session, egb_table *table) {
  const cli_value *value = session->arguments->value;
  egb_status status = cli_check_node(session);
  if (status == EGB_OK && picks_nodes(session) && value[OPTION_NODE].given + value[OPTION_DEPTH].given != 0)
    status = keep_nodes(session, table, (size_t)value[OPTION_DEPTH].number, NULL);
  const egb_select_options options = {
      .size = sizeof options, .columns = value[OPTION_COLUMNS].list.item, .top = (size_t)value[OPTION_TOP].number};
  return status == EGB_OK ? egb_table_select(table, &options, session->diag) : status;
}

static egb_status say_columns(const egb_table *table, cli_list *out) {
  for (size_t i = 0; i < egb_table_column_count(table) && out->count == i; i++)
    if (!cli_list_own(out, cli_format("%s", egb_table_column_id(table, i))))
      return EGB_NO_MEMORY;
  return EGB_OK;
}

egb_status cli_print_table(cli_session *session, egb_table *table) {
  if (session->columns != NULL)
    return say_columns(table, session->columns);
  egb_status status = cli_select_table(session, table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, session->arguments, table, session->diag);
  return status;
}

/* ---- what fits a screen ---------------------------------------------------------------------- */

static bool asks_for_rows(const cli_session *session) {
  static const cli_option_id choices[] = {OPTION_TOP, OPTION_DEPTH, OPTION_NODE, OPTION_UNITS, OPTION_THRESHOLD};
  for (size_t i = 0; i < sizeof choices / sizeof choices[0]; i++)
    if (session->arguments->value[choices[i]].given != 0)
      return true;
  return false;
}

/* Rows that the screen has room for beside what surrounds them and a note of two lines; SIZE_MAX: for all. */
static egb_status room_for_rows(const cli_session *session, const egb_table *table, size_t *room) {
  const size_t height = cli_terminal_height(STDOUT_FILENO);
  char *text = NULL;
  size_t length = 0, lines = 1; /* that of the prompt */
  const egb_status status =
      egb_table_write(table, session->output.format, &session->output.options, session->diag, &text, &length);
  for (size_t i = 0; i < length; i++)
    lines += text[i] == '\n';
  egb_free(text);
  *room = SIZE_MAX;
  if (status == EGB_OK && lines > height) {
    const size_t around = lines - egb_table_row_count(table) + 2;
    *room = height > around + LEAST_ROWS ? height - around : LEAST_ROWS;
  }
  return status;
}

/* Rows of the table that are at most so many levels below the top. */
static size_t count_rows(const cli_session *session, const egb_table *table, size_t depth) {
  const size_t column = egb_table_find_column(table, "node");
  size_t count = 0;
  for (size_t row = 0; row < egb_table_row_count(table); row++) {
    const size_t node = egb_index_find(session->index, egb_table_text(table, row, column));
    count += node != SIZE_MAX && levels_below(session->index, node, 0) <= depth;
  }
  return count;
}

/* A tree is cut by its depth: the deepest that fits, at least the parts of the index. */
static egb_status cut_tree(const cli_session *session, egb_table *table, size_t room) {
  const size_t rows = egb_table_row_count(table);
  size_t depth = 1, all = 1;
  while (count_rows(session, table, depth + 1) <= room)
    depth++;
  while (count_rows(session, table, all) < rows && all < rows)
    all++;
  char *note = cli_format("%zu of %zu rows, those of depth %zu: --depth %zu shows all, --node ID one branch.",
                          count_rows(session, table, depth), rows, depth, all);
  const egb_status status = note == NULL ? EGB_NO_MEMORY : keep_nodes(session, table, depth, note);
  free(note);
  return status;
}

static egb_status cut_list(const cli_session *session, egb_table *table, size_t room) {
  const size_t rows = egb_table_row_count(table);
  char *note = cli_format("The first %zu of %zu rows: --top %zu shows all.", room, rows, rows);
  const egb_select_options options = {.size = sizeof options, .top = room, .note = note};
  const egb_status status = note == NULL ? EGB_NO_MEMORY : egb_table_select(table, &options, session->diag);
  free(note);
  return status;
}

egb_status cli_print_first(cli_session *session, egb_table *table) {
  const cli_output *output = &session->output;
  if (session->columns != NULL || output->path != NULL || output->format != EGB_FORMAT_TEXT ||
      !cli_is_terminal(STDOUT_FILENO) || asks_for_rows(session) || cli_output_draws(output, session->arguments))
    return cli_print_table(session, table);
  size_t room = SIZE_MAX;
  egb_status status = room_for_rows(session, table, &room);
  if (status == EGB_OK && room < egb_table_row_count(table)) {
    const bool tree = picks_nodes(session) && egb_table_find_column(table, "node") != SIZE_MAX;
    status = tree ? cut_tree(session, table, room) : cut_list(session, table, room);
    if (session->output.options.note_lines != 0) /* that note takes none of the others' room */
      session->output.options.note_lines++;
  }
  return status == EGB_OK ? cli_print_table(session, table) : status;
}
