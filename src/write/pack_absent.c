/* A library built without zlib. */
#include "write/pack.h"

#include "base/base91.h"

const char *egb_pack_encoding(void) {
  return "base91";
}

void egb_pack_text(egb_buffer *out, const char *bytes, size_t length) {
  egb_base91(out, bytes, length);
}
