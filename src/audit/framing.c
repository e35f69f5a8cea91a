/* What the index is made of, and how much data there is. */
#include "audit/audit.h"

egb_status egb_audit_framing(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_coverage(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
