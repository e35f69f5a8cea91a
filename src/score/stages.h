/* stages.h - the stages of scoring. Each reads what the stage before wrote and writes its own part of the results. */
#ifndef EGB_SCORE_STAGES_H
#define EGB_SCORE_STAGES_H

#include "base/diag.h"
#include "score/plan.h"

#define EGB_SCORE_QUANTUM 1e9 /* scores are compared in steps of 1 / this */

/* What re-scoring needs, so that it allocates nothing. */
struct egb_workspace {
  size_t *active;                  /* the children of one node that take part */
  const double **child;            /* their columns */
  const double **shown;            /* the same without units that are withheld, for methods that compare units */
  double *copy;                    /* room for those; NULL when no such method is used */
  double *weight;                  /* their shares */
  double *given, *points, *leaves; /* what weightings are given about them */
  double *present, *side;          /* per unit */
  size_t *tie;                     /* per unit: its position when units are sorted by id */
  size_t *sort;                    /* scratch of the sort */
  double *rank_key;                /* per unit: falls with the rank, equal for ties */
  uint8_t *changed;                /* per node: must be aggregated again */
  bool *linear;                    /* per node: its score is the weighted sum of its children's */
  int decimals;                    /* of the score the rank sees; -1: full */
};

/* How much scratch re-scoring needs at most, in numbers. */
size_t egb_scratch_of(const egb_plan *plan);

/* Raw values of a period: columns of the data, or expressions over them, divided by `per:`. */
egb_status egb_stage_select(const egb_plan *plan, size_t period, egb_frame *raw, egb_diag *diag);
/* Copies weights into the results and marks the nodes below which they changed. */
void egb_stage_weight(const egb_plan *plan, egb_results *results);
/* Share of the indicators below every node that each unit has, and of those that are imputed. */
void egb_stage_coverage(egb_results *results);
/* The marked nodes and those above them, leaves to root. diag may be NULL. */
egb_status egb_stage_aggregate(const egb_plan *plan, egb_results *results, egb_diag *diag);
/* What egb_rescore does once it knows that the results are of the plan. diag may be NULL. */
egb_status egb_score_again(const egb_plan *plan, egb_results *results, egb_diag *diag);
/* Order of the units, ranks, levels. Returns how many units are ranked. */
size_t egb_stage_rank(egb_results *results);

/* Whether a score is as good as the goal or better, as ranks compare; false without one. */
bool egb_score_reaches(const egb_index *index, double score, double goal);

/* Whether a unit has enough below a node for a score of it, as `available:` asks. coverage: its share of the indicators
 * below; present: how many of the `children` that take part have a score. */
bool egb_score_enough(const egb_node *node, double coverage, size_t present, size_t children);

/* True when too little of the unit is available for a score of the node, whatever its weights. has: it has a score of
 * `child`, one of the node's children; the others are as the results have them. */
bool egb_score_withheld(const egb_results *results, size_t node, size_t unit, size_t child, bool has);

/* A score as the rank sees it: in steps of 1e-9, or rounded at the decimals (-1: not). */
double egb_score_quantise(double score, int decimals, egb_rounding rounding);

#endif
