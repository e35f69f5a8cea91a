#include "base/system.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define SPARE ((size_t)1 << 16) /* bytes: where even these are not to be had, it is memory that is missing */

static bool is_out_of_memory(void) {
  void *volatile spare = malloc(SPARE); /* volatile: not to be left out as unused */
  free(spare);
  return spare == NULL;
}

/* Its functions are found through the handle alone, and it stays where it is after the last user gave it back: what it
 * has left with threads points into it. dlopen() has words for a person why it failed and no number: memory that was
 * missing for a moment may be there at the second try. */
egb_status egb_system_library_open(const char *file, void **out) {
  *out = NULL;
  for (int tries = 0; tries < 2 && *out == NULL; tries++) {
    *out = dlopen(file, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (*out == NULL)
      (void)dlerror(); /* frees the words */
    if (*out == NULL && is_out_of_memory())
      return EGB_NO_MEMORY;
  }
  return *out != NULL ? EGB_OK : EGB_IO;
}

/* POSIX has functions and data in pointers of one size, ISO C has no conversion between them. */
bool egb_system_library_find(void *library, const char *name, void *address) {
  void *found = dlsym(library, name);
  if (found == NULL)
    (void)dlerror();
  memcpy(address, &found, sizeof found);
  return found != NULL;
}

void egb_system_library_close(void *library) {
  if (library != NULL)
    (void)dlclose(library);
}
