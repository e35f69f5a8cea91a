#include "audit/audit.h"

egb_status egb_audit_verdict(egb_audit_work *work) {
  (void)work;
  return EGB_OK;
}
