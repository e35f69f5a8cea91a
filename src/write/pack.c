#include "write/pack.h"

#include "base/base91.h"
#include "write/archive_zlib.h"

#define LEVEL 9                 /* a page is made once and sent often */
#define GZIP (MAX_WBITS + 16)   /* deflate in gzip's header and checksum */
#define MEMORY 7                /* short blocks: the engine packs best in them */
#define PIECE ((size_t)1 << 16) /* that is packed at a time */
#define UNKNOWN_SYSTEM 255      /* RFC 1952, 2.3.1: the bytes are the same wherever they are made */

const char *egb_pack_encoding(void) {
  egb_zlib zlib;
  return egb_zlib_open(&zlib) == EGB_IO ? "base91" : "gzip-base91";
}

/* Packs what the stream was given; finish: all of it. */
static bool pack(const egb_zlib *zlib, z_stream *stream, bool finish, egb_buffer *out) {
  unsigned char piece[4096];
  do {
    stream->next_out = piece;
    stream->avail_out = sizeof piece;
    if (zlib->deflate(stream, finish ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR)
      return false;
    egb_buffer_add(out, (const char *)piece, sizeof piece - stream->avail_out);
  } while (stream->avail_out == 0 && !out->failed);
  return !out->failed;
}

static bool pack_all(const egb_zlib *zlib, z_stream *stream, const char *bytes, size_t length, egb_buffer *out) {
  gz_header header = {.os = UNKNOWN_SYSTEM};
  bool done = zlib->deflateSetHeader(stream, &header) == Z_OK;
  for (size_t piece; length > 0 && done; bytes += piece, length -= piece) {
    piece = length < PIECE ? length : PIECE;
    stream->next_in = (const unsigned char *)bytes;
    stream->avail_in = (unsigned)piece;
    done = pack(zlib, stream, false, out);
  }
  return done && pack(zlib, stream, true, out);
}

void egb_pack_text(egb_buffer *out, const char *bytes, size_t length) {
  egb_buffer packed = {0};
  egb_zlib zlib;
  z_stream stream = {0};
  const egb_status status = egb_zlib_open(&zlib);
  if (status == EGB_IO) {
    egb_base91(out, bytes, length);
    return;
  }
  bool done = status == EGB_OK && egb_zlib_begin(&zlib, &stream, LEVEL, GZIP, MEMORY);
  if (done) {
    done = pack_all(&zlib, &stream, bytes, length, &packed);
    (void)zlib.deflateEnd(&stream);
  }
  if (done)
    egb_base91(out, packed.text, packed.length);
  out->failed = out->failed || !done;
  egb_buffer_clear(&packed);
}
