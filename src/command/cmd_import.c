#include "cli/commands.h"
#include "cli/session.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Standard input can be one of the files, the list of units or the recipe. */
static egb_status read_stdin(cli_session *session) {
  const cli_value *value = session->arguments->value;
  const char *units = value[OPTION_UNIT_LIST].text, *recipe = value[OPTION_RECIPE].text;
  size_t count = 0;
  for (size_t i = 0; i < session->arguments->operands.count; i++)
    count += cli_is_stdin(session->arguments->operands.item[i]);
  count += units != NULL && cli_is_stdin(units);
  count += recipe != NULL && cli_is_stdin(recipe);
  if (count < 2)
    return count == 0 ? EGB_OK : cli_read_stdin(session);
  cli_error(session->diag, CLI_E_USAGE, "give the others as files", "standard input cannot be several files at once");
  return EGB_USAGE;
}

/* A list that is shipped, by its name, where there is no such file: as `units:` of a definition finds it. NULL in *out:
 * as it is given. */
static egb_status find_shipped(const cli_session *session, const char *given, char **out) {
  const char *home = session->home.path;
  *out = NULL;
  if (given == NULL || home == NULL || cli_is_stdin(given) || strchr(given, '/') != NULL)
    return EGB_OK;
  char *file = cli_format("%.*s", (int)egb_path_given(given), given), *shipped = cli_format("%s/data/%s", home, given);
  char *there = file == NULL ? NULL : cli_format("%s/data/%s", home, file);
  const bool whole = file != NULL && shipped != NULL && there != NULL;
  if (whole && access(file, F_OK) != 0 && access(there, R_OK) == 0)
    *out = shipped;
  else
    free(shipped);
  free(file);
  free(there);
  return whole ? EGB_OK : EGB_NO_MEMORY;
}

/* *list: owned by the caller, who keeps it as long as the import. */
static egb_status begin(cli_session *session, egb_import **out, char **list) {
  const cli_value *value = session->arguments->value;
  const cli_list *names = &session->arguments->operands;
  egb_status status = read_stdin(session);
  if (status == EGB_OK)
    status = find_shipped(session, value[OPTION_UNIT_LIST].text, list);
  const egb_import_options options =
      EGB_OPTIONS(egb_import_options, .files = names->item, .file_count = names->count, .as = value[OPTION_AS].text,
                  .threads = (size_t)session->arguments->value[OPTION_THREADS].number,
                  .stdin_text = session->stdin_text, .stdin_length = session->stdin_length,
                  .units = *list != NULL ? *list : value[OPTION_UNIT_LIST].text, .recipe = value[OPTION_RECIPE].text);
  return status == EGB_OK ? egb_import_new(&options, session->diag, out) : status;
}

/* The entry is of use even where the file cannot be read by it: it is where the fault is mended. */
static egb_status print_entry(cli_session *session, const egb_import *import) {
  char *text = egb_import_entry(import);
  const egb_status status =
      text == NULL ? EGB_NO_MEMORY
                   : cli_output_text(&session->output, session->arguments, text, strlen(text), session->diag);
  egb_free(text);
  return status;
}

/* ---- -o -------------------------------------------------------------------------------------- */

#define PARTS 3

/* NAME.csv, NAME.meta.yaml, NAME.import.yaml. */
static char *path_of(const char *path, egb_import_part part) {
  const size_t length = strlen(path);
  const size_t stem = length > 4 && strcmp(path + length - 4, ".csv") == 0 ? length - 4 : length;
  return part == EGB_IMPORT_TABLE
             ? cli_format("%s", path)
             : cli_format("%.*s.%s.yaml", (int)stem, path, part == EGB_IMPORT_META ? "meta" : "import");
}

/* All or nothing: the three names are free, or may be replaced, before the first is written. */
static egb_status check_free(cli_session *session, char *const path[PARTS]) {
  for (size_t i = 0; i < PARTS; i++)
    if (session->arguments->value[OPTION_FORCE].given == 0 && access(path[i], F_OK) == 0) {
      cli_error(session->diag, CLI_E_WRITE, "write to another name, or replace the three files with --force",
                "`%s` exists, and nothing was written", path[i]);
      return EGB_IO;
    }
  return EGB_OK;
}

static egb_status write_part(cli_session *session, const egb_import *import, egb_import_part part, const char *path,
                             const char *name) {
  cli_output output = session->output;
  char *text = egb_import_text(import, part, name);
  output.path = path;
  const egb_status status =
      text == NULL ? EGB_NO_MEMORY : cli_output_text(&output, session->arguments, text, strlen(text), session->diag);
  egb_free(text);
  return status;
}

static egb_status write_parts(cli_session *session, const egb_import *import) {
  /* The table last: it is there when all is. */
  static const egb_import_part order[PARTS] = {EGB_IMPORT_LOG, EGB_IMPORT_META, EGB_IMPORT_TABLE};
  char *path[PARTS] = {NULL, NULL, NULL};
  bool fresh[PARTS] = {false, false, false};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < PARTS; i++) {
    path[i] = path_of(session->output.path, order[i]);
    status = path[i] == NULL ? EGB_NO_MEMORY : status;
  }
  if (status == EGB_OK)
    status = cli_output_spares(session->arguments, session->diag);
  if (status == EGB_OK)
    status = check_free(session, path);
  for (size_t i = 0; i < PARTS && status == EGB_OK; i++)
    fresh[i] = access(path[i], F_OK) != 0;
  for (size_t i = 0; i < PARTS && status == EGB_OK; i++) {
    status = write_part(session, import, order[i], path[i], session->output.path);
    for (size_t k = 0; status != EGB_OK && k < i; k++)
      if (fresh[k])
        (void)unlink(path[k]);
  }
  if (status == EGB_OK)
    cli_note(session, "Wrote %s, %s and %s.\n", path[2], path[1], path[0]);
  for (size_t i = 0; i < PARTS; i++)
    free(path[i]);
  return status;
}

static int run_import(cli_session *session) {
  egb_import *import = NULL;
  char *list = NULL;
  egb_status status = begin(session, &import, &list);
  if (status == EGB_OK) {
    status = egb_import_read(import, session->diag);
    const egb_status done = session->output.path == NULL ? print_entry(session, import)
                            : status == EGB_OK           ? write_parts(session, import)
                                                         : status;
    status = status == EGB_OK ? done : status;
  }
  egb_import_free(import);
  free(list);
  return cli_exit_of(status);
}

const cli_command cli_command_import = {
    .name = "import",
    .heading = HEADING_DEFINITIONS,
    .summary = "what is this publisher's file, and how is it read?",
    .arguments = "FILE ...",
    .description =
        "Recognises files as their publishers ship them, the World Bank, the UN, the OECD, Eurostat, Our World in Data "
        "and others, or guesses from the lines what separates cells, which lines are the header, how numbers are "
        "written, where notes begin, which column is the unit. Prints the entry of `data:` that reads them, ready to be pasted into a definition, each key with its "
        "evidence as a comment, and reads the files by it: every fault is reported with its place.\n\n"
        "Files may have keys of a data file behind them, in braces: FILE{others: ignore, decimal: comma}; what is given "
        "is not guessed. Where rows are totals and breakdowns of them, a filter `where:` that keeps the totals is "
        "proposed, with what it leaves out. With --units only units of a list are read, found by its ids, names and "
        "codes.\n\n"
        "With -o NAME.csv nothing is printed: all values go into that file, a row each (unit, indicator, period, value, "
        "error, status, and where the files have them name, of the unit, and label, of the indicator), what it holds into NAME.meta.yaml, and the entry, the columns, every row left out, every unit "
        "found by name or code and every mark of a value into NAME.import.yaml; all three, or none when one of them "
        "exists or the files cannot be read.\n\n"
        "NAME.import.yaml is a recipe: --recipe reads a later edition by it. Nothing is guessed, the same file gives "
        "the same bytes, and new rows, periods and series are taken up. A column that is gone, renamed or new, a name "
        "that means another unit or that neither the recipe nor the table of names knows, an unknown mark, another "
        "delimiter or encoding are refused, each with the line of the recipe to change.",
    .example = {{"egovbench import API_IT.NET.USER.ZS.csv", "what is it?"},
                {"egovbench import download.csv -o tidy.csv", "one table, with a log"},
                {"egovbench import --recipe last.import.yaml later.csv", "as that one"},
                {"egovbench import later.csv --units countries.csv", "only units of a list"}},
    .operand = {"files"},
    .least = 1,
    .most = 1000,
    .options = CLI_TAKES(OPTION_THREADS, OPTION_AS, OPTION_UNIT_LIST, OPTION_RECIPE, TAKES_FILE_ONLY),
    .shows_notes = true,
    .run = run_import};
