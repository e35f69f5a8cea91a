#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

/* For people the findings are messages with their place in the definition; below them one line says how many. */
static egb_status print_verdict(cli_session *session, const egb_lint *lint) {
  char *text = egb_lint_count(lint) == 0 ? cli_format("nothing was found\n")
                                         : cli_format("%zu finding%s; egovbench lint --rules lists the rules\n",
                                                      egb_lint_count(lint), egb_lint_count(lint) == 1 ? "" : "s");
  if (text == NULL)
    return EGB_NO_MEMORY;
  egb_lint_report(lint, session->diag);
  if (session->arguments->value[OPTION_DIAGNOSTICS].choice == EGB_DIAG_HUMAN)
    cli_print_messages(session);
  const egb_status status = cli_write_stdout(text, strlen(text), session->diag);
  free(text);
  return status;
}

static egb_status print(cli_session *session, const egb_lint *lint) {
  egb_table *table = NULL;
  if (session->output.format == EGB_FORMAT_TEXT && session->output.path == NULL)
    return print_verdict(session, lint);
  egb_status status = egb_table_lint(lint, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return status;
}

static int print_rules(cli_session *session) {
  egb_table *table = NULL;
  egb_status status = egb_table_lint_rules(session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return cli_exit_of(status);
}

static int run_lint(cli_session *session) {
  const cli_value *value = session->arguments->value;
  egb_history *history = NULL;
  egb_lint *lint = NULL;
  if (value[OPTION_RULES].given != 0)
    return print_rules(session);
  egb_status status = cli_load_index(session, cli_operand(session->arguments, 0));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK && session->index_path != NULL)
    status = egb_history_read(session->index, session->diag, &history);
  if (status == EGB_OK)
    status = egb_lint_new(session->results, history, session->diag, &lint);
  if (status == EGB_OK)
    status = print(session, lint);
  const bool any = status == EGB_OK && egb_lint_count(lint) != 0;
  egb_lint_free(lint);
  egb_history_free(history);
  return any && value[OPTION_EXIT_CODE].given != 0 ? CLI_NO : cli_exit_of(status);
}

const cli_command cli_command_lint = {
    .name = "lint",
    .heading = HEADING_DEFINITIONS,
    .summary = "is it wise? what is correct and perhaps not meant",
    .arguments = "[INDEX]",
    .description =
        "`validate` says whether a definition is correct, `lint` what may not be meant: weights that do nothing, "
        "indicators that say the same, goalposts that the data does not come near, scales that do not match, levels "
        "no unit reaches, names missing in a language, and comments older than the weight they explain, by the record "
        "that `weights set --why` keeps. Every finding has its place and an advice; none makes a definition wrong. "
        "--rules lists the rules with their limits and where these are from. Findings are messages (--diagnostics "
        "json, sarif or github for programs), or a table with -o or --format.\n\n"
        "Exit code 0, or 1 with --exit-code when anything is found.",
    .example = {{"egovbench lint my.yaml", "what is perhaps not meant"},
                {"egovbench lint my.yaml --format json", "for a program"},
                {"egovbench lint --rules", "the rules and their limits"},
                {"egovbench lint egdi --diagnostics github", "for a workflow"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, OPTION_RULES, OPTION_EXIT_CODE),
    .run = run_lint};
