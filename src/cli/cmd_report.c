#include "command_line.h"
#include "commands.h"
#include "periods.h"
#include "progress.h"
#include "session.h"
#include "simulation.h"
#include "templates.h"

#define REPORT_WIDTH ((size_t)100)

static egb_status check_format(const cli_session *session) {
  if (egb_format_takes_documents(session->output.format))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "use --format html, markdown, latex, text or json",
            "a report is a text: this format holds tables only");
  return EGB_USAGE;
}

/* The command that makes it, and the one that the page makes others of: `rank` with the weights that were tried. */
typedef struct commands {
  egb_buffer whole, live;
} commands;

static egb_status make_report(cli_session *session, const cli_periods *periods, const commands *command,
                              cli_progress *progress, egb_document **out) {
  const egb_uncertainty_options varied = cli_uncertainty_options(session);
  egb_report_options options = EGB_REPORT_OPTIONS_INIT;
  options.draws = varied.draws;
  options.seed = varied.seed;
  options.threads = varied.threads;
  options.level = varied.level;
  options.editions = (const egb_results *const *)periods->results;
  options.edition_count = periods->count;
  options.command = egb_buffer_string(&command->whole);
  options.live = egb_format_is_page(session->output.format) && session->arguments->value[OPTION_NO_SCRIPT].given == 0;
  options.live_command = egb_buffer_string(&command->live);
  options.watch = cli_progress_watch;
  options.context = progress;
  return egb_report(session->plan, session->results, &options, cli_languages(session), session->diag, out);
}

static egb_status write_report(cli_session *session, const egb_document *document) {
  egb_write_options options = session->output.options;
  char *text = NULL;
  size_t length = 0;
  if (options.width == 0 && session->arguments->value[OPTION_WIDTH].given == 0)
    options.width = REPORT_WIDTH;
  egb_status status = egb_document_write(document, session->output.format, &options, session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  return status;
}

/* ---- the desk, a page of no index -------------------------------------------------------------- */

/* What is about an index has no meaning for it. */
static egb_status check_desk(const cli_session *session) {
  static const cli_option_id about_index[] = {OPTION_DATA, OPTION_PERIOD,  OPTION_SCENARIO,
                                              OPTION_SET,  OPTION_RESCALE, OPTION_DRAWS,
                                              OPTION_SEED, OPTION_LEVEL,   OPTION_NO_SCRIPT};
  const cli_value *value = session->arguments->value;
  if (cli_operand(session->arguments, 0) != NULL) {
    cli_error(session->diag, CLI_E_USAGE,
              "leave the index out: drop its files on the page, or make its own page without --desk",
              "--desk writes a page of no index");
    return EGB_USAGE;
  }
  for (size_t i = 0; i < sizeof about_index / sizeof *about_index; i++)
    if (value[about_index[i]].given != 0) {
      cli_error(session->diag, CLI_E_USAGE, "leave it out", "--desk writes a page of no index: it has no --%s",
                cli_option_at(about_index[i])->name);
      return EGB_USAGE;
    }
  if (egb_format_is_page(session->output.format))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "add -o desk.html, or --format html", "the desk is a page for a browser");
  return EGB_USAGE;
}

static int run_desk(cli_session *session) {
  char *text = NULL;
  size_t length = 0;
  egb_status status = check_desk(session);
  if (status == EGB_OK)
    status = cli_templates_load_desk(session->home.path, session->diag, &session->output);
  if (status == EGB_OK)
    status = egb_desk_page(&session->output.options, session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  return cli_exit_of(status);
}

static int run_report(cli_session *session) {
  if (session->arguments->value[OPTION_DESK].given != 0)
    return run_desk(session);
  egb_document *document = NULL;
  commands command = {0};
  cli_periods periods = {0};
  cli_progress progress;
  bool stopped = false;
  cli_put_command(&command.whole, session->arguments);
  cli_put_command_also(&command.live, session->arguments, &cli_command_rank);
  egb_status status = check_format(session);
  if (status == EGB_OK)
    status = command.whole.failed || command.live.failed ? EGB_NO_MEMORY
                                                         : cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && egb_dataset_period_count(session->data) > 1)
    status = cli_score_periods(session, &periods);
  if (status == EGB_OK) {
    cli_progress_start(&progress, session, "draws");
    status = make_report(session, &periods, &command, &progress, &document);
    stopped = cli_progress_end(&progress);
  }
  if (status == EGB_OK && !stopped)
    status = write_report(session, document);
  egb_document_free(document);
  cli_periods_free(&periods);
  egb_buffer_clear(&command.whole);
  egb_buffer_clear(&command.live);
  return cli_progress_exit(stopped, status);
}

const cli_command cli_command_report = {
    .name = "report",
    .heading = HEADING_RANKINGS,
    .summary = "a page for everybody: finding, ranking, map, units, data",
    .arguments = "[INDEX]",
    .description =
        "Writes one document for readers who do not use this program: what is ranked and by whom; the finding in five "
        "sentences (who leads and how certain that is, who cannot be distinguished, what moved since the last edition and "
        "why, which weight matters most, for how many units the rank is reliable); the ranking with intervals; a map; "
        "ranks over the editions; the strengths and weaknesses of every unit and the smallest rise to its next level; "
        "and in short how it is made, of which data, and how to cite it.\n\n"
        "-o with the extension html writes a page that needs no network, can be printed, and works from a disk. Its readers "
        "can try other weights in it, with intervals, and take them along as a command; --no-script leaves that out. md "
        "and tex write the document for pandoc and TeX. --lang chooses the language of the sentences too: en, "
        "zh-Hant or ja.",
    .example = {{"egovbench report -o page.html", "the default index"},
                {"egovbench report egdi --lang zh-Hant -o egdi.html", "in Chinese"},
                {"egovbench report my.yaml --format markdown", "your own, for pandoc"},
                {"egovbench report --desk -o desk.html", "to rank your own in a browser"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_FILE_FORMAT, OPTION_NO_SCRIPT, OPTION_DESK, OPTION_LANG, OPTION_DIGITS,
                         OPTION_WIDTH, OPTION_DRAWS, OPTION_SEED, OPTION_THREADS, OPTION_LEVEL),
    .run = run_report};
