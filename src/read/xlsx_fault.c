#include "read/xlsx_fault.h"

#include "base/codes.h"

#include <stdarg.h>
#include <stdio.h>

egb_status egb_xlsx_refuse(const egb_xlsx_about *about, const char *code, const char *hint, const char *format, ...) {
  char text[512];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  egb_diag_at(about->diag, EGB_SEVERITY_ERROR, code, about->place, "%s: %s", about->source->name, text);
  egb_diag_hint(about->diag, "%s", hint);
  return EGB_REFUSED;
}

egb_status egb_xlsx_damaged(const egb_xlsx_about *about, const char *what) {
  return egb_xlsx_refuse(about, EGB_E_XLSX, "fetch the file again; if it opens elsewhere, save it again as .xlsx",
                         "the workbook is damaged: %s", what);
}

egb_status egb_xlsx_unreadable(const egb_xlsx_about *about, const char *why) {
  return egb_xlsx_refuse(about, EGB_E_XLSX, "or save the sheet as `CSV UTF-8`", "workbooks cannot be read: %s", why);
}
