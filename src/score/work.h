/* work.h - what scoring and re-scoring keep beside the results, so that re-scoring allocates nothing. Of this room
 * only: others ask egb_results_is_weighted_sum and egb_results_id_order. */
#ifndef EGB_SCORE_WORK_H
#define EGB_SCORE_WORK_H

#include "base/diag.h"
#include "score/plan.h"

typedef struct egb_work {
  double *scratch;                 /* egb_scratch_of the plan */
  size_t *active;                  /* the children of one node that take part */
  const double **child;            /* their columns */
  const double **shown;            /* the same without units that are withheld, for methods that compare units */
  double *copy;                    /* room for those; NULL when no such method is used */
  double *weight;                  /* their shares */
  double *given, *points, *leaves; /* what weightings are given about them */
  double *present, *logs;          /* per unit: values to learn from, their logarithms */
  size_t *tie;                     /* per unit: its position when units are sorted by id */
  size_t *sort;                    /* scratch of the sort */
  double *rank_key;                /* per unit: falls with the rank, equal for ties */
  uint8_t *changed;                /* per node: must be aggregated again */
  double *below;                   /* per node: indicators below it that take part, 1 for an indicator */
  bool *linear;                    /* per node: its score is the weighted sum of its children's */
  int decimals;                    /* of the score the rank sees; -1: full */
  bool *subtract;                  /* of the children of one node that take part */
  bool *adds;                      /* per node: its score is the sum of its children's */
  size_t **group, *group_count;    /* per node whose missing scores are filled by groups: those of the units */
  double *below_of;    /* per node and unit: the same of those that are for the unit; NULL: all are for all */
  const double **then; /* the columns of a `then:` expression */
  bool *gaps;          /* per node: some unit lacks something below it */
  double **column;     /* per node: coverage that is not whole */
  double *present_all; /* per node: the shares of its children, summed */
  double *
      *present_of; /* per node and unit: of those that the unit has, where its score is PARTIAL or some do not apply */
  struct egb_many *many; /* score/many.h; NULL: there are few units */
} egb_work;

/* How much scratch re-scoring needs at most, in numbers. */
size_t egb_scratch_of(const egb_plan *plan);
/* The same for `then:` alone. */
size_t egb_then_scratch(const egb_plan *plan);
/* A node's score by its `then:`; what it was before is kept. EGB_UNCOMPUTABLE, reported unless diag is NULL. */
egb_status egb_stage_then(const egb_plan *plan, egb_results *results, size_t node, egb_diag *diag);
/* Withholds what has too little below it and says how each score came about, for `units` units from `from` on, whose
 * values of the `count` children that take part, as gathered, are in child[][0] and on. Returns how many units with
 * enough children got no score all the same, the first of them in *lost. */
size_t egb_score_set_states(const egb_results *results, size_t node, size_t count, const double *const *child,
                            size_t from, size_t units, size_t *lost);
/* Results with room for all of it and nothing scored; NULL: out of memory. */
egb_results *egb_results_blank(const egb_plan *plan);

#endif
