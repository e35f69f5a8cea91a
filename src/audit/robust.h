/* robust.h - what the sections about other choices share: one choice tried alone, what a simulation varies, and what it
 * found. */
#ifndef EGB_AUDIT_ROBUST_H
#define EGB_AUDIT_ROBUST_H

#include "audit/sections.h"

/* Methods in place of those of the definition; NULL: as defined. An aggregation is that of the index alone. */
typedef struct egb_audit_choices {
  const char *impute, *normalise, *aggregate;
} egb_audit_choices;

/* The ranking under other choices beside the one there is. Figures are over the units that both rank. */
typedef struct egb_audit_trial {
  const char *reason;                    /* why it cannot be computed; NULL: it can, and the rest is filled */
  bool same;                             /* the choices are those of the definition */
  const double *rank;                    /* per unit; NaN: unranked */
  size_t first, level, lost;             /* units that share the first and the last place; that lose their rank */
  size_t moved5, moved10, largest, unit; /* unit: with the largest shift; SIZE_MAX: none moves */
  double mean, correlation;
} egb_audit_trial;

typedef struct egb_audit_tried {
  egb_audit_choices choices;
  egb_audit_trial trial;
  struct egb_audit_tried *next;
} egb_audit_tried;

/* One draw in which nothing else varies; of the same choices only one is ever made, as an imputation may take long. The
 * names of the choices must outlive the work. EGB_UNCOMPUTABLE: the work is stopped. */
egb_status egb_audit_try(egb_audit_work *work, const egb_audit_choices *choices, egb_audit_trial *out);
/* A row per trial: what it does to the ranks. */
egb_status egb_audit_trials_table(egb_audit_work *work, const char *schema, egb_audit_phrase_id what,
                                  const char *const *name, const egb_audit_trial *trial, size_t count);

/* An alternative that could be drawn. */
typedef struct egb_audit_alternative {
  egb_method_family family;
  const char *name;
  const char *reason; /* why it is not drawn; NULL: it is */
  egb_audit_trial alone;
} egb_audit_alternative;

#define EGB_AUDIT_ALTERNATIVES 12

/* What a simulation varies: as declared, or what audits vary most and these data can do. */
typedef struct egb_audit_design {
  bool declared;
  bool gaps; /* units that take part lack values */
  egb_audit_alternative alternative[EGB_AUDIT_ALTERNATIVES];
  size_t count;
  const char *list[EGB_FAMILY_COUNT][EGB_AUDIT_ALTERNATIVES + 2], *at[2];
  egb_uncertainty_options options;
} egb_audit_design;

/* Units that have a rank. */
size_t egb_audit_ranked(const egb_results *results);
/* Whether a unit that takes part has no value of an indicator; *cells: how many there are, NULL: not asked. */
bool egb_audit_has_gaps(const egb_audit_work *work, size_t unit, size_t *cells);
egb_status egb_audit_design_make(egb_audit_work *work, egb_audit_design *out);
egb_status egb_audit_design_write(egb_audit_work *work, const egb_audit_design *design,
                                  const egb_uncertainty *uncertainty);

/* What the simulations of the work found; NULL with a reason where there is no answer. */
typedef struct egb_audit_robust {
  egb_audit_design design;
  egb_uncertainty *uncertainty;
  egb_sensitivity *sensitivity;
  const char *reason, *sensitivity_reason;
  double doubt; /* rank correlation with the benefit of the doubt, once the section on benchmarks was written; 0:
                   unknown */
} egb_audit_robust;

/* Made once; of the work. */
egb_status egb_audit_robust_of(egb_audit_work *work, egb_audit_robust **out);
void egb_audit_robust_free(egb_audit_robust *robust);

/* Part of the section on robustness: the same counts for each dimension. */
egb_status egb_audit_parts(egb_audit_work *work, const egb_audit_robust *robust);
/* Part of the section on groups: which changes since the edition before go beyond what is uncertain. */
egb_status egb_audit_changes(egb_audit_work *work, const egb_audit_robust *robust);

/* How far the ranks can be trusted, counted over ranked units; of fewer than EGB_AUDIT_UNITS nothing is said. */
#define EGB_AUDIT_UNITS 3
typedef struct egb_audit_counts {
  size_t units, inside, width2, width5, width10, width20, shift10; /* width20: 20 or more */
  size_t ends;                      /* how many of the first and the last places are looked at */
  size_t top, top_kept, top_rivals; /* units there; rivals: others whose interval reaches there */
  size_t bottom, bottom_kept;
  size_t places, reliable; /* places: the widest interval of a reliable rank */
} egb_audit_counts;
/* Of the ranked units of the simulation. */
void egb_audit_count(const egb_audit_work *work, const egb_uncertainty *uncertainty, egb_audit_counts *out);
/* Whether the rank of a unit is in its interval. */
bool egb_audit_inside(const egb_rank_spread *spread);

#endif
