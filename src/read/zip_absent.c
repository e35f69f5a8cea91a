/* A library built without minizip. */
#include "read/zip.h"

const char *egb_zip_lacks(void) {
  return "this egovbench was built without minizip (libminizip-dev)";
}

egb_status egb_zip_open(egb_arena *arena, const egb_zip_use *use, egb_zip **out) {
  (void)arena;
  (void)use;
  *out = NULL;
  return EGB_INTERNAL;
}

void egb_zip_close(egb_zip *zip) {
  (void)zip;
}

bool egb_zip_has(const egb_zip *zip, const char *name) {
  (void)zip;
  (void)name;
  return false;
}

size_t egb_zip_count(const egb_zip *zip) {
  (void)zip;
  return 0;
}

const char *egb_zip_name(const egb_zip *zip, size_t i, bool *link) {
  (void)zip;
  (void)i;
  *link = false;
  return NULL;
}

egb_status egb_zip_begin(egb_zip *zip, const char *name) {
  (void)zip;
  (void)name;
  return EGB_INTERNAL;
}

egb_status egb_zip_read(egb_zip *zip, void *bytes, unsigned room, unsigned *got) {
  (void)zip;
  (void)bytes;
  (void)room;
  *got = 0;
  return EGB_INTERNAL;
}

void egb_zip_end(egb_zip *zip) {
  (void)zip;
}
