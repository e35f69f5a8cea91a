#define _XOPEN_SOURCE 700 /* realpath */

#include "home.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SOURCE_MARK "src/egovbench.h"
#define LEVELS_UP 6 /* a build folder is not deeper inside its source tree */

bool cli_is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* folder/name exists as a folder (or as anything, when any is set). */
static bool holds(const char *folder, const char *name, bool any) {
  struct stat status;
  char *path = cli_format("%s/%s", folder, name);
  const bool found = path != NULL && stat(path, &status) == 0 && (any || S_ISDIR(status.st_mode));
  free(path);
  return found;
}

static egb_status named(const char *path, const char *origin, egb_diag *diag, cli_home *out) {
  if (!holds(path, "indicators", false) && !holds(path, "data", false)) {
    cli_error(diag, CLI_E_READ, "name the folder that holds indicators/ and data/", "%s: `%.500s` %s", origin, path,
              cli_is_folder(path) ? "has no folder indicators/ and no folder data/" : "is not a folder");
    return EGB_IO;
  }
  out->path = cli_format("%s", path);
  out->origin = origin;
  return out->path == NULL ? EGB_NO_MEMORY : EGB_OK;
}

/* Cuts the last part off; false at the root. */
static bool go_up(char *path) {
  char *slash = strrchr(path, '/');
  if (slash == NULL || slash == path)
    return false;
  *slash = '\0';
  return true;
}

/* Takes the folder when it is a home. Two marks are asked of a source tree, so that a stray folder is not one. */
static bool beside(const char *folder, cli_home *out) {
  char *installed = cli_format("%s/../share/egovbench", folder);
  if (installed != NULL && holds(installed, "indicators", false)) {
    out->path = realpath(installed, NULL);
    out->origin = "beside the program";
  }
  free(installed);
  return out->path != NULL;
}

static bool above(char *folder, cli_home *out) {
  for (int i = 0; i < LEVELS_UP && go_up(folder); i++) {
    if (holds(folder, "indicators", false) && holds(folder, SOURCE_MARK, true)) {
      out->path = cli_format("%s", folder);
      out->origin = "source tree";
      break;
    }
  }
  return out->path != NULL;
}

static void discover(const char *program, cli_home *out) {
  char *folder = cli_program_path(program);
  const bool found = folder != NULL && go_up(folder) && (beside(folder, out) || above(folder, out));
  free(folder);
#ifdef EGB_HOME
  if (!found && holds(EGB_HOME, "indicators", false)) {
    out->path = cli_format("%s", EGB_HOME);
    out->origin = "compiled in";
  }
#else
  (void)found;
#endif
  out->shipped = true;
}

static bool is_one_folder(const char *a, const char *b) {
  struct stat one, two;
  return stat(a, &one) == 0 && stat(b, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

/* A name may lead to what came with the program all the same. */
static bool is_shipped(const char *path, const char *program) {
  cli_home found = {0};
  discover(program, &found);
  const bool same = found.path != NULL && is_one_folder(found.path, path);
  cli_home_free(&found);
  return same || holds(path, SOURCE_MARK, true);
}

egb_status cli_home_find(const char *option, const char *program, egb_diag *diag, cli_home *out) {
  *out = (cli_home){0};
  const char *variable = getenv("EGOVBENCH_HOME");
  const bool by_variable = option == NULL && variable != NULL && variable[0] != '\0';
  if (option == NULL && !by_variable) {
    discover(program, out);
    return EGB_OK;
  }
  const egb_status status =
      by_variable ? named(variable, "EGOVBENCH_HOME", diag, out) : named(option, "--home", diag, out);
  if (status == EGB_OK)
    out->shipped = is_shipped(out->path, program);
  return status;
}

void cli_home_free(cli_home *home) {
  free(home->path);
  *home = (cli_home){0};
}

/* Length of the name without .yaml or .yml; 0 when it is no definition. */
static size_t stem(const char *name) {
  static const char *const extensions[] = {".yaml", ".yml"};
  const size_t length = strlen(name);
  for (size_t i = 0; i < 2; i++) {
    const size_t tail = strlen(extensions[i]);
    if (name[0] != '.' && length > tail && strcmp(name + length - tail, extensions[i]) == 0)
      return length - tail;
  }
  return 0;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool cli_home_indices(const cli_home *home, cli_list *out) {
  char *path = home->path == NULL ? NULL : cli_format("%s/indicators", home->path);
  DIR *folder = path == NULL ? NULL : opendir(path);
  bool whole = home->path == NULL || path != NULL;
  free(path);
  if (folder == NULL)
    return whole;
  for (const struct dirent *entry; whole && (entry = readdir(folder)) != NULL;) {
    const size_t length = stem(entry->d_name);
    char *name = length == 0 ? NULL : cli_format("%.*s", (int)length, entry->d_name);
    whole = length == 0 || cli_list_own(out, name);
  }
  (void)closedir(folder);
  if (out->count != 0)
    qsort(out->item, out->count, sizeof out->item[0], by_text);
  return whole;
}
