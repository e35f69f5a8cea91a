#include "read/zip.h"

#include "base/names.h"
#include "base/text.h"
#include "read/zip_minizip.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MOST 512     /* bytes of an entry's name */
#define METHOD_STORED 0   /* APPNOTE 4.4.5 */
#define METHOD_DEFLATED 8 /* the two that ECMA-376-2 allows */
#define FLAG_ENCRYPTED 1  /* APPNOTE 4.4.4 */
#define END_RECORD 22     /* bytes of the record at the end, without its comment */
#define COMMENT_MOST 65535
#define MADE_BY_UNIX 3    /* APPNOTE 4.4.2 */
#define KIND_OF 0170000UL /* of a file, in the mode that Unix leaves */
#define KIND_LINK 0120000UL

typedef struct entry {
  unz64_file_pos place;
  uLong method, flag;
  const char *name; /* as it is written */
  bool link;
} entry;

struct egb_zip {
  egb_zip_use use;
  egb_minizip minizip;
  unzFile file;
  bool begun;
  uint64_t at; /* of the reader that minizip calls, in the bytes of the source */
  uint64_t inflated;
  egb_names names;
  entry *entry; /* one per name */
};

const char *egb_zip_lacks(void) {
  egb_minizip minizip;
  return egb_minizip_open(&minizip) == EGB_IO ? egb_minizip_absent : NULL;
}

/* ---- the source as minizip's file ------------------------------------------------------------- */

static voidpf memory_open(voidpf opaque, const void *name, int mode) {
  (void)name;
  return (mode & ZLIB_FILEFUNC_MODE_READWRITEFILTER) == ZLIB_FILEFUNC_MODE_READ ? opaque : NULL;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *out, uLong size) {
  egb_zip *zip = opaque;
  (void)stream;
  const uint64_t rest = zip->use.source->length - zip->at;
  const size_t count = size < rest ? size : (size_t)rest;
  memcpy(out, zip->use.source->text + zip->at, count);
  zip->at += count;
  return (uLong)count;
}

static uLong memory_write(voidpf opaque, voidpf stream, const void *bytes, uLong size) {
  (void)opaque;
  (void)stream;
  (void)bytes;
  (void)size;
  return 0;
}

static ZPOS64_T memory_tell(voidpf opaque, voidpf stream) {
  (void)stream;
  return ((const egb_zip *)opaque)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, ZPOS64_T offset, int origin) {
  egb_zip *zip = opaque;
  (void)stream;
  const uint64_t length = zip->use.source->length;
  const uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR ? zip->at : origin == ZLIB_FILEFUNC_SEEK_END ? length : 0;
  if (offset > length - from)
    return -1;
  zip->at = from + offset;
  return 0;
}

static int memory_close(voidpf opaque, voidpf stream) {
  (void)opaque;
  (void)stream;
  return 0;
}

static egb_status damaged(const egb_zip_use *use, const char *what) {
  return use->refuse(use->context, EGB_ZIP_DAMAGED, what);
}

/* ---- opening ---------------------------------------------------------------------------------- */

static uint32_t little(const char *bytes, size_t count) {
  uint32_t value = 0;
  for (size_t i = count; i-- > 0;)
    value = value << 8 | (unsigned char)bytes[i];
  return value;
}

/* The offset of the last record that ends an archive, SIZE_MAX when there is none: the file was cut. */
static size_t find_end(const egb_source *source) {
  if (source->length < END_RECORD)
    return SIZE_MAX;
  const size_t last = source->length - END_RECORD;
  const size_t first = last > COMMENT_MOST ? last - COMMENT_MOST : 0;
  for (size_t at = last + 1; at-- > first;)
    if (memcmp(source->text + at, "PK\x05\x06", 4) == 0)
      return at;
  return SIZE_MAX;
}

/* minizip gives one answer for an archive that it cannot use and for a lack of memory. An end record that it must
 * accept (one disk, a list of entries that lies before it) leaves memory as the reason. */
static bool must_open(const egb_source *source, size_t end) {
  const char *record = source->text + end;
  const bool large = end >= 20 && memcmp(record - 20, "PK\x06\x07", 4) == 0; /* sizes of 64 bits */
  return !large && little(record + 4, 4) == 0 && little(record + 8, 2) == little(record + 10, 2) &&
         (uint64_t)little(record + 12, 4) + little(record + 16, 4) <= end;
}

/* One spelling of a part's name: no slash in front, slashes that lean forward, small letters. Or the name as it is. */
static size_t fold_name(const egb_zip_use *use, const char *name, char out[NAME_MOST]) {
  size_t length = 0;
  if (!use->any_case) {
    for (; *name != '\0' && length + 1 < NAME_MOST; name++)
      out[length++] = *name;
    out[length] = '\0';
    return length;
  }
  for (name += *name == '/' || *name == '\\'; *name != '\0' && length + 1 < NAME_MOST; name++)
    out[length++] = *name == '\\' ? '/' : egb_lower(*name);
  out[length] = '\0';
  return length;
}

static egb_status list_entry(egb_arena *arena, egb_zip *zip) {
  char name[NAME_MOST + 1], folded[NAME_MOST];
  unz_file_info64 info;
  if (zip->minizip.unzGetCurrentFileInfo64(zip->file, &info, name, NAME_MOST, NULL, 0, NULL, 0) != UNZ_OK)
    return damaged(&zip->use, "the list of the archive's entries is broken");
  name[info.size_filename < NAME_MOST ? info.size_filename : NAME_MOST] = '\0';
  if (!zip->use.any_case && strlen(name) != info.size_filename)
    return damaged(&zip->use, "the name of an entry is too long, or has a NUL in it");
  const size_t length = fold_name(&zip->use, name, folded);
  bool fresh;
  const size_t number = egb_names_add(&zip->names, folded, length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (!fresh)
    return damaged(&zip->use, "two entries of the archive have one name");
  entry *one = &zip->entry[number];
  *one = (entry){.method = info.compression_method,
                 .flag = info.flag,
                 .name = egb_arena_copy(arena, name),
                 .link = info.version >> 8 == MADE_BY_UNIX && (info.external_fa >> 16 & KIND_OF) == KIND_LINK};
  if (one->name == NULL)
    return EGB_NO_MEMORY;
  return zip->minizip.unzGetFilePos64(zip->file, &one->place) == UNZ_OK
             ? EGB_OK
             : damaged(&zip->use, "the list of the archive's entries is broken");
}

static egb_status list_entries(egb_arena *arena, egb_zip *zip) {
  unz_global_info64 info = {0};
  if (zip->minizip.unzGetGlobalInfo64(zip->file, &info) != UNZ_OK)
    return damaged(&zip->use, "the archive has no list of entries");
  if (info.number_entry > zip->use.entries)
    return zip->use.refuse(zip->use.context, EGB_ZIP_ENTRIES, NULL);
  zip->names.arena = arena;
  zip->entry = egb_arena_array(arena, (size_t)info.number_entry, sizeof *zip->entry);
  if (zip->entry == NULL)
    return EGB_NO_MEMORY;
  int code = info.number_entry > 0 ? zip->minizip.unzGoToFirstFile(zip->file) : UNZ_END_OF_LIST_OF_FILE;
  for (ZPOS64_T i = 0; code == UNZ_OK && i < info.number_entry; i++) {
    const egb_status status = list_entry(arena, zip);
    if (status)
      return status;
    code = zip->minizip.unzGoToNextFile(zip->file);
  }
  return code == UNZ_END_OF_LIST_OF_FILE ? EGB_OK : damaged(&zip->use, "the list of the archive's entries is broken");
}

egb_status egb_zip_open(egb_arena *arena, const egb_zip_use *use, egb_zip **out) {
  egb_zip *zip = egb_arena_array(arena, 1, sizeof *zip);
  *out = zip;
  if (zip == NULL)
    return EGB_NO_MEMORY;
  zip->use = *use;
  const egb_status found = egb_minizip_open(&zip->minizip);
  if (found != EGB_OK)
    return found == EGB_IO ? EGB_INTERNAL : found; /* egb_zip_lacks was to be asked */
  const size_t end = find_end(use->source);
  if (end == SIZE_MAX)
    return damaged(use, "it ends too early");
  zlib_filefunc64_def functions = {memory_open, memory_read,  memory_write, memory_tell,
                                   memory_seek, memory_close, NULL,         zip};
  functions.zerror_file = memory_close; /* there are no errors: same signature, same answer */
  zip->file = zip->minizip.unzOpen2_64("", &functions);
  if (zip->file == NULL)
    return must_open(use->source, end) ? EGB_NO_MEMORY : damaged(use, "the archive's end does not fit its beginning");
  return list_entries(arena, zip);
}

void egb_zip_close(egb_zip *zip) {
  if (zip == NULL || zip->file == NULL)
    return;
  egb_zip_end(zip);
  (void)zip->minizip.unzClose(zip->file);
  zip->file = NULL;
}

/* ---- entries ---------------------------------------------------------------------------------- */

static const entry *find(const egb_zip *zip, const char *name) {
  char folded[NAME_MOST];
  const size_t length = fold_name(&zip->use, name, folded);
  const size_t number = egb_names_find(&zip->names, folded, length);
  return number == EGB_NAMES_NONE ? NULL : &zip->entry[number];
}

bool egb_zip_has(const egb_zip *zip, const char *name) {
  return find(zip, name) != NULL;
}

size_t egb_zip_count(const egb_zip *zip) {
  return zip->names.count;
}

const char *egb_zip_name(const egb_zip *zip, size_t i, bool *link) {
  *link = i < zip->names.count && zip->entry[i].link;
  return i < zip->names.count ? zip->entry[i].name : NULL;
}

static egb_status from_code(egb_zip *zip, int code) {
  if (code == UNZ_INTERNALERROR || code == Z_MEM_ERROR)
    return EGB_NO_MEMORY;
  return damaged(&zip->use, code == UNZ_CRCERROR ? "a checksum is wrong" : "a part of it cannot be unpacked");
}

egb_status egb_zip_begin(egb_zip *zip, const char *name) {
  const entry *one = find(zip, name);
  if (one == NULL)
    return damaged(&zip->use, "a part of it is not there");
  if ((one->flag & FLAG_ENCRYPTED) != 0)
    return zip->use.refuse(zip->use.context, EGB_ZIP_ENCRYPTED, NULL);
  if (one->method != METHOD_STORED && one->method != METHOD_DEFLATED)
    return zip->use.refuse(zip->use.context, EGB_ZIP_METHOD, NULL);
  int code = zip->minizip.unzGoToFilePos64(zip->file, &one->place);
  if (code == UNZ_OK)
    code = zip->minizip.unzOpenCurrentFile(zip->file);
  zip->begun = code == UNZ_OK;
  return code == UNZ_OK ? EGB_OK : from_code(zip, code);
}

egb_status egb_zip_read(egb_zip *zip, void *bytes, unsigned room, unsigned *got) {
  const int count = zip->minizip.unzReadCurrentFile(zip->file, bytes, room);
  *got = count > 0 ? (unsigned)count : 0;
  if (count < 0)
    return from_code(zip, count);
  if (count == 0) {
    zip->begun = false;
    const int code = zip->minizip.unzCloseCurrentFile(zip->file);
    return code == UNZ_OK ? EGB_OK : from_code(zip, code);
  }
  zip->inflated += *got;
  if (zip->inflated > zip->use.inflated)
    return zip->use.refuse(zip->use.context, EGB_ZIP_SIZE, NULL);
  if (zip->inflated > EGB_ZIP_RATIO_FREE && zip->inflated / EGB_ZIP_RATIO > zip->use.source->length)
    return zip->use.refuse(zip->use.context, EGB_ZIP_BOMB, NULL);
  return EGB_OK;
}

void egb_zip_end(egb_zip *zip) {
  if (zip->begun)
    (void)zip->minizip.unzCloseCurrentFile(zip->file);
  zip->begun = false;
}
