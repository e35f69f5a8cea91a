#include "session.h"
#include "templates.h"

#include "base/codes.h"
#include "base/text.h"
#include "commands.h"
#include "files/file.h"
#include "terminal.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MAX ((size_t)1 << 30)
#define DEFAULT_INDEX "waseda-ten"

int cli_exit_of(egb_status status) {
  switch (status) {
  case EGB_OK:
    return CLI_DONE;
  case EGB_REFUSED:
    return CLI_REFUSED;
  case EGB_IO:
    return CLI_IO;
  case EGB_USAGE:
    return CLI_WRONG_USAGE;
  case EGB_UNCOMPUTABLE:
  case EGB_NO_MEMORY:
    return CLI_UNCOMPUTABLE;
  case EGB_INTERNAL:
    break;
  }
  return CLI_BUG;
}

static bool machine_messages(const cli_session *session) {
  const cli_value *format = &session->arguments->value[OPTION_DIAGNOSTICS];
  return format->given != 0 && format->choice != EGB_DIAG_HUMAN;
}

char *cli_messages(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  const cli_command *command = session->arguments->command;
  const egb_diag_format format = (egb_diag_format)value[OPTION_DIAGNOSTICS].choice;
  const bool notes = command != NULL && command->shows_notes;
  const egb_severity least = value[OPTION_QUIET].given != 0 ? EGB_SEVERITY_ERROR
                             : notes                        ? EGB_SEVERITY_NOTE
                                                            : EGB_SEVERITY_WARNING;
  const bool colour = cli_terminal_colour(value[OPTION_COLOR].text, STDERR_FILENO, NULL);
  return egb_diag_text(session->diag, format, least, colour);
}

void cli_print_messages(cli_session *session) {
  if (session->reported)
    return;
  session->reported = true;
  char *text = cli_messages(session);
  if (text != NULL)
    cli_write_stderr(text, strlen(text));
  else
    cli_write_stderr(CLI_OUT_OF_MEMORY, sizeof CLI_OUT_OF_MEMORY - 1);
  egb_free(text);
}

void cli_note(const cli_session *session, const char *format, ...) {
  char text[2048];
  if (machine_messages(session) || session->arguments->value[OPTION_QUIET].given != 0)
    return;
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  cli_write_stderr(text, strlen(text));
}

static egb_status read_failed(cli_session *session, int reason) {
  cli_error(session->diag, CLI_E_READ, NULL, "cannot read standard input: %s", strerror(reason));
  return EGB_IO;
}

egb_status cli_read_stdin(cli_session *session) {
  size_t room = 0;
  if (session->stdin_text != NULL)
    return EGB_OK;
  if (session->team.size > 1) {
    cli_error(session->diag, CLI_E_USAGE, "name a file that all of them can read",
              "standard input leads to one of the %zu processes only", session->team.size);
    return EGB_USAGE;
  }
  if (cli_is_terminal(STDIN_FILENO))
    cli_note(session, "egovbench: reading from the terminal; Ctrl-D ends\n");
  for (;;) {
    if (session->stdin_length + 1 >= room) {
      room = room == 0 ? (size_t)1 << 16 : room * 2;
      char *grown = room > 2 * INPUT_MAX ? NULL : realloc(session->stdin_text, room);
      if (grown == NULL)
        return room > 2 * INPUT_MAX ? read_failed(session, EFBIG) : EGB_NO_MEMORY;
      session->stdin_text = grown;
    }
    const ssize_t got =
        read(STDIN_FILENO, session->stdin_text + session->stdin_length, room - session->stdin_length - 1);
    if (got < 0 && errno != EINTR)
      return read_failed(session, errno);
    if (got == 0)
      break;
    session->stdin_length += got > 0 ? (size_t)got : 0;
  }
  session->stdin_text[session->stdin_length] = '\0';
  return egb_file_mark_read(session->diag, STDIN_FILENO);
}

static bool is_path(const char *text) {
  const size_t length = strlen(text);
  return strchr(text, '/') != NULL || (length > 5 && strcmp(text + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(text + length - 4, ".yml") == 0);
}

/* A data file where a definition is expected. */
static bool is_data(const char *text) {
  static const char *const tails[] = {"csv", "tsv", "tab", "xlsx"};
  bool data = false;
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
    data = data || egb_text_same(tails[i], egb_path_extension(text));
  return data && access(text, R_OK) == 0;
}

static egb_status refuse_data(const cli_session *session, const char *name) {
  char *hint = cli_format("draft a definition of it: egovbench init --from %s; a definition names its data itself, or "
                          "with --data",
                          name);
  cli_error(session->diag, CLI_E_USAGE, hint, "`%.200s` is data, and a definition is expected", name);
  free(hint);
  return EGB_USAGE;
}

/* What is to be said of a name that is a file's, without its extension or without its folder; NULL: nothing. */
static char *advise_file(const char *name) {
  static const char *const tails[] = {".yaml", ".yml"};
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
    char *file = cli_format("%s%s", name, tails[i]);
    const bool there = file != NULL && access(file, R_OK) == 0;
    free(file);
    if (there)
      return cli_format("for the file here write %s%s", name, tails[i]);
  }
  return access(name, R_OK) == 0 ? cli_format("for a file, write its path with a slash: ./%s", name) : NULL;
}

static egb_status refuse_name(cli_session *session, const char *name) {
  cli_list names = {0};
  char hint[CLI_HINT_MAX];
  if (session->home.path == NULL) {
    cli_error(session->diag, CLI_E_READ, "name their folder with --home FOLDER or EGOVBENCH_HOME",
              "the definitions that come with egovbench were not found");
    return EGB_IO;
  }
  egb_status status = EGB_NO_MEMORY;
  if (cli_home_indices(&session->home, &names)) {
    size_t used = (size_t)snprintf(hint, sizeof hint, names.count == 0 ? "there are none there" : "there are");
    for (size_t i = 0; i < names.count && used < sizeof hint; i++)
      used += (size_t)snprintf(hint + used, sizeof hint - used, "%s `%s`", i == 0 ? "" : ",", names.item[i]);
    char near[CLI_HINT_MAX], *file = advise_file(name);
    const char *advice = file != NULL ? file : cli_nearest(name, names.item, names.count, hint, near);
    cli_error(session->diag, CLI_E_USAGE, advice, "no index is called `%.200s` in %.500s/indicators", name,
              session->home.path);
    free(file);
    status = EGB_USAGE;
  }
  cli_list_free(&names);
  return status;
}

egb_status cli_find_index(cli_session *session, const char *text, char **path) {
  static const char *const extensions[] = {"yaml", "yml"};
  *path = NULL;
  if (text == NULL)
    text = DEFAULT_INDEX;
  if (is_data(text))
    return refuse_data(session, text);
  if (is_path(text)) {
    *path = cli_format("%s", text);
    return *path == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  for (size_t i = 0; i < 2 && session->home.path != NULL; i++) {
    *path = cli_format("%s/indicators/%s.%s", session->home.path, text, extensions[i]);
    if (*path == NULL)
      return EGB_NO_MEMORY;
    if (access(*path, F_OK) == 0)
      return EGB_OK;
    free(*path);
    *path = NULL;
  }
  return refuse_name(session, text);
}

egb_status cli_load_index(cli_session *session, const char *text) {
  egb_index_options options = {.size = sizeof options, .home = session->home.path};
  if (session->index != NULL)
    return EGB_OK;
  if (text != NULL && strcmp(text, "-") == 0) {
    if (cli_list_has_stdin(&session->arguments->value[OPTION_DATA].list)) {
      cli_error(session->diag, CLI_E_USAGE, "give one of them as a file",
                "definition and data cannot both be standard input");
      return EGB_USAGE;
    }
    const egb_status status = cli_read_stdin(session);
    options.text = session->stdin_text;
    options.length = session->stdin_length;
    return status != EGB_OK ? status : egb_index_read("<stdin>", &options, session->diag, &session->index);
  }
  const egb_status status = cli_find_index(session, text, &session->index_path);
  session->shipped = session->home.shipped && (text == NULL || !is_path(text));
  return status != EGB_OK ? status : egb_index_read(session->index_path, &options, session->diag, &session->index);
}

egb_data_options cli_data_options_of(const cli_session *session, const char *const *file) {
  return EGB_OPTIONS(egb_data_options, .home = session->home.path, .files = file, .file_count = file != NULL ? 1 : 0,
                     .threads = (size_t)session->arguments->value[OPTION_THREADS].number);
}

egb_data_options cli_data_options(const cli_session *session) {
  const cli_list *files = &session->arguments->value[OPTION_DATA].list;
  egb_data_options options = cli_data_options_of(session, NULL);
  options.files = (const char *const *)files->item;
  options.file_count = files->count;
  options.stdin_text = session->stdin_text;
  options.stdin_length = session->stdin_length;
  options.columns = (const char *const *)session->arguments->value[OPTION_WITH].list.item;
  return options;
}

const char *const *cli_languages(const cli_session *session) {
  return session->arguments->value[OPTION_LANG].list.item;
}

/* A language that nothing is written in changes nothing. */
static void warn_languages(const cli_session *session) {
  const cli_list *languages = &session->arguments->value[OPTION_LANG].list;
  for (size_t i = 0; i < languages->count; i++)
    if (!egb_index_speaks(session->index, session->data, languages->item[i]) &&
        !(session->arguments->command->has_sentences && egb_phrases_speak(languages->item[i])))
      cli_warn(session->diag, CLI_W_NO_EFFECT, "write a language tag that the definition has, such as en or zh-Hant",
               "--lang %.50s has no effect here: `%.200s` has no text in that language", languages->item[i],
               egb_index_id(session->index));
}

/* The index as the scenario asked for has it. */
static void take_scenario(cli_session *session) {
  const char *scenario = session->arguments->value[OPTION_SCENARIO].text;
  if (scenario != NULL && !session->keeps_index && cli_command_takes(session->arguments->command, OPTION_SCENARIO))
    session->index = egb_index_under(session->index, scenario);
}

static egb_status load_data(cli_session *session) {
  if (session->data != NULL)
    return EGB_OK;
  take_scenario(session);
  if (cli_list_has_stdin(&session->arguments->value[OPTION_DATA].list)) {
    const egb_status status = cli_read_stdin(session);
    if (status != EGB_OK)
      return status;
  }
  const egb_data_options options = cli_data_options(session);
  const egb_status status = egb_dataset_load(session->index, &options, session->diag, &session->data);
  if (status == EGB_OK)
    warn_languages(session);
  return status;
}

/* With all that is read known, and nothing computed yet. */
egb_status cli_load_data(cli_session *session) {
  const egb_status status = load_data(session);
  return status == EGB_OK ? cli_output_spares(session->arguments, session->diag) : status;
}

/* True when the definition simply has no data of its own. */
static bool only_without_data(const egb_diag *diag) {
  for (size_t i = 0; i < egb_diag_kept(diag); i++) {
    const egb_message *message = egb_diag_message(diag, i);
    if (message->severity == EGB_SEVERITY_ERROR && strcmp(message->code, EGB_E_DATA_NONE) != 0)
      return false;
  }
  return true;
}

egb_status cli_load_data_if_any(cli_session *session, const char *instead) {
  const egb_diag_point before = egb_diag_mark(session->diag);
  egb_status status = load_data(session);
  const bool silent = only_without_data(session->diag);
  egb_diag_rewind(session->diag, before);
  if (status == EGB_OK)
    return cli_output_spares(session->arguments, session->diag);
  if (status == EGB_NO_MEMORY)
    return status;
  if (!silent)
    cli_warn(session->diag, CLI_W_NO_DATA, "`egovbench validate` lists the faults", "the data cannot be used; %s",
             instead);
  session->blank = true;
  /* A plan wants units: where none are named, one stands in. */
  const egb_diag_point warned = egb_diag_mark(session->diag);
  egb_data_options options = {.size = sizeof options, .home = session->home.path};
  for (; options.units <= 1 && session->data == NULL && status != EGB_NO_MEMORY; options.units++)
    status = egb_dataset_blank(session->index, &options, session->diag, &session->data);
  egb_diag_rewind(session->diag, warned);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

egb_status cli_load_scenario_data(cli_session *session, size_t scenario, egb_dataset **out) {
  const egb_index *index = egb_index_under(session->index, egb_index_scenario_id(session->index, scenario));
  egb_data_options options = cli_data_options(session);
  *out = NULL;
  if (!session->blank)
    return egb_dataset_load(index, &options, session->diag, out);
  options.units = 1;
  return egb_dataset_blank(index, &options, session->diag, out);
}

static egb_status make_plan(const cli_session *session, const char *period, egb_diag *diag, egb_plan **out) {
  const cli_value *value = session->arguments->value;
  const egb_plan_options options = {.size = sizeof options,
                                    .scenario = value[OPTION_SCENARIO].text,
                                    .period = period,
                                    .drop = value[OPTION_DROP].list.item,
                                    .method = value[OPTION_METHOD].list.item};
  egb_status status = egb_plan_new(session->index, session->data, &options, diag, out);
  const cli_list *set = &value[OPTION_SET].list;
  if (status == EGB_OK && (set->count != 0 || value[OPTION_RESCALE].given != 0))
    status = egb_plan_revise(*out, set->item, set->count, value[OPTION_RESCALE].text, diag);
  return status;
}

egb_status cli_load_plan(cli_session *session) {
  const egb_status status = session->plan != NULL ? EGB_OK : cli_load_data(session);
  if (status != EGB_OK || session->plan != NULL)
    return status;
  return make_plan(session, session->arguments->value[OPTION_PERIOD].text, session->diag, &session->plan);
}

egb_status cli_plan_period(cli_session *session, const char *period, egb_plan **out) {
  *out = NULL;
  const egb_status status = cli_load_data(session);
  return status == EGB_OK ? make_plan(session, period, session->diag, out) : status;
}

egb_status cli_score_period(cli_session *session, const char *period, const egb_results *like, egb_results **out) {
  egb_plan *plan = NULL;
  *out = NULL;
  egb_status status = cli_plan_period(session, period, &plan);
  if (status == EGB_OK)
    status = egb_score_like(plan, like, session->diag, out);
  egb_plan_free(plan);
  return status;
}

egb_status cli_load_results(cli_session *session) {
  if (session->results != NULL)
    return EGB_OK;
  const egb_status status = cli_load_plan(session);
  return status != EGB_OK ? status : egb_score(session->plan, session->diag, &session->results);
}

/* Has nothing loaded from here on; frees nothing. */
static void forget(cli_session *session) {
  session->results = NULL;
  session->plan = NULL;
  session->data = NULL;
  session->index = NULL;
  session->index_path = NULL;
  session->shipped = false;
}

void cli_unload(cli_session *session) {
  egb_results_free(session->results);
  egb_plan_free(session->plan);
  egb_dataset_free(session->data);
  egb_index_free(session->index);
  free(session->index_path);
  forget(session);
}

cli_session cli_begin_again(const cli_session *session, egb_diag *diag) {
  cli_session next = *session;
  next.diag = diag;
  forget(&next);
  return next;
}

void cli_take_over(cli_session *session, cli_session *next) {
  cli_unload(session);
  session->index_path = next->index_path;
  session->shipped = next->shipped;
  session->index = next->index;
  session->data = next->data;
  session->plan = next->plan;
  session->results = next->results;
  forget(next);
}

void cli_session_free(cli_session *session) {
  cli_unload(session);
  free(session->stdin_text);
  egb_buffer_clear(&session->held);
  cli_home_free(&session->home);
  cli_templates_free(&session->output);
}
