#include "audit/audit.h"

egb_status egb_audit_groups(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}

egb_status egb_audit_benchmarks(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
