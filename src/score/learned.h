/* learned.h - what methods learned from periods that `fit:` names, kept in the results for other periods of the same
 * methodology. `fit: all` over 65 periods would otherwise learn the same 65 times, from all of them. */
#ifndef EGB_SCORE_LEARNED_H
#define EGB_SCORE_LEARNED_H

#include "score/plan.h"

typedef struct egb_learned {
  double fit, fit_treat;                 /* of the plan; methods of their own follow from definition and scenario */
  const egb_forced **include, **exclude; /* per unit; NULL: of none */
  size_t *count;                         /* per node: values that its normalisation learned from */
  double *reference;                     /* per node: of the unit that it compares with, NaN without */
  egb_treatment *treatment;              /* per node */
  bool *treats;                          /* per node: it has learned one */
} egb_learned;

/* Whether the periods of a plan learn from the same values. */
bool egb_fit_is_shared(double fit);
/* Room in the results, so that they keep what a plan's methods learn; nothing when no period shares it. EGB_NO_MEMORY.
 */
egb_status egb_learned_make(const egb_plan *plan, egb_results *results);
/* What results of another period learned, when scoring the plan would learn the same; else NULL. like may be NULL. */
const egb_learned *egb_learned_of(const egb_plan *plan, const egb_results *like);

#endif
