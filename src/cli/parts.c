#include "parts.h"

#include "base/arena.h"
#include "base/source.h"
#include "commands.h"
#include "files/file.h"
#include "selection.h"
#include "terminal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PARTS_MAX 100000 /* of one analysis */

/* The argument that names the index; NULL: none does. */
static const char *name_of_index(const cli_arguments *arguments) {
  const cli_list *operands = &arguments->operands;
  if (arguments->value[OPTION_MERGE].given == 0)
    return cli_operand(arguments, 0);
  for (size_t i = 0; i < operands->count; i++)
    if (!cli_is_part(operands->item[i]))
      return operands->item[i];
  return NULL;
}

/* "3/8" */
static bool read_share(const char *text, cli_parts *out) {
  size_t *to = &out->number;
  for (; *text != '\0'; text++) {
    if (*text == '/' && to == &out->number)
      to = &out->of;
    else if (*text < '0' || *text > '9' || *to > PARTS_MAX)
      return false;
    else
      *to = *to * 10 + (size_t)(*text - '0');
  }
  return out->number >= 1 && out->number <= out->of && out->of <= PARTS_MAX;
}

/* What is said of the table is for whoever makes it. */
static egb_status check_table(const cli_session *session, const char *whose) {
  const cli_value *value = session->arguments->value;
  egb_status status = EGB_OK;
  for (cli_option_id id = OPTION_DATA; id < OPTION_COUNT; id++)
    if (value[id].given != 0 && cli_option_at(id)->table) {
      char hint[CLI_HINT_MAX];
      (void)snprintf(hint, sizeof hint, "leave --%s to %s", cli_option_at(id)->name, whose);
      cli_error(session->diag, CLI_E_USAGE, hint, "--%s is about a table, and a part is no table",
                cli_option_at(id)->name);
      status = EGB_USAGE;
    }
  return status;
}

static egb_status check_share(const cli_session *session, cli_parts *share) {
  const cli_value *value = session->arguments->value;
  const char *path = session->output.path;
  if (!read_share(value[OPTION_PART].text, share)) {
    cli_error(session->diag, CLI_E_USAGE, "--part 3/8 is the third of eight, --part 1/8 the first",
              "`%.200s` is no part", value[OPTION_PART].text);
    return EGB_USAGE;
  }
  if (check_table(session, "--merge") != EGB_OK)
    return EGB_USAGE;
  if (path == NULL && cli_is_terminal(STDOUT_FILENO)) {
    cli_error(session->diag, CLI_E_USAGE, "name a file: -o part3.egb",
              "a part is no text, and is not written to a terminal");
    return EGB_USAGE;
  }
  if (path != NULL && !cli_is_part(path)) {
    cli_error(session->diag, CLI_E_USAGE, "end its name in .egb: --merge knows parts by it",
              "a part is not written to `%.200s`", path);
    return EGB_USAGE;
  }
  return EGB_OK;
}

/* Without --merge one index; with it one at most, and files. */
static egb_status check_operands(const cli_session *session) {
  const cli_arguments *arguments = session->arguments;
  const cli_list *operands = &arguments->operands;
  const bool merges = arguments->value[OPTION_MERGE].given != 0;
  size_t others = 0, parts = 0;
  const char *last = NULL;
  for (size_t i = 0; i < operands->count; i++) {
    parts += cli_is_part(operands->item[i]);
    others += !cli_is_part(operands->item[i]);
    last = cli_is_part(operands->item[i]) ? last : operands->item[i];
  }
  if (parts > 0 && !merges)
    cli_error(session->diag, CLI_E_USAGE, "add --merge", "parts are read with --merge only");
  else if (merges && parts == 0)
    cli_error(session->diag, CLI_E_USAGE, "name the files of all parts, which end in .egb: --merge part*.egb",
              "there are no parts to merge");
  else if (others > 1)
    cli_error(session->diag, CLI_E_USAGE,
              merges ? "the files of parts end in .egb; one other argument may name the index" : "name one index",
              "unexpected argument `%.200s`", last);
  else
    return EGB_OK;
  return EGB_USAGE;
}

/* --merge into a part. */
static egb_status check_join(const cli_session *session) {
  if (cli_command_takes(session->arguments->command, OPTION_REFINE))
    return check_table(session, "a --merge that prints it");
  cli_error(session->diag, CLI_E_USAGE, "write the result: -o FILE.csv, or leave -o out",
            "`%s` has one round of draws, and no part of all of them", session->arguments->command->name);
  return EGB_USAGE;
}

static egb_status refuse_refine(const cli_session *session) {
  const bool merges = session->arguments->value[OPTION_MERGE].given != 0;
  cli_error(session->diag, CLI_E_USAGE,
            merges ? "name the file among the parts: --merge first.egb again*.egb" : "add --part N/M -o FILE.egb",
            "--refine is about a part of the draws that is made again");
  return EGB_USAGE;
}

egb_status cli_parts_check(const cli_session *session, cli_parts *out) {
  const cli_value *value = session->arguments->value;
  *out = (cli_parts){.refines = value[OPTION_REFINE].given != 0};
  egb_status status = check_operands(session);
  const bool part = value[OPTION_PART].given != 0, merges = value[OPTION_MERGE].given != 0;
  if (part && merges) {
    cli_error(session->diag, CLI_E_USAGE, "leave one of them out", "--part makes a part, --merge reads all of them");
    return EGB_USAGE;
  }
  if (out->refines && !part)
    status = refuse_refine(session);
  out->joins = merges && session->output.path != NULL && cli_is_part(session->output.path);
  if ((part && check_share(session, out) != EGB_OK) || (out->joins && check_join(session) != EGB_OK))
    status = EGB_USAGE;
  return status;
}

bool cli_parts_shared(const cli_arguments *arguments) {
  const cli_value *value = arguments->value;
  return arguments->command != NULL && cli_command_takes(arguments->command, OPTION_PART) &&
         value[OPTION_PART].given == 0 && value[OPTION_MERGE].given == 0 && value[OPTION_HELP].given == 0 &&
         value[OPTION_SHORT_HELP].given == 0 && value[OPTION_VERSION].given == 0;
}

static egb_status read_part(const cli_session *session, cli_parts *parts, const char *path, egb_part *out) {
  egb_source *source = NULL;
  const egb_status status = egb_file_read(parts->arena, path, (egb_place){0}, session->diag, &source);
  if (status == EGB_OK)
    *out = (egb_part){.name = source->name, .bytes = source->text, .length = source->length};
  return status;
}

egb_status cli_parts_load(cli_session *session, cli_list *units) {
  egb_status status = cli_load_index(session, name_of_index(session->arguments));
  if (status == EGB_OK)
    status = cli_load_results(session);
  return status == EGB_OK && units != NULL ? cli_split_units(session, units) : status;
}

egb_status cli_parts_read(const cli_session *session, cli_parts *parts) {
  const cli_list *operands = &session->arguments->operands;
  const bool merges = session->arguments->value[OPTION_MERGE].given != 0;
  if (!merges && !parts->refines)
    return EGB_OK;
  parts->arena = egb_arena_new();
  if (parts->arena == NULL)
    return EGB_NO_MEMORY;
  if (parts->refines)
    return read_part(session, parts, session->arguments->value[OPTION_REFINE].text, &parts->refine);
  parts->part = egb_arena_array(parts->arena, operands->count, sizeof *parts->part);
  egb_status status = parts->part != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < operands->count && status == EGB_OK; i++)
    if (cli_is_part(operands->item[i]))
      status = read_part(session, parts, operands->item[i], &parts->part[parts->count++]);
  return status;
}

void cli_parts_free(cli_parts *parts) {
  egb_arena_free(parts->arena);
}
