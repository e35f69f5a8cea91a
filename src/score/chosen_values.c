/* The values of a chosen method before and as they are read. */
#include "score/resolve.h"

#include <math.h>

void egb_chosen_preset(const egb_method *head, egb_chosen *out) {
  for (size_t i = 0; i < head->parameter_count; i++) {
    out->parameter[2 * i] = head->parameter[i].preset[0];
    out->parameter[2 * i + 1] = head->parameter[i].preset[1];
  }
  out->common = (egb_common){.round = -1, .fit = (double)NAN};
}

void egb_chosen_keep(egb_common *common, egb_parameter_role role, double value) {
  switch (role) {
  case EGB_ROLE_ROUND:
    common->round = (int)value;
    break;
  case EGB_ROLE_ROUNDING:
    common->rounding = (egb_rounding)value;
    break;
  case EGB_ROLE_LOG:
    common->log = (int)value;
    break;
  case EGB_ROLE_FIT:
    common->fit = value;
    break;
  case EGB_ROLE_ZERO:
    common->has_zero = true;
    common->zero = value;
    break;
  default:;
  }
}
