/* The levels of an index, one to a line, as CONTRIBUTING.md adds the command. */
#include "cli/commands.h"
#include "cli/session.h"

#include "base/buffer.h"

static int run_grades(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  egb_buffer page = {0};
  egb_status status = cli_load_index(session, operands->count != 0 ? operands->item[0] : NULL);
  for (size_t i = 0; status == EGB_OK && i < egb_index_level_count(session->index); i++)
    egb_buffer_format(&page, "%s\n", egb_index_level_id(session->index, i));
  if (page.failed)
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, page.text, page.length, session->diag);
  egb_buffer_clear(&page);
  return cli_exit_of(status);
}

const cli_command cli_command_grades = {.name = "grades",
                                        .heading = HEADING_DEFINITIONS,
                                        .summary = "the levels of an index",
                                        .arguments = "[INDEX]",
                                        .description = "Prints the id of each level of the definition, the best first.",
                                        .example = {{"egovbench grades", "of the default index"}},
                                        .operand = {"index"},
                                        .most = 1,
                                        .options = CLI_TAKES(TAKES_FILE_ONLY),
                                        .run = run_grades};
