#include "commands.h"
#include "date.h"
#include "edition_files.h"
#include "folder.h"
#include "session.h"

#include "base/buffer.h"

#include <stdlib.h>
#include <string.h>

/* A table as CSV, in the arena of the files. */
static egb_status add_table(edition_files *files, const char *name, egb_table *table, egb_diag *diag) {
  const egb_write_options options = {.size = sizeof options};
  char *text = NULL;
  size_t length = 0;
  egb_status status = egb_table_write(table, EGB_FORMAT_CSV, &options, diag, &text, &length);
  const char *kept = status == EGB_OK ? egb_arena_text(files->arena, text, length) : NULL;
  if (status == EGB_OK)
    status = kept == NULL ? EGB_NO_MEMORY : edition_add(files, name, kept, length);
  egb_free(text);
  egb_table_free(table);
  return status;
}

#define RANKING "results/ranking.csv"

static egb_status add_results(const cli_session *session, const egb_plan *plan, const egb_results *results,
                              edition_files *files, egb_diag *diag) {
  egb_table *table = NULL;
  const egb_plan *const plans[] = {plan};
  egb_status status = egb_table_ranking(results, NULL, diag, &table);
  if (status == EGB_OK)
    status = add_table(files, RANKING, table, diag);
  if (status == EGB_OK)
    status = egb_table_stage_long(results, EGB_STAGE_ALL, NULL, diag, &table);
  if (status == EGB_OK)
    status = add_table(files, "results/stages.csv", table, diag);
  if (status == EGB_OK)
    status = egb_table_weights(session->index, plans, 1, NULL, NULL, diag, &table);
  return status == EGB_OK ? add_table(files, "results/weights.csv", table, diag) : status;
}

static void put_fact(egb_buffer *out, const char *name, const char *text) {
  if (text == NULL || text[0] == '\0')
    return;
  egb_buffer_format(out, "%s: ", name);
  for (; *text != '\0'; text++) /* a line each */
    egb_buffer_char(out, *text == '\n' || *text == '\r' ? ' ' : *text);
  egb_buffer_char(out, '\n');
}

/* What a person finds in the folder, and next year's commands. */
static egb_status add_words(const cli_session *session, edition_files *files, const char *definition,
                            const char *when) {
  const cli_value *value = session->arguments->value;
  egb_buffer out = {0};
  put_fact(&out, "index", egb_index_id(session->index));
  put_fact(&out, "title", egb_index_title(session->index, NULL));
  put_fact(&out, "period", egb_results_period(session->results));
  put_fact(&out, "frozen", when);
  put_fact(&out, "by", value[OPTION_WHO].text);
  put_fact(&out, "why", value[OPTION_WHY].text);
  put_fact(&out, "program", egb_version());
  egb_buffer_format(&out,
                    "definition: %s\n\n"
                    "definition/  the definition and every file that it reads, byte for byte\n"
                    "results/     the ranking, the values of every stage, the weights, computed from these\n\n"
                    "sha256sum -c SHA256SUMS         whether the files are those of the edition\n"
                    "egovbench rank %s   the ranking again\n"
                    "egovbench diff %s NEW.yaml   what moved since, and why\n",
                    definition, definition, definition);
  const char *text = out.failed ? NULL : egb_arena_text(files->arena, egb_buffer_string(&out), out.length);
  const size_t length = out.length;
  egb_buffer_clear(&out);
  return text == NULL ? EGB_NO_MEMORY : edition_add(files, "EDITION.txt", text, length);
}

/* ---- the proof ------------------------------------------------------------------------------- */

typedef struct proof {
  cli_session *session;
  const char *definition; /* below the folder */
  const edition_file *ranking;
} proof;

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
  if (status == EGB_OK && (length != p->ranking->length || memcmp(text, p->ranking->text, length) != 0)) {
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
  const egb_data_options data_options = {.size = sizeof data_options, .home = p->session->home.path};
  const egb_plan_options plan_options = {.size = sizeof plan_options,
                                         .period = p->session->arguments->value[OPTION_PERIOD].text};
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  egb_diag *beside = egb_diag_beside(diag);
  char *path = cli_format("%s/%s", folder, p->definition);
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

static egb_status fill(const char *into, const edition_files *files, const proof *p, egb_diag *diag) {
  cli_folder folder;
  egb_status status = cli_folder_begin(into, diag, &folder);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < files->count && status == EGB_OK; i++)
    status = cli_folder_add(&folder, files->item[i].name, NULL, files->item[i].text, files->item[i].length, diag);
  if (status == EGB_OK)
    status = prove(p, folder.beside, diag);
  return cli_folder_end(&folder, status, diag);
}

static egb_status freeze(cli_session *session, edition_files *files) {
  const char *into = session->arguments->value[OPTION_INTO].text, *definition = NULL, *when = NULL;
  char day[CLI_DATE_MAX];
  egb_status status = cli_date_given(session->arguments, session->diag, day, &when);
  if (status == EGB_OK && session->index_path == NULL) {
    cli_error(session->diag, CLI_E_USAGE, "give the definition as a file", "standard input cannot be frozen");
    status = EGB_USAGE;
  }
  if (status == EGB_OK)
    status = edition_add_read(files, session->data, session->diag, &definition);
  const size_t ranking = files->count;
  if (status == EGB_OK)
    status = add_results(session, session->plan, session->results, files, session->diag);
  if (status == EGB_OK)
    status = add_words(session, files, definition, when);
  if (status == EGB_OK)
    status = edition_add_sums(files);
  if (status != EGB_OK)
    return status;
  const proof p = {session, definition, &files->item[ranking]};
  status = fill(into, files, &p, session->diag);
  if (status == EGB_OK)
    cli_note(session, "egovbench: `%s` was written: %zu files\n", into, files->count);
  return status;
}

static int run_edition(cli_session *session) {
  edition_files files = {.arena = egb_arena_new()};
  egb_status status = files.arena == NULL ? EGB_NO_MEMORY : check(session);
  if (status == EGB_OK)
    status = cli_load_index(session, cli_operand(session->arguments, 1));
  if (status == EGB_OK)
    status = cli_load_results(session);
  if (status == EGB_OK)
    status = freeze(session, &files);
  egb_arena_free(files.arena);
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
