/* A library built without minizip, expat or zlib. */
#include "read/xlsx.h"
#include "read/xlsx_fault.h"

static egb_status refuse(const egb_xlsx_about *about) {
  return egb_xlsx_unreadable(
      about, "this egovbench was built without minizip, expat and zlib (libminizip-dev, libexpat1-dev, zlib1g-dev)");
}

egb_status egb_xlsx_sheets(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_xlsx_sheet **out,
                           size_t *count) {
  (void)arena;
  *out = NULL;
  *count = 0;
  return refuse(&(egb_xlsx_about){.source = source, .diag = diag});
}

egb_status egb_xlsx_text(egb_arena *arena, const egb_source *source, const egb_xlsx_options *options, egb_diag *diag,
                         egb_source **out) {
  (void)arena;
  *out = NULL;
  return refuse(&(egb_xlsx_about){source, diag, options->place});
}
