/* resolve.h - names and settings of the definition to rows and numbers; the parts of making a plan. */
#ifndef EGB_SCORE_RESOLVE_H
#define EGB_SCORE_RESOLVE_H

#include "base/diag.h"
#include "score/plan.h"

/* True when two choices are the same text of the definition: written once, in `defaults:` for instance. */
bool egb_same_choice(const egb_choice *a, const egb_choice *b);

/* A choice to try in the place of another: what it says, and of `from` the settings that it leaves open and that mean
 * the same to both methods, so that a switch to the method there is changes nothing. *dropped: a setting of `from` that
 * the new method does not know, NULL when there is none. In the arena. EGB_NO_MEMORY. */
egb_status egb_choice_inherit(egb_arena *arena, const egb_choice *to, const egb_choice *from, egb_method_family family,
                              egb_choice *out, const char **dropped);
/* The parameters of a method of which nothing is said. */
void egb_chosen_preset(const egb_method *head, egb_chosen *out);
/* The value of a parameter that a family has in common, by its role. */
void egb_chosen_keep(egb_common *common, egb_parameter_role role, double value);
/* Whether every parameter is the same. */
bool egb_chosen_equal(const egb_chosen *a, const egb_chosen *b);

/* Reads what the options drop and which methods they choose. EGB_USAGE for what does not exist; EGB_NO_MEMORY. */
egb_status egb_plan_override(egb_plan *plan, const egb_plan_options *options, egb_diag *diag);
/* The choice in force for a node: that of the options, else the definition's. */
const egb_choice *egb_plan_choice(const egb_plan *plan, size_t node, egb_method_family family,
                                  const egb_choice *written);
/* Whether the options drop a node. */
bool egb_plan_drops(const egb_plan *plan, size_t node);
/* Reports that the index has no node of this id, with the nearest one. Returns EGB_USAGE. */
egb_status egb_plan_refuse_node(const egb_plan *plan, const char *id, egb_diag *diag);
/* `fit:` of the definition for both stages. EGB_REFUSED: it names a period that the data lacks. */
egb_status egb_plan_choose_fits(egb_plan *plan, egb_diag *diag);
/* A text of that kind: the value of a parameter of kind EGB_PARAMETER_PERIODS. text NULL: each its own. EGB_REFUSED. */
egb_status egb_read_fit(const egb_dataset *data, const char *text, egb_place place, double *out, egb_diag *diag);
/* Which periods the normalisation, and the treatment, of an indicator learns from. */
double egb_plan_fit(const egb_plan *plan, size_t node);
double egb_plan_fit_treat(const egb_plan *plan, size_t node);
/* Whether a period is one of them when the plan's period is scored. */
bool egb_fit_has(const egb_plan *plan, double fit, size_t period);
/* Whether every normalisation learns from the scored period alone, as the definition says. */
bool egb_plan_learns_own(const egb_plan *plan);
/* Decides which nodes take part; scenario NULL: none chosen. EGB_REFUSED. */
egb_status egb_plan_activate(egb_plan *plan, const egb_scenario *scenario, egb_diag *diag);
/* Fills method rows and parameters of every node. A choice inherited by many nodes is reported once. EGB_REFUSED:
 * faults were reported, and a row may be NULL. */
egb_status egb_plan_resolve(egb_plan *plan, egb_diag *diag);
/* The checked parameters of a choice of this row; the choice is borrowed. Lists live in the plan's arena. EGB_REFUSED,
 * EGB_NO_MEMORY. */
egb_status egb_read_parameters(egb_plan *plan, const egb_choice *choice, const egb_method *head,
                               egb_method_family family, egb_chosen *out, egb_diag *diag);
/* Adds "did you mean", else the whole list of names after what, as a hint. */
void egb_hint_names(egb_diag *diag, const char *typed, const char *const *names, size_t count, const char *what);
/* Binds rubrics to the data's answers and works out the points of every node. EGB_REFUSED, EGB_NO_MEMORY. */
egb_status egb_plan_bind(egb_plan *plan, egb_diag *diag);
/* Binds the names of `compute:` and puts the indicators in the order in which they are derived. EGB_REFUSED,
 * EGB_NO_MEMORY. */
egb_status egb_plan_bind_compute(egb_plan *plan, egb_diag *diag);
/* Refuses what cannot be computed together: missing goalposts, a geometric mean over negative scores, ... */
/* The lists of `screen:` per unit; a unit that the data lacks is reported. */
egb_status egb_plan_force(egb_plan *plan, egb_diag *diag);
egb_status egb_plan_check(const egb_plan *plan, egb_diag *diag);

/* The part of it that concerns an aggregate and what is below it. */
void egb_plan_check_aggregate(const egb_plan *plan, size_t node, egb_diag *diag);
/* Refuses a `then:` that uses the score of a node that takes no part, or of other units than methods learn from. */
bool egb_plan_check_then(const egb_plan *plan, size_t node, egb_diag *diag);
/* Where a choice is written, or the node that has it. */
egb_place egb_choice_place(const egb_choice *choice, const egb_node *node);

/* One setting for a weight. place is that of the setting when it is written in a file. */
typedef struct egb_weight_change {
  size_t node;
  double weight;
  bool percent; /* of the siblings' total */
  egb_place place;
} egb_weight_change;

/* Changes weights, all or none; shares and effective weights follow. failure: the status for settings that are refused.
 */
egb_status egb_plan_change_weights(egb_plan *plan, const egb_weight_change *change, size_t count, egb_rescale rescale,
                                   egb_status failure, egb_diag *diag);
/* Settings as texts (egb_plan_revise) to changes in the definition's units, to be applied by *how; nothing is changed.
 * change has room for count + 1. EGB_USAGE, EGB_NO_MEMORY. */
egb_status egb_plan_read_settings(const egb_plan *plan, const char *const *settings, size_t count, const char *rescale,
                                  egb_weight_change *change, size_t *changes, egb_rescale *how, egb_diag *diag);
/* Its parts, for many changes of one form. The rule for the siblings: *from is the sibling that gives, NULL: none. */
egb_status egb_plan_read_rule(const char *rescale, const char **from, egb_rescale *how, egb_diag *diag);
/* One setting as a text. The arena is for scratch. */
egb_status egb_plan_read_setting(const egb_plan *plan, egb_arena *arena, const char *text, egb_weight_change *out,
                                 egb_diag *diag);
/* The sibling `from` gives what the others get, so that the total stays. It becomes one more change. */
egb_status egb_plan_take_from(const egb_plan *plan, const char *from, egb_weight_change *change, size_t *count,
                              egb_diag *diag);
/* The weight that a change asks for, in the definition's units. */
double egb_plan_wanted(const egb_plan *plan, const egb_weight_change *change);
/* The sum of the weights of the children of a node. */
double egb_plan_siblings(const egb_plan *plan, size_t parent);
/* Sums of decimals carry binary dust (0.1 + 0.05 is not 0.15): twelve significant digits are what was meant. */
double egb_weight_tidy(double x);
/* The weights that are written for the period of the plan. EGB_UNCOMPUTABLE: none holds in it. EGB_REFUSED: two sources
 * contradict each other, or the data has no periods. */
egb_status egb_plan_give(egb_plan *plan, egb_diag *diag);
/* Finds what `only:` names. EGB_REFUSED, EGB_NO_MEMORY. */
egb_status egb_plan_only(egb_plan *plan, egb_diag *diag);
/* Refuses it below methods for which a unit without a node is another thing than a node that is not written. */
void egb_plan_check_only(const egb_plan *plan, size_t node, egb_diag *diag);
/* Weights from the methods, then shares and effective weights. EGB_REFUSED. */
egb_status egb_plan_weigh(egb_plan *plan, egb_diag *diag);
/* A copy that may be edited, what it points to beyond its nodes shared. False: out of memory. */
bool egb_plan_copy(const egb_plan *from, egb_arena *arena, egb_plan *to);
/* The copy without a node, as `drop` of a scenario leaves it out. EGB_REFUSED. */
egb_status egb_plan_leave_out(egb_plan *plan, size_t node, egb_diag *diag);
/* `if-constant: drop`: leaves out the indicators that ask for it and whose values, as methods would learn from them,
 * are all equal; each is reported. EGB_REFUSED when none is left, EGB_NO_MEMORY. */
egb_status egb_plan_drop_constant(egb_plan *plan, egb_diag *diag);
/* Shares among the children of every aggregate and effective weights, from weights: also used by results. */
void egb_weights_spread(const egb_index *index, const double *weight, double *share, double *effective);

#endif
