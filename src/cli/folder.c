#include "folder.h"

#include "files/file.h"

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

/* The path is kept before the file is written, so that it can be taken away without memory. */
static char *keep_name(cli_folder *folder, const char *name, const char *extension) {
  if (folder->count == folder->room) {
    const size_t room = folder->room == 0 ? 16 : 2 * folder->room;
    char **wider = realloc(folder->file, room * sizeof *wider);
    if (wider == NULL)
      return NULL;
    folder->file = wider;
    folder->room = room;
  }
  char *path = extension == NULL ? cli_format("%s/%s", folder->beside, name)
                                 : cli_format("%s/%s.%s", folder->beside, name, extension);
  if (path != NULL)
    folder->file[folder->count++] = path;
  return path;
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

egb_status cli_folder_add(cli_folder *folder, const char *name, const char *extension, const char *text, size_t length,
                          egb_diag *diag) {
  char *path = keep_name(folder, name, extension);
  if (path == NULL)
    return EGB_NO_MEMORY;
  return make_folders(path, strlen(folder->beside)) ? egb_file_write(path, text, length, EGB_REPLACE_EMPTY, diag)
                                                    : refuse(folder->path, errno, diag);
}

static void empty(const cli_folder *folder) {
  const size_t there = strlen(folder->beside);
  for (size_t i = 0; i < folder->count; i++) {
    char *path = folder->file[i], *slash;
    (void)unlink(path);
    while ((slash = strrchr(path, '/')) != NULL && (size_t)(slash - path) > there) { /* folders that are empty by now */
      *slash = '\0';
      (void)rmdir(path);
    }
  }
  (void)rmdir(folder->beside);
}

static egb_status finish(cli_folder *folder, egb_status status, egb_diag *diag) {
  if (status == EGB_OK && rename(folder->beside, folder->path) != 0)
    status = refuse(folder->path, errno, diag);
  if (status != EGB_OK)
    empty(folder);
  for (size_t i = 0; i < folder->count; i++)
    free(folder->file[i]);
  free(folder->file);
  free(folder->beside);
  free(folder->path);
  return status;
}

static void hold(cli_folder *folder) {
  sigset_t waiting;
  (void)sigemptyset(&waiting);
  (void)sigaddset(&waiting, SIGINT);
  (void)sigaddset(&waiting, SIGTERM);
  (void)sigaddset(&waiting, SIGHUP);
  folder->held = sigprocmask(SIG_BLOCK, &waiting, &folder->before) == 0;
}

static void release(const cli_folder *folder) {
  if (folder->held)
    (void)sigprocmask(SIG_SETMASK, &folder->before, NULL);
}

egb_status cli_folder_begin(const char *path, egb_diag *diag, cli_folder *out) {
  size_t length = strlen(path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  *out = (cli_folder){.path = cli_format("%.*s", (int)length, path)};
  hold(out);
  errno = ENOMEM;
  out->beside = out->path == NULL ? NULL : make_beside(out->path);
  if (out->beside != NULL)
    return EGB_OK;
  const egb_status status = errno == ENOMEM ? EGB_NO_MEMORY : refuse(out->path, errno, diag);
  free(out->path);
  release(out);
  return status;
}

egb_status cli_folder_end(cli_folder *folder, egb_status status, egb_diag *diag) {
  status = finish(folder, status, diag);
  release(folder);
  return status;
}

static egb_status add_table(cli_folder *folder, const char *name, const egb_table *table, egb_format format,
                            const egb_write_options *options, egb_diag *diag) {
  char *text = NULL;
  size_t length = 0;
  egb_status status = egb_table_write(table, format, options, diag, &text, &length);
  if (status == EGB_OK)
    status = cli_folder_add(folder, name, egb_format_extension(format), text, length, diag);
  egb_free(text);
  return status;
}

egb_status cli_folder_write(const char *path, const egb_document *document, egb_format format,
                            const egb_write_options *options, egb_diag *diag) {
  cli_folder folder;
  egb_status status = cli_folder_begin(path, diag, &folder);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < egb_document_table_count(document) && status == EGB_OK; i++)
    status = add_table(&folder, egb_document_table_name(document, i), egb_document_table_at(document, i), format,
                       options, diag);
  return cli_folder_end(&folder, status, diag);
}
