#include "cli/commands.h"
#include "cli/session.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define FILES_MOST 100

/* What the user fills in must be read again. */
static egb_status choose_format(const cli_session *session, cli_output *output) {
  const cli_value *value = session->arguments->value;
  if (value[OPTION_FORMAT].given == 0 && output->format == EGB_FORMAT_TEXT)
    output->format = EGB_FORMAT_CSV;
  if (egb_format_is_separated(output->format) || egb_format_is_workbook(output->format))
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE, "forms are read back as CSV, TSV or workbooks (.xlsx)",
            "`init` does not write this format");
  return EGB_USAGE;
}

static egb_status write_form(cli_session *session, const char *index, cli_output *output) {
  egb_table *table = NULL;
  const egb_data_options options = {.size = sizeof options, .home = session->home.path};
  egb_status status = egb_dataset_blank(session->index, &options, session->diag, &session->data);
  if (status == EGB_OK)
    status = egb_table_form(session->data, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_output_table(output, session->arguments, table, session->diag);
  egb_table_free(table);
  if (status == EGB_OK && output->path != NULL)
    cli_note(session,
             "Wrote %s: %zu rows to fill in; an empty cell is a missing value.\n"
             "Then: egovbench validate %s --data %s\n"
             "      egovbench rank %s --data %s\n",
             output->path, egb_dataset_unit_count(session->data) * egb_dataset_period_count(session->data), index,
             output->path, index, output->path);
  return status;
}

/* ---- a definition from data files ------------------------------------------------------------ */

/* What a definition in `folder` (NULL: there is none) calls a file: it reads only what is below itself. */
static egb_status name_from(cli_session *session, const char *folder, const char *file, char **out) {
  char *below = NULL;
  egb_status status = cli_real_folder(file, &below);
  const size_t length = folder != NULL ? strlen(folder) : 0;
  *out = NULL;
  if (status == EGB_OK && (below == NULL || folder == NULL || strncmp(below, folder, length) != 0)) {
    cli_error(session->diag, CLI_E_USAGE, "name a definition beside the data with -o",
              "a definition does not read `%.200s`, which is not below its own folder", file);
    status = EGB_USAGE;
  } else if (status == EGB_OK) {
    *out = cli_format("%s%s", below + length, egb_path_name(file));
    status = *out != NULL ? EGB_OK : EGB_NO_MEMORY;
  }
  free(below);
  return status;
}

/* FOLDER/NAME.yaml beside the first file. */
static char *draft_path(const char *given) {
  char *file = cli_format("%.*s", (int)egb_path_given(given), given);
  if (file == NULL)
    return NULL;
  const char *tail = egb_path_extension(file);
  const size_t length = strlen(file) - (tail[0] != '\0' ? strlen(tail) + 1 : 0);
  char *path = cli_format("%.*s.yaml", (int)length, file);
  free(file);
  return path;
}

static egb_status write_draft(cli_session *session, const cli_list *files, const cli_list *names, cli_output *output) {
  char *text = NULL, *id = names->count == 0 ? NULL : cli_format("%s", egb_path_name(names->item[0]));
  if (id == NULL)
    return EGB_NO_MEMORY;
  if (egb_path_extension(id)[0] != '\0')
    id[strlen(id) - strlen(egb_path_extension(id)) - 1] = '\0';
  egb_status status = egb_index_draft((const char *const *)files->item, (const char *const *)names->item, files->count,
                                      id, session->diag, &text);
  if (status == EGB_OK)
    status = cli_output_text(output, session->arguments, text, strlen(text), session->diag);
  if (status == EGB_OK && output->path != NULL)
    cli_note(session,
             "Wrote %s: a draft. Lines with CONFIRM and DECIDE are left to you.\n"
             "Then: egovbench validate %s\n"
             "      egovbench rank %s\n",
             output->path, output->path, output->path);
  egb_free(text);
  free(id);
  return status;
}

static egb_status draft(cli_session *session, const cli_list *files, cli_output *output) {
  const cli_value *value = session->arguments->value;
  cli_list names = {0};
  char *path = NULL;
  if (value[OPTION_OUTPUT].given == 0 && files->count != 0)
    output->path = path = draft_path(files->item[0]);
  egb_status status = value[OPTION_OUTPUT].given == 0 && path == NULL ? EGB_NO_MEMORY : EGB_OK;
  char *folder = NULL;
  if (status == EGB_OK) /* on standard output the definition is thought to be saved in the current folder */
    status = cli_real_folder(output->path != NULL ? output->path : "", &folder);
  for (size_t i = 0; i < files->count && status == EGB_OK; i++) {
    char *name = NULL, *file = cli_format("%.*s", (int)egb_path_given(files->item[i]), files->item[i]);
    status = file == NULL ? EGB_NO_MEMORY : name_from(session, folder, file, &name);
    if (status == EGB_OK && !cli_list_own(&names, name))
      status = EGB_NO_MEMORY;
    free(file);
  }
  if (status == EGB_OK)
    status = write_draft(session, files, &names, output);
  cli_list_free(&names);
  free(folder);
  free(path);
  return status;
}

static int run_draft(cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const cli_list *lists[] = {&arguments->value[OPTION_FROM].list, &arguments->operands};
  cli_list files = {0};
  cli_output output = session->output;
  bool whole = true;
  for (size_t i = 0; i < 2; i++)
    for (size_t k = 0; k < lists[i]->count; k++)
      whole = whole && cli_list_add(&files, lists[i]->item[k]);
  const egb_status status = whole ? draft(session, &files, &output) : EGB_NO_MEMORY;
  cli_list_free(&files);
  return cli_exit_of(status);
}

/* ---- an empty data file ---------------------------------------------------------------------- */

static int run_form(cli_session *session) {
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

/* Without --from there is one argument, the index. */
static int run_init(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  if (session->arguments->value[OPTION_FROM].given != 0)
    return run_draft(session);
  if (operands->count == 1)
    return run_form(session);
  if (operands->count == 0)
    cli_error(session->diag, CLI_E_USAGE, "usage: egovbench init INDEX [options], or init --from FILE...",
              "`init` needs an argument: INDEX");
  else
    cli_error(session->diag, CLI_E_USAGE, "to draft a definition from data files: init --from FILE...",
              "unexpected argument `%.200s`", operands->item[1]);
  return CLI_WRONG_USAGE;
}

const cli_command cli_command_init = {
    .name = "init",
    .heading = HEADING_DEFINITIONS,
    .summary = "a form for the data of an index, or a definition of data",
    .arguments = "INDEX | --from FILE...",
    .description =
        "Writes a form: a data file with a row for each unit and an empty column for each indicator of the definition, "
        "INDEX-data.csv in the current folder, or the file of -o. Rows below the header, whose unit is #label, #measure "
        "and #allowed, say what each column is called (in the language of --lang), what it is measured in and which "
        "answers or bounds are allowed; reading passes over them. A workbook (-o form.xlsx) offers the allowed answers "
        "in each cell, refuses others, and explains them. Filled in and saved, the form is read back with --data, also "
        "as a spreadsheet of another country saves it (semicolons, decimal commas, UTF-16, Windows-1252): a warning "
        "then names the keys that say the same. A file that exists is never overwritten without --force.\n\n"
        "With --from: drafts a definition from data files, CSV or workbooks, as publishers ship them, beside the first of "
        "them with the extension yaml, or in the file of -o. What separates cells, which column is the unit or the period, "
        "whose file it is and so on is found as `import` finds it, and is in the draft with its evidence. Every column "
        "of numbers, or indicator of a long file, becomes an indicator, whose goalposts are the range of its values, "
        "rounded outwards. The draft can be ranked at once; its comments say what to confirm and to decide. The table iMeta "
        "of COINr, given beside the data, makes the tree: its names, weights, directions, units and targets.",
    .example = {{"egovbench init waseda-2016", "writes waseda-2016-data.csv"},
                {"egovbench init waseda-2016 -o experts.xlsx", "a workbook"},
                {"egovbench init --from table.csv -o table.yaml", "a draft of a new index"},
                {"egovbench init --from iData.csv iMeta.csv", "with COINr's tree"},
                {"egovbench rank waseda-2016 --data experts.xlsx", "afterwards"}},
    .operand = {"index"},
    .most = FILES_MOST,
    .options = CLI_TAKES(TAKES_FILE_ONLY, OPTION_FROM, OPTION_FORMAT, OPTION_EXCEL, OPTION_LANG),
    .run = run_init};
