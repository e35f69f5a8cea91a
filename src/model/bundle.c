#include "model/bundle.h"

#include <string.h>

const egb_bundle_file *egb_bundle_find(const egb_bundle *bundle, const char *path) {
  for (size_t i = 0; i < bundle->file_count; i++)
    if (strcmp(bundle->file[i].path, path) == 0)
      return &bundle->file[i];
  return NULL;
}
