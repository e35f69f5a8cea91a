/* xlsx_zip.h - the zip archive that a workbook is. The only door to minizip. */
#ifndef EGB_READ_XLSX_ZIP_H
#define EGB_READ_XLSX_ZIP_H

#include "base/arena.h"
#include "read/xlsx_fault.h"

typedef struct egb_xlsx_zip egb_xlsx_zip;

/* Opens an archive and lists what it holds; names are compared without case, as the standard wants it
 * (ECMA-376-2, 10.2.3). Refused: archives that end too early, too many entries, a name twice. EGB_REFUSED,
 * EGB_NO_MEMORY. */
egb_status egb_xlsx_zip_open(egb_arena *arena, const egb_xlsx_about *about, egb_xlsx_zip **out);
void egb_xlsx_zip_close(egb_xlsx_zip *zip); /* NULL allowed */
bool egb_xlsx_zip_has(const egb_xlsx_zip *zip, const char *name);
/* Begins to unpack an entry, which is there; at most one at a time. Encrypted entries are refused. */
egb_status egb_xlsx_zip_begin(egb_xlsx_zip *zip, const char *name);
/* The next bytes; *got 0: the end, and the checksum was right. Limits of what is unpacked hold for all entries
 * together. */
egb_status egb_xlsx_zip_read(egb_xlsx_zip *zip, void *bytes, unsigned room, unsigned *got);
void egb_xlsx_zip_end(egb_xlsx_zip *zip); /* before its end too; nothing to do when none was begun */

#endif
