/* What weights say and what they do; what the index adds to its parts. */
#include "audit/audit.h"

egb_status egb_audit_importance(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_added_value(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
