/* Files that a stranger's text names.
 *
 * Checking a path and then opening it leaves a moment in which a link can be put in its place. So the path is resolved
 * first (where the system can: base/system.h), compared with the resolved roots, and then walked from the root, one
 * name at a time, without following any link: whatever is opened is below the root, or opening fails. */
#include "base/system.h"
#include "files/file_contents.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define FILE_ITSELF (O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)

/* The path with links and `..` resolved, in the arena; NULL with errno. */
static char *resolve(egb_arena *arena, const char *path) {
  char *real = egb_system_path(path);
  if (real == NULL)
    return NULL;
  char *kept = egb_arena_copy(arena, real);
  free(real);
  if (kept == NULL)
    errno = ENOMEM;
  return kept;
}

/* A root that is not there, or that its link makes another folder, holds nothing: NULL with errno. */
static char *resolve_root(egb_arena *arena, const egb_file_root *root) {
  char *folder = root->folder == NULL ? NULL : resolve(arena, root->folder);
  if (folder == NULL || root->below == NULL)
    return folder;
  char *whole = egb_path_join(arena, folder, root->below);
  if (whole == NULL)
    errno = ENOMEM;
  return whole;
}

/* The rest of a resolved path behind a resolved folder that holds it; NULL when it does not. */
static const char *behind(const char *path, const char *folder) {
  const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
  return strncmp(path, folder, length) == 0 && path[length] == '/' ? path + length + 1 : NULL;
}

/* Opens the last name of a path below an open folder. */
static int open_file(int folder, const char *name, egb_file_answer *answer) {
  struct stat status;
  *answer = EGB_FILE_SPECIAL;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return -1;
  if (S_ISDIR(status.st_mode))
    *answer = EGB_FILE_FOLDER;
  if (!S_ISREG(status.st_mode)) { /* opening a device can do something already */
    errno = 0;
    return -1;
  }
  const int file = openat(folder, name, FILE_ITSELF);
  if (file < 0 || (fstat(file, &status) == 0 && S_ISREG(status.st_mode))) {
    *answer = EGB_FILE_READ;
    return file;
  }
  (void)close(file);
  errno = 0;
  return -1;
}

/* Opens root/path; -1 with errno, which is 0 when *answer says what is wrong. */
static int walk(egb_arena *arena, const char *root, const char *way, egb_file_answer *answer) {
  char *name = egb_arena_copy(arena, way);
  int folder = name == NULL ? -1 : open(root, FOLDER);
  for (char *slash; folder >= 0 && (slash = strchr(name, '/')) != NULL; name = slash + 1) {
    *slash = '\0';
    const int next = openat(folder, name, FOLDER);
    const int error = errno;
    (void)close(folder);
    errno = error;
    folder = next;
  }
  if (folder < 0)
    return -1;
  const int file = open_file(folder, name, answer);
  const int error = errno;
  (void)close(folder);
  errno = error;
  return file;
}

/* Opens a resolved path by the first root that holds it. */
static int open_below(egb_arena *arena, const char *path, const egb_file_root *root, size_t count,
                      egb_file_answer *answer) {
  *answer = EGB_FILE_OUTSIDE;
  for (size_t i = 0; i < count; i++) {
    const char *folder = resolve_root(arena, &root[i]);
    if (folder == NULL && errno == ENOMEM)
      return -1;
    const char *way = folder == NULL ? NULL : behind(path, folder);
    if (way == NULL)
      continue;
    *answer = EGB_FILE_READ;
    return walk(arena, folder, way, answer);
  }
  errno = 0;
  return -1;
}

static egb_status read_below(egb_arena *arena, const char *path, egb_again_how how, const egb_file_root *root,
                             size_t count, egb_place asked, egb_diag *diag, egb_file_answer *answer, egb_source **out) {
  egb_source contents = {0};
  *out = NULL;
  *answer = EGB_FILE_ABSENT;
  errno = 0;
  const char *real = resolve(arena, path);
  if (real == NULL && (errno == ENOENT || errno == ENOTDIR))
    return EGB_OK;
  const int file = real == NULL ? -1 : open_below(arena, real, root, count, answer);
  int error = file < 0 ? errno : 0;
  if (file < 0 && real != NULL && error == 0)
    return EGB_OK;
  *answer = EGB_FILE_READ;
  if (file >= 0) {
    error = egb_file_contents(arena, file, how, diag, &contents);
    (void)close(file);
  }
  return egb_file_source(arena, path, error, &contents, asked, diag, out);
}

egb_status egb_file_read_below(egb_arena *arena, const char *path, const egb_file_root *root, size_t count,
                               egb_place asked, egb_diag *diag, egb_file_answer *answer, egb_source **out) {
  return read_below(arena, path, (egb_again_how){.whole = true}, root, count, asked, diag, answer, out);
}

egb_status egb_file_read_by_below(egb_arena *arena, const char *path, egb_again_how how, const egb_file_root *root,
                                  size_t count, egb_place asked, egb_diag *diag, egb_file_answer *answer,
                                  egb_source **out) {
  return read_below(arena, path, how, root, count, asked, diag, answer, out);
}
