/* impute_families.h - indicators that are imputed together, because they share a choice. */
#ifndef EGB_SCORE_IMPUTE_FAMILIES_H
#define EGB_SCORE_IMPUTE_FAMILIES_H

#include "score/plan.h"

/* Families in the order of their first indicators; the indicators of family f, in their order, are node[first[f]] to
 * node[first[f + 1] - 1]. */
typedef struct egb_impute_families {
  size_t count;
  size_t *first, *node;
} egb_impute_families;

/* In the arena. EGB_NO_MEMORY. */
egb_status egb_impute_families_make(const egb_plan *plan, egb_arena *arena, egb_impute_families *out);

#endif
