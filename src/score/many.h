/* many.h - what is done otherwise where there are many units: by stretches of them, on threads. Results are the same:
 * what is done for a unit, or for an indicator, does not depend on the others at the same time. */
#ifndef EGB_SCORE_MANY_H
#define EGB_SCORE_MANY_H

#include "score/waiting.h"
#include "score/work.h"

/* Through a pointer: the stages of a page have few units, and are built without this file. */
typedef struct egb_many {
  size_t threads;
  /* The scores and states of node i from `count` children as gathered. NULL, or why there are none; *lost units with
   * enough children got no score, the first of them *unit. */
  const char *(*combine)(const egb_plan *plan, egb_results *results, size_t i, size_t count, size_t *lost,
                         size_t *unit);
  /* egb_stats_sort_many */
  void (*sort)(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch);
  struct egb_many_room *room; /* per thread */
} egb_many;

/* Whether results are of many units. What asks this is left out of a page, whose units are few. */
static inline bool egb_is_many(const egb_results *results) {
#ifdef EGB_FEW_UNITS
  (void)results;
  return false;
#else
  return results->work->many != NULL;
#endif
}

/* How many threads the stages of a plan use. */
size_t egb_many_threads(const egb_plan *plan);
/* Prepares results of many units, others not. False: out of memory. */
bool egb_many_make(const egb_plan *plan, egb_results *results);

#endif
