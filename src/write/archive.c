#include "write/archive.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ZLIB_CONST /* what zlib reads is const */
#include <zlib.h>

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

typedef struct entry {
  const char *name;
  size_t start; /* of its local header */
  size_t data;
  uint32_t checksum;
  uint64_t length;
} entry;

struct egb_archive {
  egb_buffer *out, central; /* the list of entries, which comes behind them */
  size_t count;
  entry entry; /* the one that is open; name NULL: none */
  z_stream stream;
  bool failed;
  unsigned char piece[PIECE];
};

const char *egb_archive_lacks(void) {
  return NULL;
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

egb_archive *egb_archive_new(egb_buffer *out) {
  egb_archive *archive = calloc(1, sizeof *archive);
  if (archive == NULL)
    return NULL;
  archive->out = out;
  if (deflateInit2(&archive->stream, LEVEL, Z_DEFLATED, RAW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK)
    return archive;
  free(archive);
  return NULL;
}

/* Packs what the stream was given; finish: all of it. */
static void pack(egb_archive *archive, bool finish) {
  z_stream *stream = &archive->stream;
  do {
    stream->next_out = archive->piece;
    stream->avail_out = (unsigned)PIECE;
    if (deflate(stream, finish ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR)
      archive->failed = true;
    egb_buffer_add(archive->out, (const char *)archive->piece, PIECE - stream->avail_out);
  } while (stream->avail_out == 0 && !archive->failed);
}

/* The checksum and the sizes, which the header of the entry was written without. */
static void complete_header(egb_archive *archive, const entry *e, size_t packed) {
  const uint32_t values[] = {e->checksum, (uint32_t)packed, (uint32_t)e->length};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
    for (size_t byte = 0; byte < 4; byte++)
      archive->out->text[e->start + CHECKED_AT + 4 * i + byte] = (char)(values[i] >> 8 * byte & 0xFF);
}

static void end_entry(egb_archive *archive) {
  entry *e = &archive->entry;
  if (e->name == NULL)
    return;
  pack(archive, true);
  archive->failed = archive->failed || archive->out->failed || e->length > UINT32_MAX ||
                    archive->out->length > UINT32_MAX || deflateReset(&archive->stream) != Z_OK;
  if (!archive->failed) {
    const size_t packed = archive->out->length - e->data;
    complete_header(archive, e, packed);
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
  archive->entry = (entry){.name = name, .start = archive->out->length, .checksum = (uint32_t)crc32(0, NULL, 0)};
  put(archive->out, LOCAL_SIGNATURE, 4);
  put_description(archive->out, &archive->entry, 0);
  egb_buffer_text(archive->out, name);
  archive->entry.data = archive->out->length;
}

void egb_archive_add(egb_archive *archive, const char *bytes, size_t length) {
  entry *e = &archive->entry;
  for (size_t piece; length != 0 && !archive->failed; bytes += piece, length -= piece) {
    piece = length < PIECE ? length : PIECE;
    e->checksum = (uint32_t)crc32(e->checksum, (const unsigned char *)bytes, (unsigned)piece);
    e->length += piece;
    archive->stream.next_in = (const unsigned char *)bytes;
    archive->stream.avail_in = (unsigned)piece;
    pack(archive, false);
    archive->failed = archive->failed || archive->out->failed;
  }
}

static void put_end(egb_archive *archive) {
  const size_t start = archive->out->length;
  egb_buffer_add(archive->out, egb_buffer_string(&archive->central), archive->central.length);
  put(archive->out, END_SIGNATURE, 4);
  put(archive->out, 0, 4); /* disks */
  put(archive->out, (uint32_t)archive->count, 2);
  put(archive->out, (uint32_t)archive->count, 2);
  put(archive->out, (uint32_t)archive->central.length, 4);
  put(archive->out, (uint32_t)start, 4);
  put(archive->out, 0, 2); /* comment */
}

bool egb_archive_end(egb_archive *archive) {
  if (archive == NULL)
    return false;
  end_entry(archive);
  put_end(archive);
  const bool whole = !archive->failed && !archive->out->failed && !archive->central.failed;
  (void)deflateEnd(&archive->stream);
  egb_buffer_clear(&archive->central);
  free(archive);
  return whole;
}
