/* All files as one archive. */
#include "base/codes.h"
#include "base/diag.h"
#include "bundle/bundle.h"
#include "write/archive.h"

egb_status egb_bundle_zip(const egb_bundle *bundle, egb_diag *diag, char **out, size_t *length) {
  *out = NULL;
  const char *lacks = egb_archive_lacks();
  if (lacks != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "a zip archive cannot be packed: %s", lacks);
    egb_diag_hint(diag, "or write the bundle into a folder");
    return EGB_USAGE;
  }
  egb_buffer bytes = {0};
  egb_archive *archive = egb_archive_new(&bytes);
  for (size_t i = 0; archive != NULL && i < bundle->file_count; i++) {
    egb_archive_begin(archive, bundle->file[i].path);
    egb_archive_add(archive, bundle->file[i].bytes, bundle->file[i].length);
  }
  const bool done = egb_archive_end(archive);
  *out = done ? egb_buffer_take(&bytes, length) : NULL;
  egb_buffer_clear(&bytes);
  return *out == NULL ? EGB_NO_MEMORY : EGB_OK;
}
