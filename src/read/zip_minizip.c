#include "read/zip_minizip.h"

#ifdef EGB_MINIZIP_FILE

const char egb_minizip_absent[] =
    EGB_LATE_ABSENT("minizip", EGB_MINIZIP_FILE, "reads archives", "libminizip1", "minizip");

egb_status egb_minizip_open(egb_minizip *out) {
  return EGB_LATE_LOAD(EGB_MINIZIP_FILE, EGB_MINIZIP_FUNCTIONS, out);
}

#else

const char egb_minizip_absent[] = "";

egb_status egb_minizip_open(egb_minizip *out) {
  *out = (egb_minizip){EGB_MINIZIP_FUNCTIONS(EGB_LATE_LINKED)};
  return EGB_OK;
}

#endif
