#include "commands.h"
#include "session.h"

#include <string.h>

static egb_status begin(cli_session *session, egb_import **out) {
  const cli_list *names = &session->arguments->operands;
  egb_status status = cli_list_has(names, "-") ? cli_read_stdin(session) : EGB_OK;
  const egb_import_options options =
      EGB_OPTIONS(egb_import_options, .files = names->item, .file_count = names->count,
                  .as = session->arguments->value[OPTION_AS].text, .stdin_text = session->stdin_text,
                  .stdin_length = session->stdin_length);
  return status == EGB_OK ? egb_import_new(&options, session->diag, out) : status;
}

/* The entry is of use even where the file cannot be read by it: it is where the fault is mended. */
static egb_status print_entry(cli_session *session, const egb_import *import) {
  char *text = egb_import_entry(import);
  const egb_status status =
      text == NULL ? EGB_NO_MEMORY
                   : cli_output_text(&session->output, session->arguments, text, strlen(text), session->diag);
  egb_free(text);
  return status;
}

static int run_import(cli_session *session) {
  egb_import *import = NULL;
  egb_status status = begin(session, &import);
  if (status == EGB_OK) {
    status = egb_import_read(import, session->diag);
    const egb_status printed = print_entry(session, import);
    status = status == EGB_OK ? printed : status;
  }
  egb_import_free(import);
  return cli_exit_of(status);
}

const cli_command cli_command_import = {
    .name = "import",
    .heading = HEADING_DEFINITIONS,
    .summary = "what a publisher's file is, and the `data:` entry that reads it",
    .arguments = "FILE ...",
    .description =
        "Recognises files as their publishers ship them, the World Bank, the UN, the OECD, Eurostat, Our World in Data "
        "and others, or guesses from the lines what separates cells, which line is the header, which column is the "
        "unit. Prints the entry of `data:` that reads them, ready to be pasted into a definition, each key with its "
        "evidence as a comment, and reads the files by it: every fault is reported with its place.",
    .example = {{"egovbench import API_IT.NET.USER.ZS.csv", "what is it, and how is it read?"},
                {"egovbench import download.csv --as sdmx-csv", "by the headers of this publisher"}},
    .operand = {"files"},
    .least = 1,
    .most = 1000,
    .options = CLI_TAKES(OPTION_AS),
    .shows_notes = true,
    .run = run_import};
