#include "write/archive.h"

#include "write/archive_zlib.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LEVEL 6          /* of deflate: zlib's usual one, written out as it is part of the bytes */
#define RAW (-MAX_WBITS) /* deflate without zlib's own header */
#define MEMORY 8         /* zlib's usual one */
#define PIECE ((size_t)1 << 16)
#define LOCAL_SIGNATURE 0x04034b50U   /* 4.3.7 */
#define CENTRAL_SIGNATURE 0x02014b50U /* 4.3.12 */
#define END_SIGNATURE 0x06054b50U     /* 4.3.16 */
#define VERSION 20U                   /* needed to extract what is deflated, 4.4.3 */
#define DEFLATED 8U                   /* 4.4.5 */
#define DATE 0x0021U                  /* 1980-01-01, 4.4.6 */
#define CHECKED_AT ((size_t)14)       /* of the checksum in a local header; both sizes follow it */

/* Bytes on their way through zlib. */
typedef struct packer {
  egb_zlib zlib;
  z_stream stream;
  egb_buffer *out;
  uint32_t checksum; /* of what went in */
  uint64_t length;
  bool failed;
  unsigned char piece[PIECE];
} packer;

typedef struct entry {
  const char *name;
  size_t start; /* of its local header */
  size_t data;
  uint32_t checksum;
  uint64_t length;
} entry;

struct egb_archive {
  egb_buffer central; /* the list of entries, which comes behind them */
  size_t count;
  entry entry; /* the one that is open; name NULL: none */
  packer packer;
};

struct egb_packed {
  egb_buffer bytes;
  packer packer;
};

const char *egb_archive_lacks(void) {
  egb_zlib zlib;
  return egb_zlib_open(&zlib) == EGB_IO ? egb_zlib_absent : NULL;
}

static void put(egb_buffer *out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; i++)
    egb_buffer_char(out, (char)(value >> 8 * i & 0xFF));
}

/* What both headers of an entry say of it. */
static void put_description(egb_buffer *out, const entry *e, size_t packed) {
  put(out, VERSION, 2);
  put(out, 0, 2); /* flags: names are ASCII */
  put(out, DEFLATED, 2);
  put(out, 0, 2); /* time */
  put(out, DATE, 2);
  put(out, e->checksum, 4);
  put(out, (uint32_t)packed, 4);
  put(out, (uint32_t)e->length, 4);
  put(out, (uint32_t)strlen(e->name), 2);
  put(out, 0, 2); /* extra field */
}

/* ---- packing ---------------------------------------------------------------------------------- */

static bool open_packer(packer *to, egb_buffer *out) {
  to->out = out;
  return egb_zlib_open(&to->zlib) == EGB_OK && egb_zlib_begin(&to->zlib, &to->stream, LEVEL, RAW, MEMORY);
}

/* Packs what the stream was given. how: Z_NO_FLUSH; Z_FULL_FLUSH: to the end of a byte, so that what is packed next
 * does not refer to what is before it; Z_FINISH: the end. */
static void pack(packer *to, int how) {
  z_stream *stream = &to->stream;
  do {
    stream->next_out = to->piece;
    stream->avail_out = (unsigned)PIECE;
    if (to->zlib.deflate(stream, how) == Z_STREAM_ERROR)
      to->failed = true;
    egb_buffer_add(to->out, (const char *)to->piece, PIECE - stream->avail_out);
  } while (stream->avail_out == 0 && !to->failed);
  to->failed = to->failed || to->out->failed;
}

static void pack_bytes(packer *to, const char *bytes, size_t length) {
  for (size_t piece; length != 0 && !to->failed; bytes += piece, length -= piece) {
    piece = length < PIECE ? length : PIECE;
    to->checksum = (uint32_t)to->zlib.crc32(to->checksum, (const unsigned char *)bytes, (unsigned)piece);
    to->length += piece;
    to->stream.next_in = (const unsigned char *)bytes;
    to->stream.avail_in = (unsigned)piece;
    pack(to, Z_NO_FLUSH);
  }
}

egb_packed *egb_packed_new(void) {
  egb_packed *packed = calloc(1, sizeof *packed);
  if (packed == NULL)
    return NULL;
  if (open_packer(&packed->packer, &packed->bytes))
    return packed;
  free(packed);
  return NULL;
}

void egb_packed_free(egb_packed *packed) {
  if (packed == NULL)
    return;
  (void)packed->packer.zlib.deflateEnd(&packed->packer.stream);
  egb_buffer_clear(&packed->bytes);
  free(packed);
}

void egb_packed_add(egb_packed *packed, const char *bytes, size_t length) {
  if (packed != NULL)
    pack_bytes(&packed->packer, bytes, length);
}

/* ---- entries ---------------------------------------------------------------------------------- */

egb_archive *egb_archive_new(egb_buffer *out) {
  egb_archive *archive = calloc(1, sizeof *archive);
  if (archive == NULL)
    return NULL;
  if (open_packer(&archive->packer, out))
    return archive;
  free(archive);
  return NULL;
}

/* The checksum and the sizes, which the header of the entry was written without. */
static void complete_header(egb_buffer *out, const entry *e, size_t packed) {
  const uint32_t values[] = {e->checksum, (uint32_t)packed, (uint32_t)e->length};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    for (size_t byte = 0; byte < 4; byte++)
      out->text[e->start + CHECKED_AT + 4 * i + byte] = (char)(values[i] >> 8 * byte & 0xFF);
}

static void end_entry(egb_archive *archive) {
  entry *e = &archive->entry;
  packer *from = &archive->packer;
  if (e->name == NULL)
    return;
  pack(from, Z_FINISH);
  e->checksum = from->checksum;
  e->length = from->length;
  from->failed = from->failed || e->length > UINT32_MAX || from->out->length > UINT32_MAX ||
                 from->zlib.deflateReset(&from->stream) != Z_OK;
  if (!from->failed) {
    const size_t packed = from->out->length - e->data;
    complete_header(from->out, e, packed);
    put(&archive->central, CENTRAL_SIGNATURE, 4);
    put(&archive->central, VERSION, 2);
    put_description(&archive->central, e, packed);
    put(&archive->central, 0, 4); /* comment, disk */
    put(&archive->central, 0, 2); /* attributes */
    put(&archive->central, 0, 4); /* of the system */
    put(&archive->central, (uint32_t)e->start, 4);
    egb_buffer_text(&archive->central, e->name);
    archive->count++;
  }
  e->name = NULL;
}

void egb_archive_begin(egb_archive *archive, const char *name) {
  end_entry(archive);
  egb_buffer *out = archive->packer.out;
  archive->packer.checksum = 0; /* of nothing */
  archive->packer.length = 0;
  archive->entry = (entry){.name = name, .start = out->length};
  put(out, LOCAL_SIGNATURE, 4);
  put_description(out, &archive->entry, 0);
  egb_buffer_text(out, name);
  archive->entry.data = out->length;
}

void egb_archive_add(egb_archive *archive, const char *bytes, size_t length) {
  pack_bytes(&archive->packer, bytes, length);
}

/* The checksum of two texts out of theirs; length: of the second. In pieces that every z_off_t holds: the checksum of
 * nothing is 0, so that all but the last only move the first. */
static uint32_t joined(const egb_zlib *zlib, uint32_t first, uint32_t second, uint64_t length) {
  const uint64_t most = (uint64_t)1 << 16;
  uLong checksum = first;
  for (; length > most; length -= most)
    checksum = zlib->crc32_combine(checksum, 0, (z_off_t)most);
  return (uint32_t)zlib->crc32_combine(checksum, second, (z_off_t)length);
}

/* Streams of deflate that end with a byte, and do not refer to what is before them, are one behind the other (RFC 1951,
 * 2: a stream is a series of blocks). */
void egb_archive_add_packed(egb_archive *archive, egb_packed *packed) {
  packer *to = &archive->packer;
  if (packed == NULL) {
    to->failed = true;
    return;
  }
  pack(to, Z_FULL_FLUSH);
  pack(&packed->packer, Z_FULL_FLUSH);
  to->failed = to->failed || packed->packer.failed;
  egb_buffer_add(to->out, egb_buffer_string(&packed->bytes), packed->bytes.length);
  to->checksum = joined(&to->zlib, to->checksum, packed->packer.checksum, packed->packer.length);
  to->length += packed->packer.length;
  egb_packed_free(packed);
}

static void put_end(egb_archive *archive) {
  egb_buffer *out = archive->packer.out;
  const size_t start = out->length;
  egb_buffer_add(out, egb_buffer_string(&archive->central), archive->central.length);
  put(out, END_SIGNATURE, 4);
  put(out, 0, 4); /* disks */
  put(out, (uint32_t)archive->count, 2);
  put(out, (uint32_t)archive->count, 2);
  put(out, (uint32_t)archive->central.length, 4);
  put(out, (uint32_t)start, 4);
  put(out, 0, 2); /* comment */
}

bool egb_archive_end(egb_archive *archive) {
  if (archive == NULL)
    return false;
  end_entry(archive);
  put_end(archive);
  const bool whole = !archive->packer.failed && !archive->packer.out->failed && !archive->central.failed;
  (void)archive->packer.zlib.deflateEnd(&archive->packer.stream);
  egb_buffer_clear(&archive->central);
  free(archive);
  return whole;
}
