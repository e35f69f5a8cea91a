/* xlsx_fault.h - what is wrong with a workbook. Its bytes have no lines, so that a message names the file, or the sheet
 * and the cell, and its place is that of the setting which led there. */
#ifndef EGB_READ_XLSX_FAULT_H
#define EGB_READ_XLSX_FAULT_H

#include "base/diag.h"

typedef struct egb_xlsx_about {
  const egb_source *source;
  egb_diag *diag;
  egb_place place; /* source NULL: none */
} egb_xlsx_about;

/* Reports "FILE: ..." with a hint. EGB_REFUSED. */
egb_status egb_xlsx_refuse(const egb_xlsx_about *about, const char *code, const char *hint, const char *format, ...)
    EGB_PRINTF(4, 5);
/* Why no workbook can be read here: what the library was built without, or what is not installed. EGB_REFUSED. */
egb_status egb_xlsx_unreadable(const egb_xlsx_about *about, const char *why);
/* What is reported of a damaged workbook. */
egb_status egb_xlsx_damaged(const egb_xlsx_about *about, const char *what);

#define EGB_XLSX_SAVE_AGAIN "open it in a spreadsheet program and save it again as .xlsx"

#endif
