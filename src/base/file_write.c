#include "base/file_write.h"

#include "base/codes.h"
#include "base/file_reason.h"
#include "base/file_seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINKS_MAX 40 /* as many as Linux follows */

egb_status egb_file_refuse(egb_diag *diag, const char *path, int error) {
  const egb_file_reason reason = egb_file_reason_of(error);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_WRITE, "cannot write `%s`: %s", path, reason.text);
  egb_diag_hint(diag, "%s", reason.help);
  return error == ENOMEM ? EGB_NO_MEMORY : EGB_IO;
}

int egb_file_write_all(int file, const char *text, size_t length) {
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

/* Devices, pipes and streams cannot be replaced: the text is written directly. */
static int write_through(const char *path, const char *text, size_t length) {
  const int file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
  if (file < 0)
    return errno;
  int error = egb_file_write_all(file, text, length);
  if (close(file) != 0 && error == 0)
    error = errno;
  return error;
}

/* Length of the first line without its end; SIZE_MAX when it has none. */
static size_t first_line(const char *text, size_t length) {
  const char *end = memchr(text, '\n', length);
  return end == NULL ? SIZE_MAX : (size_t)(end - text);
}

/* True when the whole first line of the file, its end included, is that of the text. */
static bool has_header(const char *path, const char *text, size_t length) {
  const size_t line = first_line(text, length);
  char piece[1 << 12];
  const int file = line == SIZE_MAX || line == 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return false;
  size_t at = 0;
  bool same = true;
  while (same && at < line + 1) {
    const size_t want = line + 1 - at < sizeof piece ? line + 1 - at : sizeof piece;
    const ssize_t got = read(file, piece, want);
    if (got < 0 && errno == EINTR)
      continue;
    same = got > 0 && memcmp(piece, text + at, (size_t)got) == 0;
    at += got > 0 ? (size_t)got : 0;
  }
  (void)close(file);
  return same;
}

char *egb_file_resolve(egb_arena *arena, const char *path) {
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

/* Some file systems cannot sync a folder and say EINVAL; there the rename is all that can be had. */
static int sync_folder(const char *folder) {
  const int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0)
    return errno == EACCES ? 0 : errno; /* a folder one may write but not read */
  const int error = fsync(file) == 0 || errno == EINVAL ? 0 : errno;
  (void)close(file);
  return error;
}

/* 0 when the file still holds exactly these bytes. */
static int check_unchanged(const char *path, const egb_source *expected) {
  char piece[1 << 14];
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return errno == ENOENT ? EGB_FILE_CHANGED : errno;
  size_t at = 0;
  ssize_t got = 1;
  int error = 0;
  while (got != 0 && error == 0) {
    got = read(file, piece, sizeof piece);
    if (got < 0)
      error = errno == EINTR ? 0 : errno;
    else if ((size_t)got > expected->length - at || memcmp(piece, expected->text + at, (size_t)got) != 0)
      error = EGB_FILE_CHANGED;
    else
      at += (size_t)got;
  }
  (void)close(file);
  return error != 0 ? error : at == expected->length ? 0 : EGB_FILE_CHANGED;
}

/* What is to be done before the rename. */
static int fill(egb_replacing *r, int file) {
  int error = egb_file_write_all(file, r->text, r->length);
  if (error == 0 && r->old != NULL)
    error = egb_file_keep(file, r->path, r->old, &r->owner_lost);
  if (error == 0 && fsync(file) != 0)
    error = errno;
  if (error == 0 && r->expected != NULL) /* as late as can be */
    error = check_unchanged(r->path, r->expected);
  return error;
}

int egb_replacing_prepare(egb_arena *arena, egb_replacing *r) {
  r->temporary = (egb_temporary){.file = -1};
  r->folder = egb_path_folder(arena, r->path);
  if (r->folder == NULL)
    return ENOMEM;
  const int error = egb_temporary_open(arena, r->folder, r->old == NULL ? 0666 : 0600, &r->temporary);
  return error != 0 ? error : fill(r, r->temporary.file);
}

int egb_replacing_rename(egb_replacing *r) {
  if (rename(r->temporary.path, r->path) != 0)
    return errno;
  r->renamed = true;
  return 0;
}

int egb_replacing_end(egb_replacing *r) {
  if (r->temporary.file < 0)
    return 0;
  if (!r->renamed)
    (void)unlink(r->temporary.path);
  (void)close(r->temporary.file); /* after the rename: until then its lock says that its writer lives */
  return r->renamed ? sync_folder(r->folder) : 0;
}

/* The old file is another one now: what could not come along is said. */
void egb_replacing_tell(const egb_replacing *r, const char *path, egb_diag *diag) {
  if (r->old == NULL)
    return;
  if (r->owner_lost) {
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_FILE_OWNER,
                 "`%s` has a new owner or group: those of the old file were kept by the system", path);
    egb_diag_hint(diag, "ask the owner to run `chown` on it");
  }
  if (r->old->st_nlink > 1) {
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_FILE_LINKS, "`%s` had other hard links: they keep the old contents",
                 path);
    egb_diag_hint(diag, "link them again with `ln -f` if they are to follow");
  }
}

static int replace(egb_arena *arena, egb_replacing *r) {
  int error = egb_replacing_prepare(arena, r);
  if (error == 0)
    error = egb_replacing_rename(r);
  const int ended = egb_replacing_end(r);
  return error != 0 ? error : ended;
}

static egb_status write_regular(egb_arena *arena, const char *path, const struct stat *old, const char *text,
                                size_t length, egb_diag *diag) {
  egb_replacing r = {.path = egb_file_resolve(arena, path), .old = old, .text = text, .length = length};
  const int error = r.path == NULL ? errno : replace(arena, &r);
  if (error != 0)
    return egb_file_refuse(diag, path, error);
  egb_replacing_tell(&r, path, diag);
  return EGB_OK;
}

static egb_status refuse_read(egb_diag *diag, const char *path) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_INPUT, "`%s` is read by this command", path);
  egb_diag_hint(diag, "write to another name: what is read is never replaced, not even with --force");
  return EGB_IO;
}

static egb_status refuse_foreign(egb_diag *diag, const char *path, egb_replace replaced) {
  if (replaced == EGB_REPLACE_NEVER) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_EXISTS, "`%s` exists, and is left as it is", path);
    egb_diag_hint(diag, "choose another name");
    return EGB_IO;
  }
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_EXISTS,
               "`%s` exists and is not known to be an earlier result of this kind", path);
  egb_diag_hint(diag, "choose another name, or replace it with --force");
  return EGB_IO;
}

static egb_status write_file(egb_arena *arena, const char *path, const char *text, size_t length, egb_replace replaced,
                             egb_diag *diag) {
  struct stat status;
  const bool exists = stat(path, &status) == 0;
  if (!exists && errno != ENOENT)
    return egb_file_refuse(diag, path, errno);
  if (exists && egb_file_noted(diag, &status))
    return refuse_read(diag, path);
  if (exists && S_ISDIR(status.st_mode))
    return egb_file_refuse(diag, path, EISDIR);
  if (is_stream(path) || (exists && !S_ISREG(status.st_mode))) {
    const int error = write_through(path, text, length);
    return error == 0 ? EGB_OK : egb_file_refuse(diag, path, error);
  }
  if (exists && access(path, W_OK) != 0)
    return egb_file_refuse(diag, path, errno);
  if (exists && status.st_size != 0 && replaced != EGB_REPLACE_ANY &&
      (replaced != EGB_REPLACE_HEADER || !has_header(path, text, length)))
    return refuse_foreign(diag, path, replaced);
  return write_regular(arena, path, exists ? &status : NULL, text, length, diag);
}

egb_status egb_file_write(const char *path, const char *text, size_t length, egb_replace replaced, egb_diag *diag) {
  if (path[0] == '\0')
    return egb_file_refuse(diag, path, ENOENT);
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return egb_file_refuse(diag, path, ENOMEM);
  const egb_status status = write_file(arena, path, text, length, replaced, diag);
  egb_arena_free(arena);
  return status;
}
