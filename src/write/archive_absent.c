/* A library built without zlib. */
#include "write/archive.h"

const char *egb_archive_lacks(void) {
  return "this egovbench was built without minizip, expat and zlib (libminizip-dev, libexpat1-dev, zlib1g-dev)";
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

egb_packed *egb_packed_new(void) {
  return NULL;
}

void egb_packed_free(egb_packed *packed) {
  (void)packed;
}

void egb_packed_add(egb_packed *packed, const char *bytes, size_t length) {
  (void)packed;
  (void)bytes;
  (void)length;
}

void egb_archive_add_packed(egb_archive *archive, egb_packed *packed) {
  (void)archive;
  (void)packed;
}

bool egb_archive_end(egb_archive *archive) {
  (void)archive;
  return false;
}
