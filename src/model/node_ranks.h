/* node_ranks.h - scores and ranks of nodes for all units. */
#ifndef EGB_MODEL_NODE_RANKS_H
#define EGB_MODEL_NODE_RANKS_H

#include "model/results.h"

struct egb_node_ranks {
  egb_arena *arena;
  const egb_results *results;
  egb_node_rank *item; /* node by node, the best units of each first, those without a rank last */
  size_t count;
};

#endif
