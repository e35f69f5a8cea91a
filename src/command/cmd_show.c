#include "cli/commands.h"
#include "cli/session.h"
#include "cli/table.h"

#define CHAPTER_WIDTH ((size_t)80)

/* The chapter says what the data taught the methods when the index can be scored, and does without when it cannot. */
static egb_status score_leniently(cli_session *session) {
  const egb_diag_point before = egb_diag_mark(session->diag);
  const egb_status status = session->plan == NULL ? EGB_OK : egb_score(session->plan, session->diag, &session->results);
  egb_diag_rewind(session->diag, before);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

static egb_status write_methodology(cli_session *session) {
  egb_write_options options = session->output.options;
  egb_document *document = NULL;
  char *text = NULL;
  size_t length = 0;
  egb_status status = score_leniently(session);
  if (status == EGB_OK)
    status = egb_methodology(session->index, session->plan, session->results, cli_languages(session), session->diag,
                             &document);
  /* Prose without line ends is no use, in a pipe or elsewhere. */
  if (options.width == 0 && session->arguments->value[OPTION_WIDTH].given == 0)
    options.width = CHAPTER_WIDTH;
  if (status == EGB_OK)
    status = egb_document_write(document, session->output.format, &options, session->diag, &text, &length);
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  egb_document_free(document);
  return status;
}

static egb_status refuse_tables(const cli_session *session) {
  if (session->arguments->value[OPTION_METHODOLOGY].given == 0 || egb_format_takes_documents(session->output.format))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "use --format text, markdown, latex, html or json",
            "a methodology is a text: this format holds tables only");
  return EGB_USAGE;
}

static int run_show(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const cli_value *value = arguments->value;
  egb_table *table = NULL;
  egb_status status = refuse_tables(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(arguments, 0));
  const bool asked =
      value[OPTION_DATA].given + value[OPTION_PERIOD].given + value[OPTION_SCENARIO].given + value[OPTION_SET].given !=
      0;
  if (status == EGB_OK)
    status = value[OPTION_DATA].given != 0 || value[OPTION_PERIOD].given != 0
                 ? cli_load_data(session)
                 : cli_load_data_if_any(session, "the tree is shown without it");
  /* A plan that fails for want of data only matters when something was asked of it. */
  if (status == EGB_OK && session->data != NULL) {
    const egb_diag_point before = egb_diag_mark(session->diag);
    const egb_status planned = cli_load_plan(session);
    if (!asked)
      egb_diag_rewind(session->diag, before);
    status = asked || planned == EGB_NO_MEMORY ? planned : EGB_OK;
  }
  if (status == EGB_OK && value[OPTION_METHODOLOGY].given != 0)
    return cli_exit_of(write_methodology(session));
  if (status == EGB_OK)
    status = egb_table_tree(session->index, session->plan, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_first(session, table);
  egb_table_free(table);
  return cli_exit_of(status);
}

const cli_command cli_command_show = {
    .name = "show",
    .heading = HEADING_RANKINGS,
    .summary = "what is this index? tree, weights, methods",
    .arguments = "[INDEX]",
    .description =
        "Prints the tree of the definition: every node with its weight as written, its share among its siblings, its "
        "share of the whole index, its methods and its source. --scenario and --set show what they would change. "
        "--methodology writes the whole methodology as a chapter: made from the definition, so that it says what the "
        "program does.",
    .example = {{"egovbench show", "the default index"},
                {"egovbench show gtmi-2022 --lang ja", "another one, labels in Japanese"},
                {"egovbench show --scenario services-first", "with the weights of a scenario"},
                {"egovbench show egdi --methodology", "the methodology, to read or to print"},
                {"egovbench show egdi --format json", "for a program"}},
    .operand = {"index"},
    .most = 1,
    .options = CLI_TAKES(TAKES_SCORED, TAKES_TABLE, TAKES_NODES, OPTION_METHODOLOGY),
    .run = run_show};
