/* difference.h - two results and why they differ, unit by unit. Made by revise, printed by report.
 *
 * Four causes can differ between the two sides: the data (values of the indicators), the weights (shares among
 * siblings as they were used), the method (everything else the definition and the scenario say: which indicators there
 * are, how they are derived, imputed, treated, normalised and aggregated, which units are screened), and the membership
 * (which units have any values). A mixture takes each cause from one side. A cause's part of a unit's change is the
 * mean, over all orders in which the four can be exchanged one by one, of what its own exchange changes (the Shapley
 * value: L. S. Shapley, "A value for n-person games", 1953). The parts sum to the change, and exchanging the sides
 * changes their signs. */
#ifndef EGB_MODEL_DIFFERENCE_H
#define EGB_MODEL_DIFFERENCE_H

#include "base/arena.h"
#include "model/attribution.h"
#include "model/results.h"

typedef enum egb_cause {
  EGB_CAUSE_DATA = 0,
  EGB_CAUSE_WEIGHTS,
  EGB_CAUSE_METHOD,
  EGB_CAUSE_MEMBERSHIP,
  EGB_CAUSE_COUNT
} egb_cause;

#define EGB_COALITIONS (1 << EGB_CAUSE_COUNT)
enum { EGB_BEFORE = 0, EGB_AFTER = 1 };

typedef struct egb_unit_difference {
  const char *id;
  size_t unit[2]; /* position in each side's data; EGB_NONE: not there */
  double score[2], rank[2];
  double score_change, rank_change; /* places gained, negative: lost; NaN unless on both sides */
  double score_part[EGB_CAUSE_COUNT], rank_part[EGB_CAUSE_COUNT]; /* NaN when no mixture has a score */
} egb_unit_difference;

struct egb_difference {
  egb_arena *arena;
  const egb_results *results[2];
  bool per_cent;                   /* the scales differ: all scores here are per cent of their scale */
  double scale;                    /* of the scores here */
  const egb_unit_difference *unit; /* largest change of rank first, then of score; then those on one side only */
  size_t count;
  egb_attribution attribution; /* by the dimensions, units in the order of `unit` */
  /* ids of nodes that only one side has */
  const char *const *only[2];
  size_t only_count[2];
  /* mixtures that no score can be computed for: how many, the first of them as bits (1 << cause: from the second side),
   * and why; the parts are means over the orders that do without them */
  unsigned same; /* causes in which the sides are the same, as bits: never exchanged */
  size_t unscored;
  unsigned unscored_mixture;
  const char *unscored_reason;
  /* in figures: units ranked on both sides, and what became of them */
  size_t compared, gained, lost, entered, left, unsplit;
  double mean_score_change, mean_score_part[EGB_CAUSE_COUNT];
  double mean_rank_move, mean_rank_part[EGB_CAUSE_COUNT]; /* of absolute values */
};

#endif
