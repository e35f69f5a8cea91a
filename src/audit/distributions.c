/* How values are distributed, what treatment does to them, and what is missing. */
#include "audit/audit.h"

egb_status egb_audit_distributions(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_missing(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
