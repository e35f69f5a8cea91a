#include "files/file_growing.h"

#include "base/codes.h"
#include "files/file.h"
#include "files/file_write.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static egb_status refuse_busy(const char *path, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_WRITE, "`%.300s` is being written by another run", path);
  egb_diag_hint(diag, "wait until that run has ended, or write to another name");
  return EGB_IO;
}

/* Who adds to a file has it locked, where the file system has locks. */
static egb_status lock(const egb_growing *growing, egb_diag *diag) {
  return egb_file_try_lock(growing->file) == EWOULDBLOCK ? refuse_busy(growing->path, diag) : EGB_OK;
}

static egb_status refuse_kind(const char *path, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_WRITE, "`%.300s`, where an unfinished run is kept, is no file",
               path);
  egb_diag_hint(diag, "move it away, or write to another name");
  return EGB_IO;
}

egb_status egb_growing_open(egb_growing *growing, const char *path, egb_arena *arena, egb_diag *diag,
                            egb_source **found) {
  struct stat status;
  *found = NULL;
  *growing = (egb_growing){.path = path,
                           .file = open(path, O_RDWR | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)};
  if (growing->file < 0 && errno == ENOENT)
    return EGB_OK;
  if (growing->file < 0 && errno != ELOOP && errno != EISDIR)
    return egb_file_refuse(diag, path, errno);
  if (growing->file < 0 || fstat(growing->file, &status) != 0 || !S_ISREG(status.st_mode))
    return refuse_kind(path, diag);
  const egb_status locked = lock(growing, diag);
  return locked == EGB_OK ? egb_file_read(arena, path, (egb_place){0}, diag, found) : locked;
}

egb_status egb_growing_cut(egb_growing *growing, size_t length, egb_diag *diag) {
  if (growing->file >= 0 && ftruncate(growing->file, (off_t)length) != 0)
    return egb_file_refuse(diag, growing->path, errno);
  return EGB_OK;
}

/* A torn piece is of no use, and would fill the disk of those who come next. The error is that of the writing. */
static int add_whole(int file, const void *bytes, size_t length) {
  struct stat before;
  if (fstat(file, &before) != 0)
    return errno;
  const int error = egb_file_write_all(file, bytes, length);
  const bool cut = error == 0 || ftruncate(file, before.st_size) == 0;
  (void)cut; /* else the next run does */
  return error;
}

egb_status egb_growing_add(egb_growing *growing, const void *bytes, size_t length, egb_diag *diag) {
  if (growing->file < 0) {
    growing->file = open(growing->path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    growing->error = growing->file < 0 && errno != EEXIST ? errno : 0;
    if (growing->file < 0)
      return growing->error == 0 ? refuse_busy(growing->path, diag)
                                 : egb_file_refuse(diag, growing->path, growing->error);
    const egb_status locked = lock(growing, diag);
    if (locked != EGB_OK)
      return locked;
  }
  growing->error = add_whole(growing->file, bytes, length);
  return growing->error != 0 ? egb_file_refuse(diag, growing->path, growing->error) : EGB_OK;
}

void egb_growing_end(egb_growing *growing, bool remove) {
  if (growing->file < 0)
    return;
  if (remove) /* while it is locked: no other run has opened it */
    (void)unlink(growing->path);
  (void)close(growing->file);
  growing->file = -1;
}
