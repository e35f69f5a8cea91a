#include "read/xlsx.h"

#include <string.h>

/* Signatures: local header of a zip archive, end record of an empty one (PKWARE APPNOTE 4.3.7 and 4.3.16), and the
 * compound file of Office 97-2003, in which encrypted workbooks are wrapped too ([MS-CFB] 2.2). */
bool egb_xlsx_is(const egb_source *source) {
  static const char signature[][9] = {"PK\x03\x04", "PK\x05\x06", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"};
  for (size_t i = 0; i < sizeof signature / sizeof signature[0]; i++) {
    const size_t length = strlen(signature[i]);
    if (source->length >= length && memcmp(source->text, signature[i], length) == 0)
      return true;
  }
  return false;
}
