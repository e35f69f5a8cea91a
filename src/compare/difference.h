/* difference.h - inside of the difference of two results: mixtures of the two sides. */
#ifndef EGB_COMPARE_DIFFERENCE_H
#define EGB_COMPARE_DIFFERENCE_H

#include "base/diag.h"
#include "model/difference.h"

/* Positions of a side's units in the order of their ids. */
typedef struct egb_mix_side {
  const egb_results *results;
  size_t *by_id;
  bool *member; /* per unit: has any value */
} egb_mix_side;

/* EGB_NO_MEMORY. The arrays live in the arena, the results are borrowed. */
egb_status egb_mix_open(egb_arena *arena, const egb_results *results, egb_mix_side *out);
/* The unit with this id, EGB_NONE. */
size_t egb_mix_find(const egb_mix_side *side, const char *id);

/* The causes in which the two sides are the same, as bits (1 << cause). */
unsigned egb_mix_same(const egb_mix_side side[2]);

/* Scores and ranks of the mixture that takes the causes whose bits are set from the second side and the others from
 * the first, into arrays of as many as the data set of the side that has the membership has units; value: the score as
 * the side that supplies the method reports it. EGB_UNCOMPUTABLE: this mixture has no scores, and *reason becomes why,
 * in the arena. EGB_NO_MEMORY. */
egb_status egb_mix_score(const egb_mix_side side[2], unsigned coalition, double *value, double *rank, egb_arena *keep,
                         const char **reason);

#endif
