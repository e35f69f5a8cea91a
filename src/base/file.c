#include "base/file.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/file_reason.h"
#include "base/file_seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)

static egb_status refuse(egb_diag *diag, egb_place asked, const char *path, int error) {
  const egb_file_reason reason = egb_file_reason_of(error);
  egb_diag_at(diag, EGB_ERROR, EGB_E_FILE_READ, asked, "cannot read `%s`: %s", path, reason.text);
  egb_diag_hint(diag, "%s", reason.help);
  return EGB_IO;
}

/* Reads to the end, which for pipes and devices is not known before. Returns 0 or an error number. */
static int read_all(int file, egb_buffer *out) {
  char chunk[CHUNK];
  for (;;) {
    const ssize_t got = read(file, chunk, sizeof chunk);
    if (got == 0)
      return 0;
    if (got < 0) {
      if (errno == EINTR)
        continue;
      return errno;
    }
    egb_buffer_add(out, chunk, (size_t)got);
    if (out->failed)
      return ENOMEM;
    if (out->length > EGB_FILE_MAX)
      return EFBIG;
  }
}

static int open_and_read(const char *path, egb_diag *diag, egb_buffer *out) {
  const int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (file < 0)
    return errno;
  struct stat status;
  int error = 0;
  if (fstat(file, &status) != 0)
    error = errno;
  else if (S_ISDIR(status.st_mode))
    error = EISDIR;
  else if (S_ISREG(status.st_mode) && status.st_size > (off_t)EGB_FILE_MAX)
    error = EFBIG;
  else
    error = egb_file_note(diag, file) ? read_all(file, out) : ENOMEM;
  (void)close(file);
  return error;
}

egb_status egb_file_read(egb_arena *arena, const char *path, egb_place asked, egb_diag *diag, egb_source **out) {
  egb_buffer contents = {0};
  egb_status status = EGB_NO_MEMORY;
  *out = NULL;
  const int error = open_and_read(path, diag, &contents);
  if (error != 0 && error != ENOMEM) {
    status = refuse(diag, asked, path, error);
    goto done;
  }
  egb_source *source = egb_arena_array(arena, 1, sizeof *source);
  if (error != 0 || source == NULL)
    goto done;
  source->name = egb_arena_copy(arena, path);
  source->text = egb_arena_text(arena, contents.text, contents.length);
  source->length = contents.length;
  if (source->name == NULL || source->text == NULL)
    goto done;
  *out = source;
  status = EGB_OK;
done:
  egb_buffer_clear(&contents);
  return status;
}

bool egb_file_exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && !S_ISDIR(status.st_mode);
}

char *egb_path_join(egb_arena *arena, const char *dir, const char *name) {
  if (name[0] == '/' || dir == NULL || dir[0] == '\0')
    return egb_arena_copy(arena, name);
  return egb_arena_format(arena, "%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", name);
}

char *egb_path_folder(egb_arena *arena, const char *path) {
  const char *slash = strrchr(path, '/');
  if (slash == NULL)
    return egb_arena_copy(arena, ".");
  while (slash > path && slash[-1] == '/')
    slash--;
  return slash == path ? egb_arena_copy(arena, "/") : egb_arena_text(arena, path, (size_t)(slash - path));
}
