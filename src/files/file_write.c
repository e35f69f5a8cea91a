#include "files/file_write.h"

#include "base/codes.h"
#include "base/system.h"
#include "files/file_reason.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINKS_MAX 40 /* as many as Linux follows */
#define AT_ONCE ((size_t)8 << 20)

egb_status egb_file_refuse(egb_diag *diag, const char *path, int error) {
  const egb_file_reason reason = egb_file_reason_of(error);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_WRITE, "cannot write `%s`: %s", path, reason.text);
  egb_diag_hint(diag, "%s",
                error == EFBIG ? "write elsewhere, or raise the limit of the system: `ulimit -f`" : reason.help);
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

int egb_replacing_open(egb_arena *arena, egb_replacing *r) {
  r->temporary = (egb_temporary){.file = -1};
  r->folder = egb_path_folder(arena, r->path);
  return r->folder == NULL ? ENOMEM : egb_temporary_open(arena, r->folder, r->old == NULL ? 0666 : 0600, &r->temporary);
}

/* What was written is on its way to the disk while more is made, so that the end waits for the last of it only. */
int egb_replacing_add(egb_replacing *r, const char *text, size_t length) {
  const int error = egb_file_write_all(r->temporary.file, text, length);
  r->written += length;
  if (error == 0 && r->written - r->on_its_way >= AT_ONCE) {
    egb_system_begin_sync(r->temporary.file, r->on_its_way, r->written - r->on_its_way);
    r->on_its_way = r->written;
  }
  return error;
}

int egb_replacing_settle(egb_replacing *r) {
  const int file = r->temporary.file;
  int error = r->old == NULL ? 0 : egb_file_keep(file, r->path, r->old, &r->owner_lost);
  if (error == 0 && fsync(file) != 0)
    error = errno;
  if (error == 0 && r->expected != NULL) /* as late as can be */
    error = check_unchanged(r->path, r->expected);
  return error;
}

int egb_replacing_prepare(egb_arena *arena, egb_replacing *r) {
  int error = egb_replacing_open(arena, r);
  if (error == 0)
    error = egb_replacing_add(r, r->text, r->length);
  return error == 0 ? egb_replacing_settle(r) : error;
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
