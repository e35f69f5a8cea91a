#include "cli/commands.h"
#include "cli/session.h"
#include "describe/manual.h"

#include <string.h>

static int run_schema(cli_session *session) {
  const bool manual = session->arguments->value[OPTION_MAN].given != 0;
  char *text = manual ? egb_definition_manual() : egb_definition_schema();
  const egb_status status =
      text == NULL ? EGB_NO_MEMORY
                   : cli_output_text(&session->output, session->arguments, text, strlen(text), session->diag);
  egb_free(text);
  return cli_exit_of(status);
}

const cli_command cli_command_schema = {
    .name = "schema",
    .heading = HEADING_DEFINITIONS,
    .summary = "the JSON Schema of definitions, for editors",
    .arguments = "",
    .description =
        "Prints the JSON Schema (draft-07) of definition files. An editor that knows YAML schemas completes keys and "
        "shows their meaning when the first line of the definition is\n\n"
        "# yaml-language-server: $schema=schema.json",
    .example = {{"egovbench schema -o schema.json", "for an editor"},
                {"egovbench schema --man | man -l -", "the format as a manual page"}},
    .options = CLI_TAKES(TAKES_FILE_ONLY, OPTION_MAN),
    .run = run_schema};
