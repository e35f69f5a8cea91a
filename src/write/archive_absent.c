/* A library built without zlib. */
#include "write/archive.h"

const char *egb_archive_lacks(void) {
  return "minizip, expat and zlib (libminizip-dev, libexpat1-dev, zlib1g-dev)";
}

egb_archive *egb_archive_new(egb_buffer *out) {
  (void)out;
  return NULL;
}

void egb_archive_begin(egb_archive *archive, const char *name) {
  (void)archive;
  (void)name;
}

void egb_archive_add(egb_archive *archive, const char *bytes, size_t length) {
  (void)archive;
  (void)bytes;
  (void)length;
}

bool egb_archive_end(egb_archive *archive) {
  (void)archive;
  return false;
}
