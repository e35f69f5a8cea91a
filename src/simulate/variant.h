/* variant.h - a plan with some of its choices replaced, and its data with measurement error. */
#ifndef EGB_SIMULATE_VARIANT_H
#define EGB_SIMULATE_VARIANT_H

#include "simulate/factors.h"

typedef struct egb_variant {
  egb_plan plan;    /* what it points to lives in the arena it was made in, or belongs to the plan it was made of */
  egb_dataset data; /* with error; plan.data points to it when errors are drawn */
  egb_disturbance disturbance;
  const egb_factors *factors;
  egb_blamed blamed; /* by what failed first */
} egb_variant;

/* The plan of a draw but for its random weights. EGB_REFUSED: the choices cannot be computed together; diag says why.
 * Must not be moved: it points into itself. */
egb_status egb_variant_make(const egb_factors *factors, const egb_draw *draw, egb_arena *arena, egb_diag *diag,
                            egb_variant *out);
/* Draws the errors of a draw: the next egb_score() of the plan has them. */
void egb_variant_disturb(egb_variant *variant, uint64_t seed, uint64_t number);
/* Weights are no longer worked out from the data but are those in plan.weight from here on. */
void egb_variant_fix_weights(egb_variant *variant, const egb_results *results);

#endif
