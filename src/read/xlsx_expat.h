/* xlsx_expat.h - the functions of expat that xlsx_xml.c calls: linked, or loaded when the first part of a workbook is
 * read (base/late.h). */
#ifndef EGB_READ_XLSX_EXPAT_H
#define EGB_READ_XLSX_EXPAT_H

#include "base/late.h"

#include <expat.h>

/* clang-format off */
#define EGB_EXPAT_FUNCTIONS(X) \
  X(XML_ErrorString) X(XML_GetBuffer) X(XML_GetCurrentByteIndex) X(XML_GetCurrentLineNumber) X(XML_GetErrorCode) \
  X(XML_ParseBuffer) X(XML_ParserCreateNS) X(XML_ParserFree) X(XML_SetCharacterDataHandler) X(XML_SetElementHandler) \
  X(XML_SetStartDoctypeDeclHandler) X(XML_SetUserData) X(XML_StopParser)
/* clang-format on */

typedef struct egb_expat {
  EGB_EXPAT_FUNCTIONS(EGB_LATE_MEMBER)
} egb_expat;

/* EGB_IO: it is not there, and egb_expat_absent says so; EGB_NO_MEMORY. */
egb_status egb_expat_open(egb_expat *out);
extern const char egb_expat_absent[];

#endif
