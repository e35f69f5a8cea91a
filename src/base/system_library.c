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

/* Its functions are found through the handle alone, and it stays where it is after the handle is given back: what it
 * has left with threads points into it. dlopen() has words for a person why it failed and no number: memory that was
 * missing for a moment may be there at the second try. */
static egb_status load(const char *file, void **out) {
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
_Static_assert(sizeof(void *) == sizeof(void (*)(void)), "addresses of functions are as long as those of data");

egb_status egb_system_library_find(const char *file, const char *const *name, size_t count, void *addresses) {
  void *library;
  egb_status status = load(file, &library);
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    void *found = dlsym(library, name[i]);
    if (found == NULL) {
      (void)dlerror();
      status = EGB_IO;
    }
    memcpy((char *)addresses + i * sizeof found, &found, sizeof found);
  }
  if (status != EGB_OK)
    memset(addresses, 0, count * sizeof(void *));
  if (library != NULL)
    (void)dlclose(library);
  return status;
}
