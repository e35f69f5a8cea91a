/* A folder is filled under another name beside its own, and renamed at the end: whoever looks sees all files or none.
 */
#include "folder.h"

#include "base/file.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 100

bool cli_folder_named(const char *path) {
  const size_t length = path == NULL ? 0 : strlen(path);
  return length > 0 && path[length - 1] == '/';
}

static egb_status refuse(const char *path, int reason, egb_diag *diag) {
  if (reason == ENOTEMPTY || reason == EEXIST || reason == ENOTDIR)
    cli_error(diag, EGB_E_FILE_EXISTS, "name a folder that does not exist yet, or an empty one",
              "`%.300s` exists, and is left as it is", path);
  else
    cli_error(diag, EGB_E_FILE_WRITE, "check that the folder above it exists and may be written to",
              "the folder `%.300s` cannot be written", path);
  return EGB_IO;
}

/* A folder of its own beside the one that is asked for; free() it. NULL: errno says why. */
static char *make_beside(const char *path) {
  for (unsigned int i = 0; i < TRIES; i++) {
    char *name = cli_format("%s.%ld-%u", path, (long)getpid(), i);
    if (name == NULL || mkdir(name, 0777) == 0)
      return name;
    const int reason = errno;
    free(name);
    errno = reason;
    if (reason != EEXIST)
      return NULL;
  }
  return NULL;
}

/* The files of a folder, named before any is written, so that they can be taken away without memory. */
typedef struct files {
  char **path;
  size_t count;
} files;

static void free_files(files *of) {
  for (size_t i = 0; of->path != NULL && i < of->count; i++)
    free(of->path[i]);
  free(of->path);
}

static bool name_files(const char *folder, const cli_folder_file *file, size_t count, files *out) {
  out->count = count;
  out->path = calloc(count + 1, sizeof *out->path);
  bool done = out->path != NULL;
  for (size_t i = 0; i < count && done; i++) {
    out->path[i] = cli_format("%s/%s", folder, file[i].name);
    done = out->path[i] != NULL;
  }
  return done;
}

/* The folders of a file, behind the name of the one that is there. False: errno says why. */
static bool make_folders(char *path, size_t there) {
  bool done = true;
  for (char *at = path + there + 1; done && (at = strchr(at, '/')) != NULL; at++) {
    *at = '\0';
    done = mkdir(path, 0777) == 0 || errno == EEXIST;
    *at = '/';
  }
  return done;
}

/* Takes away what was written, as far as that is possible. */
static void empty(const char *folder, const files *of) {
  for (size_t i = 0; of->path != NULL && i < of->count; i++) {
    char *path = of->path[i], *slash;
    if (path != NULL)
      (void)unlink(path);
    while (path != NULL && (slash = strrchr(path, '/')) != NULL && (size_t)(slash - path) > strlen(folder)) {
      *slash = '\0';
      (void)rmdir(path);
    }
  }
  (void)rmdir(folder);
}

static egb_status write_folder(const char *path, const cli_folder_file *file, size_t count, cli_folder_check *check,
                               void *context, egb_diag *diag) {
  files of = {0};
  errno = ENOMEM;
  char *beside = make_beside(path);
  if (beside == NULL)
    return errno == ENOMEM ? EGB_NO_MEMORY : refuse(path, errno, diag);
  egb_status status = name_files(beside, file, count, &of) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < of.count && status == EGB_OK; i++) {
    if (make_folders(of.path[i], strlen(beside)))
      status = egb_file_write(of.path[i], file[i].text, file[i].length, EGB_REPLACE_EMPTY, diag);
    else
      status = refuse(path, errno, diag);
  }
  if (status == EGB_OK && check != NULL)
    status = check(context, beside, diag);
  if (status == EGB_OK && rename(beside, path) != 0)
    status = refuse(path, errno, diag);
  if (status != EGB_OK)
    empty(beside, &of);
  free_files(&of);
  free(beside);
  return status;
}

egb_status cli_folder_fill(const char *path, const cli_folder_file *file, size_t count, cli_folder_check *check,
                           void *context, egb_diag *diag) {
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  char *name = cli_format("%.*s", (int)length, path);
  if (name == NULL)
    return EGB_NO_MEMORY;
  /* Ctrl-C waits until the folder beside is gone. */
  sigset_t waiting, before;
  (void)sigemptyset(&waiting);
  (void)sigaddset(&waiting, SIGINT);
  (void)sigaddset(&waiting, SIGTERM);
  (void)sigaddset(&waiting, SIGHUP);
  const bool held = sigprocmask(SIG_BLOCK, &waiting, &before) == 0;
  const egb_status status = write_folder(name, file, count, check, context, diag);
  if (held)
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
  free(name);
  return status;
}

egb_status cli_folder_write(const char *path, const egb_document *document, egb_format format,
                            const egb_write_options *options, egb_diag *diag) {
  const size_t count = egb_document_table_count(document);
  cli_folder_file *file = calloc(count + 1, sizeof *file);
  char **name = calloc(count + 1, sizeof *name), **text = calloc(count + 1, sizeof *text);
  egb_status status = file == NULL || name == NULL || text == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    name[i] = cli_format("%s.%s", egb_document_table_name(document, i), egb_format_name(format));
    status = name[i] == NULL ? EGB_NO_MEMORY
                             : egb_table_write(egb_document_table_at(document, i), format, options, diag, &text[i],
                                               &file[i].length);
    file[i].name = name[i];
    file[i].text = text[i];
  }
  if (status == EGB_OK)
    status = cli_folder_fill(path, file, count, NULL, NULL, diag);
  for (size_t i = 0; i < count && name != NULL && text != NULL; i++) {
    free(name[i]);
    egb_free(text[i]);
  }
  free(text);
  free(name);
  free(file);
  return status;
}
