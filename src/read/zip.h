/* zip.h - a zip archive in memory (PKWARE APPNOTE 6.3), read by minizip (zip_minizip.h). */
#ifndef EGB_READ_ZIP_H
#define EGB_READ_ZIP_H

#include "base/arena.h"
#include "base/source.h"
#include "egovbench.h"

#define EGB_ZIP_RATIO ((uint64_t)200)          /* unpacked to packed bytes, beyond EGB_ZIP_RATIO_FREE */
#define EGB_ZIP_RATIO_FREE ((uint64_t)1 << 24) /* bytes */

typedef enum egb_zip_fault {
  EGB_ZIP_DAMAGED, /* `what` says how */
  EGB_ZIP_ENTRIES, /* too many */
  EGB_ZIP_SIZE,    /* too large when unpacked */
  EGB_ZIP_BOMB,    /* more than EGB_ZIP_RATIO times as large when unpacked */
  EGB_ZIP_ENCRYPTED,
  EGB_ZIP_METHOD /* packed by another method than deflate */
} egb_zip_fault;

/* What an archive is read for. */
typedef struct egb_zip_use {
  const egb_source *source;
  bool any_case;     /* names are compared without case, as workbooks want it (ECMA-376-2, 10.2.3) */
  size_t entries;    /* at most */
  uint64_t inflated; /* bytes unpacked at most, of all entries together */
  egb_status (*refuse)(const void *context, egb_zip_fault fault, const char *what); /* reports it: EGB_REFUSED */
  const void *context;
} egb_zip_use;

typedef struct egb_zip egb_zip;

/* Why no archive can be read here, for a message: what the library was built without, or what is not installed. NULL:
 * the functions below can be called. */
const char *egb_zip_lacks(void);
/* Opens an archive and lists what it holds. Refused: archives that end too early, too many entries, a name twice. Close
 * it whatever the status. EGB_REFUSED, EGB_NO_MEMORY. */
egb_status egb_zip_open(egb_arena *arena, const egb_zip_use *use, egb_zip **out);
void egb_zip_close(egb_zip *zip); /* NULL allowed */
bool egb_zip_has(const egb_zip *zip, const char *name);
/* The names of entries as they are written; NULL beyond the last. *link: it is a symbolic link. */
size_t egb_zip_count(const egb_zip *zip);
const char *egb_zip_name(const egb_zip *zip, size_t i, bool *link);
/* Begins to unpack an entry, which is there; at most one at a time. Encrypted entries are refused. */
egb_status egb_zip_begin(egb_zip *zip, const char *name);
/* The next bytes; *got 0: the end, and the checksum was right. Limits of what is unpacked hold for all entries
 * together. */
egb_status egb_zip_read(egb_zip *zip, void *bytes, unsigned room, unsigned *got);
void egb_zip_end(egb_zip *zip); /* before its end too; nothing to do when none was begun */

#endif
