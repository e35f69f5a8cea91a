#include "read/xlsx_expat.h"

#ifdef EGB_EXPAT_FILE

const char egb_expat_absent[] = EGB_LATE_ABSENT("expat", EGB_EXPAT_FILE, "reads XML", "libexpat1", "expat");

egb_status egb_expat_open(egb_expat *out) {
  return EGB_LATE_LOAD(EGB_EXPAT_FILE, EGB_EXPAT_FUNCTIONS, out);
}

#else

const char egb_expat_absent[] = "";

egb_status egb_expat_open(egb_expat *out) {
  *out = (egb_expat){EGB_EXPAT_FUNCTIONS(EGB_LATE_LINKED)};
  return EGB_OK;
}

#endif
