/* pack.h - bytes as text that a page carries: packed where the library can, in base 91 in any case. */
#ifndef EGB_WRITE_PACK_H
#define EGB_WRITE_PACK_H

#include "base/buffer.h"

/* What data-encoding says of what egb_pack_text appends: "gzip-base91" (RFC 1952, base/base91.h), or "base91", where
 * there is no zlib. */
const char *egb_pack_encoding(void);
/* The same bytes for the same bytes, of one zlib. A failure of memory is the buffer's. */
void egb_pack_text(egb_buffer *out, const char *bytes, size_t length);

#endif
