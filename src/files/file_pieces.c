/* A file written piece by piece: the first piece decides whether an older one may be replaced, the end whether the new
 * one is there at all. */
#include "files/file_write.h"

#include "base/codes.h"
#include "files/file_seen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

struct egb_file_pieces {
  egb_arena *arena;
  const char *path; /* as it was named */
  egb_replace replaced;
  struct stat old;
  bool exists, begun;
  bool through; /* devices, pipes and streams cannot be replaced: what comes is written directly */
  int file;     /* of those; -1: none */
  bool left;    /* a pipe whose reader has gone */
  egb_replacing r;
};

/* The streams of the process by name: writing through them keeps what the shell connected them to. */
static bool is_stream(const char *path) {
  return strcmp(path, "/dev/stdout") == 0 || strcmp(path, "/dev/stderr") == 0 || strncmp(path, "/dev/fd/", 8) == 0 ||
         strncmp(path, "/proc/", 6) == 0;
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

/* What can be said before there is any text. */
static egb_status look(egb_file_pieces *p, egb_diag *diag) {
  p->exists = stat(p->path, &p->old) == 0;
  if (!p->exists && errno != ENOENT)
    return egb_file_refuse(diag, p->path, errno);
  if (p->exists && egb_file_noted(diag, &p->old))
    return refuse_read(diag, p->path);
  if (p->exists && S_ISDIR(p->old.st_mode))
    return egb_file_refuse(diag, p->path, EISDIR);
  p->through = is_stream(p->path) || (p->exists && !S_ISREG(p->old.st_mode));
  if (p->exists && !p->through && access(p->path, W_OK) != 0)
    return egb_file_refuse(diag, p->path, errno);
  return EGB_OK;
}

static int open_through(egb_file_pieces *p) {
  p->file = open(p->path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
  return p->file < 0 ? errno : 0;
}

static int open_beside(egb_file_pieces *p) {
  p->r.path = egb_file_resolve(p->arena, p->path);
  p->r.old = p->exists ? &p->old : NULL;
  return p->r.path == NULL ? errno : egb_replacing_open(p->arena, &p->r);
}

static egb_status begin(egb_file_pieces *p, const char *text, size_t length, egb_diag *diag) {
  p->begun = true;
  if (!p->through && p->exists && p->old.st_size != 0 && p->replaced != EGB_REPLACE_ANY &&
      (p->replaced != EGB_REPLACE_HEADER || !has_header(p->path, text, length)))
    return refuse_foreign(diag, p->path, p->replaced);
  const int error = p->through ? open_through(p) : open_beside(p);
  return error == 0 ? EGB_OK : egb_file_refuse(diag, p->path, error);
}

egb_status egb_file_pieces_new(const char *path, egb_replace replace, egb_diag *diag, egb_file_pieces **out) {
  *out = NULL;
  if (path[0] == '\0')
    return egb_file_refuse(diag, path, ENOENT);
  egb_arena *arena = egb_arena_new();
  egb_file_pieces *p = egb_arena_array(arena, 1, sizeof *p);
  const char *own = egb_arena_copy(arena, path);
  egb_status status = egb_arena_failed(arena) ? egb_file_refuse(diag, path, ENOMEM) : EGB_OK;
  if (status == EGB_OK) {
    *p = (egb_file_pieces){
        .arena = arena, .path = own, .replaced = replace, .file = -1, .r = {.temporary = {.file = -1}}};
    status = look(p, diag);
  }
  if (status == EGB_OK)
    *out = p;
  else
    egb_arena_free(arena);
  return status;
}

egb_status egb_file_pieces_add(egb_file_pieces *p, const char *text, size_t length, egb_diag *diag) {
  const egb_status status = p->begun ? EGB_OK : begin(p, text, length, diag);
  if (status != EGB_OK)
    return status;
  const int error = p->through ? egb_file_write_all(p->file, text, length) : egb_replacing_add(&p->r, text, length);
  p->left = p->through && error == EPIPE;
  return error == 0 ? EGB_OK : egb_file_refuse(diag, p->path, error);
}

bool egb_file_pieces_left(const egb_file_pieces *p) {
  return p->left;
}

static int end_through(egb_file_pieces *p) {
  return p->file >= 0 && close(p->file) != 0 ? errno : 0;
}

static int end_beside(egb_file_pieces *p, egb_status status) {
  int error = status == EGB_OK ? egb_replacing_settle(&p->r) : 0;
  if (status == EGB_OK && error == 0)
    error = egb_replacing_rename(&p->r);
  const int ended = egb_replacing_end(&p->r);
  return error != 0 ? error : ended;
}

egb_status egb_file_pieces_end(egb_file_pieces *p, egb_status status, egb_diag *diag) {
  if (p == NULL)
    return status;
  if (status == EGB_OK && !p->begun) /* nothing to be written is a file, too */
    status = egb_file_pieces_add(p, "", 0, diag);
  const int error = p->through ? end_through(p) : end_beside(p, status);
  if (status == EGB_OK && error != 0)
    status = egb_file_refuse(diag, p->path, error);
  else if (status == EGB_OK && !p->through)
    egb_replacing_tell(&p->r, p->path, diag);
  egb_arena_free(p->arena);
  return status;
}

egb_status egb_file_write(const char *path, const char *text, size_t length, egb_replace replaced, egb_diag *diag) {
  egb_file_pieces *pieces = NULL;
  egb_status status = egb_file_pieces_new(path, replaced, diag, &pieces);
  if (pieces != NULL)
    status = egb_file_pieces_add(pieces, text, length, diag);
  return egb_file_pieces_end(pieces, status, diag);
}
