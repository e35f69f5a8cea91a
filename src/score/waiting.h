/* waiting.h - normalised values that are made when somebody asks. Where there are many units, the values of an
 * indicator that its own column and what was learned of it give again at any time are read by the stretch, by checks
 * and aggregates, and are kept only for those who want the whole column (egb_scores). */
#ifndef EGB_SCORE_WAITING_H
#define EGB_SCORE_WAITING_H

#include "score/scale.h"

#ifndef EGB_UNITS_MANY
#define EGB_UNITS_MANY 4096 /* from here on values wait and stages work by stretches, on threads */
#endif
#define EGB_STRETCH 1024 /* units: their values of a dozen indicators stay in the cache of a processor */

typedef struct egb_waiting {
  atomic_int making; /* somebody does */
  egb_scaling scaling;
  egb_chosen with;
} egb_waiting;

/* Room for the values of a stretch of one node, and for their logarithms. */
typedef struct egb_stretch_values {
  double *value, *logs; /* EGB_STRETCH each */
} egb_stretch_values;

/* Whether indicators of a plan may wait at all; then room for it. False: out of memory. */
bool egb_waiting_make(const egb_plan *plan, egb_results *results);
/* Lets an indicator wait, where that is possible: its states are those of the treated values. */
bool egb_waiting_begin(const egb_plan *plan, egb_results *results, size_t node, const egb_scaling *scaling);
/* Its values after all, as they are kept otherwise; the caller writes them. */
void egb_waiting_end(egb_results *results, size_t node);
/* Values of a node from unit `from` on, at most EGB_STRETCH: those that are kept, or made in the room. */
const double *egb_stretch_of(const egb_results *results, size_t node, size_t from, size_t count,
                             egb_stretch_values room);

#endif
