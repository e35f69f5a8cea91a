/* archive_zlib.h - the functions of zlib that archive.c and pack.c call: linked, or loaded when something is packed
 * (base/late.h). */
#ifndef EGB_WRITE_ARCHIVE_ZLIB_H
#define EGB_WRITE_ARCHIVE_ZLIB_H

#include "base/late.h"

#define ZLIB_CONST /* what zlib reads is const */
#include <zlib.h>

#define EGB_ZLIB_FUNCTIONS(X)                                                                                          \
  X(crc32) X(crc32_combine) X(deflate) X(deflateEnd) X(deflateInit2_) X(deflateReset) X(deflateSetHeader)

typedef struct egb_zlib {
  EGB_ZLIB_FUNCTIONS(EGB_LATE_MEMBER)
} egb_zlib;

/* EGB_IO: it is not there, and egb_zlib_absent says so; EGB_NO_MEMORY. */
egb_status egb_zlib_open(egb_zlib *out);
extern const char egb_zlib_absent[];

/* Begins a stream of deflate; window and memory as zlib's deflateInit2() has them. False: out of memory. */
bool egb_zlib_begin(const egb_zlib *zlib, z_stream *stream, int level, int window, int memory);

#endif
