/* archive.h - a zip archive that grows in a buffer (PKWARE APPNOTE 6.3), packed by zlib (archive_zlib.h);
 * minizip, which reads archives, ends the program when memory runs out while it writes one.
 *
 * Nothing in it depends on the clock or the machine: every entry has the date that a zip archive begins to count at,
 * 1 January 1980 (4.4.6), so that the same contents are the same bytes. */
#ifndef EGB_WRITE_ARCHIVE_H
#define EGB_WRITE_ARCHIVE_H

#include "base/buffer.h"

/* Why nothing can be packed here, for a message: what the library was built without, or what is not installed. NULL:
 * the functions below can be called. */
const char *egb_archive_lacks(void);

typedef struct egb_archive egb_archive;

/* An archive in out, which is empty. NULL: out of memory. */
egb_archive *egb_archive_new(egb_buffer *out);
/* A new entry, which ends the one before, and its bytes, less than 4 GiB in all; the name, ASCII, is borrowed. A
 * failure is kept until the end. */
void egb_archive_begin(egb_archive *archive, const char *name);
void egb_archive_add(egb_archive *archive, const char *bytes, size_t length);
/* Bytes that are packed as they come, before their entry is begun: memory alone is theirs, 300 KB and what they pack
 * to. NULL: out of memory, and allowed below. */
typedef struct egb_packed egb_packed;
egb_packed *egb_packed_new(void);
void egb_packed_free(egb_packed *packed);
void egb_packed_add(egb_packed *packed, const char *bytes, size_t length);
/* Into the open entry, behind what it has; they are gone then, and their memory is free. NULL: a failure. */
void egb_archive_add_packed(egb_archive *archive, egb_packed *packed);
/* Ends the archive and frees it. False: something failed, which is memory alone. NULL: false. */
bool egb_archive_end(egb_archive *archive);

#endif
