/* dominance_order.h - two units compared for all weights: the tree as far as weights are free, and the range that every
 * unit's scores have in it. */
#ifndef EGB_EXACT_DOMINANCE_ORDER_H
#define EGB_EXACT_DOMINANCE_ORDER_H

#include "exact/exact.h"

/* Half a step in which scores are compared: what differs by less is level. */
#define EGB_DOMINANCE_STEP 5e-10

/* The tree as far as weights are free, in pre-order with parents before children; ends are nodes whose scores are taken
 * as they are: indicators, and nodes that no weights move. */
typedef struct egb_dominance_branch {
  size_t parent; /* position in the tree */
  size_t node;
  size_t after; /* position behind all that is below it */
  bool end;
} egb_dominance_branch;

/* The tree, and every unit's scores in it: what two units are compared by. */
typedef struct egb_dominance_order {
  egb_arena *arena;
  egb_dominance_branch *tree;
  size_t count, units;
  double *least, *most; /* [unit * count + branch]: NaN when missing */
  bool *whole, *ranked; /* per unit: nothing is missing in the tree; it has a rank */
} egb_dominance_order;

/* The tree and the scores, in the order's arena. False: out of memory. */
bool egb_dominance_order_make(egb_dominance_order *order, const egb_plan *plan, const egb_results *results,
                              egb_freedom freedom);
/* The first unit is never below the second. *above: it is above for some weights. */
bool egb_dominance_compare(const egb_dominance_order *order, size_t first, size_t second, bool *above);

#endif
