/* workbook.h - sheets in one file (ECMA-376-1 and -2): the parts around them. The same sheets are the same bytes:
 * nothing is taken from the clock, and no part has a date. */
#ifndef EGB_WRITE_WORKBOOK_H
#define EGB_WRITE_WORKBOOK_H

#include "write/sheet.h"

#define EGB_WORKBOOK_SHEETS 4 /* at most */

typedef struct egb_workbook {
  egb_sheet *sheet; /* the first is the one that opens; names differ */
  size_t count;
  const char *title; /* NULL: none */
  int digits;        /* of numbers, as egb_people_number takes them */
} egb_workbook;

/* A name for the sheet out of what its table is ("egovbench.ranking/1": "ranking"), unlike those of the sheets before
 * it: ASCII letters, digits, `-` and `_`, at most 31. Excel compares them without case. */
void egb_workbook_name(egb_workbook *workbook, size_t sheet);
/* False: out of memory. */
bool egb_workbook_write(const egb_workbook *workbook, egb_buffer *out);

#endif
