/* The files that a command line asks for: none twice, none that was read. */
#define _XOPEN_SOURCE 700 /* realpath */

#include "commands.h"
#include "output.h"

#include "base/text.h"
#include "files/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40

/* The name as options.text has it; NULL when the option was not given or names standard output. */
static const char *name_of(const cli_arguments *arguments, cli_option_id option) {
  const char *name = arguments->value[option].text;
  if (name == NULL || !cli_option_at(option)->writes)
    return NULL;
  return strcmp(name, "-") == 0 ? NULL : name;
}

/* Where a link leads, seen from its folder; NULL: it is no link, or out of memory. Frees the path when it is one. */
static char *follow(char *path) {
  char target[4096];
  const ssize_t length = readlink(path, target, sizeof target - 1);
  if (length < 0)
    return NULL;
  target[length] = '\0';
  const char *slash = target[0] == '/' ? NULL : strrchr(path, '/');
  char *out = slash == NULL ? cli_format("%s", target) : cli_format("%.*s/%s", (int)(slash - path), path, target);
  if (out != NULL)
    free(path);
  return out;
}

egb_status cli_real_folder(const char *path, char **out) {
  const size_t length = (size_t)(egb_path_name(path) - path);
  char *folder = cli_format("%.*s", length != 0 ? (int)length : 1, length != 0 ? path : ".");
  *out = NULL;
  if (folder == NULL)
    return EGB_NO_MEMORY;
  char *real = realpath(folder, NULL);
  const bool absent = real == NULL && errno != ENOMEM;
  if (real != NULL)
    *out = cli_format(strcmp(real, "/") == 0 ? "%s" : "%s/", real);
  free(folder);
  free(real);
  return absent || *out != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* The path of a file that need not exist, without links; NULL when its folder does not exist, or out of memory. */
static char *true_path(const char *name) {
  char *path = cli_format("%s", name), *next = path, *folder = NULL;
  for (int i = 0; i < LINKS_MAX && next != NULL; i++) {
    path = next;
    next = follow(path);
  }
  if (path == NULL || cli_real_folder(path, &folder) != EGB_OK || folder == NULL) {
    free(path);
    return NULL;
  }
  char *out = cli_format("%s%s", folder, egb_path_name(path));
  free(folder);
  free(path);
  return out;
}

/* Devices and pipes take any number of texts. */
static bool is_one_file(const char *a, const char *b) {
  struct stat one, two;
  const bool has_one = stat(a, &one) == 0, has_two = stat(b, &two) == 0;
  if (has_one && has_two)
    return S_ISREG(one.st_mode) && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
  if (has_one || has_two)
    return false;
  char *first = true_path(a), *second = true_path(b);
  const bool same = first != NULL && second != NULL ? strcmp(first, second) == 0 : strcmp(a, b) == 0;
  free(first);
  free(second);
  return same;
}

static void put_option(char out[40], const cli_option *option) {
  if (option->letter != '\0')
    (void)snprintf(out, 40, "-%c", option->letter);
  else
    (void)snprintf(out, 40, "--%s", option->name);
}

egb_status cli_output_apart(const cli_arguments *arguments, egb_diag *diag) {
  for (size_t i = 0; i < OPTION_COUNT; i++)
    for (size_t j = i + 1; j < OPTION_COUNT; j++) {
      const char *one = name_of(arguments, (cli_option_id)i), *two = name_of(arguments, (cli_option_id)j);
      if (one == NULL || two == NULL || !is_one_file(one, two))
        continue;
      char first[40], second[40];
      put_option(first, cli_option_at((cli_option_id)i));
      put_option(second, cli_option_at((cli_option_id)j));
      cli_error(diag, CLI_E_USAGE, "give each a name of its own", "%s and %s name the same file, `%.300s`", first,
                second, two);
      return EGB_USAGE;
    }
  return EGB_OK;
}

egb_status cli_output_spares(const cli_arguments *arguments, egb_diag *diag) {
  for (size_t i = 0; i < OPTION_COUNT; i++) {
    const char *name = name_of(arguments, (cli_option_id)i);
    if (name == NULL || !egb_file_was_read(diag, name))
      continue;
    cli_error(diag, CLI_E_INPUT, "write to another name: what is read is never replaced, not even with --force",
              "`%.300s` is read by this command", name);
    return EGB_IO;
  }
  return EGB_OK;
}
