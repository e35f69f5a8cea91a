#include "cli/commands.h"
#include "cli/session.h"

#include "base/diag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The worse of two: a file that cannot be read, then faults in what was read. */
static egb_status worse(egb_status a, egb_status b) {
  static const egb_status order[] = {EGB_NO_MEMORY, EGB_INTERNAL, EGB_USAGE, EGB_IO, EGB_REFUSED, EGB_UNCOMPUTABLE};
  for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
    if (a == order[i] || b == order[i])
      return order[i];
  return EGB_OK;
}

/* Statements that cannot hold together; what is wrong with the plan is reported already. */
static egb_status check_statements(cli_session *session) {
  const egb_diag_point before = egb_diag_mark(session->diag);
  const egb_status planned = cli_load_plan(session);
  egb_diag_rewind(session->diag, before);
  return planned == EGB_OK ? egb_statements_check(session->plan, session->diag) : planned;
}

/* Scenarios that read data of their own. What the definition's data was warned of is not said again. */
static egb_status check_own(cli_session *session) {
  egb_status worst = EGB_OK;
  egb_diag *real = session->diag;
  for (size_t i = 0; i < egb_index_scenario_count(session->index) && worst != EGB_NO_MEMORY; i++) {
    if (!egb_index_scenario_has_data(session->index, i))
      continue;
    egb_dataset *data = NULL;
    if ((session->diag = egb_diag_beside(real)) == NULL)
      worst = EGB_NO_MEMORY;
    egb_status status = worst == EGB_NO_MEMORY ? worst : cli_load_scenario_data(session, i, &data);
    if (status == EGB_OK)
      status =
          egb_check(egb_index_under(session->index, egb_index_scenario_id(session->index, i)), data, session->diag);
    if (session->diag != NULL)
      egb_diag_merge(real, session->diag);
    egb_diag_free(session->diag);
    egb_dataset_free(data);
    worst = worse(worst, status);
  }
  session->diag = real;
  return worst;
}

/* Whatever `rank` would refuse: of the scenario or the period that was asked for, else of all of them. */
static egb_status check_data(cli_session *session) {
  const cli_value *value = session->arguments->value;
  egb_status status = cli_load_data(session);
  if (status != EGB_OK)
    return status;
  if (value[OPTION_SCENARIO].given != 0 || value[OPTION_PERIOD].given != 0)
    status = cli_load_results(session);
  else
    status = worse(egb_check(session->index, session->data, session->diag), check_own(session));
  return status == EGB_NO_MEMORY ? status : worse(status, check_statements(session));
}

static egb_status check(cli_session *session, const char *name) {
  egb_status status = cli_load_index(session, name);
  if (status == EGB_OK && session->arguments->value[OPTION_NO_DATA].given == 0) {
    if (egb_index_data_file_count(session->index) == 0 && session->arguments->value[OPTION_DATA].given == 0)
      egb_diag_report(session->diag, EGB_SEVERITY_NOTE, EGB_N_DATA_NONE,
                      "the definition names no data, so it was checked alone",
                      "give a data file with --data to check both");
    else
      status = check_data(session);
  }
  cli_unload(session);
  return status;
}

static void count(char *out, size_t room, size_t number, const char *what) {
  (void)snprintf(out, room, "%zu %s%s", number, what, number == 1 ? "" : "s");
}

/* A failure that comes up after the messages are printed. */
static void print_late(const cli_session *session, egb_diag *late) {
  cli_session after = {.arguments = session->arguments, .diag = late};
  cli_print_messages(&after);
}

/* The verdict is the result of this command: one line on standard output, below the messages. */
static egb_status verdict(cli_session *session, size_t files, egb_status status) {
  char errors[40], warnings[40], checked[40];
  count(errors, sizeof errors, egb_diag_count(session->diag, EGB_SEVERITY_ERROR), "error");
  count(warnings, sizeof warnings, egb_diag_count(session->diag, EGB_SEVERITY_WARNING), "warning");
  count(checked, sizeof checked, files, "definition");
  char *text =
      cli_format("%s: %s, %s, %s checked\n", status == EGB_OK ? "valid" : "not valid", errors, warnings, checked);
  egb_diag *late = egb_diag_beside(session->diag);
  egb_status written = EGB_NO_MEMORY;
  if (text != NULL && late != NULL) {
    const bool whole_document = session->arguments->value[OPTION_DIAGNOSTICS].choice != EGB_DIAG_HUMAN;
    if (!whole_document)
      cli_print_messages(session);
    written = cli_write_stdout(text, strlen(text), whole_document ? session->diag : late);
    if (written != EGB_OK && !whole_document)
      print_late(session, late);
  }
  egb_diag_free(late);
  free(text);
  return written;
}

static int run_validate(cli_session *session) {
  const cli_list *names = &session->arguments->operands;
  egb_status status = EGB_OK;
  size_t files = 0;
  do {
    status = worse(status, check(session, names->count == 0 ? NULL : names->item[files]));
    files++;
  } while (files < names->count && status != EGB_NO_MEMORY);
  if (status != EGB_OK && status != EGB_REFUSED && status != EGB_UNCOMPUTABLE && status != EGB_IO)
    return cli_exit_of(status);
  if (egb_diag_count(session->diag, EGB_SEVERITY_ERROR) != 0 && status == EGB_OK)
    status = EGB_REFUSED;
  if (session->arguments->value[OPTION_QUIET].given == 0) {
    const egb_status written = verdict(session, files, status);
    if (written != EGB_OK)
      return cli_exit_of(written);
  }
  return status == EGB_REFUSED || status == EGB_UNCOMPUTABLE ? CLI_NO : cli_exit_of(status);
}

const cli_command cli_command_validate = {
    .name = "validate",
    .heading = HEADING_DEFINITIONS,
    .summary = "is the definition correct? is the data?",
    .arguments = "[INDEX ...]",
    .description =
        "Reads the definition and its data, scores every scenario in every period that has values (or those asked for) and reports "
        "every error with its place and how to correct it, notes included: what `rank` would refuse is not valid. The "
        "last line is the verdict. Exit code 0: correct; 1: errors were found; 4: a file could not be read.",
    .example = {{"egovbench validate my.yaml", "a definition and its data"},
                {"egovbench validate my.yaml --data my.csv", "other data"},
                {"egovbench validate my.yaml --no-data", "the definition alone"},
                {"egovbench validate my.yaml --diagnostics github", "for a workflow"}},
    .operand = {"index"},
    .most = 1000,
    .options = CLI_TAKES(TAKES_INPUT, OPTION_NO_DATA),
    .shows_notes = true,
    .run = run_validate};
