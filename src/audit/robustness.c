#include "audit/audit.h"

egb_status egb_audit_uncertainty(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_sensitivity(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_robustness(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_imputations(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
