/* Which definition is meant: standard input, a file, or a name; and why a text is none of these. */
#include "session.h"

#include "base/text.h"
#include "files/file.h"
#include "terminal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define INPUT_MAX ((size_t)1 << 30)
#define DEFAULT_INDEX "waseda-ten"

static egb_status read_failed(cli_session *session, int reason) {
  cli_error(session->diag, CLI_E_READ, NULL, "cannot read standard input: %s", strerror(reason));
  return EGB_IO;
}

egb_status cli_read_stdin(cli_session *session) {
  size_t room = 0;
  if (session->stdin_text != NULL)
    return EGB_OK;
  if (session->team.size > 1) {
    cli_error(session->diag, CLI_E_USAGE, "name a file that all of them can read",
              "standard input leads to one of the %zu processes only", session->team.size);
    return EGB_USAGE;
  }
  if (cli_is_terminal(STDIN_FILENO))
    cli_note(session, "egovbench: reading from the terminal; Ctrl-D ends\n");
  for (;;) {
    if (session->stdin_length + 1 >= room) {
      room = room == 0 ? (size_t)1 << 16 : room * 2;
      char *grown = room > 2 * INPUT_MAX ? NULL : realloc(session->stdin_text, room);
      if (grown == NULL)
        return room > 2 * INPUT_MAX ? read_failed(session, EFBIG) : EGB_NO_MEMORY;
      session->stdin_text = grown;
    }
    const ssize_t got =
        read(STDIN_FILENO, session->stdin_text + session->stdin_length, room - session->stdin_length - 1);
    if (got < 0 && errno != EINTR)
      return read_failed(session, errno);
    if (got == 0)
      break;
    session->stdin_length += got > 0 ? (size_t)got : 0;
  }
  session->stdin_text[session->stdin_length] = '\0';
  return egb_file_mark_read(session->diag, STDIN_FILENO);
}

static bool is_path(const char *text) {
  const size_t length = strlen(text);
  return strchr(text, '/') != NULL || (length > 5 && strcmp(text + length - 5, ".yaml") == 0) ||
         (length > 4 && strcmp(text + length - 4, ".yml") == 0);
}

/* A data file where a definition is expected. */
static bool is_data(const char *text) {
  static const char *const tails[] = {"csv", "tsv", "tab", "xlsx"};
  bool data = false;
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
    data = data || egb_text_same(tails[i], egb_path_extension(text));
  return data && access(text, R_OK) == 0;
}

static egb_status refuse_data(const cli_session *session, const char *name) {
  char *hint = cli_format("draft a definition of it: egovbench init --from %s; a definition names its data itself, or "
                          "with --data",
                          name);
  cli_error(session->diag, CLI_E_USAGE, hint, "`%.200s` is data, and a definition is expected", name);
  free(hint);
  return EGB_USAGE;
}

/* What is to be said of a name that is a file's, without its extension or without its folder; NULL: nothing. */
static char *advise_file(const char *name) {
  static const char *const tails[] = {".yaml", ".yml"};
  for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
    char *file = cli_format("%s%s", name, tails[i]);
    const bool there = file != NULL && access(file, R_OK) == 0;
    free(file);
    if (there)
      return cli_format("for the file here write %s%s", name, tails[i]);
  }
  return access(name, R_OK) == 0 ? cli_format("for a file, write its path with a slash: ./%s", name) : NULL;
}

static egb_status refuse_name(cli_session *session, const char *name) {
  cli_list names = {0};
  char hint[CLI_HINT_MAX];
  if (session->home.path == NULL) {
    cli_error(session->diag, CLI_E_READ, "name their folder with --home FOLDER or EGOVBENCH_HOME",
              "the definitions that come with egovbench were not found");
    return EGB_IO;
  }
  egb_status status = EGB_NO_MEMORY;
  if (cli_home_indices(&session->home, &names)) {
    size_t used = (size_t)snprintf(hint, sizeof hint, names.count == 0 ? "there are none there" : "there are");
    for (size_t i = 0; i < names.count && used < sizeof hint; i++)
      used += (size_t)snprintf(hint + used, sizeof hint - used, "%s `%s`", i == 0 ? "" : ",", names.item[i]);
    char near[CLI_HINT_MAX], *file = advise_file(name);
    const char *advice = file != NULL ? file : cli_nearest(name, names.item, names.count, hint, near);
    cli_error(session->diag, CLI_E_USAGE, advice, "no index is called `%.200s` in %.500s/indicators", name,
              session->home.path);
    free(file);
    status = EGB_USAGE;
  }
  cli_list_free(&names);
  return status;
}

egb_status cli_find_index(cli_session *session, const char *text, char **path) {
  static const char *const extensions[] = {"yaml", "yml"};
  *path = NULL;
  if (text == NULL)
    text = DEFAULT_INDEX;
  if (is_data(text))
    return refuse_data(session, text);
  if (is_path(text)) {
    *path = cli_format("%s", text);
    return *path == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  for (size_t i = 0; i < 2 && session->home.path != NULL; i++) {
    *path = cli_format("%s/indicators/%s.%s", session->home.path, text, extensions[i]);
    if (*path == NULL)
      return EGB_NO_MEMORY;
    if (access(*path, F_OK) == 0)
      return EGB_OK;
    free(*path);
    *path = NULL;
  }
  return refuse_name(session, text);
}

egb_status cli_load_index(cli_session *session, const char *text) {
  egb_index_options options = {.size = sizeof options, .home = session->home.path};
  if (session->index != NULL)
    return EGB_OK;
  if (text != NULL && strcmp(text, "-") == 0) {
    if (cli_list_has_stdin(&session->arguments->value[OPTION_DATA].list)) {
      cli_error(session->diag, CLI_E_USAGE, "give one of them as a file",
                "definition and data cannot both be standard input");
      return EGB_USAGE;
    }
    const egb_status status = cli_read_stdin(session);
    options.text = session->stdin_text;
    options.length = session->stdin_length;
    return status != EGB_OK ? status : egb_index_read("<stdin>", &options, session->diag, &session->index);
  }
  const egb_status status = cli_find_index(session, text, &session->index_path);
  session->shipped = session->home.shipped && (text == NULL || !is_path(text));
  return status != EGB_OK ? status : egb_index_read(session->index_path, &options, session->diag, &session->index);
}
