#include "stats/lp_glpk.h"

egb_status egb_glpk_open(egb_glpk *out) {
#ifdef EGB_GLPK_FILE
  return EGB_LATE_LOAD(EGB_GLPK_FILE, EGB_GLPK_FUNCTIONS, out);
#else
  *out = (egb_glpk){EGB_GLPK_FUNCTIONS(EGB_LATE_LINKED)};
  return EGB_OK;
#endif
}
