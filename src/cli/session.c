#include "session.h"
#include "templates.h"

#include "base/codes.h"
#include "commands.h"
#include "terminal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
