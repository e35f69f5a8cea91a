/* Temporary neighbours. While its writer lives it holds a lock; what is not locked was left by one that died. */
#include "files/file_write.h"

#include "base/hash.h"
#include "base/system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BEGIN ".egovbench-"
#define END ".tmp"
#define DIGITS 16 /* hexadecimal */
#define NAMES_TRIED 1000

static bool is_ours(const char *name) {
  const size_t begin = strlen(BEGIN);
  return strncmp(name, BEGIN, begin) == 0 && strspn(name + begin, "0123456789abcdef") == DIGITS &&
         strcmp(name + begin + DIGITS, END) == 0;
}

static bool is_same(const struct stat *a, const struct stat *b) {
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Removes one that is not locked. The lock is held until the name is gone: a writer that has made its file and not
 * locked it yet finds it locked or without a name, and starts again. */
static void clear_one(int folder, const char *name) {
  const int file = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat open_one, named;
  if (file < 0)
    return;
  if (fstat(file, &open_one) == 0 && S_ISREG(open_one.st_mode) && egb_system_owns(&open_one) &&
      egb_file_try_lock(file) == 0 && fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
      is_same(&open_one, &named))
    (void)unlinkat(folder, name, 0);
  (void)close(file);
}

/* As far as the folder may be read. */
static void clear_leftovers(const char *path) {
  DIR *folder = opendir(path);
  if (folder == NULL)
    return;
  for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
    if (is_ours(entry->d_name))
      clear_one(dirfd(folder), entry->d_name);
  (void)closedir(folder);
}

/* Whether the new file is locked by this writer and still has its name; without locks there is nothing to lose. */
static bool is_held(const egb_temporary *temporary) {
  struct stat open_one, named;
  const int error = egb_file_try_lock(temporary->file);
  if (error == EWOULDBLOCK)
    return false;
  return error != 0 ||
         (fstat(temporary->file, &open_one) == 0 && lstat(temporary->path, &named) == 0 && is_same(&open_one, &named));
}

int egb_temporary_open(egb_arena *arena, const char *folder, mode_t mode, egb_temporary *out) {
  clear_leftovers(folder);
  for (int i = 0; i < NAMES_TRIED; i++) {
    char name[sizeof BEGIN + DIGITS + sizeof END];
    (void)snprintf(name, sizeof name, "%s%0*llx%s", BEGIN, DIGITS, (unsigned long long)egb_hash_fresh_key().half[0],
                   END);
    *out = (egb_temporary){-1, egb_path_join(arena, folder, name)};
    if (out->path == NULL)
      return ENOMEM;
    out->file = open(out->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (out->file >= 0 && is_held(out))
      return 0;
    if (out->file < 0 && errno != EEXIST)
      return errno;
    if (out->file >= 0)
      (void)close(out->file); /* removed meanwhile as a leftover */
  }
  return EEXIST;
}
