/* What a zip archive is refused for, in words about workbooks. */
#include "read/xlsx_zip.h"

#include "base/codes.h"
#include "read/xlsx.h"

static egb_status refuse(const void *context, egb_zip_fault fault, const char *what) {
  const egb_xlsx_about *about = context;
  switch (fault) {
  case EGB_ZIP_DAMAGED:
    break;
  case EGB_ZIP_ENTRIES:
    return egb_xlsx_refuse(about, EGB_E_XLSX_SIZE, "copy the sheet into a workbook of its own",
                           "more than %zu entries in the archive", EGB_XLSX_ENTRIES);
  case EGB_ZIP_SIZE:
    return egb_xlsx_refuse(about, EGB_E_XLSX_SIZE, "copy the sheet into a workbook of its own, or save it as CSV",
                           "more than 1 GiB when unpacked");
  case EGB_ZIP_BOMB:
    return egb_xlsx_refuse(about, EGB_E_XLSX_SIZE,
                           "if you trust where it is from, save it again as .xlsx, or the sheet as CSV",
                           "unpacked it is more than 200 times as large as the file: a zip bomb");
  case EGB_ZIP_ENCRYPTED:
    return egb_xlsx_refuse(about, EGB_E_XLSX, "unpack it with its password, and save it without one",
                           "the archive is encrypted");
  case EGB_ZIP_METHOD:
    return egb_xlsx_refuse(about, EGB_E_XLSX, EGB_XLSX_SAVE_AGAIN, "packed by a method that workbooks do not have");
  }
  return egb_xlsx_damaged(about, what);
}

egb_status egb_xlsx_zip_open(egb_arena *arena, const egb_xlsx_about *about, egb_zip **out) {
  const egb_xlsx_about *kept = egb_arena_duplicate(arena, about, 1, sizeof *about); /* as long as the archive */
  const char *lacks = egb_zip_lacks();
  *out = NULL;
  if (lacks != NULL)
    return egb_xlsx_unreadable(about, lacks);
  return kept == NULL ? EGB_NO_MEMORY
                      : egb_zip_open(arena,
                                     &(egb_zip_use){.source = about->source,
                                                    .any_case = true,
                                                    .entries = EGB_XLSX_ENTRIES,
                                                    .inflated = EGB_XLSX_INFLATED,
                                                    .refuse = refuse,
                                                    .context = kept},
                                     out);
}
