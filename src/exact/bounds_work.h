/* bounds_work.h - what bounds.c (limits, all units) and bounds_unit.c (one unit) share. */
#ifndef EGB_EXACT_BOUNDS_WORK_H
#define EGB_EXACT_BOUNDS_WORK_H

#include "exact/bounds.h"

#define EGB_BOUNDS_PIECES 4096 /* boxes looked at for one end of one unit */

struct egb_bounds {
  egb_arena *arena;
  egb_view view;
  egb_box box;
  egb_standing standing;
  egb_rank_bounds *unit;
  size_t asked;         /* of the standing, from its front */
  double *weights;      /* [(2 * i + worst) * parts + part] */
  double *least, *most; /* per unit: its transformed score stays between them within the limits */
  size_t decided;
  bool exact, solver;
  const egb_bounds_options *options; /* of the call under way */
  size_t known;                      /* units whose search is at its end, for who looks on */
};

/* What one end of one unit's ranks takes. */
typedef struct egb_bounds_work {
  egb_arena *arena;
  egb_bounds *bounds;
  double *room;
  egb_duel *duel;
  double *limits; /* of the pieces: low and high of each */
  size_t pieces;
  bool *differ; /* per part: some undecided pair has it on one side only */
  bool first_only;
  double deadline; /* by egb_bounds_now() */
} egb_bounds_work;

typedef enum egb_outcome { EGB_NEVER_ABOVE, EGB_ALWAYS_ABOVE, EGB_UNDECIDED } egb_outcome;

/* Whether `other` is above `unit` in the box. duel NULL: by their ranges alone. */
egb_outcome egb_bounds_meet(const egb_bounds *bounds, const egb_box *box, size_t unit, size_t other, double *room,
                            egb_duel *duel);
/* Room for one unit at a time; its arena is to be freed either way. False: out of memory. */
bool egb_bounds_open(egb_bounds *bounds, egb_bounds_work *w);
/* Whether the unit can be first, by its bounds. */
void egb_bounds_answer(egb_rank_bounds *unit);
/* Improves both ends of unit i until a time; first_only: no more than whether it can be first. False: out of memory. */
bool egb_bounds_unit(egb_bounds *bounds, size_t i, bool first_only, double deadline);
/* Tells the caller how far it is; true: he wants it to end. context: the egb_bounds. */
bool egb_bounds_stop(void *context);
/* Seconds of a clock that never goes back. */
double egb_bounds_now(void);

#endif
