/* results.h - what scoring produced, column by column. A stage writes its own frame; none is overwritten. A column that
 * a stage leaves as it is, is that of the stage before, and of the data set where nothing changed it since. */
#ifndef EGB_MODEL_RESULTS_H
#define EGB_MODEL_RESULTS_H

#include "base/arena.h"
#include "model/dataset.h"
#include "model/index.h"

#include <stdatomic.h>

#define EGB_FITTED_MAX 8 /* fitted parameters a method may keep per node */

/* Per node a column of values and one of their states (egb_state). */
typedef struct egb_frame {
  const double **value;
  const uint8_t **state;
  double **own; /* the same columns where the stage made them, and may write; NULL: it borrows the column */
  uint8_t **own_state;
} egb_frame;

/* What the treatment of one indicator did; mirrors what its method learned. */
typedef struct egb_treatment_record {
  bool applied;
  double low, high;      /* clipped to; infinite: not */
  const char *transform; /* "none", "log", ... */
  int kind;              /* the same, as an egb_transform of method/method.h */
  double shift, lambda, factor;
  size_t winsorised;
  double skewness[2], kurtosis[2]; /* before, after */
  bool passed;
} egb_treatment_record;

struct egb_results {
  egb_arena *arena;
  const egb_index *index;
  const egb_dataset *data;
  size_t period;
  const char *scenario; /* NULL: none */
  size_t unit_count, node_count;
  egb_frame raw;     /* indicators only; aggregates missing. Derived: per head, expressions */
  egb_frame imputed; /* indicators only; the same memory as raw when nothing is imputed */
  egb_frame treated; /* indicators only; the same memory as imputed when nothing is treated */
  /* Per node: an indicator's normalised value, an aggregate's score; NULL: made when somebody asks. All ask
   * egb_scores() and egb_score_states(). */
  _Atomic(const double *) *score;
  const uint8_t **score_state;
  const double *(*make)(const egb_results *results, size_t node); /* of the room score alone, with the next */
  struct egb_waiting *waiting;                                    /* score/waiting.h; NULL: none is to be made */
  double **own_score; /* the same columns where they may be written; one after the other in memory */
  uint8_t **own_state;
  const bool *kept; /* per node: an aggregate that has a value where others are normalised; NULL: none */
  const double *no_value, *all_value;  /* columns that many share: NaN, 1 */
  const uint8_t *no_state, *all_state; /* missing, observed */
  const char **method;                 /* per node: name of its normalisation or aggregation */
  double *fitted;                      /* per node EGB_FITTED_MAX numbers, as named by the method's row */
  double *points;    /* per node: largest number of points of a rubric (sum below for aggregates), NaN without */
  double *short_of;  /* per node: how far the order of a method that searches may be from the best, a share; 0: not */
  double *weight;    /* per node, as used (after scenario and changes) */
  double *share;     /* among its siblings, sums to 1 */
  double *effective; /* through the tree, share of the index */
  const double **coverage; /* per node, a column: share of the indicators below that are present, 0..1 */
  double *rank;            /* per unit; NaN unranked */
  double *ranked_score;    /* the score the rank saw (rounded when the definition says so) */
  size_t *order;           /* units by rank, then by id; unranked last, by id */
  size_t *level;           /* per unit: number of its level in index->level, EGB_NONE; NULL: there are no levels */
  const bool *active;      /* per node: takes part (scenarios drop and add) */
  const char **screened;   /* per unit: why it does not take part, NULL when it does */
  const char **unranked;   /* per unit: why it has no rank although it takes part, NULL when nothing is against one */
  double **imputed_share; /* per node, a column: share of the indicators below that are imputed; NULL when nothing is */
  const struct egb_treatment_record *treatment; /* per node; NULL when nothing is treated */
  double *before_rescale;      /* per node and unit, only for nodes with `rescale:`; NULL when there are none */
  struct egb_work *work;       /* of the room score alone: score/work.h */
  bool weights_changed;        /* weights differ from the definition's */
  struct egb_learned *learned; /* of the room score alone: score/learned.h; NULL: each period learns by itself */
  double *given;               /* per node: the weight written for the period, before any change */
  const uint8_t *applies;      /* per node and unit: 0 where `only:` leaves the node out; NULL: nowhere */
  double *before_then;         /* per node and unit, only for nodes with `then:`; NULL when there are none */
};

/* EGB_USAGE, reported, where a plan or results, each may be NULL, are of another index, or the results not of the plan.
 * The room score knows. */
egb_status egb_index_refuse_foreign(const egb_index *index, const struct egb_plan *plan, const egb_results *results,
                                    egb_diag *diag);

/* The number of the level that a unit is in, EGB_NONE. */
static inline size_t egb_level_of(const egb_results *results, size_t unit) {
  return results->level == NULL ? EGB_NONE : results->level[unit];
}

/* Whether a node takes part for a unit; one that does not is as if not written. */
static inline bool egb_results_applies(const egb_results *results, size_t node, size_t unit) {
  return results->applies == NULL || results->applies[node * results->unit_count + unit] != 0;
}

/* As egb_plan_weight, egb_plan_share and egb_plan_effective_weight; NaN where the weights of a node's siblings, for the
 * last also those of the nodes above it, are worked out from the data, which only scoring does. */
double egb_plan_known_weight(const egb_plan *plan, size_t node);
double egb_plan_known_share(const egb_plan *plan, size_t node);
double egb_plan_known_effective(const egb_plan *plan, size_t node);
/* The weight of a node as it is written for the period of a plan, before any change, and where (source NULL: nowhere,
 * it is 1). In `score`. */
double egb_plan_given(const egb_plan *plan, size_t node, egb_place *place);

/* The scores of a node, and how each came about: per unit. */
static inline const double *egb_scores(const egb_results *results, size_t node) {
  const double *column = atomic_load_explicit(&results->score[node], memory_order_acquire);
#ifndef EGB_FEW_UNITS /* where values never wait */
  if (column == NULL)
    return results->make(results, node);
#endif
  return column;
}
static inline const uint8_t *egb_score_states(const egb_results *results, size_t node) {
  return results->score_state[node];
}

/* Whether a node is all there is of one above it: no node on the way up has another child that takes part. The two then
 * agree because of how the index is built, and their correlation says nothing. */
bool egb_results_is_alone(const egb_results *results, size_t node, size_t above);

#endif
