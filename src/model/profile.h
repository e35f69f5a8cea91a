/* profile.h - one unit: its level, what limits it, the step to the next level, its peers. Made by compare, printed by
 * report. */
#ifndef EGB_MODEL_PROFILE_H
#define EGB_MODEL_PROFILE_H

#include "base/arena.h"
#include "model/results.h"

#define EGB_PROFILE_NEAR 5     /* units nearest in score */
#define EGB_PROFILE_MARGIN 0.1 /* a strength: a rank better than the unit's by this share of the units ranked */
enum { EGB_PEERS_ALL = 0, EGB_PEERS_NEAR, EGB_PEERS_GROUPS }; /* kinds of peers; the groupings come behind */

typedef struct egb_profile_row {
  size_t node;                   /* the root, then its children that take part */
  double score, rank, of, share; /* share: among the children that the unit has */
  double best, gap;              /* best score of a ranked unit; how far it is above this one's */
  size_t best_unit;
  const double *mean; /* per kind of peers, over the ranked units besides this one; NaN: none */
  int verdict;        /* +1 strength, -1 weakness, 0 neither */
  double alone;       /* by how much it must rise for the next level when nothing else does; NaN: no rise is enough */
} egb_profile_row;

struct egb_profile {
  egb_arena *arena;
  const egb_results *results;
  size_t unit;
  size_t ranked; /* how many units are */
  const egb_profile_row *row;
  size_t row_count;
  egb_level_step step;
  bool has_way;         /* ways can be worked out: the score of one unit follows from its own dimensions */
  size_t shortest;      /* row with the smallest rise alone, EGB_NONE */
  double evenly;        /* the rise of every dimension that is enough; NaN: none */
  size_t below_minimum; /* dimensions below the minimum of the next level, missing ones included */
  const size_t *near;   /* nearest in score first */
  size_t near_count;
  const size_t *peers; /* per kind of peers: how many */
  size_t kinds;
};

#endif
