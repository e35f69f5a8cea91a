#include "files/file_contents.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/source_again.h"
#include "files/file_reason.h"
#include "files/file_seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)

static egb_status refuse(egb_diag *diag, egb_place asked, const char *path, int error) {
  const egb_file_reason reason = egb_file_reason_of(error);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_READ, asked, "cannot read `%s`: %s", path, reason.text);
  egb_diag_hint(diag, "%s", reason.help);
  return EGB_IO;
}

/* Reads to the end, which for pipes and devices is not known before; expected: bytes, as far as it is. Returns 0 or an
 * error number. */
static int read_all(int file, size_t expected, size_t most, egb_buffer *out) {
  for (size_t room = expected + 1;;) { /* one more: the end is seen without making the buffer larger */
    char *to = egb_buffer_room(out, room);
    if (to == NULL)
      return ENOMEM;
    const ssize_t got = read(file, to, room);
    if (got == 0)
      return 0;
    if (got < 0) {
      if (errno == EINTR)
        continue;
      return errno;
    }
    egb_buffer_grow(out, (size_t)got);
    if (out->length > most)
      return EFBIG;
    room = out->capacity - out->length > 1 ? out->capacity - out->length - 1 : CHUNK;
  }
}

static int read_small(egb_arena *arena, int file, size_t expected, size_t most, egb_source *out) {
  egb_buffer contents = {0};
  int error = read_all(file, expected, most, &contents);
  if (error == 0) {
    out->text = egb_arena_text(arena, contents.text, contents.length);
    out->length = contents.length;
    error = out->text == NULL ? ENOMEM : 0;
  }
  egb_buffer_clear(&contents);
  return error;
}

int egb_file_contents(egb_arena *arena, int file, egb_again_how how, egb_diag *diag, egb_source *out) {
  struct stat status;
  if (fstat(file, &status) != 0)
    return errno;
  if (S_ISDIR(status.st_mode))
    return EISDIR;
  if (S_ISREG(status.st_mode) && status.st_size > (off_t)EGB_FILE_MAX)
    return EFBIG;
  if (!egb_file_note(diag, file))
    return ENOMEM;
  *out = (egb_source){0};
  const off_t large = how.block != 0 ? 1 : (off_t)EGB_FILE_LARGE;
  if (S_ISREG(status.st_mode) && status.st_size >= large) {
    const int error = egb_file_read_large(arena, file, &status, how, out);
    if (error != EGB_FILE_OTHER)
      return error;
    *out = (egb_source){0};
  }
  return read_small(arena, file, S_ISREG(status.st_mode) ? (size_t)status.st_size : CHUNK,
                    S_ISCHR(status.st_mode) ? EGB_DEVICE_MAX : EGB_FILE_MAX, out);
}

egb_status egb_file_source(egb_arena *arena, const char *path, int error, const egb_source *contents, egb_place asked,
                           egb_diag *diag, egb_source **out) {
  *out = NULL;
  if (error != 0)
    return error == ENOMEM ? EGB_NO_MEMORY : refuse(diag, asked, path, error);
  egb_source *source = egb_arena_duplicate(arena, contents, 1, sizeof *contents);
  if (source == NULL || (source->name = egb_arena_copy(arena, path)) == NULL)
    return EGB_NO_MEMORY;
  *out = source;
  return EGB_OK;
}

static egb_status read_path(egb_arena *arena, const char *path, egb_again_how how, egb_place asked, egb_diag *diag,
                            egb_source **out) {
  egb_source contents = {0};
  const int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  const int error = file < 0 ? errno : egb_file_contents(arena, file, how, diag, &contents);
  if (file >= 0)
    (void)close(file);
  return egb_file_source(arena, path, error, &contents, asked, diag, out);
}

egb_status egb_file_read(egb_arena *arena, const char *path, egb_place asked, egb_diag *diag, egb_source **out) {
  return read_path(arena, path, (egb_again_how){.whole = true}, asked, diag, out);
}

egb_status egb_file_read_by(egb_arena *arena, const char *path, egb_again_how how, egb_place asked, egb_diag *diag,
                            egb_source **out) {
  return read_path(arena, path, how, asked, diag, out);
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
