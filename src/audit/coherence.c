/* Do the parts belong together? */
#include "audit/audit.h"

egb_status egb_audit_correlations(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_components(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_reliability(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
