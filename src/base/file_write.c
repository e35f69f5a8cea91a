#include "base/codes.h"
#include "base/file.h"
#include "base/file_reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINKS_MAX 40 /* as many as Linux follows */
#define NAMES_TRIED 100
#define SIGNATURE 8 /* bytes by which a file is known as ours */

static egb_status refuse(egb_diag *diag, const char *path, int error) {
  const egb_file_reason reason = egb_file_reason_of(error);
  egb_diag_say(diag, EGB_ERROR, EGB_E_FILE_WRITE, "cannot write `%s`: %s", path, reason.text);
  egb_diag_hint(diag, "%s", reason.help);
  return error == ENOMEM ? EGB_NO_MEMORY : EGB_IO;
}

/* 0 or an error number. */
static int write_all(int file, const char *text, size_t length) {
  while (length != 0) {
    const ssize_t written = write(file, text, length < ((size_t)1 << 30) ? length : (size_t)1 << 30);
    if (written < 0 && errno != EINTR)
      return errno;
    if (written > 0) {
      text += written;
      length -= (size_t)written;
    }
  }
  return 0;
}

/* The streams of the process by name: writing through them keeps what the shell connected them to. */
static bool is_stream(const char *path) {
  return strcmp(path, "/dev/stdout") == 0 || strcmp(path, "/dev/stderr") == 0 || strncmp(path, "/dev/fd/", 8) == 0 ||
         strncmp(path, "/proc/", 6) == 0;
}

/* Devices, pipes and streams cannot be replaced: the text goes straight in. */
static int write_through(const char *path, const char *text, size_t length) {
  const int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
  if (file < 0)
    return errno;
  int error = write_all(file, text, length);
  if (close(file) != 0 && error == 0)
    error = errno;
  return error;
}

/* True when an existing regular file is empty or begins as the new text does. A text shorter than the signature says
 * too little: then the whole file must be the same. */
static bool is_ours(const char *path, off_t size, const char *text, size_t length) {
  if (size == 0)
    return true;
  if (length < SIGNATURE && size != (off_t)length)
    return false;
  const size_t want = length < SIGNATURE ? length : SIGNATURE;
  char begin[SIGNATURE];
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return false;
  size_t have = 0;
  ssize_t got = 1;
  while (have < want && got > 0) {
    got = read(file, begin + have, want - have);
    have += got > 0 ? (size_t)got : 0;
  }
  (void)close(file);
  return have == want && memcmp(begin, text, want) == 0;
}

/* Follows symbolic links by hand, so that the file they lead to is replaced and the links stay. NULL with errno. */
static char *resolve(egb_arena *arena, const char *path) {
  char *current = egb_arena_copy(arena, path);
  for (int i = 0; current != NULL && i < LINKS_MAX; i++) {
    struct stat status;
    if (lstat(current, &status) != 0 || !S_ISLNK(status.st_mode))
      return current;
    char target[4096];
    const ssize_t length = readlink(current, target, sizeof target - 1);
    if (length < 0)
      return NULL;
    target[length] = '\0';
    const char *folder = egb_path_folder(arena, current);
    current = folder == NULL ? NULL : egb_path_join(arena, folder, target);
  }
  errno = current == NULL ? ENOMEM : ELOOP;
  return NULL;
}

/* Opens a new file in the folder whose name nobody else uses. Returns its descriptor, or -1 with errno. */
static int open_temporary(egb_arena *arena, const char *folder, mode_t mode, char **name) {
  for (int i = 0; i < NAMES_TRIED; i++) {
    char *file_name = egb_arena_format(arena, ".egovbench-%ld-%d.tmp", (long)getpid(), i);
    *name = file_name == NULL ? NULL : egb_path_join(arena, folder, file_name);
    if (*name == NULL) {
      errno = ENOMEM;
      return -1;
    }
    const int file = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file >= 0 || errno != EEXIST)
      return file;
  }
  return -1;
}

/* Some file systems cannot sync a folder and say EINVAL; there the rename is all that can be had. */
static int sync_folder(const char *folder) {
  const int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0)
    return errno == EACCES ? 0 : errno; /* a folder one may write but not read */
  const int error = fsync(file) == 0 || errno == EINVAL ? 0 : errno;
  (void)close(file);
  return error;
}

#define CHANGED (-1) /* no error number: the file is not what it was when it was read */

/* 0 when the file still holds exactly these bytes. */
static int check_unchanged(const char *path, const egb_source *expected) {
  char piece[1 << 14];
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return errno == ENOENT ? CHANGED : errno;
  size_t at = 0;
  ssize_t got = 1;
  int error = 0;
  while (got != 0 && error == 0) {
    got = read(file, piece, sizeof piece);
    if (got < 0)
      error = errno == EINTR ? 0 : errno;
    else if ((size_t)got > expected->length - at || memcmp(piece, expected->text + at, (size_t)got) != 0)
      error = CHANGED;
    else
      at += (size_t)got;
  }
  (void)close(file);
  return error != 0 ? error : at == expected->length ? 0 : CHANGED;
}

/* existing: the file to be replaced, NULL when there is none. expected: what it must still hold, NULL: anything. */
static int replace(egb_arena *arena, const char *path, const struct stat *existing, const egb_source *expected,
                   const char *text, size_t length) {
  char *temporary = NULL;
  const char *folder = egb_path_folder(arena, path);
  if (folder == NULL)
    return ENOMEM;
  const int file = open_temporary(arena, folder, existing == NULL ? 0666 : 0600, &temporary);
  if (file < 0)
    return errno;
  int error = write_all(file, text, length);
  if (error == 0 && existing != NULL && fchmod(file, existing->st_mode & 07777) != 0)
    error = errno;
  if (error == 0 && fsync(file) != 0)
    error = errno;
  if (close(file) != 0 && error == 0)
    error = errno;
  if (error == 0 && expected != NULL) /* as late as can be */
    error = check_unchanged(path, expected);
  if (error == 0 && rename(temporary, path) != 0)
    error = errno;
  if (error != 0) {
    (void)unlink(temporary);
    return error;
  }
  return sync_folder(folder);
}

static egb_status write_file(egb_arena *arena, const char *path, const char *text, size_t length, bool force,
                             egb_diag *diag) {
  struct stat status;
  const bool exists = stat(path, &status) == 0;
  if (!exists && errno != ENOENT)
    return refuse(diag, path, errno);
  if (exists && S_ISDIR(status.st_mode))
    return refuse(diag, path, EISDIR);
  if (is_stream(path) || (exists && !S_ISREG(status.st_mode))) {
    const int error = write_through(path, text, length);
    return error == 0 ? EGB_OK : refuse(diag, path, error);
  }
  if (exists && access(path, W_OK) != 0)
    return refuse(diag, path, errno);
  if (exists && !force && !is_ours(path, status.st_size, text, length)) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_FILE_EXISTS, "`%s` exists and does not look like a file of this kind", path);
    egb_diag_hint(diag, "choose another name, or replace it with --force");
    return EGB_IO;
  }
  const char *target = resolve(arena, path);
  const int error = target == NULL ? errno : replace(arena, target, exists ? &status : NULL, NULL, text, length);
  return error == 0 ? EGB_OK : refuse(diag, path, error);
}

egb_status egb_file_write(const char *path, const char *text, size_t length, bool force, egb_diag *diag) {
  if (path[0] == '\0')
    return refuse(diag, path, ENOENT);
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return refuse(diag, path, ENOMEM);
  const egb_status status = write_file(arena, path, text, length, force, diag);
  egb_arena_free(arena);
  return status;
}

egb_status egb_file_replace(const egb_source *expected, const char *text, size_t length, egb_diag *diag) {
  const char *path = expected->name;
  struct stat status;
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return refuse(diag, path, ENOMEM);
  int error = 0;
  const char *target = NULL;
  if (stat(path, &status) != 0)
    error = errno == ENOENT ? CHANGED : errno;
  else if (!S_ISREG(status.st_mode))
    error = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
  else if (access(path, W_OK) != 0 || (target = resolve(arena, path)) == NULL)
    error = errno;
  if (target != NULL)
    error = replace(arena, target, &status, expected, text, length);
  egb_arena_free(arena);
  if (error != CHANGED)
    return error == 0 ? EGB_OK : refuse(diag, path, error);
  egb_diag_say(diag, EGB_ERROR, EGB_E_FILE_CHANGED, "`%s` was changed by someone else meanwhile; nothing was written",
               path);
  egb_diag_hint(diag, "look at the file, then run the command again");
  return EGB_IO;
}
