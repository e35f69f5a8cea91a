#include "base/text.h"
#include "cli/commands.h"
#include "cli/intervals.h"
#include "cli/selection.h"
#include "cli/session.h"
#include "watch_files.h"
#include "watch_movers.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What one run of the command remembers from save to save. */
typedef struct watching {
  cli_session *session; /* with the last good ranking */
  cli_watch files;
  cli_standings standings;
  char *messages; /* of the last load, NULL: none; warnings that stay are not repeated */
  bool has_ranking;
} watching;

/* Nothing is open that could be left half done: files are written with signals held. */
static void end_quietly(int signal_number) {
  (void)signal_number;
  _exit(CLI_INTERRUPTED);
}

static bool add_input(void *context, const char *path) {
  return cli_watch_add(context, path);
}

/* ---- one load -------------------------------------------------------------------------------- */

/* Writing to a file that is watched would never end. */
static bool exports_input(const watching *w) {
  const char *path = w->session->output.path;
  return path != NULL && cli_watch_has(&w->files, path);
}

static egb_status spare_inputs(const watching *w, egb_diag *diag) {
  if (!exports_input(w))
    return EGB_OK;
  cli_error(diag, CLI_E_INPUT, "choose another name for -o", "`%.500s` is read by this command",
            w->session->output.path);
  return EGB_IO;
}

/* Loads into a session of its own, so that a fault leaves the last good ranking. Files are watched before they are
 * read: what is saved meanwhile is seen next. */
static egb_status load(watching *w, cli_session *next) {
  const cli_list *operands = &next->arguments->operands;
  const egb_data_options options = cli_data_options(next);
  char *path = NULL;
  const char *named = operands->count != 0 ? operands->item[0] : NULL;
  egb_status status = cli_find_index(next, named, &path);
  if (status == EGB_OK && !cli_watch_add(&w->files, path))
    status = EGB_NO_MEMORY;
  free(path);
  if (status == EGB_OK)
    status = cli_load_index(next, named);
  if (status == EGB_OK)
    status = egb_dataset_inputs(egb_index_under(next->index, next->arguments->value[OPTION_SCENARIO].text), &options,
                                add_input, &w->files, next->diag);
  return status == EGB_OK ? cli_load_results(next) : status;
}

static egb_status make_table(const cli_session *session, const char *const *columns, const egb_uncertainty *uncertainty,
                             egb_table **table) {
  const cli_value *value = session->arguments->value;
  cli_list units = {0}, groups = {0};
  egb_status status = cli_split_units(session, &units);
  if (status == EGB_OK)
    status = cli_split_groups(session, &groups);
  if (status == EGB_OK) {
    const egb_ranking_options options = {.size = sizeof options,
                                         .languages = cli_languages(session),
                                         .units = units.item,
                                         .groups = groups.item,
                                         .columns = columns,
                                         .sort = value[OPTION_SORT].text,
                                         .top = (size_t)value[OPTION_TOP].number,
                                         .uncertainty = uncertainty};
    status = egb_table_ranking(session->results, &options, session->diag, table);
  }
  cli_list_free(&units);
  cli_list_free(&groups);
  return status;
}

static egb_status take_standings(const cli_session *session, cli_standings *out) {
  egb_table *shown = NULL;
  egb_status status = make_table(session, NULL, NULL, &shown);
  if (status == EGB_OK)
    status = cli_standings_take(session, shown, out);
  egb_table_free(shown);
  return status;
}

/* The file is what `rank` would write. */
static egb_status refresh_export(watching *w, const cli_session *session) {
  egb_uncertainty *uncertainty = NULL;
  egb_table *table = NULL;
  if (session->output.path == NULL)
    return EGB_OK;
  egb_status status = spare_inputs(w, session->diag);
  if (status == EGB_OK)
    status = cli_intervals(session, session->plan, session->results, &uncertainty);
  if (status == EGB_OK)
    status = make_table(session, session->arguments->value[OPTION_COLUMNS].list.item, uncertainty, &table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, session->arguments, table, session->diag);
  w->session->output.written = w->session->output.written || status == EGB_OK;
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  return status;
}

/* ---- from save to save ----------------------------------------------------------------------- */

static void say_messages(watching *w, const cli_session *next, egb_status status) {
  if (status != EGB_OK && egb_diag_count(next->diag, EGB_SEVERITY_ERROR) == 0) {
    if (status == EGB_NO_MEMORY)
      cli_error(next->diag, CLI_E_MEMORY, NULL, CLI_NO_MEMORY);
    else
      cli_error(next->diag, CLI_E_INTERNAL, "please report it with the files", "something went wrong inside egovbench");
  }
  char *text = cli_messages(next);
  const char *shown = text != NULL ? text : CLI_OUT_OF_MEMORY;
  if (status != EGB_OK || w->messages == NULL || strcmp(w->messages, shown) != 0)
    cli_write_stderr(shown, strlen(shown));
  egb_free(w->messages);
  w->messages = text;
  if (status != EGB_OK && w->has_ranking)
    cli_note(next, "egovbench: the last good ranking stays until the next save\n");
}

/* The new ranking takes the place of the old one. */
static void take_over(watching *w, cli_session *next, cli_standings *standings) {
  cli_take_over(w->session, next);
  cli_standings_free(&w->standings);
  w->standings = *standings;
  *standings = (cli_standings){0};
  w->has_ranking = true;
}

static egb_status print_standings(const watching *w, const cli_standings *now, const char *saved, egb_diag *diag) {
  egb_buffer page = {0};
  if (w->has_ranking)
    cli_standings_movers(&w->standings, now, saved, &page);
  else
    cli_standings_summary(now, &page);
  const egb_status status = page.failed ? EGB_NO_MEMORY : cli_write_stdout(page.text, page.length, diag);
  egb_buffer_clear(&page);
  return status;
}

/* Loads, exports, prints. *named: the definition could be read, so what is wrong can be mended in a file. */
static egb_status rank_again(watching *w, const char *saved, egb_diag *diag, bool *named) {
  cli_session next = cli_begin_again(w->session, diag);
  cli_standings standings = {0};
  egb_status status = load(w, &next);
  *named = next.index != NULL || status == EGB_REFUSED;
  if (status == EGB_OK)
    status = take_standings(&next, &standings);
  if (status == EGB_OK) {
    /* Whoever reads the line finds the file up to date. */
    const egb_status exported = refresh_export(w, &next);
    status = print_standings(w, &standings, saved, diag);
    status = exported != EGB_OK ? exported : status;
    take_over(w, &next, &standings);
  }
  say_messages(w, &next, status);
  cli_standings_free(&standings);
  cli_unload(&next);
  return status;
}

/* ---- the command ----------------------------------------------------------------------------- */

static egb_status check_arguments(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  const cli_list *operands = &session->arguments->operands;
  if (cli_list_has_stdin(&value[OPTION_DATA].list) || cli_list_has(operands, "-")) {
    cli_error(session->diag, CLI_E_USAGE, "give the definition and the data as files",
              "standard input is read once and cannot be watched");
    return EGB_USAGE;
  }
  if (session->output.path == NULL &&
      (value[OPTION_FORMAT].given != 0 || value[OPTION_COLUMNS].given != 0 || value[OPTION_EXCEL].given != 0))
    cli_warn(session->diag, CLI_W_NO_EFFECT, "add -o FILE",
             "--format, --columns and --excel have no effect here: they are for the file of -o");
  return EGB_OK;
}

/* Whether what went wrong at first will not be mended by a save. */
static bool is_final(const watching *w, egb_status status, bool named) {
  return status == EGB_USAGE || status == EGB_NO_MEMORY || status == EGB_INTERNAL ||
         (status == EGB_IO && (!named || w->has_ranking || exports_input(w)));
}

static void watch_on(watching *w) {
  const char *saved;
  cli_note(w->session, "egovbench: watching for changes; press Ctrl-C to stop\n");
  while ((saved = cli_watch_wait(&w->files, STDOUT_FILENO)) != NULL) {
    bool named;
    egb_diag *diag = egb_diag_new();
    if (diag == NULL) {
      cli_write_stderr(CLI_OUT_OF_MEMORY, sizeof CLI_OUT_OF_MEMORY - 1);
      continue;
    }
    (void)rank_again(w, egb_path_name(saved), diag, &named);
    egb_diag_free(diag);
  }
}

static int run_watch(cli_session *session) {
  struct sigaction end = {.sa_handler = end_quietly};
  watching w = {.session = session};
  bool named = false;
  if (check_arguments(session) != EGB_OK)
    return CLI_WRONG_USAGE;
  (void)sigemptyset(&end.sa_mask);
  (void)sigaction(SIGINT, &end, NULL);
  cli_watch_open(&w.files, session->arguments->value[OPTION_POLL].given != 0);
  const egb_status status = rank_again(&w, NULL, session->diag, &named);
  session->reported = true;
  const bool final = is_final(&w, status, named);
  if (!final)
    watch_on(&w);
  cli_watch_close(&w.files);
  cli_standings_free(&w.standings);
  egb_free(w.messages);
  return final ? cli_exit_of(status) : CLI_DONE;
}

const cli_command cli_command_watch = {
    .name = "watch",
    .heading = HEADING_DESK,
    .summary = "ranks again on every save, and shows which units moved",
    .arguments = "[INDEX]",
    .description =
        "Ranks, then waits: on every save of the definition, its data or its unit list it ranks again and prints the "
        "units whose rank changed: old rank, new rank, change of the score. The selection of `rank` (--units, --group, "
        "--top) decides which units are shown. An error is reported with its place, and the last good ranking stays "
        "until it is corrected. With -o the ranking is also written to a file, anew on every save. Ctrl-C ends.",
    .example = {{"egovbench watch my.yaml", "in one window, an editor in another"},
                {"egovbench watch my.yaml --top 10", "the first ten only"},
                {"egovbench watch my.yaml -o ranking.csv", "a file that is always up to date"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_SELECTED, OPTION_COLUMNS, TAKES_FILE_FORMAT, OPTION_LANG, OPTION_DIGITS,
                         OPTION_POLL, OPTION_NO_INTERVALS, OPTION_INTERVALS),
    .live = true,
    .run = run_watch};
