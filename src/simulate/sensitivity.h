/* sensitivity.h - what an analysis of sensitivity is worked out with. What it finds: model/sensitivity.h. */
#ifndef EGB_SIMULATE_SENSITIVITY_H
#define EGB_SIMULATE_SENSITIVITY_H

#include "simulate/uncertainty.h"

#define EGB_SENSITIVITY_ROWS 512
#define EGB_SENSITIVITY_DRAWS 200   /* of a random assumption alone */
#define EGB_SENSITIVITY_SAMPLES 500 /* of the bootstrap */

/* What was declared for a definition that declares nothing. */
typedef enum egb_usual { EGB_USUAL_NONE = 0, EGB_USUAL_ALL, EGB_USUAL_NO_GEOMETRIC } egb_usual;

/* One assumption of the design. */
typedef struct egb_assumption {
  egb_factor_kind kind;
  uint16_t group;    /* of the weights; 0: all of them */
  size_t coordinate; /* of the sequence */
  const char *name;
} egb_assumption;

/* How far one draw is from the nominal ranking. */
typedef struct egb_shift {
  bool scored;
  size_t moved5, moved10, moved20, largest, unit;
  double mean, correlation;
  double target;
} egb_shift;

/* An analysis in progress: what it found and what it is worked out with. */
typedef struct egb_sensitivity_draft {
  egb_arena *arena; /* of the answer */
  egb_arena *scratch;
  const egb_plan *plan;
  const egb_results *results;
  egb_portion *portion; /* NULL: all runs are made here, and an answer of them */
  egb_factors *factors;
  size_t node, unit; /* unit: whose rank is the target; SIZE_MAX: the mean shift */
  uint64_t seed;
  double level;
  size_t threads, asked;
  size_t rows, failed; /* of the design */
  const char *reason;
  size_t replaced; /* runs of these rows */
  const char *replaced_reason;
  bool stopped;
  double variance;
  double time; /* draws of weights worth one independent draw; 1 where they are not drawn by walks */
  egb_usual usual;
  size_t count, coordinates; /* assumptions that vary, and which */
  egb_assumption *assumption;
  egb_sobol_index *index;
  egb_switch *change;
  size_t changes;
  uint32_t *nominal; /* rank per unit; 0: unranked */
} egb_sensitivity_draft;

/* Declares the usual when nothing is declared; once the factors are made, removes from them what cannot be computed. */
egb_status egb_sensitivity_declare_usual(egb_sensitivity_draft *s, egb_uncertain *declared);
egb_status egb_sensitivity_check_usual(egb_sensitivity_draft *s, egb_uncertain *declared, egb_diag *diag);
/* Runs everything. */
egb_status egb_sensitivity_simulate(egb_sensitivity_draft *s, const egb_uncertainty_options *options, egb_diag *diag);
/* All of it. *out: the answer, or NULL where the portion is a part. options: all members. */
egb_status egb_sensitivity_make(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, size_t unit, egb_portion *portion,
                                egb_diag *diag, egb_sensitivity **out);
/* Ranks against the nominal ones; without the correlation. */
egb_shift egb_sensitivity_shift(const egb_sensitivity_draft *s, const uint32_t *rank);
/* Spearman's of the units that both rankings have, equal ranks averaged, as `whatif` gives it; NaN where it has none.
 * scratch: egb_sensitivity_scratch() numbers. */
double egb_sensitivity_correlation(const egb_sensitivity_draft *s, const uint32_t *rank, double *scratch);
size_t egb_sensitivity_scratch(const egb_sensitivity_draft *s);

#endif
