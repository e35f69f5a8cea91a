/* xlsx_zip.h - the zip archive that a workbook is. */
#ifndef EGB_READ_XLSX_ZIP_H
#define EGB_READ_XLSX_ZIP_H

#include "read/xlsx_fault.h"
#include "read/zip.h"

/* As egb_zip_open, by the limits of workbooks; what is wrong is reported as of a workbook. */
egb_status egb_xlsx_zip_open(egb_arena *arena, const egb_xlsx_about *about, egb_zip **out);

#endif
