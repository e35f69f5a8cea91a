#include "cli/commands.h"
#include "cli/session.h"

static egb_status print(cli_session *session, const egb_verification *verification) {
  egb_table *table = NULL;
  egb_status status = egb_table_verification(verification, session->diag, &table);
  if (status == EGB_OK)
    status = cli_output_table(&session->output, session->arguments, table, session->diag);
  egb_table_free(table);
  return status;
}

static int run_verify(cli_session *session) {
  const cli_value *value = session->arguments->value;
  egb_verification *verification = NULL;
  egb_verify_options options = EGB_VERIFY_OPTIONS_INIT;
  options.with = value[OPTION_WITH_FILE].list.item;
  options.threads = (size_t)value[OPTION_THREADS].number;
  egb_status status = egb_verify(cli_operand(session->arguments, 0), &options, session->diag, &verification);
  if (status == EGB_OK)
    status = print(session, verification);
  const bool holds = status == EGB_OK && egb_verification_about(verification)->differences == 0;
  egb_verification_free(verification);
  return status == EGB_OK && !holds ? CLI_NO : cli_exit_of(status);
}

const cli_command cli_command_verify = {
    .name = "verify",
    .heading = HEADING_RANKINGS,
    .summary = "is a bundle what it says? computes it again",
    .arguments = "FOLDER|FILE.zip",
    .description =
        "Looks at a bundle that `publish` wrote. Every file has the SHA-256 that SHA256SUMS says, none is missing and none was "
        "added; headers and cells are what dictionary.csv and datapackage.json say; and everything is computed again from what "
        "is in the bundle alone, nothing else is read, and compared: every figure, every document, every description. "
        "What differs is shown with its file, row and column, the value there and the value computed here. Exits with 0 when nothing "
        "differs and with 1 when anything does. Nothing is written.\n\n"
        "A list of checksums that was changed together with a file shows nothing; that is what the sum of SHA256SUMS is for, which "
        "`publish` and this command print: compare it with the one that the publisher announced, or check a signature of "
        "SHA256SUMS (minisign -Vm, gpg --verify, ssh-keygen -Y verify). A signature may lie beside it, as SHA256SUMS.minisig, .asc or .sig.\n\n"
        "Where a file was left out for its licence, --with gives it, and all is computed; without it ranks are compared with "
        "scores, where these are there, a note names the file, and the exit code is 0 where nothing differs. Bundles of other versions of egovbench are read: results are compared by the columns that "
        "both have. Figures are the same when they differ by less than 1e-9 of themselves (or of 1); documents are not compared then, and a note says so.",
    .example = {{"egovbench verify bundle.zip", "an archive"},
                {"egovbench verify published/ --with wdi.csv", "with a file that it leaves out"}},
    .operand = {"files"},
    .least = 1,
    .most = 1,
    .options =
        CLI_TAKES(OPTION_WITH_FILE, OPTION_THREADS, TAKES_FILE_FORMAT, OPTION_COLUMNS, OPTION_WIDTH, OPTION_NOTES),
    .run = run_verify};
