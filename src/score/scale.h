/* scale.h - a normalisation with what is around it: the logarithm before, `zero` and rounding after. Used for
 * indicators and, as `rescale:`, for the scores of an aggregate. */
#ifndef EGB_SCORE_SCALE_H
#define EGB_SCORE_SCALE_H

#include "score/plan.h"

typedef struct egb_scaling {
  const egb_normalise *method;
  const egb_chosen *with;
  egb_normalise_input input;
  double goalposts[2];
} egb_scaling;

/* The scaling of a node, to be used where it is made. reference: value of the unit that the method names, NaN without.
 * scratch: as method.h says, for as many values as will be learned from or changed. */
void egb_scaling_make(const egb_plan *plan, size_t node, double reference, double *scratch, egb_scaling *out);
/* The unit that a method of this scale compares with, EGB_NONE. */
size_t egb_scaling_reference(const egb_normalise *method, const egb_chosen *with);
/* Learns from present values, or from their logarithms when the choice says so, for which there is room, perhaps where
 * the values are. NULL, or the reason. */
const char *egb_scaling_fit(const egb_scaling *scaling, const double *present, size_t count, double *room,
                            double *fitted);
/* y[i] from x[i], what is not finite as NaN. logs: room for count numbers. */
void egb_scaling_apply(const egb_scaling *scaling, const double *fitted, const double *x, double *y, size_t count,
                       double *logs);

#endif
