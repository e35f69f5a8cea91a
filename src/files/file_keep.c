/* What a file keeps when it is replaced by a new one of the same name. */
#include "base/system.h"
#include "files/file_write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef EGB_XATTR
#include <sys/xattr.h>

#define ACL "system.posix_acl_access"

/* Capabilities are set-id bits in another place; the measurements are of the old contents. */
static bool is_kept(const char *name) {
  return strcmp(name, "security.capability") != 0 && strcmp(name, "security.ima") != 0 &&
         strcmp(name, "security.evm") != 0;
}

/* What may not be read or set stays behind: it belongs to the system, not to the file's owner. */
static int copy_attribute(int file, const char *path, const char *name) {
  const ssize_t size = getxattr(path, name, NULL, 0);
  char *value = size < 0 ? NULL : malloc((size_t)size + 1);
  if (size >= 0 && value == NULL)
    return ENOMEM;
  const ssize_t got = value == NULL ? -1 : getxattr(path, name, value, (size_t)size);
  if (got >= 0)
    (void)fsetxattr(file, name, value, (size_t)got, 0);
  free(value);
  return 0;
}

static int copy_attributes(int file, const char *path) {
  const ssize_t room = listxattr(path, NULL, 0);
  char *names = room <= 0 ? NULL : malloc((size_t)room + 1);
  if (room > 0 && names == NULL)
    return ENOMEM;
  const ssize_t length = names == NULL ? 0 : listxattr(path, names, (size_t)room);
  bool has_acl = false;
  int error = 0;
  for (const char *name = names; length > 0 && name < names + length && error == 0; name += strlen(name) + 1) {
    has_acl = has_acl || strcmp(name, ACL) == 0;
    if (is_kept(name))
      error = copy_attribute(file, path, name);
  }
  if (!has_acl) /* a folder gives new files its own */
    (void)fremovexattr(file, ACL);
  free(names);
  return error;
}
#else
static int copy_attributes(int file, const char *path) {
  (void)file;
  (void)path;
  return 0;
}
#endif

/* The owner first, which takes bits of the mode away; the mode last, which an ACL shares its mask with. */
int egb_file_keep(int file, const char *path, const struct stat *old, bool *owner_lost) {
  *owner_lost = !egb_system_set_owner(file, old);
  const int error = copy_attributes(file, path);
  return error != 0 ? error : egb_system_set_mode(file, old);
}
