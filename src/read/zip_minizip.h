/* zip_minizip.h - the functions of minizip that zip.c calls: linked, or loaded when the first archive is opened
 * (base/late.h). */
#ifndef EGB_READ_ZIP_MINIZIP_H
#define EGB_READ_ZIP_MINIZIP_H

#include "base/late.h"

#include <minizip/unzip.h>

/* clang-format off */
#define EGB_MINIZIP_FUNCTIONS(X) \
  X(unzClose) X(unzCloseCurrentFile) X(unzGetCurrentFileInfo64) X(unzGetFilePos64) X(unzGetGlobalInfo64) \
  X(unzGoToFilePos64) X(unzGoToFirstFile) X(unzGoToNextFile) X(unzOpen2_64) X(unzOpenCurrentFile) X(unzReadCurrentFile)
/* clang-format on */

typedef struct egb_minizip {
  EGB_MINIZIP_FUNCTIONS(EGB_LATE_MEMBER)
} egb_minizip;

/* EGB_IO: it is not there, and egb_minizip_absent says so; EGB_NO_MEMORY. */
egb_status egb_minizip_open(egb_minizip *out);
extern const char egb_minizip_absent[];

#endif
