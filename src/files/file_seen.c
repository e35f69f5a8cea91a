#include "files/file_seen.h"
#include "files/file.h"

#include "base/diag_list.h"

#include <stdlib.h>

bool egb_file_noted(const egb_diag *diag, const struct stat *status) {
  const egb_diag_files *files = diag->files;
  for (size_t i = 0; i < files->count && S_ISREG(status->st_mode); i++)
    if (files->item[i].device == status->st_dev && files->item[i].number == status->st_ino)
      return true;
  return false;
}

bool egb_file_note(egb_diag *diag, int file) {
  egb_diag_files *files = diag->files;
  struct stat status;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode) || egb_file_noted(diag, &status))
    return true;
  if (files->count == files->room) {
    const size_t room = files->room == 0 ? 16 : 2 * files->room;
    egb_diag_file *larger = realloc(files->item, room * sizeof *larger);
    if (larger == NULL)
      return false;
    files->item = larger;
    files->room = room;
  }
  files->item[files->count++] = (egb_diag_file){status.st_dev, status.st_ino};
  return true;
}

egb_status egb_file_mark_read(egb_diag *diag, int descriptor) {
  return egb_file_note(diag, descriptor) ? EGB_OK : EGB_NO_MEMORY;
}

bool egb_file_was_read(const egb_diag *diag, const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && egb_file_noted(diag, &status);
}

bool egb_descriptor_was_read(const egb_diag *diag, int descriptor) {
  struct stat status;
  return fstat(descriptor, &status) == 0 && egb_file_noted(diag, &status);
}
