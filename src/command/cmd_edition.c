#include "cli/commands.h"
#include "cli/date.h"
#include "cli/folder.h"
#include "cli/session.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#define RANKING "results/ranking.csv"

/* ---- the proof ------------------------------------------------------------------------------- */

typedef struct proof {
  cli_session *session;
  const egb_bundle *bundle;
} proof;

static bool is_ranking(const egb_bundle *bundle, const char *text, size_t length) {
  const char *name, *bytes;
  size_t count;
  for (size_t i = 0; (name = egb_bundle_at(bundle, i, &bytes, &count)) != NULL; i++)
    if (strcmp(name, RANKING) == 0)
      return count == length && memcmp(bytes, text, length) == 0;
  return false;
}

/* What the copy reads is in the folder: an edition that reads what others may change is none. */
static egb_status check_places(const egb_dataset *data, const char *folder, egb_diag *diag) {
  const char *bytes, *path;
  size_t length;
  for (size_t i = 0; (path = egb_dataset_file(data, i, &bytes, &length)) != NULL; i++) {
    if (strncmp(path, folder, strlen(folder)) == 0 && path[strlen(folder)] == '/')
      continue;
    cli_error(diag, CLI_E_USAGE, "copy it beside the definition, and name it there by its path from the definition",
              "`%.300s` is not named by its place beside the definition, so that the edition would not have it", path);
    return EGB_USAGE;
  }
  return EGB_OK;
}

static egb_status compare(const proof *p, const egb_results *results, egb_diag *diag) {
  const egb_write_options options = {.size = sizeof options};
  egb_table *table = NULL;
  char *text = NULL;
  size_t length = 0;
  egb_status status = egb_table_ranking(results, NULL, diag, &table);
  if (status == EGB_OK)
    status = egb_table_write(table, EGB_FORMAT_CSV, &options, diag, &text, &length);
  if (status == EGB_OK && !is_ranking(p->bundle, text, length)) {
    cli_error(diag, CLI_E_USAGE, "see which file of the definition is not found beside it",
              "the copy gives another ranking than the definition");
    status = EGB_USAGE;
  }
  egb_free(text);
  egb_table_free(table);
  return status;
}

/* The copy in the folder is read and scored again. */
static egb_status prove(const proof *p, const char *folder, egb_diag *diag) {
  const egb_index_options from = {.size = sizeof from, .home = p->session->home.path};
  const egb_data_options data_options = cli_data_options_of(p->session, NULL);
  const egb_plan_options plan_options = {.size = sizeof plan_options,
                                         .period = p->session->arguments->value[OPTION_PERIOD].text};
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  egb_diag *beside = egb_diag_beside(diag);
  char *path = cli_format("%s/%s", folder, egb_bundle_definition(p->bundle));
  egb_status status = path == NULL || beside == NULL ? EGB_NO_MEMORY : egb_index_read(path, &from, beside, &index);
  if (status == EGB_OK)
    status = egb_dataset_load(index, &data_options, beside, &data);
  if (status != EGB_OK && beside != NULL)
    egb_diag_merge(diag, beside);
  if (status == EGB_OK)
    status = check_places(data, folder, diag);
  if (status == EGB_OK)
    status = egb_plan_new(index, data, &plan_options, beside, &plan);
  if (status == EGB_OK)
    status = egb_score(plan, beside, &results);
  if (status == EGB_OK)
    status = compare(p, results, diag);
  egb_results_free(results);
  egb_plan_free(plan);
  egb_dataset_free(data);
  egb_index_free(index);
  egb_diag_free(beside);
  free(path);
  return status;
}

/* ---- running --------------------------------------------------------------------------------- */

static egb_status check(const cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  if (operands->count == 0 || strcmp(operands->item[0], "freeze") != 0) {
    cli_error(session->diag, CLI_E_USAGE, "egovbench edition freeze [INDEX] --into FOLDER",
              operands->count == 0 ? "it is not said what to do" : "`edition` has no action `%.100s`",
              operands->count == 0 ? "" : operands->item[0]);
    return EGB_USAGE;
  }
  if (session->arguments->value[OPTION_INTO].given != 0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "for instance --into editions/2024/", "--into FOLDER is missing");
  return EGB_USAGE;
}

static egb_status fill(const char *into, const proof *p, egb_diag *diag) {
  cli_folder folder;
  const char *name, *bytes;
  size_t length;
  egb_status status = cli_folder_begin(into, diag, &folder);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; status == EGB_OK && (name = egb_bundle_at(p->bundle, i, &bytes, &length)) != NULL; i++)
    status = cli_folder_add(&folder, name, NULL, bytes, length, diag);
  if (status == EGB_OK)
    status = prove(p, folder.beside, diag);
  return cli_folder_end(&folder, status, diag);
}

static egb_status freeze(cli_session *session, egb_bundle **bundle) {
  const cli_value *value = session->arguments->value;
  char day[CLI_DATE_MAX];
  egb_bundle_options options = EGB_BUNDLE_OPTIONS_INIT;
  options.kind = EGB_BUNDLE_EDITION;
  options.who = value[OPTION_WHO].text;
  options.why = value[OPTION_WHY].text;
  egb_status status = cli_date_given(session->arguments, session->diag, day, &options.when);
  if (status == EGB_OK && session->index_path == NULL) {
    cli_error(session->diag, CLI_E_USAGE, "give the definition as a file", "standard input cannot be frozen");
    status = EGB_USAGE;
  }
  if (status == EGB_OK)
    status = egb_bundle_new(session->plan, session->results, &options, session->diag, bundle);
  if (status == EGB_OK)
    status = fill(value[OPTION_INTO].text, &(proof){session, *bundle}, session->diag);
  if (status == EGB_OK)
    cli_note(session, "egovbench: `%s` was written: %zu files\n", value[OPTION_INTO].text, egb_bundle_count(*bundle));
  return status;
}

static int run_edition(cli_session *session) {
  egb_bundle *bundle = NULL;
  egb_status status = check(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(session->arguments, 1));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = freeze(session, &bundle);
  egb_bundle_free(bundle);
  return cli_exit_of(status);
}

const cli_command cli_command_edition = {
    .name = "edition",
    .heading = HEADING_DESK,
    .summary = "freezes an edition, so that later ones have their base",
    .arguments = "freeze [INDEX]",
    .description =
        "`edition freeze [INDEX] --into FOLDER` writes an edition into a new folder: the definition and every file that it "
        "reads, byte for byte and in folders as they were, the ranking, the values of every stage and the weights as CSV, "
        "EDITION.txt for people and SHA256SUMS, which `sha256sum -c` checks. Before the folder gets its name, the copy "
        "is read and scored again: it reads nothing outside the folder and gives the same ranking, byte for byte. Next "
        "year `diff FOLDER/definition/my.yaml my.yaml` compares with it, as do `crosswalk` and all others: it is a "
        "definition like any other. No date is written unless --when or SOURCE_DATE_EPOCH asks.",
    .example = {{"egovbench edition freeze my.yaml --into 2024/", "the edition of this year"},
                {"egovbench edition freeze egdi --into egdi-2024/", "one that is shipped"}},
    .operand = {"editions", "index"},
    .most = 2,
    .options = CLI_TAKES(OPTION_PERIOD, OPTION_INTO, OPTION_WHY, OPTION_WHO, OPTION_WHEN),
    .run = run_edition};
