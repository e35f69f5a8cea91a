/* imputed_error.h - how far imputation is off, measured where the truth is known: observed values are hidden a tenth at
 * a time, filled like the gaps, and compared (tenfold cross-validation: M. Stone, "Cross-validatory choice and
 * assessment of statistical predictions", Journal of the Royal Statistical Society B 36 (1974), 111-147). */
#ifndef EGB_SIMULATE_IMPUTED_ERROR_H
#define EGB_SIMULATE_IMPUTED_ERROR_H

#include "score/plan.h"

/* error[node]: root of the mean square of imputed less observed, over the observed values of the period that could be
 * filled; 0 for nodes that are not imputed or where none could. EGB_NO_MEMORY. */
egb_status egb_imputed_error(const egb_plan *plan, egb_arena *arena, double *error);

#endif
