#include "commands.h"
#include "session.h"

#include <stdlib.h>

/* What the user fills in must be read again: CSV or TSV. */
static egb_status choose_format(const cli_session *session, cli_output *output) {
  const cli_value *value = session->arguments->value;
  if (value[OPTION_FORMAT].given == 0 && output->format == EGB_FORMAT_TEXT)
    output->format = EGB_FORMAT_CSV;
  if (egb_format_is_separated(output->format))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "data files are read back as CSV or TSV", "`init` does not write this format");
  return EGB_USAGE;
}

static egb_status write_form(cli_session *session, const char *index, cli_output *output) {
  egb_table *table = NULL;
  const egb_data_options options = {.size = sizeof options, .home = session->home.path};
  egb_status status = egb_dataset_blank(session->index, &options, session->diag, &session->data);
  if (status == EGB_OK)
    status = egb_table_data_form(session->data, session->diag, &table);
  if (status == EGB_OK)
    status = cli_output_table(output, session->arguments, table, session->diag);
  egb_table_free(table);
  if (status == EGB_OK && output->path != NULL)
    cli_note(session,
             "Wrote %s: %zu rows to fill in; an empty cell is a missing value.\n"
             "Then: egovbench validate %s --data %s\n"
             "      egovbench rank %s --data %s\n",
             output->path, egb_dataset_unit_count(session->data), index, output->path, index, output->path);
  return status;
}

static int run_init(cli_session *session) {
  const char *name = session->arguments->operands.item[0];
  cli_output output = session->output;
  egb_status status = choose_format(session, &output);
  if (status == EGB_OK)
    status = cli_load_index(session, name);
  char *path = NULL;
  if (status == EGB_OK && session->arguments->value[OPTION_OUTPUT].given == 0) {
    path = cli_format("%s-data.%s", egb_index_id(session->index), egb_format_name(output.format));
    output.path = path;
    status = path == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  if (status == EGB_OK)
    status = write_form(session, name, &output);
  free(path);
  return cli_exit_of(status);
}

const cli_command cli_command_init = {
    .name = "init",
    .heading = HEADING_DEFINITIONS,
    .summary = "an empty data file of an index, to fill in",
    .arguments = "INDEX",
    .description =
        "Writes a data file with a row for each unit and an empty column for each indicator of the definition: "
        "INDEX-data.csv in the current folder, or the file of -o. A file that exists is never overwritten without "
        "--force.",
    .example = {{"egovbench init waseda-2016", "writes waseda-2016-data.csv"},
                {"egovbench init waseda-2016 -o experts.csv", "another name"},
                {"egovbench rank waseda-2016 --data experts.csv", "afterwards"}},
    .operand = {"index"},
    .least = 1,
    .most = 1,
    .options = CLI_TAKES(TAKES_FILE_ONLY, OPTION_FORMAT, OPTION_EXCEL),
    .run = run_init};
