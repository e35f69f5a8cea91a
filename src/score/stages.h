/* stages.h - the stages of scoring. Each reads what the stage before wrote and writes its own part of the results. */
#ifndef EGB_SCORE_STAGES_H
#define EGB_SCORE_STAGES_H

#include "base/diag.h"
#include "score/plan.h"

#define EGB_SCORE_QUANTUM 1e9 /* scores are compared in steps of 1 / this */

/* Copies weights into the results and marks the nodes below which they changed. */
void egb_stage_weight(const egb_plan *plan, egb_results *results);
/* Share of the indicators below every node that each unit has, and of those that are imputed. False: out of memory. */
bool egb_stage_coverage(egb_results *results);
/* The marked nodes and those above them, leaves to root. diag may be NULL. */
egb_status egb_stage_aggregate(const egb_plan *plan, egb_results *results, egb_diag *diag);
/* The missing scores of node i, filled by its imputation. diag may be NULL. */
egb_status egb_stage_fill(const egb_plan *plan, const egb_results *results, size_t i, egb_diag *diag);
/* Counts the indicators below nodes that were filled as imputed, here and above. */
void egb_stage_mark_filled(const egb_plan *plan, const egb_results *results);
/* All stages behind the normalised values, which the results have. ranked: how many units. diag may be NULL. */
egb_status egb_score_normalised(const egb_plan *plan, egb_results *results, egb_diag *diag, size_t *ranked);
/* What egb_rescore does once it knows that the results are of the plan; reports failures. diag may be NULL. */
egb_status egb_score_again(const egb_plan *plan, egb_results *results, egb_diag *diag);
/* Order of the units, ranks, levels. Returns how many units are ranked. */
size_t egb_stage_rank(egb_results *results);

/* EGB_USAGE, reported, when the results are not of the plan: of another index, data set, period or scenario. Whoever
 * takes both asks first, since the sizes of one are used with the other. */
egb_status egb_results_refuse_foreign(const egb_results *results, const egb_plan *plan, egb_diag *diag);
/* EGB_USAGE, reported, when the results have no unit of that number. */
egb_status egb_results_refuse_unit(const egb_results *results, size_t unit, egb_diag *diag);
/* Whether a node's score is the weighted sum of its children's. */
bool egb_results_is_weighted_sum(const egb_results *results, size_t node);
/* The shares of those children of a node that the unit has, summed. */
double egb_score_present(const egb_results *results, size_t parent, size_t unit);
/* What a unit's score of a child is multiplied by in the score of its parent, where that is a weighted sum or a sum;
 * present: egb_score_present() of the parent. NaN: it adds nothing that is known. */
double egb_score_factor(const egb_results *results, size_t child, size_t unit, double present);
/* Whether what a node adds to the score of the root is a number: every aggregate above it is a weighted sum or a sum.
 */
/* An active node whose `then:` uses the score of a node, and which is not itself among those from `from` to before
 * `end`; EGB_NONE. */
size_t egb_then_user(const egb_plan *plan, size_t node, size_t from, size_t end);
/* The first node of a branch, from its root on, whose score a `then:` elsewhere uses, with *user; EGB_NONE. */
size_t egb_then_used(const egb_plan *plan, size_t branch, size_t *user);
/* Per unit: its position when units are sorted by their ids, which decides between equal scores. */
const size_t *egb_results_id_order(const egb_results *results);

/* Whether a score is as good as the goal or better, as ranks compare; false without one. */
bool egb_score_reaches(const egb_index *index, double score, double goal);
/* The first level, from level `first` on, whose `from` a score reaches; EGB_NONE. Levels are listed the best first. */
size_t egb_score_level(const egb_index *index, double score, size_t first);
/* The least height that egb_score_reaches() a goal: one comparison instead of it where there are many scores. */
double egb_score_least_reaching(const egb_index *index, double goal);

/* Whether a unit has enough below a node for a score of it, as `available:` asks. present: how many of the `children`
 * that take part have a score. */
bool egb_score_enough(const egb_results *results, size_t node, size_t unit, size_t present, size_t children);

/* A score as the rank sees it: in steps of 1e-9, or rounded at the decimals (-1: not), as R does from the full score,
 * else from those steps. */
double egb_score_quantise(double score, int decimals, egb_rounding rounding);

#endif
