/* sections.h - the sections of an audit. Each returns EGB_OK, EGB_NO_MEMORY, or a status that ends the audit, reported.
 */
#ifndef EGB_AUDIT_SECTIONS_H
#define EGB_AUDIT_SECTIONS_H

#include "audit/work.h"

/* In their order. */
egb_status egb_audit_framing(egb_audit_work *work);
egb_status egb_audit_coverage(egb_audit_work *work);
egb_status egb_audit_distributions(egb_audit_work *work);
egb_status egb_audit_missing(egb_audit_work *work);
egb_status egb_audit_correlations(egb_audit_work *work);
egb_status egb_audit_components(egb_audit_work *work);
egb_status egb_audit_reliability(egb_audit_work *work);
egb_status egb_audit_importance(egb_audit_work *work);
egb_status egb_audit_added_value(egb_audit_work *work);
egb_status egb_audit_uncertainty(egb_audit_work *work);
egb_status egb_audit_sensitivity(egb_audit_work *work);
egb_status egb_audit_robustness(egb_audit_work *work);
egb_status egb_audit_groups(egb_audit_work *work);
egb_status egb_audit_benchmarks(egb_audit_work *work);
egb_status egb_audit_verdict(egb_audit_work *work);
/* Part of the section on missing values: what imputation does to the ranks. */
egb_status egb_audit_imputations(egb_audit_work *work);

#endif
