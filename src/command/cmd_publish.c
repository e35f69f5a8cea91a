#include "cli/commands.h"
#include "cli/date.h"
#include "cli/folder.h"
#include "cli/session.h"
#include "cli/simulation.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

static egb_status check(const cli_session *session) {
  const cli_value *value = session->arguments->value;
  if (value[OPTION_FORMAT].given != 0 && value[OPTION_PORTAL].given == 0) {
    cli_error(session->diag, CLI_E_USAGE, "add --portal, or leave --format out",
              "what is printed as a table are the marks of a portal");
    return EGB_USAGE;
  }
  if (session->output.path != NULL)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "name a folder, or a file that ends in .zip: -o bundle.zip",
            "a bundle is written to a place of its own");
  return EGB_USAGE;
}

/* ---- making it ------------------------------------------------------------------------------- */

static egb_status make(cli_session *session, const egb_history *history, egb_bundle **out) {
  const cli_arguments *arguments = session->arguments;
  const egb_uncertainty_options varied = cli_uncertainty_options(session);
  const egb_data_options data = cli_data_options(session);
  char day[CLI_DATE_MAX];
  egb_bundle_options options = EGB_BUNDLE_OPTIONS_INIT;
  egb_status status = cli_date_given(arguments, session->diag, day, &options.when);
  options.home = data.home;
  options.files = data.files;
  options.file_count = data.file_count;
  options.history = history;
  options.draws = varied.draws;
  options.seed = varied.seed;
  options.threads = varied.threads;
  options.level = varied.level;
  options.portal = arguments->value[OPTION_PORTAL].text;
  return status != EGB_OK ? status : egb_bundle_new(session->plan, session->results, &options, session->diag, out);
}

static egb_status load(cli_session *session, egb_history **history) {
  egb_status status = check(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && session->index_path != NULL)
    status = egb_history_read(session->index, session->diag, history);
  return status;
}

/* ---- writing it ------------------------------------------------------------------------------ */

static egb_status write_folder(const char *path, const egb_bundle *bundle, egb_diag *diag) {
  cli_folder folder;
  const char *name, *bytes;
  size_t length;
  egb_status status = cli_folder_begin(path, diag, &folder);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; status == EGB_OK && (name = egb_bundle_at(bundle, i, &bytes, &length)) != NULL; i++)
    status = cli_folder_add(&folder, name, NULL, bytes, length, diag);
  return cli_folder_end(&folder, status, diag);
}

static egb_status write_zip(const cli_session *session, const egb_bundle *bundle) {
  char *bytes = NULL;
  size_t length = 0;
  egb_status status = egb_bundle_zip(bundle, session->diag, &bytes, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, bytes, length, session->diag);
  egb_free(bytes);
  return status;
}

/* ---- saying what was made --------------------------------------------------------------------- */

static void put_shown(egb_buffer *out, const char *text) {
  char *shown = egb_display_text(text, 0);
  out->failed = out->failed || shown == NULL;
  egb_buffer_text(out, shown == NULL ? "" : shown);
  egb_free(shown);
}

static void put_left_out(egb_buffer *out, const egb_bundle *bundle) {
  for (size_t i = 0; i < egb_bundle_left_out_count(bundle); i++) {
    const egb_bundle_left_out *one = egb_bundle_left_out_at(bundle, i);
    egb_buffer_text(out, "left out: ");
    put_shown(out, one->path);
    egb_buffer_text(out, ": ");
    put_shown(out, one->why);
    egb_buffer_char(out, '\n');
  }
}

static void put_marks(egb_buffer *out, const egb_bundle *bundle) {
  static const char *const states[] = {"passes", "fails", "cannot be seen from here"};
  for (size_t i = 0; i < egb_bundle_mark_count(bundle); i++) {
    const egb_bundle_mark *mark = egb_bundle_mark_at(bundle, i);
    egb_buffer_format(out, "%s: %s", mark->name, states[mark->state]);
    if (mark->why != NULL) {
      egb_buffer_text(out, ": ");
      put_shown(out, mark->why);
    }
    egb_buffer_char(out, '\n');
  }
}

static egb_status say(const cli_session *session, const egb_bundle *bundle, char **text, size_t *count) {
  egb_buffer out = {0};
  const char *bytes;
  size_t length, total = 0;
  for (size_t i = 0; egb_bundle_at(bundle, i, &bytes, &length) != NULL; i++)
    total += length;
  put_shown(&out, session->output.path);
  egb_buffer_format(&out, ": %zu files, %zu bytes\n", egb_bundle_count(bundle), total);
  put_left_out(&out, bundle);
  put_marks(&out, bundle);
  egb_buffer_format(&out, "SHA256SUMS has the sum %s\n", egb_bundle_checksum(bundle));
  *text = egb_buffer_take(&out, count);
  return *text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* For a program: the marks alone. */
static egb_status say_marks(const cli_session *session, const egb_bundle *bundle, char **text, size_t *length) {
  const cli_output *output = &session->output;
  egb_table *table = NULL;
  egb_status status = egb_table_marks(bundle, session->diag, &table);
  if (status == EGB_OK)
    status = egb_table_write(table, output->format, &output->options, session->diag, text, length);
  egb_table_free(table);
  return status;
}

/* What is said is made first: once the bundle is there, nothing can fail but the stream. */
static egb_status publish(const cli_session *session, const egb_bundle *bundle) {
  const char *path = session->output.path;
  char *text = NULL;
  size_t length = 0;
  const bool table = session->arguments->value[OPTION_FORMAT].given != 0;
  egb_status status = (table ? say_marks : say)(session, bundle, &text, &length);
  if (status == EGB_OK)
    status = egb_text_ends(path, ".zip") ? write_zip(session, bundle) : write_folder(path, bundle, session->diag);
  if (status == EGB_OK)
    status = cli_write_stdout(text, length, session->diag);
  egb_free(text);
  return status;
}

static int run_publish(cli_session *session) {
  egb_history *history = NULL;
  egb_bundle *bundle = NULL;
  egb_status status = load(session, &history);
  if (status == EGB_OK)
    status = make(session, history, &bundle);
  if (status == EGB_OK)
    status = publish(session, bundle);
  egb_bundle_free(bundle);
  egb_history_free(history);
  return cli_exit_of(status);
}

const cli_command cli_command_publish = {
    .name = "publish",
    .heading = HEADING_RANKINGS,
    .summary = "a bundle of open data that proves itself",
    .arguments = "[INDEX]",
    .description =
        "Writes everything that a ranking was made of and all that follows from it into a new folder or zip archive, for others "
        "to use and to check: the definition and every file that it reads, byte for byte; the ranking, scores, the values of "
        "every stage, weights and uncertainty as CSV; the methodology, a report, a dictionary of every column, licences, "
        "metadata and SHA256SUMS. `egovbench verify` computes every figure again from it alone.\n\n"
        "The same input gives the same files, byte for byte; no date is written unless --when or SOURCE_DATE_EPOCH asks, and nothing of this "
        "computer's folders. The last line has the sum of SHA256SUMS: announce it, or sign SHA256SUMS (minisign -Sm, gpg -b, "
        "ssh-keygen -Y sign), and others know that nothing was exchanged.\n\n"
        "NAME.meta.yaml beside a data file says its licence. With `redistribution: no` in it, and `reason:`, the file is left "
        "out, and with it whatever would give its cells back: its indicators in every stage, the score of an aggregate from "
        "which one of them could be found, names and groups of units that it has, the report. Ranks and levels are all there, and what is left out is listed. --portal adds the "
        "metadata of a portal and says what its automatic check will find, with --format as a table.",
    .example = {{"egovbench publish egdi -o egdi-bundle.zip", "as an archive"},
                {"egovbench publish my.yaml -o bundle/", "your own, as a folder"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_INPUT, OPTION_OUTPUT, OPTION_FORMAT, OPTION_PORTAL, OPTION_WHEN, OPTION_DRAWS,
                         OPTION_SEED, OPTION_LEVEL),
    .run = run_publish};
