#include "stats/lp_glpk.h"

#ifdef EGB_GLPK_FILE

#include "base/system.h"

egb_status egb_glpk_open(egb_glpk *out) {
  *out = (egb_glpk){0};
  const egb_status status = egb_system_library_open(EGB_GLPK_FILE, &out->library);
  bool all = status == EGB_OK;
#define FIND(name) all = all && egb_system_library_find(out->library, "glp_" #name, &out->name);
  EGB_GLPK_FUNCTIONS(FIND)
  if (!all)
    egb_glpk_close(out);
  return all || status != EGB_OK ? status : EGB_IO;
}

void egb_glpk_close(egb_glpk *glpk) {
  egb_system_library_close(glpk->library);
  *glpk = (egb_glpk){0};
}

#else

egb_status egb_glpk_open(egb_glpk *out) {
  *out = (egb_glpk){0};
  return EGB_OK;
}

void egb_glpk_close(egb_glpk *glpk) {
  *glpk = (egb_glpk){0};
}

#endif
