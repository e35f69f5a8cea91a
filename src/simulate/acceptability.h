/* acceptability.h - what SMAA-2 adds to a simulation: central weights, confidence, which unit beats which. What it
 * finds: model/acceptability.h. */
#ifndef EGB_SIMULATE_ACCEPTABILITY_H
#define EGB_SIMULATE_ACCEPTABILITY_H

#include "model/acceptability.h"
#include "simulate/uncertainty.h"

#define EGB_CONFIDENCE_DRAWS 1000        /* for each unit, when more than weights varies */
#define EGB_CONFIDENCE_MAX 1000000       /* of all units together */
#define EGB_ACCEPTABILITY_PAIRS_MAX 4096 /* units whose pairs can be counted */

/* An analysis in progress. */
typedef struct egb_acceptability_draft {
  egb_uncertainty_draft of; /* its simulation, whose arena the answer has too */
  egb_acceptance *unit;
  size_t confidence_draws;
} egb_acceptability_draft;

/* As egb_uncertainty_make(). */
egb_status egb_acceptability_make(const egb_plan *plan, const egb_results *results,
                                  const egb_uncertainty_options *options, egb_portion *portion, egb_diag *diag,
                                  egb_acceptability **out);

/* Confidence factors of all units that were first. */
egb_status egb_acceptability_confide(egb_acceptability_draft *a, const egb_uncertainty_options *options);

#endif
