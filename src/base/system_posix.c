#define _XOPEN_SOURCE 700 /* realpath */

#include "base/system.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

char *egb_system_path(const char *path) {
  return realpath(path, NULL);
}

bool egb_system_set_owner(int file, const struct stat *old) {
  struct stat new;
  return fstat(file, &new) == 0 && (new.st_gid == old->st_gid || fchown(file, (uid_t)-1, old->st_gid) == 0) &&
         (new.st_uid == old->st_uid || fchown(file, old->st_uid, (gid_t)-1) == 0);
}

int egb_system_set_mode(int file, const struct stat *old) {
  return fchmod(file, old->st_mode & 01777) == 0 ? 0 : errno;
}

bool egb_system_owns(const struct stat *file) {
  return file->st_uid == geteuid();
}

uint64_t egb_system_process(void) {
  return (uint64_t)getpid();
}
