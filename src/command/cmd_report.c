#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/folder.h"
#include "cli/periods.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "cli/simulation.h"
#include "cli/templates.h"
#include "command/report_desk.h"

#define REPORT_WIDTH ((size_t)100)

static bool asks_profiles(const cli_session *session) {
  return session->arguments->value[OPTION_PROFILES].given != 0;
}

static egb_status refuse_format(egb_diag *diag) {
  cli_error(diag, CLI_E_USAGE, "use --format html, markdown, latex, text or json",
            "a report is a text: this format holds tables only");
  return EGB_USAGE;
}

/* Profiles are a folder, everything else is a file. */
static egb_status check_output(cli_session *session) {
  cli_output *output = &session->output;
  const bool folder = cli_folder_named(output->path);
  if (folder && session->arguments->value[OPTION_FORMAT].given == 0 && !egb_format_by_name("html", &output->format))
    return EGB_USAGE;
  if (!egb_format_takes_documents(output->format))
    return refuse_format(session->diag);
  if (folder == asks_profiles(session))
    return EGB_OK;
  if (folder)
    cli_error(session->diag, CLI_E_USAGE, "name a file, or add --profiles for a page per unit", "a report is one file");
  else
    cli_error(session->diag, CLI_E_USAGE, "name a folder, with a slash at its end: -o profiles/",
              "a page per unit is a folder of files");
  return EGB_USAGE;
}

/* The command that makes it, and the one that the page makes others of: `rank` with the weights that were tried. */
typedef struct commands {
  egb_buffer whole, live;
} commands;

static egb_report_options report_options(const cli_session *session, const cli_periods *periods,
                                         const commands *command, cli_progress *progress) {
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
  options.map = session->arguments->value[OPTION_MAP].text;
  options.watch = cli_progress_watch;
  options.context = progress;
  return options;
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

/* The pages of the units as they come. */
typedef struct pages {
  cli_session *session;
  cli_folder folder;
  bool begun;
} pages;

static egb_status take_page(void *context, const char *name, const egb_document *document) {
  pages *to = context;
  const cli_output *output = &to->session->output;
  char *text = NULL;
  size_t length = 0;
  egb_status status = to->begun ? EGB_OK : cli_folder_begin(output->path, to->session->diag, &to->folder);
  to->begun = to->begun || status == EGB_OK;
  if (status == EGB_OK)
    status = egb_document_write(document, output->format, &output->options, to->session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_folder_add(&to->folder, name, egb_format_extension(output->format), text, length, to->session->diag);
  egb_free(text);
  return status;
}

static egb_status write_profiles(cli_session *session, const egb_report_options *options, cli_progress *progress,
                                 bool *stopped) {
  pages to = {.session = session};
  egb_status status = egb_report_profiles(session->plan, session->results, options, cli_languages(session), take_page,
                                          &to, session->diag);
  *stopped = cli_progress_end(progress);
  if (to.begun)
    status = cli_folder_end(&to.folder, *stopped && status == EGB_OK ? EGB_UNCOMPUTABLE : status, session->diag);
  return *stopped && status == EGB_UNCOMPUTABLE ? EGB_OK : status;
}

static egb_status write_one(cli_session *session, const egb_report_options *options, cli_progress *progress,
                            bool *stopped) {
  egb_document *document = NULL;
  egb_status status =
      egb_report(session->plan, session->results, options, cli_languages(session), session->diag, &document);
  *stopped = cli_progress_end(progress);
  if (status == EGB_OK && !*stopped)
    status = write_report(session, document);
  egb_document_free(document);
  return status;
}

static egb_status load(cli_session *session, cli_periods *periods) {
  egb_status status = check_output(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && egb_dataset_period_count(session->data) > 1)
    status = cli_score_periods(session, periods);
  return status;
}

static int run_report(cli_session *session) {
  if (session->arguments->value[OPTION_DESK].given != 0)
    return cli_report_desk(session);
  commands command = {0};
  cli_periods periods = {0};
  cli_progress progress;
  bool stopped = false;
  cli_put_command(&command.whole, session->arguments);
  cli_put_command_also(&command.live, session->arguments, &cli_command_rank);
  egb_status status = command.whole.failed || command.live.failed ? EGB_NO_MEMORY : load(session, &periods);
  if (status == EGB_OK) {
    const egb_report_options options = report_options(session, &periods, &command, &progress);
    cli_progress_start(&progress, session, "draws");
    status = asks_profiles(session) ? write_profiles(session, &options, &progress, &stopped)
                                    : write_one(session, &options, &progress, &stopped);
  }
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
        "and tex write the document for pandoc and TeX. --profiles writes a page per unit into a folder: its rank and how certain it is, its level and the smallest rise to the next one, its dimensions beside those of its peers, its ranks over the editions. --desk writes a page of no index, on which a definition and its data are dropped, ranked and edited. --lang chooses the language of the sentences too: en, "
        "zh-Hant or ja.",
    .example = {{"egovbench report -o page.html", "the default index"},
                {"egovbench report egdi --lang zh-Hant -o egdi.html", "in Chinese"},
                {"egovbench report my.yaml --format markdown", "your own, for pandoc"},
                {"egovbench report --profiles -o profiles/", "a page per unit"},
                {"egovbench report --desk -o desk.html", "rank your own in a browser"}},
    .operand = {"index"},
    .most = 1,
    .has_sentences = true,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_FILE_FORMAT, OPTION_NO_SCRIPT, OPTION_DESK, OPTION_PROFILES, OPTION_MAP,
                         OPTION_LANG, OPTION_DIGITS, OPTION_WIDTH, OPTION_DRAWS, OPTION_SEED, OPTION_LEVEL),
    .run = run_report};
