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

static bool name_files(const char *folder, const egb_document *document, egb_format format, files *out) {
  out->count = egb_document_table_count(document);
  out->path = calloc(out->count + 1, sizeof *out->path);
  bool done = out->path != NULL;
  for (size_t i = 0; i < out->count && done; i++) {
    out->path[i] = cli_format("%s/%s.%s", folder, egb_document_table_name(document, i), egb_format_name(format));
    done = out->path[i] != NULL;
  }
  return done;
}

static egb_status write_table(const char *path, const egb_table *table, egb_format format,
                              const egb_write_options *options, egb_diag *diag) {
  char *text = NULL;
  size_t length = 0;
  egb_status status = egb_table_write(table, format, options, diag, &text, &length);
  if (status == EGB_OK)
    status = egb_file_write(path, text, length, EGB_REPLACE_EMPTY, diag);
  egb_free(text);
  return status;
}

/* Takes away what was written, as far as that is possible. */
static void empty(const char *folder, const files *of) {
  for (size_t i = 0; of->path != NULL && i < of->count; i++)
    if (of->path[i] != NULL)
      (void)unlink(of->path[i]);
  (void)rmdir(folder);
}

static egb_status write_folder(const char *path, const egb_document *document, egb_format format,
                               const egb_write_options *options, egb_diag *diag) {
  files of = {0};
  errno = ENOMEM;
  char *beside = make_beside(path);
  if (beside == NULL)
    return errno == ENOMEM ? EGB_NO_MEMORY : refuse(path, errno, diag);
  egb_status status = name_files(beside, document, format, &of) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < of.count && status == EGB_OK; i++)
    status = write_table(of.path[i], egb_document_table_at(document, i), format, options, diag);
  if (status == EGB_OK && rename(beside, path) != 0)
    status = refuse(path, errno, diag);
  if (status != EGB_OK)
    empty(beside, &of);
  free_files(&of);
  free(beside);
  return status;
}

egb_status cli_folder_write(const char *path, const egb_document *document, egb_format format,
                            const egb_write_options *options, egb_diag *diag) {
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
  const egb_status status = write_folder(name, document, format, options, diag);
  if (held)
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
  free(name);
  return status;
}
