#include "base/json_text.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "cli/terminal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct report {
  egb_buffer *out;
  bool json;
  bool first;
  size_t wrong;
} report;

static void put(report *to, const char *what, bool good, const char *found) {
  to->wrong += !good;
  if (to->json) {
    egb_buffer_text(to->out, to->first ? "\n    {\"check\": " : ",\n    {\"check\": ");
    egb_json_text(to->out, what);
    egb_buffer_format(to->out, ", \"ok\": %s, \"found\": ", good ? "true" : "false");
    egb_json_text(to->out, found);
    egb_buffer_char(to->out, '}');
  } else {
    egb_buffer_format(to->out, "%-18s %s", what, good ? "" : "WRONG: ");
    egb_utf8_show(to->out, found, strlen(found));
    egb_buffer_char(to->out, '\n');
  }
  to->first = false;
}

static void put_files(report *to, const cli_session *session) {
  const cli_home *home = &session->home;
  char *program = cli_program_path(session->arguments->program);
  put(to, "program", true, program == NULL ? session->arguments->program : program);
  free(program);
  if (home->path == NULL) {
    put(to, "home", false, "not found: set EGOVBENCH_HOME to the folder that holds indicators/ and data/");
    return;
  }
  char *text = cli_format("%s (%s)", home->path, home->origin);
  put(to, "home", text != NULL, text == NULL ? CLI_NO_MEMORY : text);
  free(text);
  text = cli_format("%s/data", home->path);
  const bool data = text != NULL && cli_is_folder(text);
  put(to, "data", data, data ? text : "there is no folder data/ in home");
  free(text);
}

/* One line for each definition: does it load, and its data? An index that waits for data is in order. */
static void put_index(report *to, cli_session *session, const char *name) {
  const egb_diag_point before = egb_diag_mark(session->diag);
  egb_message error;
  char found[CLI_HINT_MAX];
  egb_status status = cli_load_index(session, name);
  const bool loads = status == EGB_OK;
  if (loads)
    status = cli_load_plan(session);
  const bool reported = cli_take_error(session->diag, before, &error);
  const bool waits = loads && status != EGB_OK && reported && strcmp(error.code, EGB_E_DATA_NONE) == 0;
  if (status == EGB_OK)
    (void)snprintf(found, sizeof found, "loads: %zu nodes, %zu units, %zu period%s",
                   egb_index_node_count(session->index), egb_dataset_unit_count(session->data),
                   egb_dataset_period_count(session->data), egb_dataset_period_count(session->data) == 1 ? "" : "s");
  else if (waits)
    (void)snprintf(found, sizeof found, "loads: %zu nodes; no data yet, see `egovbench init %.100s`",
                   egb_index_node_count(session->index), name);
  else
    (void)snprintf(found, sizeof found, "%.250s (egovbench validate %.60s)", reported ? error.text : "does not load",
                   name);
  put(to, name, status == EGB_OK || waits, found);
  cli_unload(session);
}

static void put_terminal(report *to, const cli_session *session) {
  char text[120];
  const char *why;
  const bool colour = cli_terminal_colour(session->arguments->value[OPTION_COLOR].text, STDOUT_FILENO, &why);
  const bool terminal = cli_is_terminal(STDOUT_FILENO);
  (void)snprintf(text, sizeof text, "%s, %zu columns", terminal ? "a terminal" : "not a terminal",
                 cli_terminal_width(STDOUT_FILENO));
  put(to, "output", true, text);
  (void)snprintf(text, sizeof text, "%s (%s)", colour ? "yes" : "no", why);
  put(to, "colour", true, text);
  /* Only for the reader: nothing the program does depends on the locale. */
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  const char *locale = NULL;
  for (size_t i = 0; i < 3 && (locale == NULL || locale[0] == '\0'); i++)
    locale = getenv(variables[i]);
  put(to, "locale", true, locale == NULL || locale[0] == '\0' ? "not set" : locale);
}

static egb_status examine(cli_session *session, report *to) {
  cli_list names = {0};
  if (to->json)
    egb_buffer_text(to->out, "{\n  \"schema\": \"egovbench.doctor/1\",\n  \"rows\": [");
  put(to, "version", true, egb_version());
  put_files(to, session);
  const bool whole = cli_home_indices(&session->home, &names);
  if (session->home.path != NULL && names.count == 0)
    put(to, "indicators", false, "there is no definition in indicators/");
  for (size_t i = 0; i < names.count; i++)
    put_index(to, session, names.item[i]);
  cli_list_free(&names);
  put_terminal(to, session);
  if (to->json)
    egb_buffer_text(to->out, "\n  ]\n}\n");
  return whole ? EGB_OK : EGB_NO_MEMORY;
}

static int run_doctor(cli_session *session) {
  const egb_format format = session->output.format;
  if (format != EGB_FORMAT_TEXT && format != EGB_FORMAT_JSON) {
    cli_error(session->diag, CLI_E_USAGE, "choose --format text or json", "`doctor` does not write this format");
    return CLI_WRONG_USAGE;
  }
  egb_buffer page = {0};
  report to = {.out = &page, .json = format == EGB_FORMAT_JSON, .first = true};
  egb_status status = examine(session, &to);
  if (page.failed)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, page.text, page.length, session->diag);
  egb_buffer_clear(&page);
  return status != EGB_OK ? cli_exit_of(status) : to.wrong == 0 ? CLI_DONE : CLI_NO;
}

const cli_command cli_command_doctor = {
    .name = "doctor",
    .heading = HEADING_PROGRAM,
    .summary = "what was found where, and does it load?",
    .arguments = "",
    .description =
        "Prints the version, where the program finds its definitions and data and by which rule, which definitions "
        "load, and what is known about the terminal. Exit code 1 when something is wrong.",
    .example = {{"egovbench doctor", "for a report of a problem"}, {"egovbench doctor --format json", "for a program"}},
    .options = CLI_TAKES(TAKES_FILE_ONLY, OPTION_FORMAT),
    .run = run_doctor};
