/* `weights merge BASE OURS THEIRS [PATH]`: also for git, whose driver hands over temporary files and the name of the
 * file that they are. */
#include "base/diag.h"
#include "cli/revision.h"
#include "cli/session.h"
#include "cli/table.h"
#include "command/weights.h"
#include "files/file.h"

#include <string.h>

enum { BASE, OURS, THEIRS, SIDES };

/* A definition in any file, whatever its name; named: what it is called, and where what it extends is looked for. */
static egb_status load(cli_session *session, egb_arena *arena, const char *path, const char *named, egb_index **out) {
  egb_source *source = NULL;
  if (strcmp(path, "-") == 0) {
    cli_error(session->diag, CLI_E_USAGE, "save it as a file first",
              "merge reads definitions from files, not from `-`");
    return EGB_USAGE;
  }
  egb_status status = egb_file_read(arena, path, (egb_place){0}, session->diag, &source);
  const egb_index_options options = {.size = sizeof options,
                                     .home = session->home.path,
                                     .text = source == NULL ? NULL : source->text,
                                     .length = source == NULL ? 0 : source->length};
  if (status == EGB_OK)
    status = egb_index_read(named != NULL ? named : path, &options, session->diag, out);
  return status;
}

static egb_status print(cli_session *session, const egb_merge *merge) {
  egb_table *table = NULL;
  egb_status status = egb_table_merge(merge, cli_languages(session), session->diag, &table);
  if (status == EGB_OK)
    status = cli_print_table(session, table);
  egb_table_free(table);
  return status;
}

static egb_status finish(cli_session *session, const egb_merge *merge, const char *ours) {
  const size_t conflicts = egb_merge_conflict_count(merge);
  if (session->arguments->value[OPTION_WRITE].given == 0) {
    cli_note(session, "egovbench: nothing was written; --write changes `%s`\n", ours);
    return EGB_OK;
  }
  const egb_status status = egb_merge_write(merge, ours, session->diag);
  if (status == EGB_OK)
    cli_note(session, "egovbench: `%s` was merged%s\n", ours,
             conflicts == 0 ? "" : "; where there are conflicts it is as it was");
  return status;
}

static egb_status check(const cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  if (operands->count != 4 && operands->count != 5) {
    cli_error(session->diag, CLI_E_USAGE, "egovbench weights merge BASE OURS THEIRS [PATH]",
              "merge takes three definitions: the one both began with, and what each made of it");
    return EGB_USAGE;
  }
  if (session->arguments->value[OPTION_WRITE].given != 0 && session->arguments->value[OPTION_DRY_RUN].given != 0) {
    cli_error(session->diag, CLI_E_USAGE, NULL, "--write and --dry-run contradict each other");
    return EGB_USAGE;
  }
  return EGB_OK;
}

int cli_weights_merge(cli_session *session) {
  const cli_list *operands = &session->arguments->operands;
  egb_index *index[SIDES] = {NULL, NULL, NULL};
  egb_merge *merge = NULL;
  egb_arena *arena = egb_arena_new();
  egb_status status = arena == NULL ? EGB_NO_MEMORY : check(session);
  for (size_t k = 0; k < SIDES && status == EGB_OK; k++)
    status = load(session, arena, operands->item[k + 1], operands->count == 5 ? operands->item[4] : NULL, &index[k]);
  if (status == EGB_OK)
    status = egb_merge_new(index[BASE], index[OURS], index[THEIRS], session->diag, &merge);
  if (status == EGB_OK)
    egb_merge_report(merge, session->diag);
  if (status == EGB_OK)
    status = print(session, merge);
  if (status == EGB_OK)
    status = finish(session, merge, operands->item[OURS + 1]);
  const bool conflict = status == EGB_OK && egb_merge_conflict_count(merge) != 0;
  egb_merge_free(merge);
  for (size_t k = 0; k < SIDES; k++)
    egb_index_free(index[k]);
  egb_arena_free(arena);
  return conflict ? CLI_NO : cli_exit_of(status);
}
