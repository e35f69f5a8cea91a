/* The twin of system_posix.c for WebAssembly. */
#include "base/system.h"

#include <string.h>

char *egb_system_path(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 ? strdup(path) : NULL;
}

bool egb_system_set_owner(int file, const struct stat *old) {
  (void)file;
  (void)old;
  return true;
}

int egb_system_set_mode(int file, const struct stat *old) {
  (void)file;
  (void)old;
  return 0;
}

bool egb_system_owns(const struct stat *file) {
  (void)file;
  return true;
}

/* One process per memory. */
uint64_t egb_system_process(void) {
  return 1;
}

void egb_system_begin_sync(int file, size_t from, size_t length) {
  (void)file;
  (void)from;
  (void)length;
}

void egb_system_hold_memory(void) {
}
