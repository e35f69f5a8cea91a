#include "write/archive_zlib.h"

#ifdef EGB_ZLIB_FILE

const char egb_zlib_absent[] = EGB_LATE_ABSENT("zlib", EGB_ZLIB_FILE, "packs archives", "zlib1g", "zlib");

egb_status egb_zlib_open(egb_zlib *out) {
  return EGB_LATE_LOAD(EGB_ZLIB_FILE, EGB_ZLIB_FUNCTIONS, out);
}

#else

const char egb_zlib_absent[] = "";

egb_status egb_zlib_open(egb_zlib *out) {
  *out = (egb_zlib){EGB_ZLIB_FUNCTIONS(EGB_LATE_LINKED)};
  return EGB_OK;
}

#endif

/* What the macro deflateInit2() is. */
bool egb_zlib_begin(const egb_zlib *zlib, z_stream *stream, int level, int window, int memory) {
  return zlib->deflateInit2_(stream, level, Z_DEFLATED, window, memory, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                             (int)sizeof *stream) == Z_OK;
}
