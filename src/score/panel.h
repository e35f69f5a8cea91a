/* panel.h - the periods of the data up to normalisation: the one that is scored, those that methods learn
 * from (`fit:`), and all of them where an imputation looks along time. Each is derived, imputed and screened as itself.
 *
 * The slice of the scored period is the results' own frames; the others live as long as the panel. */
#ifndef EGB_SCORE_PANEL_H
#define EGB_SCORE_PANEL_H

#include "base/diag.h"
#include "score/learned.h"
#include "score/plan.h"

typedef struct egb_slice {
  bool derived; /* has raw values */
  bool whole;   /* scored or learned from: has everything */
  egb_frame raw, imputed, treated;
  const char **screened;  /* per unit: why it does not take part, NULL when it does */
  const uint8_t *applies; /* egb_plan_applies */
} egb_slice;

/* Whether a node takes part for a unit. */
static inline bool egb_slice_applies(const egb_slice *slice, size_t node, size_t units, size_t unit) {
  return slice->applies == NULL || slice->applies[node * units + unit] != 0;
}

typedef struct egb_panel {
  egb_arena *arena;
  const egb_plan *plan;
  egb_results *results;
  egb_slice *slice;         /* per period of the data */
  size_t learned;           /* how many of them normalisations learn from, known or not */
  bool screens;             /* some units may not take part */
  double *present;          /* room for all values that are learned from */
  double *scratch;          /* EGB_METHOD_SCRATCH of as many, for fit() and apply() */
  double *logs, *more;      /* a column each */
  const egb_learned *known; /* what results of another period learned; NULL: everything is learned here */
  const egb_results *like;  /* these results */
} egb_panel;

/* Frames for every period that is needed; EGB_NO_MEMORY. Free with egb_panel_free also after a failure. What `like`,
 * results of another period or NULL, has learned is not learned again, and the periods it was learned from are left
 * out. */
egb_status egb_panel_make(const egb_plan *plan, egb_results *results, const egb_results *like, egb_panel *out);
void egb_panel_free(egb_panel *panel);
/* What columns of a period belong to: the results where it is the one that is scored, else the panel. */
static inline egb_arena *egb_panel_arena(const egb_panel *panel, size_t period) {
  return period == panel->plan->period ? panel->results->arena : panel->arena;
}
/* Whether the definition imputes, treats, or screens units at all. */
bool egb_plan_imputes(const egb_plan *plan);
bool egb_plan_treats(const egb_plan *plan);
bool egb_plan_screens(const egb_plan *plan);

/* Numbers the groups of a grouping that units are in, in a period, in the order of their names: per unit its group,
 * SIZE_MAX for none. In *group, or in the arena where that is NULL; false: out of memory. */
bool egb_unit_groups(const egb_dataset *data, size_t period, size_t grouping, egb_arena *arena, size_t **group,
                     size_t *count);
/* Raw values of a period: columns of the data, or expressions over them, divided by `per:`. */
egb_status egb_stage_select(const egb_panel *panel, size_t period, egb_diag *diag);
/* Fills missing values; what was filled is IMPUTED, in every whole slice. */
egb_status egb_stage_impute(egb_panel *panel, egb_diag *diag);
/* Decides which units take part, in every whole slice, and leaves their values only in the frame that treatments learn
 * from and change. */
egb_status egb_stage_screen(egb_panel *panel);
/* Outliers: learned from the units that take part in the periods of `fit:`, applied to all whole slices; or each whole
 * slice from itself. */
egb_status egb_stage_treat(egb_panel *panel, egb_diag *diag);
/* Every indicator of the scored period onto the scale: learned like treatments, then applied. */
egb_status egb_stage_normalise(egb_panel *panel, egb_diag *diag);

/* The values of a node in the periods that its normalisation learns from, of the units that take part, one after the
 * other without gaps, in panel->present. */
size_t egb_panel_present(const egb_panel *panel, size_t node);
/* Adds those of one period to the count values that are there; how many there are then. */
size_t egb_panel_add(const egb_panel *panel, size_t node, size_t period, size_t count);
/* Where an indicator's value of a unit comes from: its cell, else the indicator in the definition. */
egb_place egb_value_place(const egb_plan *plan, size_t node, size_t period, size_t unit);
egb_place egb_indicator_place(const egb_node *node);
/* " in 2018", as two texts, for data with periods; both empty without. */
const char *egb_in_period(const egb_dataset *data, size_t period);

#endif
