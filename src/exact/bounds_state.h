/* bounds_state.h - what bounds.c (limits, all units) and bounds_unit.c (one unit) share. */
#ifndef EGB_EXACT_BOUNDS_STATE_H
#define EGB_EXACT_BOUNDS_STATE_H

#include "exact/bounds.h"

#define EGB_BOUNDS_BOXES 4096 /* boxes looked at for one end of one unit */

/* The search for all units: the answer in the making, and what it is worked out with. */
typedef struct egb_bounds_search {
  egb_arena *arena; /* of the answer: box, unit, weights */
  egb_arena *scratch;
  egb_view view;
  egb_box box;
  egb_ranked_order by_rank;
  egb_rank_bounds *unit;
  size_t asked;         /* units, the first by rank */
  double *weights;      /* [(2 * i + worst) * parts + part] */
  double *least, *most; /* per unit: its transformed score stays between them within the limits */
  size_t decided;
  bool exact, solver;
  const egb_bounds_options *options; /* of the call in progress */
  size_t known;                      /* units whose search is done, for progress */
} egb_bounds_search;

/* State of the search for one end of one unit's ranks. */
typedef struct egb_bounds_state {
  egb_arena *arena;
  egb_bounds_search *search;
  double *scratch;
  egb_pair *pair;
  double *limits; /* of the boxes: low and high of each */
  size_t boxes;
  bool *differ; /* per part: in some undecided pair one unit has it and the other lacks it */
  bool first_only;
  double deadline; /* by egb_bounds_now() */
} egb_bounds_state;

typedef enum egb_outcome { EGB_NEVER_ABOVE, EGB_ALWAYS_ABOVE, EGB_UNDECIDED } egb_outcome;

/* Whether `other` is above `unit` in the box. pair NULL: by their ranges alone. */
egb_outcome egb_bounds_decide(const egb_bounds_search *search, const egb_box *box, size_t unit, size_t other,
                              double *scratch, egb_pair *pair);
/* Memory for one unit at a time; its arena is to be freed either way. False: out of memory. */
bool egb_bounds_open(egb_bounds_search *search, egb_bounds_state *w);
/* Whether the unit can be first, by its bounds. */
void egb_bounds_answer(egb_rank_bounds *unit);
/* Improves both ends of unit i until a time; first_only: no more than whether it can be first. False: out of memory. */
bool egb_bounds_unit(egb_bounds_search *search, size_t i, bool first_only, double deadline);
/* Reports progress to the caller; true: the caller wants it to end. context: the egb_bounds_search. */
bool egb_bounds_stop(void *context);
/* Seconds of a clock that never goes back. */
double egb_bounds_now(void);

#endif
