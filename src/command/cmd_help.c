#include "cli/help.h"
#include "cli/session.h"

#include <stdio.h>
#include <string.h>

/* A code as messages show it. */
static egb_status explain(const char *code, egb_diag *diag) {
  char line[256];
  const int length = snprintf(line, sizeof line, "%s: %s\n", code, egb_code_meaning(code));
  return cli_write_stdout(line, (size_t)length, diag);
}

static int explain_all(egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t i = 0; status == EGB_OK && egb_code(i)[0] != '\0'; i++)
    status = explain(egb_code(i), diag);
  return cli_exit_of(status);
}

/* The tutorial as text, or as the manual page egovbench-tutorial(7) in the first language asked for that it is in. */
static int show_tutorial(cli_session *session) {
  const char *const *languages = cli_languages(session);
  char *text = NULL;
  size_t length = 0;
  egb_document *document = NULL;
  egb_status status = EGB_OK;
  if (session->arguments->value[OPTION_MAN].given != 0) {
    for (size_t i = 0; languages != NULL && languages[i] != NULL && text == NULL; i++)
      text = egb_tutorial_manual(languages[i]);
    if (text == NULL)
      text = egb_tutorial_manual("en");
    status = text == NULL ? EGB_NO_MEMORY : EGB_OK;
    length = text == NULL ? 0 : strlen(text);
  } else {
    status = egb_tutorial_new(languages, session->diag, &document);
    if (status == EGB_OK)
      status = egb_document_write(document, EGB_FORMAT_TEXT, &session->output.options, session->diag, &text, &length);
  }
  if (status == EGB_OK)
    status = cli_output_text(&session->output, session->arguments, text, length, session->diag);
  egb_free(text);
  egb_document_free(document);
  return cli_exit_of(status);
}

static int run_help(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  if (operands->count != 0 && strcmp(operands->item[0], "tutorial") == 0)
    return show_tutorial(session);
  if (session->arguments->value[OPTION_MAN].given != 0)
    return cli_manual(session);
  if (operands->count == 0)
    return cli_help(session, NULL, true);
  const cli_command *command = cli_command_find(operands->item[0]);
  if (command != NULL)
    return cli_help(session, command, true);
  cli_list names = {0};
  char hint[CLI_HINT_MAX];
  if (strcmp(operands->item[0], "codes") == 0)
    return explain_all(session->diag);
  if (egb_code_meaning(operands->item[0])[0] != '\0')
    return cli_exit_of(explain(operands->item[0], session->diag));
  const bool whole = cli_command_names(&names) && cli_list_add(&names, "tutorial") && cli_list_add(&names, "codes");
  if (whole)
    cli_error(session->diag, CLI_E_USAGE,
              cli_nearest(operands->item[0], names.item, names.count, "`egovbench help` lists the commands", hint),
              "unknown command `%.200s`", operands->item[0]);
  cli_list_free(&names);
  return whole ? CLI_WRONG_USAGE : CLI_UNCOMPUTABLE;
}

const cli_command cli_command_help = {
    .name = "help",
    .heading = HEADING_PROGRAM,
    .summary = "help about a command or a code",
    .arguments = "[COMMAND|CODE|tutorial]",
    .description =
        "The same as egovbench COMMAND --help; of a code such as E0321 in a message, what it means; `codes` lists them all. "
        "`tutorial` leads through two weeks of an analyst who edits weights, in English or, with --lang zh-Hant, in "
        "Chinese; the same is egovbench-tutorial(7).",
    .example = {{"egovbench help rank", "everything about rank"},
                {"egovbench help tutorial", "two weeks of an analyst"},
                {"egovbench help tutorial --lang zh-Hant", "the same in Chinese"},
                {"egovbench help E0321", "what this code means"}},
    .operand = {"topics"},
    .most = 1,
    .options = CLI_TAKES(OPTION_LANG, OPTION_WIDTH, OPTION_MAN),
    .run = run_help};
