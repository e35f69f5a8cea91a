/* sheet_text.h - texts in the parts of a workbook (ECMA-376-1, 22.9.2.19, ST_Xstring). Bytes that are no UTF-8 and what
 * XML 1.0 has no character for become U+FFFD; what is longer than `most` UTF-16 units ends in an ellipsis. */
#ifndef EGB_WRITE_SHEET_TEXT_H
#define EGB_WRITE_SHEET_TEXT_H

#include "base/buffer.h"

/* Between tags: controls are written as _xHHHH_, and so is what looks like that. */
void egb_sheet_text(egb_buffer *out, const char *text, size_t most);
/* In an attribute: line ends stay, other controls become blanks. */
void egb_sheet_attribute(egb_buffer *out, const char *text, size_t most);
/* UTF-16 units that a text takes; an escape counts in full, so that it fits in either way. */
size_t egb_sheet_units(const char *text);
/* "C" for 2. */
void egb_sheet_letters(egb_buffer *out, size_t column);

#endif
