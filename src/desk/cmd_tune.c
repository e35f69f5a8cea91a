#include "base/diag.h"
#include "base/number.h"
#include "cli/commands.h"
#include "cli/session.h"

#ifdef EGB_TUNE

#include "cli/revision.h"
#include "cli/terminal.h"
#include "tune_command.h"
#include "tune_keys.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAUSE 120 /* milliseconds without a key after which the ranking is simulated */

/* ---- the desk and its index ---------------------------------------------------------- */

static void clear_desk(tune_desk *desk) {
  egb_swap_free(desk->swap);
  tune_model_free(&desk->model);
  free(desk->open);
  free(desk->line);
  *desk = (tune_desk){0};
}

static egb_status make_desk(cli_session *session, tune_desk *desk) {
  const size_t nodes = egb_index_node_count(session->index);
  *desk = (tune_desk){.languages = cli_languages(session),
                      .title = egb_index_title(session->index, cli_languages(session)),
                      .decimals = egb_number_decimals(egb_index_scale(session->index)),
                      .open = calloc(nodes + 1, sizeof *desk->open),
                      .line = calloc(nodes + 1, sizeof *desk->line),
                      .unit = SIZE_MAX,
                      .other = SIZE_MAX};
  if (desk->open == NULL || desk->line == NULL || !tune_model_make(session, &desk->model)) {
    clear_desk(desk);
    return EGB_NO_MEMORY;
  }
  desk->open[0] = true;
  tune_desk_list(desk);
  return EGB_OK;
}

static egb_status load(cli_session *session, tune_desk *desk) {
  const cli_list *operands = &session->arguments->operands;
  egb_status status = cli_load_index(session, operands->count != 0 ? operands->item[0] : NULL);
  if (status == EGB_OK)
    status = cli_load_results(session);
  return status == EGB_OK ? make_desk(session, desk) : status;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* The plan of the definition as it is written, and the settings that lead from there to the desk. */
static egb_status find_settings(const cli_session *session, egb_diag *diag, egb_plan **written, cli_list *settings) {
  const egb_plan_options options = {.size = sizeof options, .period = session->arguments->value[OPTION_PERIOD].text};
  const egb_status status = egb_plan_new(session->index, session->data, &options, diag, written);
  if (status != EGB_OK)
    return status;
  return tune_settings(session->index, *written, session->plan, settings) ? EGB_OK : EGB_NO_MEMORY;
}

/* Gives the edit its line in the record of changes, if there is to be one, with what the desk shows of it. */
static egb_status record(const cli_session *session, const egb_plan *written, egb_edit *edit, egb_diag *diag) {
  egb_results *before = NULL;
  egb_whatif *whatif = NULL;
  egb_history *history = NULL;
  egb_status status = cli_record_find(session, diag, &history);
  if (status == EGB_OK && history != NULL)
    status = egb_score(written, diag, &before);
  if (status == EGB_OK && history != NULL)
    status = egb_whatif_new(before, session->results, diag, &whatif);
  if (status == EGB_OK && history != NULL)
    status = cli_record(session, edit, history, whatif, NULL, diag);
  egb_whatif_free(whatif);
  egb_results_free(before);
  egb_history_free(history);
  return status;
}

/* *count: how many weights had to be named; nothing is written when it is none. */
static egb_status write_edit(const cli_session *session, const char *scenario, egb_diag *diag, size_t *count) {
  egb_plan *written = NULL;
  egb_edit *edit = NULL;
  cli_list settings = {0};
  egb_status status = find_settings(session, diag, &written, &settings);
  *count = settings.count;
  if (status == EGB_OK && settings.count != 0) {
    const egb_edit_options options = {
        .size = sizeof options, .settings = settings.item, .count = settings.count, .scenario = scenario};
    status = egb_edit_new(written, &options, diag, &edit);
    if (status == EGB_OK && scenario == NULL && egb_edit_changes(edit))
      status = record(session, written, edit, diag);
    if (status == EGB_OK && egb_edit_changes(edit))
      status = egb_edit_write(edit, diag);
  }
  egb_edit_free(edit);
  egb_plan_free(written);
  cli_list_free(&settings);
  return status;
}

static void say_problem(tune_desk *desk, const egb_diag *diag) {
  const char *text = CLI_NO_MEMORY;
  for (size_t i = egb_diag_kept(diag); i-- > 0;)
    if (egb_diag_message(diag, i)->severity == EGB_SEVERITY_ERROR)
      text = egb_diag_message(diag, i)->text;
  (void)snprintf(desk->message, sizeof desk->message, "not written: %s", text);
}

/* What was written, without the scenario and the settings of the command line, which are in it now. */
static egb_status load_written(cli_session *next) {
  const egb_plan_options options = {.size = sizeof options, .period = next->arguments->value[OPTION_PERIOD].text};
  egb_status status = cli_load_data(next);
  if (status == EGB_OK)
    status = egb_plan_new(next->index, next->data, &options, next->diag, &next->plan);
  return status == EGB_OK ? cli_load_results(next) : status;
}

/* A desk like the old one, starting from what is written now. */
static egb_status start_again(cli_session *next, const tune_desk *desk, tune_desk *fresh) {
  const egb_status status = make_desk(next, fresh);
  if (status != EGB_OK)
    return status;
  memcpy(fresh->open, desk->open, desk->model.node_count * sizeof *fresh->open);
  memcpy(fresh->model.locked, desk->model.locked, desk->model.node_count * sizeof *fresh->model.locked);
  tune_desk_list(fresh);
  fresh->chosen = desk->chosen < fresh->lines ? desk->chosen : 0;
  fresh->unit = desk->unit;
  fresh->in_ranking = desk->in_ranking;
  memcpy(fresh->message, desk->message, sizeof fresh->message);
  return EGB_OK;
}

/* The file is another one now: without reading it again the next edit would be refused. restart: the weights of the
 * desk are those of the definition. When it cannot be read, the desk stays on what it has. */
static void read_again(cli_session *session, tune_desk *desk, egb_diag *diag, bool restart) {
  cli_session next = cli_begin_again(session, diag);
  tune_desk fresh = {0};
  const cli_list *operands = &session->arguments->operands;
  egb_status status = cli_load_index(&next, operands->count != 0 ? operands->item[0] : NULL);
  if (status == EGB_OK)
    status = restart ? load_written(&next) : cli_load_results(&next);
  if (status != EGB_OK || egb_index_node_count(next.index) != desk->model.node_count ||
      egb_dataset_unit_count(next.data) != desk->model.unit_count ||
      (restart && start_again(&next, desk, &fresh) != EGB_OK)) {
    cli_unload(&next);
    return;
  }
  cli_take_over(session, &next);
  if (restart) {
    clear_desk(desk);
    *desk = fresh;
  } else {
    desk->title = egb_index_title(session->index, desk->languages);
    (void)tune_model_rebind(&desk->model, session);
  }
}

static void write_weights(cli_session *session, tune_desk *desk, const char *scenario) {
  egb_diag *diag = egb_diag_beside(session->diag);
  size_t count = 0;
  if (diag == NULL)
    return;
  if (session->index_path == NULL)
    (void)snprintf(desk->message, sizeof desk->message, "standard input cannot be written; q prints the command");
  else if (session->shipped)
    (void)snprintf(desk->message, sizeof desk->message,
                   "%.100s came with egovbench and is never changed; q prints a command that makes a copy",
                   egb_index_id(session->index));
  else if (write_edit(session, scenario, diag, &count) != EGB_OK)
    say_problem(desk, diag);
  else if (count == 0)
    (void)snprintf(desk->message, sizeof desk->message, "these are the weights as written: there is nothing to %s",
                   scenario != NULL ? "save" : "write");
  else {
    (void)snprintf(desk->message, sizeof desk->message, "%s%.100s in %.200s",
                   scenario != NULL ? "saved as scenario " : "written", scenario != NULL ? scenario : "",
                   session->index_path);
    read_again(session, desk, diag, scenario == NULL);
  }
  egb_diag_free(diag);
}

/* ---- running --------------------------------------------------------------------------------- */

static bool is_waited_for(void *context, size_t done, size_t draws) {
  (void)context;
  (void)done;
  (void)draws;
  return tune_terminal_is_pending();
}

/* Intervals of the ranking as it is; a key that is pressed meanwhile goes first. */
static void simulate(tune_desk *desk) {
  if (!tune_model_simulate(&desk->model, is_waited_for) && desk->model.simulated && desk->message[0] == '\0')
    (void)snprintf(desk->message, sizeof desk->message, "no intervals: %.380s", desk->model.problem);
}

/* Until somebody ends it: 0, or the number of the signal that did. */
static int run(cli_session *session, tune_desk *desk) {
  for (;;) {
    char scenario[sizeof desk->prompt.text];
    tune_draw(desk);
    const bool stale = desk->model.simulates && !desk->model.simulated && desk->page == TUNE_DESK;
    const tune_event event = tune_terminal_wait(stale ? PAUSE : -1);
    if (event.key == TUNE_PAUSE)
      simulate(desk);
    if (event.key == TUNE_SIGNAL)
      return event.signal;
    if (event.key == TUNE_LOST)
      return SIGHUP;
    switch (tune_take_key(desk, &event)) {
    case TUNE_QUIT:
      return 0;
    case TUNE_WRITE:
      write_weights(session, desk, NULL);
      break;
    case TUNE_SAVE:
      memcpy(scenario, desk->prompt.text, sizeof scenario);
      write_weights(session, desk, scenario);
      break;
    case TUNE_GO_ON:
      break;
    }
  }
}

/* What was done is not lost with the screen. */
static egb_status print_command(const cli_session *session) {
  egb_plan *written = NULL;
  cli_list settings = {0};
  egb_buffer page = {0};
  egb_status status = find_settings(session, session->diag, &written, &settings);
  if (status == EGB_OK && settings.count != 0) {
    tune_command(session, &settings, NULL, &page);
    char *command = page.failed ? NULL : cli_set_last(session, cli_format("%.*s", (int)page.length, page.text));
    egb_buffer_clear(&page);
    page.failed = command == NULL;
    egb_buffer_text(&page, command == NULL ? "" : command);
    free(command);
    egb_buffer_char(&page, '\n');
    status = page.failed ? EGB_NO_MEMORY : cli_write_stdout(page.text, page.length, session->diag);
  }
  egb_buffer_clear(&page);
  cli_list_free(&settings);
  egb_plan_free(written);
  return status;
}

static int refuse_terminal(const cli_session *session, const char *why) {
  cli_error(session->diag, CLI_E_USAGE, "`egovbench whatif --set ID=W` answers the same question line by line",
            "the weight desk cannot be shown: %s", why);
  return CLI_WRONG_USAGE;
}

static int run_tune(cli_session *session) {
  tune_desk desk = {0};
  const char *lacks = tune_terminal_lacks();
  if (lacks != NULL)
    return refuse_terminal(session, lacks);
  session->keeps_index = true; /* what is written is the definition */
  egb_status status = load(session, &desk);
  if (status != EGB_OK)
    return cli_exit_of(status);
  if (!tune_terminal_begin(cli_terminal_colour(session->arguments->value[OPTION_COLOR].text, STDOUT_FILENO, NULL))) {
    clear_desk(&desk);
    return refuse_terminal(session, "the terminal could not be set up");
  }
  const int number = run(session, &desk);
  tune_terminal_end();
  if (number != SIGHUP)
    status = print_command(session);
  clear_desk(&desk);
  if (number == SIGTERM || number == SIGHUP)
    (void)raise(number);
  return number == SIGINT ? CLI_INTERRUPTED : cli_exit_of(status);
}

#else

static int run_tune(cli_session *session) {
  cli_error(session->diag, CLI_E_USAGE,
            "install libncurses-dev (Debian, Ubuntu) or ncurses-devel (Fedora), then build again with -Dtune=enabled; "
            "`egovbench whatif --set ID=W` answers the same question line by line",
            "this egovbench was built without ncurses, which the weight desk needs");
  return CLI_WRONG_USAGE;
}

#endif

const cli_command cli_command_tune = {
    .name = "tune",
    .heading = HEADING_DESK,
    .summary = "weights as sliders, the ranking beside them",
    .arguments = "[INDEX]",
    .description =
        "A full-screen desk: on the left the weights as bars to move, on the right the ranking they make, how far each "
        "unit has moved since the start, and, after a moment without a key, the interval of each rank. A weight that "
        "is moved takes from its siblings or gives to them in their proportions; locked ones keep their share. Keys: "
        "the arrows choose and step by 1 %, < and > by 0.1 %, space locks, = equalises, u and r undo and redo, / finds "
        "a unit, e explains a pair, s saves a scenario, w writes the definition, ? shows all keys, q quits. The "
        "command that sets the same weights is printed at the end. --why records what w writes, as `weights set` does.",
    .example = {{"egovbench tune", "the default index"},
                {"egovbench tune egdi --lang zh-Hant", "another one, names in Chinese"},
                {"egovbench tune my.yaml --set OS=30%", "from other weights"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, OPTION_LANG, OPTION_NO_INTERVALS, OPTION_INTERVALS, OPTION_WHY, OPTION_WHO,
                         OPTION_WHEN),
    .run = run_tune};
